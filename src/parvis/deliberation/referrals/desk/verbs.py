"""The verbs of a referral on the desk: each shows what will happen, to whom, and what is sent."""

from django.contrib import messages
from django.shortcuts import redirect

from parvis.deliberation.bodies.queries import electors, quorum_needed
from parvis.deliberation.referrals import documents, legal, lifecycle, queries, register, tasks
from parvis.deliberation.referrals.choices import ADOPTED_ON, ANSWERED_ON, TRANSMITTED_ON, Status
from parvis.deliberation.referrals.lifecycle.bureau import chair_of
from parvis.deliberation.referrals.lifecycle.following import Line
from parvis.deliberation.referrals.lifecycle.telling import (
    asked_services,
    department_recipients,
    reached,
    who_answers,
)
from parvis.deliberation.referrals.lifecycle.working import hearing_recipients
from parvis.deliberation.referrals.models import (
    FollowUpReview,
    Hearing,
    RecommendationResponse,
    Referral,
    ServiceDraft,
    WorkStep,
)
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.core import clock, french
from parvis.ground.documents import lifecycle as files
from parvis.shells.actions import ReasonForm, desk_action

from . import forms

RICH = "writing/desk/action.html"
BUREAU = "la présidence de l’instance, à la mission participation, à l’élu référent ou à la direction"
OVERRULED = {"override_permission": "referrals.overrule_referral", "overriders": BUREAU}
"""Whoever presses a verb does not always answer for its cautions (rule 2 of part B)."""


def go(request, message, name, *args):
    """Say what was done and show the part of the file where it stands."""
    messages.success(request, message)
    return redirect(f"desk:referrals:{name}", *args)


def in_whose_name(referral):
    """The bureau decides; what an officer does is written in its name."""
    chair = chair_of(referral)
    if chair is not None:
        yield f"C’est un acte du bureau : quand la mission participation le fait, il est écrit au nom de {chair}."
    else:
        yield "C’est un acte du bureau, dont la présidence n’a pas de compte : dites comment il a décidé."


# --- The question ---------------------------------------------------------------------------------


def submission_effects(referral):
    year = clock.today().year
    yield f"La question est figée et reçoit le numéro suivant du registre {year}."
    yield f"Tout le monde peut la lire. L’avis est attendu le {french.plain_date(referral.expected_on)}."
    if referral.is_compulsory:
        yield f"Consultation obligatoire : {referral.legal_ground}."
    if plenary := queries.proposed_plenary(referral):
        yield f"La plénière du {french.plain_date(plenary.starts_at)} précède cette date : l’avis peut y être adopté."
    yield "La mission participation et le bureau de l’instance reçoivent un message ; la lettre est produite."


@desk_action(
    Referral, "referrals.submit_referral", title="Transmettre la saisine", button="Transmettre à l’instance",
    effects=submission_effects, **OVERRULED,
)  # fmt: skip
def submit(request, referral, *, override=""):
    lifecycle.submit(referral, by=request.user, override=override)
    return f"La saisine {referral.number} est transmise à l’instance. Sa réception est datée d’aujourd’hui."


@desk_action(Referral, "referrals.run_referral", form=forms.SignForm, title="Ajouter une signature", button="Ajouter")
def sign(request, referral, *, person):
    lifecycle.sign(referral, person=person, by=request.user)
    return f"{person} a signé."


def proposed_parts(request, referral):
    proposed = queries.proposed_plenary(referral)
    return {
        "plenary": proposed, "adoption_planned_on": proposed.day if proposed else referral.expected_on,
        "rapporteur": referral.rapporteur, "service_contact": referral.service_contact,
        "commission": referral.commission,
    }  # fmt: skip


def admission_effects(referral):
    yield "Les membres de l’instance et le contact dans le service reçoivent la question."
    yield f"L’avis doit être adopté avant le {french.plain_date(referral.expected_on)}."
    yield from in_whose_name(referral)


