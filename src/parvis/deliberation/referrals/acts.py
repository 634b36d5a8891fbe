"""What the bureau of a body decides: pressed from its own space, or from the desk in its name; one verb, two doors."""

from types import SimpleNamespace

from parvis.deliberation.bodies.queries import electors, quorum_needed
from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.core import clock, french
from parvis.shells.actions import ReasonForm

from . import forms, legal, lifecycle, queries
from .lifecycle.bureau import chair_of
from .lifecycle.telling import asked_services, department_recipients, reached
from .models import Referral

BUREAU = "la présidence de l’instance, à la mission participation, à l’élu référent ou à la direction"
OVERRULED = {"override_permission": "referrals.overrule_referral", "overriders": BUREAU}
"""Whoever presses a verb does not always answer for its cautions (rule 2 of part B)."""


def actions(action, land):
    """The verbs behind one door (`desk_action`, `member_action`).

    `land(request, referral, message, part)` says what was done and shows where one comes back: `part` is a tab of the
    file, or « text » for the text that was opened.
    """
    found = (*_asking(action, land), *_opinion(action, land), *_following(action, land))
    return SimpleNamespace(**{verb.__name__: verb for verb in found})


def _asking(action, land):
    """The question: sent to the body, taken or declined by its bureau, taken up when its author withdraws it."""

    @action(
        Referral, "referrals.submit_referral", title="Transmettre la saisine", button="Transmettre à l’instance",
        effects=submission_effects, **OVERRULED,
    )  # fmt: skip
    def submit(request, referral, *, override=""):
        lifecycle.submit(referral, by=request.user, override=override)
        said = f"La saisine {referral.number} est transmise à l’instance. Sa réception est datée d’aujourd’hui."
        return land(request, referral, said, "detail")

    @action(
        Referral, "referrals.decide_referral", form=forms.AdmitForm, title="Accepter la saisine", button="Accepter",
        effects=admission_effects, initial=proposed_parts, **OVERRULED,
    )  # fmt: skip
    def admit(request, referral, *, override="", **data):
        lifecycle.admit(referral, by=request.user, override=override, **data)
        said = "La saisine est acceptée. Les membres et le service sont prévenus."
        return land(request, referral, said, "detail")

    @action(
        Referral, "referrals.decide_referral", form=forms.DeclineForm, title="Décliner la saisine", button="Décliner",
        effects=lambda r: ["La raison est publiée et communiquée à l’auteur de la saisine.", *in_whose_name(r)],
    )  # fmt: skip
    def decline(request, referral, *, reason, no_opinion):
        lifecycle.decline(referral, reason=reason, no_opinion=no_opinion, by=request.user)
        return land(request, referral, "La saisine est déclinée. Son auteur est prévenu.", "detail")

    @action(
        Referral, "referrals.decide_referral", form=forms.TakeOverForm, title="Poursuivre en auto-saisine",
        button="Ouvrir l’auto-saisine", effects=lambda r: ["Un nouveau dossier reprend la question et le texte écrit."],
    )  # fmt: skip
    def take_over(request, referral, *, expected_on):
        follower = lifecycle.take_over(referral, by=request.user, expected_on=expected_on)
        return land(request, follower, "L’auto-saisine est ouverte.", "detail")

    return submit, admit, decline, take_over


def _opinion(action, land):
    """The opinion: its draft opened, its adoption recorded or put to a written vote, its transmission."""

    @action(
        Referral, "referrals.start_drafting_referral", title="Ouvrir le projet d’avis",
        button="Ouvrir le projet d’avis",
        effects=lambda r: ["Le texte s’ouvre aux membres et au service concerné, sous la plume du rapporteur."],
    )  # fmt: skip
    def start_drafting(request, referral):
        lifecycle.start_drafting(referral, by=request.user)
        return land(request, referral, "Le projet d’avis est ouvert.", "text")

    @action(
        Referral, "referrals.adopt_referral", form=forms.AdoptionForm, title="Enregistrer l’adoption de l’avis",
        button="Adopter l’avis", effects=adoption_effects, initial=vote_figures, **OVERRULED,
    )  # fmt: skip
    def adopt(request, referral, *, override="", **data):
        lifecycle.adopt_opinion(referral, by=request.user, override=override, **data)
        said = f"L’avis est adopté et arrêté. Empreinte : {referral.text.short_fingerprint}…"
        return land(request, referral, said, "opinion")

    @action(
        Referral, "referrals.adopt_referral", form=forms.WrittenVoteForm, title="Ouvrir un vote par écrit",
        button="Ouvrir le vote",
        effects=lambda r: [*adoption_effects(r), "Chaque membre reçoit un message ; le vote est nominatif."],
        **OVERRULED,
    )  # fmt: skip
    def written_vote(request, referral, *, closes_on, override=""):
        lifecycle.open_written_vote(referral, closes_on=closes_on, by=request.user, override=override)
        return land(request, referral, "Le vote est ouvert. Les membres sont prévenus.", "opinion")

    @action(
        Referral, "referrals.transmit_referral", form=forms.TransmitForm, title="Transmettre l’avis",
        button="Transmettre l’avis", effects=transmission_effects, **OVERRULED,
    )  # fmt: skip
    def transmit(request, referral, *, on, override=""):
        lifecycle.transmit(referral, on=on, by=request.user, override=override)
        said = f"L’avis est transmis. Réponse attendue le {french.plain_date(referral.answer_due_on)}."
        return land(request, referral, said, "detail")

    return start_drafting, adopt, written_vote, transmit


