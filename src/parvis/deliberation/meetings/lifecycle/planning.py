"""Setting a date, moving it, giving it up; series and sites."""

import datetime as dt

from dateutil.rrule import rrulestr
from django.db import transaction
from django.utils import timezone

from parvis.commons.schemes.queries import officers_of
from parvis.commons.workload import lifecycle as workload
from parvis.commons.workload.queries import saturday_cautions
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.legal import reserves_between
from parvis.ground.authorities.models import AvoidedPeriod
from parvis.ground.core import french
from parvis.ground.core.errors import Refused
from parvis.ground.core.manifest import contributions
from parvis.ground.journal.acts import heed, move, record

from .. import dates
from ..choices import UPCOMING, MeetingStatus
from ..dates import booking_of
from ..models import Meeting, MeetingSeries, SeriesException, Site
from . import convening

TOLD = ("starts_at", "ends_at", "venue", "place", "video_url")
"""What people called to a meeting must be told when it changes (RFC 5545)."""

MOST_DATES = 60
"""A series gives no more meetings than that: five years of a month."""


@transaction.atomic
def plan(scheme, *, by, kind, title, starts_at, override="", **fields):
    """Set a date. Warned when it is a difficult one (B.3). The officer's evening or Saturday is planned with it (K27).

    `Refused` when the end precedes the start.
    """
    meeting = Meeting(
        authority=scheme.authority, scheme_id=scheme.pk, kind=kind, title=title, starts_at=starts_at, **fields
    )
    _need_order(meeting)
    cautions = heed(date_cautions(meeting, by), override)
    meeting.save()
    record(
        meeting, "plan", by=by, to_state=meeting.status, cautions=cautions, reason=override, facts={"scheme": scheme.pk}
    )
    _book_officer(meeting, by, override)
    return meeting


@transaction.atomic
def change(meeting, *, by, override="", **fields):
    """Move the meeting or correct what is said of it; those who were told of the date are told of the change.

    `Refused` once held or cancelled. Warned when the new date is difficult, or when it comes after the notice (B.3).
    """
    _need_upcoming(meeting)
    changed = [name for name, value in fields.items() if getattr(meeting, name) != value]
    moved = "starts_at" in changed
    for name in changed:
        setattr(meeting, name, fields[name])
    _need_order(meeting)
    told = [name for name in changed if name in TOLD]
    cautions = heed([*(date_cautions(meeting, by) if moved else ()), *_late_change(meeting, told)], override)
    if told:
        meeting.sequence = convening.next_sequence(meeting)
    meeting.save()
    record(meeting, "change", by=by, cautions=cautions, reason=override, facts={"fields": sorted(changed)})
    if told:
        _move_booking(meeting, by)
        convening.announce_change(meeting, by=by, changed=told)
        tell_features(meeting, "change", by)
    return changed


@transaction.atomic
def postpone(meeting, *, by, reason):
    """The meeting is put off to a date that is not known yet; people and suppliers are told (**pub**)."""
    _fall_through(meeting, "postpone", by, reason)


@transaction.atomic
def resume(meeting, *, by, starts_at, ends_at=None, override=""):
    """Give a postponed meeting its new date; it must be convened again."""
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    _need_order(meeting)
    cautions = heed(date_cautions(meeting, by), override)
    move(
        meeting, "resume", by=by, starts_at=starts_at, ends_at=ends_at, convened_at=None, cautions=cautions,
        reason=override, sequence=convening.next_sequence(meeting),
    )  # fmt: skip
    _book_officer(meeting, by, override)
    convening.announce_change(meeting, by=by, changed=["starts_at", "ends_at"])
    tell_features(meeting, "resume", by)


@transaction.atomic
def cancel(meeting, *, by, reason):
    """The meeting does not take place; people and suppliers are told (**pub**)."""
    _fall_through(meeting, "cancel", by, reason)


def _fall_through(meeting, step, by, reason):
    if not reason.strip():
        raise Refused("Écrivez pourquoi la réunion est annulée ou reportée : les personnes prévenues le liront.")
    move(meeting, step, by=by, reason=reason, sequence=convening.next_sequence(meeting))
    workload.cancel_session(booking_of(meeting), by=by)
    convening.announce_cancellation(meeting, by=by, reason=reason)
    tell_features(meeting, step, by)


def tell_features(meeting, step, by):
    """Let the features that hang on meetings (logistics…) follow its move, in the same transaction."""
    for follow in contributions("meeting_moved", meeting.authority):
        follow(meeting, step, by)


# --- Series and sites -----------------------------------------------------------------------------


def dates_of(series):
    """The days that the rule gives, without the exceptions; hours stay local whatever the change of hour."""
    first = dt.datetime.combine(series.starts_on, dt.time())
    last = dt.datetime.combine(series.ends_on, dt.time())
    try:
        rule = rrulestr(series.rule, dtstart=first)
    except ValueError as error:
        raise Refused("Cette règle de répétition n’est pas lisible.") from error
    days = [day.date() for day in rule.between(first, last, inc=True)[: MOST_DATES + 1]]
    if not days:
        raise Refused("Aucune date ne répond à cette règle pendant cette période.")
    if len(days) > MOST_DATES:
        raise Refused(f"Une série donne au plus {MOST_DATES} réunions : raccourcissez la période.")
    left_out = set(series.exceptions.values_list("day", flat=True)) if series.pk else set()
    return [day for day in days if day not in left_out]