@desk_action(
    Referral, "referrals.decide_referral", form=forms.AdmitForm, title="Accepter la saisine", button="Accepter",
    effects=admission_effects, initial=proposed_parts, **OVERRULED,
)  # fmt: skip
def admit(request, referral, *, override="", **data):
    lifecycle.admit(referral, by=request.user, override=override, **data)
    return "La saisine est acceptée. Les membres et le service sont prévenus."


@desk_action(
    Referral, "referrals.decide_referral", form=forms.DeclineForm, title="Décliner la saisine", button="Décliner",
    effects=lambda r: ["La raison est publiée et communiquée à l’auteur de la saisine.", *in_whose_name(r)],
)  # fmt: skip
def decline(request, referral, *, reason, no_opinion):
    lifecycle.decline(referral, reason=reason, no_opinion=no_opinion, by=request.user)
    return "La saisine est déclinée. Son auteur est prévenu."


@desk_action(Referral, "referrals.withdraw_referral", form=ReasonForm, title="Retirer la saisine", button="Retirer")
def withdraw(request, referral, *, reason):
    lifecycle.withdraw(referral, reason=reason, by=request.user)
    return "La saisine est retirée. L’instance peut la poursuivre en auto-saisine."


@desk_action(
    Referral, "referrals.decide_referral", form=forms.TakeOverForm, title="Poursuivre en auto-saisine",
    button="Ouvrir l’auto-saisine", effects=lambda r: ["Un nouveau dossier reprend la question et le texte écrit."],
)  # fmt: skip
def take_over(request, referral, *, expected_on):
    follower = lifecycle.take_over(referral, by=request.user, expected_on=expected_on)
    return go(request, "L’auto-saisine est ouverte.", "detail", follower.pk)


# --- The work -------------------------------------------------------------------------------------


@desk_action(
    Referral, "referrals.run_referral", form=forms.AssignForm, title="Changer les responsables", button="Enregistrer",
    initial=lambda request, r: proposed_parts(request, r) | {
        "lead_department": r.lead_department, "referring_councillor": r.referring_councillor,
        "plenary": r.plenary, "adoption_planned_on": r.adoption_planned_on,
    },
)  # fmt: skip
def assign(request, referral, **data):
    data.pop("override", None)
    if data.get("rapporteur") is None:
        data.pop("rapporteur", None)
    lifecycle.assign(referral, by=request.user, **data)
    return "Les responsables sont à jour."


@desk_action(Referral, "referrals.run_referral", title="Commencer l’examen", button="Commencer l’examen", **OVERRULED)
def start(request, referral, *, override=""):
    lifecycle.start(referral, by=request.user, override=override)
    return "L’examen est commencé."


@desk_action(Referral, "referrals.run_referral", form=forms.WorkStepForm, title="Ajouter une étape", button="Ajouter")
def add_work_step(request, referral, **data):
    lifecycle.add_work_step(referral, by=request.user, **data)
    return go(request, "L’étape est au plan de travail.", "work", referral.pk)


@desk_action(WorkStep, "referrals.complete_workstep", title="Étape faite", button="Marquer comme faite")
def complete_work_step(request, step):
    lifecycle.complete_work_step(step, by=request.user)
    return f"Étape faite : {step.title}."


@desk_action(
    Referral, "referrals.run_referral", form=forms.HearingForm, title="Inviter à une audition",
    button="Envoyer l’invitation",
    effects=lambda r: [
        "Le service entendu, le contact et le rapporteur ou la rapporteure reçoivent l’invitation.",
        "Les personnes entendues la reçoivent si vous donnez leur adresse.",
    ],
)  # fmt: skip
def plan_hearing(request, referral, **data):
    hearing = lifecycle.plan_hearing(referral, by=request.user, **data)
    return go(request, _invited(hearing), "work", referral.pk)


