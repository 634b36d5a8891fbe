"""What is due, and what moved lately."""

import datetime as dt
from functools import partial

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from parvis.commons.people.queries import named, names, records_of
from parvis.ground.authorities.choices import Persona
from parvis.ground.core.addresses import address
from parvis.ground.core.dates import midnight
from parvis.ground.core.gathering import Source, light, others
from parvis.ground.core.manifest import DueItem

from .. import queries
from ..choices import AWAITING_ANSWER, OPEN_QUESTIONS, HearingStatus, Status
from ..models import Hearing, RecommendationResponse, Referral, WorkStep
from .lines import COLUMNS, OWN, referral_of

RECENT = 6
MONTH = dt.timedelta(days=31)
MOMENTS = ("drafted_at", "submitted_at", "admitted_at", "started_at", "drafting_started_at", "opinion_published_at")
DAYS = ("opinion_adopted_on", "transmitted_on", "answered_on", "closed_on", "ended_on")


def due(user, authority, today):
    """The next step of each live file: mine to do, or waited for from somebody else."""
    grants = user.grants
    held = {p for p in (Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR) if grants.has((p,), authority.pk)}
    rows = Referral.objects.of(authority).visible_to(user)
    if not held:
        return [*_for_services(rows, grants.departments(Persona.AGENT)), _own_stages(user, authority, today)]
    live = _live(rows, today)
    if held == {Persona.DIRECTOR}:
        return [_steps(_late(live, today), today, act=False), _own_stages(user, authority, today)]
    mine = _mine(held, today) | _named(user)
    sources = [_steps(live.filter(mine), today), _steps(live.exclude(mine), today, waiting=True)]
    if Persona.OFFICER in held:
        return [*sources, *_work(user, authority, today)]
    return [*sources, _own_stages(user, authority, today)]


def _own_stages(user, authority, today):
    """The stages of the work plans that were given to the person, whatever their place."""
    held = WorkStep.objects.of(authority).held_by(user).filter(due_on__lte=today + MONTH)
    return Source(
        held.order_by("due_on", "pk"), ("pk", "referral_id", "referral__number", "title", "due_on"), _own_stage,
        rest=others("autre étape", "autres étapes", reverse("desk:referrals:list")),
    )  # fmt: skip


def _own_stage(row):
    return DueItem(
        label=f"{row.referral__number} {row.title}", what="Étape de travail à faire", who="vous", when=row.due_on,
        url=address("desk:referrals:detail", row.referral_id),
        action_url=address("desk:referrals:complete_work_step", row.pk), action_label="Marquer comme faite",
    )  # fmt: skip


def _work(user, authority, today):
    """The stages of the work plans and the hearings of the month, and those whose day has passed."""
    going_on = {"referral__authority": authority, "referral__status__in": OPEN_QUESTIONS}
    steps = WorkStep.objects.visible_to(user).filter(**going_on, done_on=None, due_on__lte=today + MONTH)
    hearings = Hearing.objects.visible_to(user).filter(
        **going_on, status=HearingStatus.PLANNED, at__lt=midnight(today + MONTH)
    )
    asked = ("pk", "referral_id", "referral__number")
    yield Source(
        steps.order_by("due_on", "pk"), (*asked, "title", "due_on", "owner__user_id", *names("owner")),
        partial(_stage, user=user), rest=others("autre étape", "autres étapes", reverse("desk:referrals:list")),
    )  # fmt: skip
    yield Source(
        hearings.order_by("at", "pk"), (*asked, "subject", "at"), partial(_hearing, today=today),
        rest=others("autre audition", "autres auditions", reverse("desk:referrals:list")),
    )  # fmt: skip


def _stage(row, user):
    """A stage is waited for from whoever holds it; without anybody, the mission does it."""
    owner = named(row, "owner")
    return DueItem(
        label=f"{row.referral__number} {row.title}", what="Étape de travail à faire",
        who=str(owner or "la mission participation"), when=row.due_on,
        url=address("desk:referrals:work", row.referral_id),
        action_url=address("desk:referrals:complete_work_step", row.pk), action_label="Marquer comme faite",
        waiting=owner is not None and row.owner__user_id != user.pk,
    )  # fmt: skip


def _hearing(row, today):
    day = timezone.localdate(row.at)
    past = day < today
    url = address("desk:referrals:hold_hearing", row.pk) if past else ""
    return DueItem(
        label=f"{row.referral__number} {row.subject}", what="Rendre compte de l’audition" if past else "Audition",
        who="la mission participation", when=day, url=address("desk:referrals:work", row.referral_id),
        action_url=url, action_label="Rendre compte" if past else "",
    )  # fmt: skip


