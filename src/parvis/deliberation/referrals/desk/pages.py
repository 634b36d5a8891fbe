"""What the pages of one referral share on the desk: its head, its tabs, its verbs, its margin."""

import datetime as dt

from django.urls import reverse

from parvis.deliberation.referrals import queries
from parvis.deliberation.referrals.choices import (
    ADOPTED_ON,
    AT_WORK,
    AWAITING_ANSWER,
    ENDED_ASIDE,
    TRANSMITTED_ON,
    Kind,
    Status,
)
from parvis.ground.core import clock, french
from parvis.ground.core.addresses import address
from parvis.ground.documents.queries import documents_of
from parvis.shells.desk.history import RECENT, history_of
from parvis.shells.verbs import Verb, offers

D = "desk:referrals:"
MONTH = dt.timedelta(days=31)
WORKING = (Status.SUBMITTED, *AT_WORK)

TABS = (
    ("detail", "La question"),
    ("work", "Travaux"),
    ("opinion", "Avis"),
    ("answer", "Réponse"),
    ("follow_up", "Suites"),
)


def _why_not_sent(referral):
    if referral.expected_on is None:
        return "Indiquez d’abord la date attendue."
    return ""


def _why_not_published(referral):
    return "L’avis est déjà publié." if referral.opinion_is_public else ""


def _why_not_presented(referral):
    return "La présentation est déjà enregistrée." if referral.presented_on else ""


def _why_not_approved(referral):
    return "Elle est approuvée telle qu’elle est écrite." if referral.answer_approved_on else ""


def _why_not_taken_over(referral):
    return "Elle se poursuit déjà." if referral.continued_by.exists() else ""


# Each verb with the states in which it is worth showing, possible or not.
VERBS = (
    (Verb("Transmettre à l’instance", D + "submit", "referrals.submit_referral", "submit", _why_not_sent),
     {Status.DRAFT}),
    (Verb("Modifier le projet", D + "change", "referrals.change_referral"), {Status.DRAFT}),
    (Verb("Ajouter une signature", D + "sign", "referrals.run_referral"), {Status.DRAFT}),
    (Verb("Accepter la saisine", D + "admit", "referrals.decide_referral", "admit"), {Status.SUBMITTED}),
    (Verb("Décliner", D + "decline", "referrals.decide_referral", "decline", danger=True), {Status.SUBMITTED}),
    (Verb("Commencer l’examen", D + "start", "referrals.run_referral", "start"), {Status.ADMITTED}),
    (Verb("Ouvrir le projet d’avis", D + "start_drafting", "referrals.start_drafting_referral", "start_drafting"),
     {Status.ADMITTED, Status.IN_PROGRESS}),
    (Verb("Enregistrer l’adoption", D + "adopt", "referrals.adopt_referral", "adopt_opinion", queries.why_not_adopted),
     {Status.OPINION_DRAFTING}),
    (Verb("Écrire", "desk:writing:write", "writing.write_text", on=queries.draft_of), {Status.OPINION_DRAFTING}),
    (Verb("Ouvrir un vote par écrit", D + "written_vote", "referrals.adopt_referral", "adopt_opinion",
          queries.why_not_adopted), {Status.OPINION_DRAFTING}),
    (Verb("Clore le vote par écrit", D + "close_written_vote", "referrals.adopt_referral", "adopt_opinion"),
     {Status.OPINION_DRAFTING}),
    (Verb("Transmettre l’avis", D + "transmit", "referrals.transmit_referral", "transmit"),
     {Status.OPINION_DRAFTING, Status.OPINION_ADOPTED}),
    (Verb("Publier l’avis", D + "publish", "referrals.run_referral", "", _why_not_published), set(TRANSMITTED_ON)),
    (Verb("Accuser réception", D + "acknowledge", "referrals.acknowledge_referral", "acknowledge"),
     {Status.TRANSMITTED}),
    (Verb("Préparer la réponse", D + "answer", "referrals.draft_answer_referral"), set(AWAITING_ANSWER)),
    (Verb("Approuver la réponse", D + "approve_answer", "referrals.approve_answer_referral", "", _why_not_approved),
     set(AWAITING_ANSWER)),
    (Verb("Publier la réponse", D + "publish_answer", "referrals.answer_referral"), set(AWAITING_ANSWER)),
    (Verb("Dire quand la réponse a été présentée", D + "present", "referrals.run_referral", "", _why_not_presented),
     {Status.ANSWERED, Status.UNDER_FOLLOW_UP}),
    (Verb("Clore le suivi", D + "close", "referrals.close_referral", "close"),
     {Status.ANSWERED, Status.UNDER_FOLLOW_UP}),
    (Verb("Reprendre le suivi", D + "reopen", "referrals.close_referral", "reopen", back=True), {Status.CLOSED}),
    (Verb("Inviter à une audition", D + "plan_hearing", "referrals.run_referral"), set(WORKING)),
    (Verb("Ajouter une contribution", D + "add_contribution", "referrals.run_referral"), set(WORKING)),
    (Verb("Inscrire à un ordre du jour", D + "put_on_agenda", "referrals.run_referral"),
     set(Status) - {Status.DRAFT, *ENDED_ASIDE}),
    (Verb("Ajouter une étape de travail", D + "add_work_step", "referrals.run_referral"), set(WORKING)),
    (Verb("Changer les responsables", D + "assign", "referrals.run_referral"), set(WORKING) | set(ADOPTED_ON)),
    (Verb("Revenir aux travaux", D + "return_to_work", "referrals.run_referral", "return_to_work", back=True),
     {Status.OPINION_DRAFTING}),
    (Verb("Constater la caducité", D + "lapse", "referrals.run_referral", "lapse", danger=True), set(AT_WORK)),
    (Verb("Reprendre l’examen", D + "resume", "referrals.run_referral", "resume", back=True), {Status.LAPSED}),
    (Verb("Retirer la saisine", D + "withdraw", "referrals.withdraw_referral", "withdraw", danger=True), set(WORKING)),
    (Verb("Poursuivre en auto-saisine", D + "take_over", "referrals.decide_referral", "", _why_not_taken_over),
     {Status.WITHDRAWN}),
    (Verb("Produire les documents", D + "produce", "referrals.run_referral"), set(Status)),
)  # fmt: skip