def _invited(hearing):
    """Who was written to, and who was not: nobody believes invited a guest whom no message reached."""
    names = reached(hearing_recipients(hearing))
    sent = f"L’invitation est envoyée à : {', '.join(names)}." if names else "L’audition est prévue."
    if hearing.guests and not hearing.guests_email:
        return f"{sent} Rien n’est envoyé à {hearing.guests}, faute d’adresse : invitez-les vous-même."
    return sent if names else f"{sent} Aucun message n’est parti, faute d’adresse."


@desk_action(
    Hearing, "referrals.hold_hearing", form=forms.HearingReportForm, title="Rendre compte de l’audition",
    button="Enregistrer le compte rendu", template=RICH, override_permission="referrals.overrule_hearing",
    overriders=BUREAU,
)  # fmt: skip
def hold_hearing(request, hearing, *, report_html, override=""):
    lifecycle.hold_hearing(hearing, report_html=report_html, by=request.user, override=override)
    return "Le compte rendu de l’audition est enregistré."


@desk_action(
    Hearing, "referrals.hold_hearing", form=ReasonForm, title="Annuler l’audition", button="Annuler l’audition",
    effects=lambda h: ["Les personnes invitées par message le sont aussi de l’annulation, avec la raison."],
)  # fmt: skip
def cancel_hearing(request, hearing, *, reason):
    lifecycle.cancel_hearing(hearing, reason=reason, by=request.user)
    told = reached(hearing_recipients(hearing))
    return f"L’audition est annulée. Message envoyé à : {', '.join(told)}." if told else "L’audition est annulée."


@desk_action(
    Referral, "referrals.run_referral", form=forms.ContributionForm, title="Ajouter une contribution",
    button="Ajouter la contribution", template=RICH,
)  # fmt: skip
def add_contribution(request, referral, **data):
    lifecycle.add_contribution(referral, by=request.user, **data)
    return go(request, "La contribution est ajoutée.", "work", referral.pk)


@desk_action(
    Referral, "referrals.start_drafting_referral", title="Ouvrir le projet d’avis", button="Ouvrir le projet d’avis",
    effects=lambda r: ["Le texte s’ouvre aux membres et au service concerné, sous la plume du rapporteur."],
)  # fmt: skip
def start_drafting(request, referral):
    text = lifecycle.start_drafting(referral, by=request.user)
    messages.success(request, "Le projet d’avis est ouvert.")
    return redirect(text.get_desk_url())


@desk_action(
    Referral, "referrals.run_referral", form=ReasonForm, title="Revenir aux travaux", button="Revenir aux travaux"
)
def return_to_work(request, referral, *, reason):
    lifecycle.return_to_work(referral, reason=reason, by=request.user)
    return "Le dossier revient aux travaux. Le texte écrit est conservé."


@desk_action(
    Referral, "referrals.run_referral", form=ReasonForm, title="Constater la caducité", button="Constater la caducité",
    effects=lambda r: ["Aucun avis n’a été rendu à la date attendue : c’est écrit, et publié."],
)  # fmt: skip
def lapse(request, referral, *, reason):
    lifecycle.lapse(referral, reason=reason, by=request.user)
    return "La saisine est caduque."


@desk_action(
    Referral, "referrals.run_referral", form=forms.ResumeForm, title="Reprendre l’examen", button="Reprendre l’examen"
)
def resume(request, referral, *, reason, expected_on):
    lifecycle.resume(referral, expected_on=expected_on, reason=reason, by=request.user)
    return "L’examen reprend."


# --- The opinion ----------------------------------------------------------------------------------


def adoption_effects(referral):
    today = clock.today()
    quorum = quorum_needed(referral.body, today)
    count = electors(referral.body, today).count()
    yield f"L’instance compte {french.plural(count, 'membre')} en exercice ; son quorum est de {quorum or 'aucun'}."
    if referral.body.proxies_per_member is not None:
        yield f"Le règlement permet {french.plural(referral.body.proxies_per_member, 'pouvoir')} par membre présent."
    yield "Le texte, ses recommandations et les positions minoritaires sont arrêtés sous une empreinte."
    yield from in_whose_name(referral)