def _live(rows, today):
    """The files that go on; those in follow-up come a month before their next review."""
    rows = rows.with_next_review().alias(review_by=Coalesce("next_review_on", today))
    going_on = rows.filter(status__in=(*queries.AHEAD, Status.UNDER_FOLLOW_UP))
    return going_on.filter(~Q(status=Status.UNDER_FOLLOW_UP) | Q(review_by__lte=today + MONTH))


def _late(live, today):
    """What a director is told of: answers that were promised for an earlier day, reviews whose day has passed."""
    answers = Q(status__in=AWAITING_ANSWER, answer_due_on__lt=today)
    return live.filter(answers | Q(status=Status.UNDER_FOLLOW_UP, next_review_on__lt=today))


def _mine(held, today):
    """A late answer is everybody's; the councillor answers; the mission moves its drafts, the work, the reviews."""
    mine = Q(status__in=AWAITING_ANSWER, answer_due_on__lt=today)
    if Persona.COUNCILLOR in held:
        mine |= Q(status__in=[s for s, step in queries.AHEAD.items() if queries.COUNCILLOR in step[-1]])
    if Persona.OFFICER in held:
        mine |= Q(status__in=(Status.DRAFT, Status.ADMITTED, Status.OPINION_DRAFTING, Status.UNDER_FOLLOW_UP))
    return mine


def _named(user):
    """What waits for the person by name, whatever their role: nobody is told that they wait for themself."""
    reports = Q(rapporteur__in=records_of(user), status__in=queries.waiting_for_rapporteur())
    return reports | Q(referring_councillor__in=records_of(user), status__in=AWAITING_ANSWER)


def _steps(rows, today, waiting=False, act=True):
    """The most urgent first; what has no date may be done today. Without `act`, told to somebody who only watches."""
    rows = rows.annotate(step_on=Coalesce(queries.next_step_on(), today)).order_by("step_on", "pk")
    read, rest = partial(_step, waiting=waiting, act=act and not waiting), _others(waiting)
    return Source(rows, COLUMNS, read, rest=rest, written=Referral.objects.with_next_review)


def _others(waiting=False):
    return others("autre saisine", "autres saisines", reverse("desk:referrals:list"), "Voir les saisines", waiting)


def _step(row, waiting, act):
    referral = referral_of(row)
    step = queries.next_step(referral)
    late = queries.late_words(referral) if referral.status in AWAITING_ANSWER else ""
    url, label = _action(referral) if act else ("", "")
    return DueItem(
        label=str(referral), what=late or step.what.capitalize(), who=step.who, when=step.when,
        url=referral.get_desk_url(), waiting=waiting, action_url=url, action_label=label,
    )  # fmt: skip


def _action(referral):
    """The page of the next step, where one page is enough to take it."""
    if referral.status == Status.UNDER_FOLLOW_UP and referral.next_review_id:
        return address("desk:referrals:hold_review", referral.next_review_id), "Tenir le bilan"
    return "", ""


def _for_services(rows, departments):
    """For an agent: the recommendations that the service has to answer."""
    if not departments:
        return []
    missing = RecommendationResponse.objects.filter(department__in=departments, status="")
    rows = rows.awaiting_answer().filter(pk__in=missing.values("referral")).order_by("answer_due_on", "pk")
    return [Source(rows, (*OWN, "answer_due_on"), _to_answer, rest=_others())]


def _to_answer(row):
    return DueItem(
        label=f"{row.number} {row.title}", what="Proposer une réponse à vos recommandations", who="votre service",
        when=row.answer_due_on, url=address("desk:referrals:answer", row.pk),
    )  # fmt: skip


# --- Moved lately ---------------------------------------------------------------------------------


def recent(user, authority):
    """The files moved lately, by the dates they carry."""
    if not user.has_perm("referrals.list_referral", authority):
        return []
    rows = Referral.objects.of(authority).visible_to(user).order_by("-pk")
    return [Source(rows, (*OWN, *MOMENTS, *DAYS), _moved, most=RECENT)]


def _moved(row):
    referral = light(Referral, **vars(row))
    return str(referral), referral.get_desk_url(), last_moved(referral)


def last_moved(referral):
    """The last date that the record carries, as a moment."""
    moments, days = ([getattr(referral, name) for name in dates] for dates in (MOMENTS, DAYS))
    return max([*filter(None, moments), *(midnight(day) for day in days if day)])
