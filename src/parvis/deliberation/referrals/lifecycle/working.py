"""The body's work: admit, plan, hear, write up; and the ends that are no opinion."""

from django.db import transaction
from django.utils import timezone

from parvis.commons.schemes.queries import group_of, officer_recipients
from parvis.deliberation.bodies.queries import members_on
from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.core import clock
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.core.html import clean, plain
from parvis.ground.documents.models import StoredFile
from parvis.ground.journal.acts import announce, heed, move, record

from .. import legal, letters
from ..choices import AT_WORK, ENDED_ASIDE, Kind, Status
from ..models import HearingContribution, Referral, WorkStep
from .asking import slug_of
from .bureau import for_the_bureau
from .telling import tell_followers


@transaction.atomic
def admit(
    referral, *, rapporteur, service_contact, adoption_planned_on, by, commission=None, plenary=None, override=""
):
    """The bureau takes the question: who reports, in which commission, for which plenary, with whom in the services.

    An officer does it in the name of the chair; warns when no chair has an account (see `bureau`).
    """
    _refuse_incomplete(rapporteur, service_contact, adoption_planned_on)
    _refuse_planned_before(referral, adoption_planned_on)
    _refuse_outsiders(referral, rapporteur, commission)
    behalf, unsure = for_the_bureau(referral, by)
    cautions = heed([*unsure, *_calendar_cautions(referral, adoption_planned_on)], override)
    move(
        referral, "admit", by=by, behalf=behalf, cautions=cautions, reason=override,
        admitted_at=clock.now(), rapporteur=rapporteur, service_contact=service_contact, commission=commission,
        plenary=plenary, adoption_planned_on=adoption_planned_on,
    )  # fmt: skip
    people = [*members(referral), service_contact.recipient()]
    letters.ReferralAdmitted(referral).send_to(people, group=group_of(referral.body))


@transaction.atomic
def assign(referral, *, by, **changes):
    """Change who does what on a live referral: rapporteur, contact, commission, plenary, department, councillor."""
    if referral.status in ENDED_ASIDE or referral.status == Status.CLOSED:
        raise Refused("Ce dossier est terminé : ses responsables ne changent plus.")
    if "rapporteur" in changes:
        _refuse_outsiders(referral, changes["rapporteur"], changes.get("commission", referral.commission))
    Referral.objects.filter(pk=referral.pk).update(**changes)
    for name, value in changes.items():
        setattr(referral, name, value)
    record(referral, "assign", by=by, facts={"fields": sorted(changes)})
    announce(referral)


@transaction.atomic
def start(referral, *, by, override=""):
    """The work begins, at the first session or hearing. Warns when the members have received no file."""
    cautions = heed(_file_cautions(referral), override)
    move(referral, "start", by=by, cautions=cautions, reason=override, started_at=clock.now())


@transaction.atomic
def add_work_step(referral, *, title, due_on, by, owner=None):
    """Add a dated stage to the work plan."""
    refuse_ended(referral)
    step = WorkStep.objects.create(referral=referral, title=title, due_on=due_on, owner=owner)
    record(step, "add_work_step", by=by, facts={"referral": referral.pk})
    return step


@transaction.atomic
def complete_work_step(step, *, by, on=None):
    """Say that a stage is done. `Refused` for a day to come or before the question was received."""
    on = on or clock.today()
    _refuse_bad_day(step.referral, on)
    if not WorkStep.objects.filter(pk=step.pk, done_on=None).update(done_on=on):
        raise Refused("Cette étape est déjà faite.")
    step.done_on = on
    record(step, "complete_work_step", by=by, facts={"referral": step.referral_id})


@transaction.atomic
def add_contribution(referral, *, kind, author_name, body_html, by, hearing=None, received_on=None):
    """Write up what somebody brought to the question; its day is not to come, nor before the question."""
    refuse_ended(referral)
    if received_on is not None:
        _refuse_bad_day(referral, received_on)
    body = clean(body_html)
    if not plain(body):
        raise Refused("Écrivez la contribution.")
    row = HearingContribution.objects.create(
        referral=referral, hearing=hearing, kind=kind, author_name=author_name, body_html=body,
        received_on=received_on or clock.today(), written_up_by=by,
    )  # fmt: skip
    record(row, "add_contribution", by=by, facts={"referral": referral.pk, "kind": str(kind)})
    return row