def verbs_of(user, referral):
    """What the person may do now; what will never serve this file is left out."""
    shown = [verb for verb, states in VERBS if referral.status in states]
    if not referral.is_self_referral:
        shown = [v for v in shown if v.url_name != D + "sign"]
    return [*_review_offers(user, referral), *offers(user, referral, shown)]


def _review_offers(user, referral):
    """The review whose date comes: it is what the file waits for."""
    review = queries.next_review(referral) if referral.status == Status.UNDER_FOLLOW_UP else None
    if review is None or review.due_on > clock.today() + MONTH:
        return []
    verb = Verb(f"Tenir le {review.label.lower()}", D + "hold_review", "referrals.hold_followupreview")
    return offers(user, review, [verb])


def page(request, referral, current, **context):
    """The context of one tab of a referral's record."""
    return {
        "object": referral, "referral": referral, "title": referral.title, "number": referral.number,
        "kicker": "Saisines", "kicker_url": reverse(D + "list"), "state": referral,
        "next_step": queries.next_step(referral), "facts": facts(referral),
        "verbs": verbs_of(request.user, referral), "tabs": tabs(request.user, referral, current),
        "tab_label": dict(TABS)[current], "tab_template": f"referrals/desk/{current}.html",
        "rail": rail(request, referral), "late": queries.late_words(referral),
    } | context  # fmt: skip


def tabs(user, referral, current):
    """The five parts; the work and the draft opinion stay with those who work on them."""
    hidden = set()
    if not user.has_perm("referrals.work_referral", referral):
        hidden.add("work")
    if not user.has_perm("referrals.read_opinion_referral", referral):
        hidden.add("opinion")
    if referral.status not in TRANSMITTED_ON or not user.has_perm("referrals.see_answer_referral", referral):
        hidden.add("answer")
    if referral.answered_on is None:
        hidden.add("follow_up")
    return [
        {"label": label, "url": reverse(D + name, args=[referral.pk]), "current": name == current}
        for name, label in TABS
        if name not in hidden or name == current
    ]


def facts(referral):
    """What the head says at a glance."""
    rows = [("Instance", referral.body.name), ("Nature", referral.get_kind_display())]
    if referral.is_compulsory:
        rows.append(("Fondement", referral.legal_ground))
    if referral.rapporteur_id:
        rows.append(("Rapporteur ou rapporteure", referral.rapporteur.full_name))
    if referral.expected_on and not referral.opinion_adopted_on:
        rows.append(("Avis attendu le", french.plain_date(referral.expected_on)))
    if referral.answered_on and (late := queries.late_words(referral)):
        rows.append(("Délai", late))
    return rows


def rail(request, referral):
    """The margin: deadlines, people, documents, latest acts."""
    may_attach = request.user.has_perm("referrals.run_referral", referral)
    return {
        "deadlines": deadlines(referral), "people": people(referral),
        "documents": [line(entry) for entry in documents_of(referral, request.user)[:6]],
        "document_url": address(D + "attach", referral.pk) if may_attach else "",
        "history": history_of(referral, request.user, limit=RECENT),
    }  # fmt: skip


def line(entry):
    """A document as the margin shows it."""
    stored = entry.main
    return {
        "title": entry.title, "url": address("public:file", stored.pk), "format": stored.kind,
        "size": stored.size, "date": stored.stored_at, "accessible": stored.is_accessible,
    }  # fmt: skip


def deadlines(referral):
    """Every promised date, with the day it was kept; of a file that ended, none is late any more."""
    rows = [
        ("Avis attendu", referral.expected_on, referral.opinion_adopted_on),
        ("Adoption prévue", referral.adoption_planned_on, referral.opinion_adopted_on),
        ("Réponse promise", referral.answer_due_on, referral.answered_on),
    ]
    over = referral.is_over
    found = [{"label": label, "when": when, "done": done, "over": over} for label, when, done in rows if when]
    if referral.status == Status.UNDER_FOLLOW_UP and (review := queries.next_review(referral)):
        found.append({"label": review.label, "when": review.due_on})
    return found


def people(referral):
    """Who holds which part."""
    rows = [
        (referral.requested_by, "demande l’avis"),
        (referral.rapporteur, "rapporteur ou rapporteure"),
        (referral.service_contact, "contact dans le service"),
        (referral.referring_councillor, "élu référent ou élue référente"),
    ]
    found = [{"name": p.full_name, "role": role} for p, role in rows if p]
    if referral.kind == Kind.SELF_REFERRAL and not referral.requested_by_id:
        found.insert(0, {"name": referral.body.said, "role": "s’est saisie de la question"})
    return found