def vote_figures(request, referral):
    meeting = referral.plenary
    if meeting is None:
        return {"on": referral.adoption_planned_on or clock.today()}
    return {"meeting": meeting, "on": meeting.day, "present": meeting.present, "proxies": meeting.proxies}


@desk_action(
    Referral, "referrals.adopt_referral", form=forms.AdoptionForm, title="Enregistrer l’adoption de l’avis",
    button="Adopter l’avis", effects=adoption_effects, initial=vote_figures, **OVERRULED,
)  # fmt: skip
def adopt(request, referral, *, override="", **data):
    lifecycle.adopt_opinion(referral, by=request.user, override=override, **data)
    message = f"L’avis est adopté et arrêté. Empreinte : {referral.text.short_fingerprint}…"
    return go(request, message, "opinion", referral.pk)


@desk_action(
    Referral, "referrals.adopt_referral", form=forms.WrittenVoteForm, title="Ouvrir un vote par écrit",
    button="Ouvrir le vote",
    effects=lambda r: [*adoption_effects(r), "Chaque membre reçoit un message ; le vote est nominatif."],
)  # fmt: skip
def written_vote(request, referral, *, closes_on):
    lifecycle.open_written_vote(referral, closes_on=closes_on, by=request.user)
    return go(request, "Le vote est ouvert. Les membres sont prévenus.", "opinion", referral.pk)


@desk_action(Referral, "referrals.adopt_referral", title="Clore le vote par écrit", button="Clore le vote", **OVERRULED)
def close_written_vote(request, referral, *, override=""):
    if lifecycle.conclude_written_vote(referral, by=request.user, override=override):
        return go(request, "Le vote est clos : l’avis est adopté.", "opinion", referral.pk)
    messages.warning(request, "Le vote est clos sans adoption : le quorum ou la majorité manque.")
    return redirect("desk:referrals:opinion", referral.pk)


def transmission_effects(referral):
    today = clock.today()
    due = apply_delay(legal.rule(referral.authority, legal.ANSWER, today), today)
    yield "L’avis part à la personne qui l’a demandé, aux élus et au contact dans le service."
    services = list(asked_services(referral))
    if services:
        yield f"Une réponse est demandée à : {', '.join(s.name for s in services)}."
    if silent := [s.name for s in services if not reached(department_recipients(s))]:
        yield f"Ni agent ni adresse, donc pas de message, pour : {', '.join(silent)}."
    yield f"Le délai de réponse commence : la réponse motivée est attendue le {french.plain_date(due)}."
    yield "L’avis est publié, sauf si le règlement prévoit un délai."
    yield from in_whose_name(referral)


@desk_action(
    Referral, "referrals.transmit_referral", form=forms.TransmitForm, title="Transmettre l’avis",
    button="Transmettre l’avis", effects=transmission_effects, **OVERRULED,
)  # fmt: skip
def transmit(request, referral, *, on, override=""):
    lifecycle.transmit(referral, on=on, by=request.user, override=override)
    return f"L’avis est transmis. Réponse attendue le {french.plain_date(referral.answer_due_on)}."


@desk_action(Referral, "referrals.run_referral", title="Publier l’avis", button="Publier l’avis")
def publish(request, referral):
    lifecycle.publish_opinion(referral, by=request.user)
    return "L’avis est publié."


# --- The answer -----------------------------------------------------------------------------------


@desk_action(
    Referral, "referrals.acknowledge_referral", form=forms.AcknowledgeForm, title="Accuser réception de l’avis",
    button="Accuser réception",
)  # fmt: skip
def acknowledge(request, referral, *, on):
    lifecycle.acknowledge(referral, on=on, by=request.user)
    return "La réception de l’avis est enregistrée."