@transaction.atomic
def plan_series(scheme, *, by, title, kind, rule, starts_on, ends_on, starts_at, ends_at, override="", **fields):
    """Plan every meeting of a series at once. Warned of each difficult date; returns the series.

    `rule` is an RFC 5545 recurrence rule (« FREQ=MONTHLY;BYDAY=2SA »); `starts_at` and `ends_at` are local hours.
    """
    series = MeetingSeries(
        authority=scheme.authority, scheme_id=scheme.pk, title=title, kind=kind, rule=rule, starts_on=starts_on,
        ends_on=ends_on, starts_at=starts_at, ends_at=ends_at,
    )  # fmt: skip
    if ends_at <= starts_at:
        raise Refused("L’heure de fin précède l’heure de début.")
    meetings = [_occurrence(series, scheme, day, fields) for day in dates_of(series)]
    series.save()
    found = []
    for meeting in meetings:
        meeting.series = series
        # Asked date by date: the Saturdays of the series count among those of the year.
        found += date_cautions(meeting, by)
        meeting.save()
        record(meeting, "plan", by=by, to_state=meeting.status, facts={"scheme": scheme.pk, "series": series.pk})
        _book_officer(meeting, by, override)
    cautions = heed(found, override)
    record(series, "plan_series", by=by, cautions=cautions, reason=override, facts={"meetings": len(meetings)})
    return series


@transaction.atomic
def leave_out(series, day, *, by, reason):
    """A date of the series on which nobody meets: the exception is kept, and its meeting cancelled if planned."""
    if day not in dates_of(series):
        raise Refused(f"Le {french.plain_date(day)} n’est pas une date de cette série.")
    if not reason.strip():
        raise Refused("Écrivez pourquoi on ne se réunit pas ce jour-là.")
    SeriesException.objects.create(series=series, day=day, reason=reason)
    record(series, "leave_out", by=by, reason=reason, facts={"day": day.isoformat()})
    for meeting in series.meetings.filter(occurrence_on=day, status__in=UPCOMING):
        cancel(meeting, by=by, reason=reason)


def _occurrence(series, scheme, day, fields):
    return Meeting(
        authority=scheme.authority, scheme_id=scheme.pk, kind=series.kind, title=series.title, occurrence_on=day,
        starts_at=_local(day, series.starts_at), ends_at=_local(day, series.ends_at), **fields,
    )  # fmt: skip


def _local(day, hour):
    return timezone.make_aware(dt.datetime.combine(day, hour))


@transaction.atomic
def add_site(meeting, *, by, label, venue=None, place=""):
    """The same meeting takes place somewhere else too; people called are told where."""
    _need_upcoming(meeting)
    if meeting.sites.filter(label=label).exists():
        raise Refused("Un autre site porte déjà ce nom.")
    if venue is None and not place.strip():
        raise Refused("Indiquez où se trouve ce site.")
    site = Site.objects.create(meeting=meeting, label=label, venue=venue, place=place)
    _sites_changed(meeting, "add_site", by, site.pk)
    return site


@transaction.atomic
def remove_site(site, *, by):
    """The site closes before the meeting; people called are told."""
    meeting, number = site.meeting, site.pk
    _need_upcoming(meeting)
    site.delete()
    _sites_changed(meeting, "remove_site", by, number)


def _sites_changed(meeting, verb, by, number):
    convening.count_sending(meeting)
    record(meeting, verb, by=by, facts={"site": number})
    convening.announce_change(meeting, by=by, changed=["sites"])


# --- Guards ---------------------------------------------------------------------------------------


def date_cautions(meeting, by=None):
    """What makes this date a difficult one (B.3): holidays, other meetings, the electoral reserve, the Saturdays."""
    day, authority = meeting.day, meeting.authority
    yield from dates.cautions(
        meeting, AvoidedPeriod.objects.of(authority).touching(day, day), reserves_between(authority, day, day),
        dates.near(meeting),
    )  # fmt: skip
    for officer in _officers(meeting, by):
        yield from saturday_cautions(officer, authority, day, but=booking_of(meeting) if meeting.pk else None)


def _late_change(meeting, told):
    """A substantial change once the notice has run out (B.3)."""
    if told and meeting.status == MeetingStatus.CONVENED:
        yield from convening.notice_cautions(meeting)


def _need_order(meeting):
    if meeting.ends_at and meeting.ends_at <= meeting.starts_at:
        raise Refused("La fin de la réunion précède son début.")


def _need_upcoming(meeting):
    if meeting.status not in UPCOMING:
        raise Refused("Une réunion tenue ou annulée ne se modifie plus.")


# --- The officer's evening or Saturday (K27) ------------------------------------------------------


def _officers(meeting, by):
    """Who of the mission will be there: the officer who plans it, else those of the scheme."""
    if by is not None and by.grants.has((Persona.OFFICER,), meeting.authority_id):
        return [by]
    return list(officers_of(meeting.scheme))


def _book_officer(meeting, by, reason):
    """Plan the hours; beyond the rule, the director is asked with the reason that was given."""
    for officer in _officers(meeting, by):
        workload.plan_session(
            officer, meeting.authority, by=by, starts_at=meeting.starts_at,
            ends_at=meeting.lasts_until, label=meeting.title, scheme=meeting.scheme,
            source=booking_of(meeting), override=reason,
        )  # fmt: skip


def _move_booking(meeting, by):
    workload.move_session(
        booking_of(meeting), by=by, starts_at=meeting.starts_at,
        ends_at=meeting.lasts_until, label=meeting.title,
    )  # fmt: skip