def _following(action, land):
    """The follow-up: the bureau takes note, or takes it up again."""

    @action(
        Referral, "referrals.close_referral", title="Clore le suivi", button="Clore le suivi", effects=in_whose_name,
        **OVERRULED,
    )  # fmt: skip
    def close(request, referral, *, override=""):
        lifecycle.close(referral, by=request.user, override=override)
        return land(request, referral, "Le suivi est clos ; il reste lisible par tout le monde.", "detail")

    @action(
        Referral, "referrals.close_referral", form=ReasonForm, title="Reprendre le suivi", button="Reprendre le suivi"
    )
    def reopen(request, referral, *, reason):
        lifecycle.reopen(referral, reason=reason, by=request.user)
        return land(request, referral, "Le suivi reprend.", "detail")

    return close, reopen


# --- What their pages say before the verb is pressed -------------------------------------------------


def in_whose_name(referral):
    """The bureau decides; what an officer does is written in its name."""
    chair = chair_of(referral)
    if chair is not None:
        yield f"C’est un acte du bureau : quand la mission participation le fait, il est écrit au nom de {chair}."
    else:
        yield "C’est un acte du bureau, dont la présidence n’a pas de compte : dites comment il a décidé."


def submission_effects(referral):
    year = clock.today().year
    yield f"La question est figée et reçoit le numéro suivant du registre {year}."
    yield f"Tout le monde peut la lire. L’avis est attendu le {french.plain_date(referral.expected_on)}."
    if referral.is_compulsory:
        yield queries.ground_words(referral)
    if plenary := queries.proposed_plenary(referral):
        yield f"La plénière du {french.plain_date(plenary.starts_at)} précède cette date : l’avis peut y être adopté."
    yield "La mission participation et le bureau de l’instance reçoivent un message ; la lettre est produite."


def admission_effects(referral):
    yield "Les membres de l’instance et le contact dans le service reçoivent la question."
    yield f"L’avis doit être adopté avant le {french.plain_date(referral.expected_on)}."
    yield from in_whose_name(referral)


def adoption_effects(referral):
    today = clock.today()
    quorum = quorum_needed(referral.body, today)
    count = electors(referral.body, today).count()
    yield f"L’instance compte {french.plural(count, 'membre')} en exercice ; son quorum est de {quorum or 'aucun'}."
    if referral.body.proxies_per_member is not None:
        yield f"Le règlement permet {french.plural(referral.body.proxies_per_member, 'pouvoir')} par membre présent."
    yield "Le texte, ses recommandations et les positions minoritaires sont arrêtés sous une empreinte."
    yield from in_whose_name(referral)


def transmission_effects(referral):
    today = clock.today()
    due = apply_delay(known_rule(referral.authority, legal.ANSWER, today), today)
    yield "L’avis part à la personne qui l’a demandé, aux élus et au contact dans le service."
    services = list(asked_services(referral))
    if services:
        yield f"Une réponse est demandée à : {', '.join(s.name for s in services)}."
    if silent := [s.name for s in services if not reached(department_recipients(s))]:
        yield f"Ni agent ni adresse, donc pas de message, pour : {', '.join(silent)}."
    yield f"Le délai de réponse commence : la réponse motivée est attendue le {french.plain_date(due)}."
    yield "L’avis est publié, sauf si le règlement prévoit un délai."
    yield from in_whose_name(referral)


def proposed_parts(request, referral):
    proposed = queries.proposed_plenary(referral)
    return {
        "plenary": proposed, "adoption_planned_on": proposed.day if proposed else referral.expected_on,
        "rapporteur": referral.rapporteur, "service_contact": referral.service_contact,
        "commission": referral.commission,
    }  # fmt: skip


def vote_figures(request, referral):
    meeting = referral.plenary
    if meeting is None:
        return {"on": referral.adoption_planned_on or clock.today()}
    return {"meeting": meeting, "on": meeting.day, "present": meeting.present, "proxies": meeting.proxies}