def _entry(request, response):
    cents = response.budget_cents
    return {
        "status": response.status, "reasons": response.reasons, "department": response.department,
        "due_on": response.due_on, "budget": cents / 100 if cents is not None else None, "revision": response.revision,
    }  # fmt: skip


def _asked(response):
    yield f"{response.recommendation.code} : {response.recommendation.statement}"


@desk_action(
    RecommendationResponse, "referrals.enter_recommendationresponse", form=forms.EntryForm, effects=_asked,
    title="Répondre à la recommandation", button="Enregistrer la réponse", initial=_entry,
)  # fmt: skip
def enter(request, response, **data):
    lifecycle.enter_answer(response, by=request.user, **data)
    return "La réponse est enregistrée. Elle sera publiée avec les autres."


@desk_action(
    RecommendationResponse, "referrals.propose_recommendationresponse", form=forms.ProposalForm, effects=_asked,
    title="Proposer une réponse", button="Envoyer la proposition",
    initial=lambda request, r: {"department": r.department, "due_on": r.due_on},
)  # fmt: skip
def propose(request, response, **data):
    lifecycle.propose_answer(response, by=request.user, **data)
    if names := reached(who_answers(response.referral)):
        return f"La proposition est envoyée à : {', '.join(names)}."
    return "La proposition est enregistrée. Personne n’est prévenu : aucun élu référent n’est nommé."


@desk_action(
    ServiceDraft, "referrals.take_up_servicedraft", title="Reprendre la proposition", button="Reprendre ces mots",
    effects=lambda p: [f"{p.response.recommendation.code} : {p.get_status_display()}. {p.reasons}"],
)  # fmt: skip
def take_up(request, proposal):
    lifecycle.take_up_proposal(proposal, by=request.user)
    return "La proposition devient la réponse préparée."


def _answers(referral):
    rows = list(referral.responses.select_related("recommendation"))
    ready = [r for r in rows if r.is_complete]
    yield f"{french.plural(len(ready), 'réponse prête', 'réponses prêtes')} sur {len(rows)}."
    if missing := [r.recommendation.code for r in rows if not r.is_complete]:
        yield f"Il manque : {', '.join(missing)}. La publication sera refusée."
    late = referral.days_late
    yield (
        f"Le retard de {french.plural(late, 'jour')} est écrit et publié." if late > 0 else "Le délai promis est tenu."
    )
    yield "Ce qui est accepté, en tout ou partie, ou mis à l’étude devient un engagement public, suivi par des bilans."
    if referral.answer_approved_on is None:
        yield "La direction n’a pas approuvé cette réponse ; l’historique le dira."


@desk_action(
    Referral, "referrals.approve_answer_referral", title="Approuver la réponse", button="Approuver la réponse",
    effects=lambda r: [
        "L’élu référent ou l’élue référente la publie ensuite.",
        "Une réponse modifiée après votre accord devra être approuvée à nouveau.",
    ],
)  # fmt: skip
def approve_answer(request, referral):
    lifecycle.approve_answer(referral, by=request.user)
    return go(request, "La réponse est approuvée.", "answer", referral.pk)


@desk_action(
    Referral, "referrals.answer_referral", form=forms.AnswerForm, title="Publier la réponse motivée",
    button="Publier la réponse", effects=_answers, template=RICH, **OVERRULED,
)  # fmt: skip
def publish_answer(request, referral, *, answer_html, presented_on, override=""):
    lifecycle.answer(referral, answer_html=answer_html, presented_on=presented_on, by=request.user, override=override)
    late = queries.late_words(referral)
    return go(request, f"La réponse est publiée. {late}".strip(), "follow_up", referral.pk)


@desk_action(Referral, "referrals.run_referral", form=forms.PresentForm, title="Présentation de la réponse")
def present(request, referral, *, on):
    lifecycle.present_answer(referral, on=on, by=request.user)
    return "La présentation à l’instance est enregistrée."