@transaction.atomic
def lapse(referral, *, by, reason=""):
    """The expected date passed without an opinion (by the sweep, or by the officer).

    For a compulsory consultation, the fact and the date on which the body was put in a position to answer are kept:
    the authority may decide without the opinion.
    """
    if referral.expected_on and clock.today() <= lapses_on(referral):
        raise Refused(f"L’avis est attendu jusqu’au {referral.expected_on:%d/%m/%Y} : la saisine n’est pas caduque.")
    words = reason.strip() or f"L’avis attendu le {referral.expected_on:%d/%m/%Y} n’a pas été rendu à cette date."
    move(referral, "lapse", by=by, reason=reason, ended_on=clock.today(), end_reason=words)
    letters.ReferralLapsed(referral).send_to(officer_recipients(referral.body), group=group_of(referral.body))
    tell_followers(referral, "fin")


@transaction.atomic
def resume(referral, *, expected_on, reason, by):
    """Take a lapsed referral up again with a later date (rule 4 of part B)."""
    if not reason.strip():
        raise Refused("Dites pourquoi l’examen reprend.")
    if expected_on <= clock.today():
        raise Refused("Choisissez une nouvelle date attendue, à venir.")
    move(
        referral, "resume", by=by, reason=reason, expected_on=expected_on, ended_on=None, end_reason="",
        started_at=referral.started_at or clock.now(),
    )  # fmt: skip


@transaction.atomic
def take_over(referral, *, by, expected_on):
    """Finish a withdrawn question as a self-referral: a new file that follows the first and keeps its text."""
    if referral.status != Status.WITHDRAWN:
        raise Refused("Seule une saisine retirée se poursuit en auto-saisine.")
    if referral.continued_by.exists():
        raise Refused("Cette saisine se poursuit déjà en auto-saisine.")
    text = referral.text
    Referral.objects.filter(pk=referral.pk).update(text=None)
    follower = Referral.objects.create(
        authority_id=referral.authority_id, body_id=referral.body_id, kind=Kind.SELF_REFERRAL, title=referral.title,
        question=referral.question, slug=slug_of(referral.title, referral.authority_id), drafted_by=by,
        drafted_at=clock.now(), expected_on=expected_on, lead_department=referral.lead_department, text=text,
        referring_councillor=referral.referring_councillor, context_html=referral.context_html, follows=referral,
    )  # fmt: skip
    record(follower, "take_over", by=by, to_state=follower.status, facts={"follows": referral.pk})
    return follower


def lapses_on(referral):
    """The last day on which an opinion still counts."""
    return apply_delay(known_rule(referral.authority, legal.LAPSE, referral.expected_on), referral.expected_on)


def members(referral):
    """The members of the body today, as letters reach them."""
    return [m.person.recipient() for m in members_on(referral.body, clock.today())]


def _refuse_incomplete(rapporteur, service_contact, adoption_planned_on):
    if rapporteur is None:
        raise Refused("Désignez un rapporteur ou une rapporteure.")
    if service_contact is None:
        raise Refused("Indiquez le contact dans le service concerné.")
    if adoption_planned_on is None:
        raise Refused("Donnez la date à laquelle l’avis sera adopté.")


def _refuse_planned_before(referral, adoption_planned_on):
    asked = _asked_on(referral)
    if asked and adoption_planned_on < asked:
        raise Refused(f"La question a été reçue le {asked:%d/%m/%Y} : l’avis sera adopté après ce jour.")


def _refuse_bad_day(referral, on):
    if on > clock.today():
        raise Refused("Cette date est à venir : indiquez une date passée ou celle d’aujourd’hui.")
    asked = _asked_on(referral)
    if asked and on < asked:
        raise Refused(f"La question a été reçue le {asked:%d/%m/%Y} : indiquez une date qui n’est pas antérieure.")


def _asked_on(referral):
    return referral.submitted_at and timezone.localdate(referral.submitted_at)


def _refuse_outsiders(referral, rapporteur, commission):
    if commission is not None and commission.parent_id != referral.body_id:
        raise Refused(f"{commission} n’est pas une commission de {referral.body}.")
    if not members_on(referral.body, clock.today()).filter(person=rapporteur).exists():
        raise Refused(f"{rapporteur} ne siège pas dans {referral.body} : le rapporteur est un de ses membres.")


def refuse_ended(referral):
    if referral.status not in (Status.SUBMITTED, *AT_WORK):
        raise Refused("Le travail sur cette saisine est terminé ou n’a pas commencé.")


def _calendar_cautions(referral, adoption_planned_on):
    if adoption_planned_on > referral.expected_on:
        yield Caution(
            "adopted_after_expected",
            f"L’adoption est prévue après le {referral.expected_on:%d/%m/%Y}, date à laquelle l’avis est attendu.",
        )


def _file_cautions(referral):
    if plain(referral.context_html) or StoredFile.objects.about(referral).exists():
        return
    yield Caution("no_file", "Les membres n’ont reçu ni note de contexte ni document sur cette question.")