# --- What became of it ----------------------------------------------------------------------------


@desk_action(
    FollowUpReview, "referrals.hold_followupreview", form=forms.ReviewForm, title="Tenir le bilan",
    button="Publier le bilan", template=RICH,
    effects=lambda r: ["Le bilan est publié ; les engagements prennent l’état que vous indiquez."],
)  # fmt: skip
def hold_review(request, review, *, summary_html, presented_on, **data):
    followed = review.referral.responses.exclude(commitment=None).select_related("recommendation")
    lines = [_line(request, review.referral, row.recommendation, data) for row in followed]
    lifecycle.hold_review(review, lines=lines, by=request.user, summary_html=summary_html, presented_on=presented_on)
    return "Le bilan est publié."


def _line(request, referral, row, data):
    """What the form says of one recommendation; a piece handed over is kept in the file."""
    state, text, address, upload = (data[f"{name}_{row.pk}"] for name in ("state", "text", "evidence_url", "evidence"))
    piece = None
    if upload:
        title = f"Preuve {referral.number} {row.code}"
        piece = files.store(upload, authority=request.authority, by=request.user, owner=referral, title=title)
    return Line(row, state, text, address, piece)


@desk_action(
    Referral, "referrals.close_referral", title="Clore le suivi", button="Clore le suivi", effects=in_whose_name,
    **OVERRULED,
)  # fmt: skip
def close(request, referral, *, override=""):
    lifecycle.close(referral, by=request.user, override=override)
    return "Le suivi est clos ; il reste lisible par tout le monde."


@desk_action(
    Referral, "referrals.close_referral", form=ReasonForm, title="Reprendre le suivi", button="Reprendre le suivi"
)
def reopen(request, referral, *, reason):
    lifecycle.reopen(referral, reason=reason, by=request.user)
    return "Le suivi reprend."


# --- Documents and register -----------------------------------------------------------------------


@desk_action(
    Referral, "referrals.run_referral", form=forms.AttachForm, title="Joindre un document", button="Joindre",
    effects=lambda r: ["Les membres de l’instance et les agents qui suivent la saisine peuvent le lire."],
)  # fmt: skip
def attach(request, referral, *, file, title, alternative, is_public):
    stored = files.store(
        file, authority=request.authority, by=request.user, owner=referral, title=title, alternative=alternative
    )
    if is_public:
        files.publish_file(stored, by=request.user)
    return f"Le document « {stored.title} » est joint."


def available(referral):
    """The documents that can be produced at this stage."""
    codes = []
    if referral.status != Status.DRAFT:
        codes += [documents.LETTER, *([documents.CONTEXT] if referral.context_html else [])]
    if referral.status in ADOPTED_ON:
        codes.append(documents.OPINION)
    if referral.status in TRANSMITTED_ON:
        codes += [documents.TRANSMISSION, documents.ANSWERS]
    if referral.status in ANSWERED_ON:
        codes.append(documents.FOLLOW_UP)
    return codes


@desk_action(
    Referral, "referrals.run_referral", title="Produire les documents", button="Produire",
    effects=lambda r: [f"{k.number} {k.label}" for k in available(r)] or ["Rien à produire à cette étape."],
)  # fmt: skip
def produce(request, referral):
    for kind in available(referral):
        tasks.produce(referral, kind.code, by=request.user)
    return "Les documents sont prêts, en PDF accessible, Word et OpenDocument."


@desk_action(
    None, "referrals.configure_register", form=forms.RegisterForm, title="Numéros du registre", button="Enregistrer"
)
def set_prefix(request, *, prefix):
    register.set_prefix(request.authority, year=clock.today().year, prefix=prefix, by=request.user)
    return go(request, f"Les prochaines saisines commenceront par {prefix}.", "register")
