"""A session: planned, done, credited at the rate of its day; moved, corrected or cancelled on the way.

A session that a meeting makes carries its `source` (« meeting:12 »): the verbs take the session, or that source, and
then act on the session of each officer of the meeting. What no longer stands is left alone, so that closing a meeting
twice credits once.
"""

from django.db import IntegrityError, transaction

from parvis.commons.workload import hours, queries
from parvis.commons.workload.choices import LONGEST, SessionStatus, Vehicle
from parvis.commons.workload.models import WorkSession
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import announce, heed, move, record

from .saturdays import request_saturday, withdraw_request_of
from .trips import record_trip

OVERLAP = "Vous avez déjà une séance à ces heures : corrigez l’une des deux."


@transaction.atomic
def plan_session(user, authority, *, by, starts_at, ends_at, label, day=None, scheme=None, source="", override=""):
    """Plan a session of an officer. `day` is that of its start in Europe/Paris, and may be left out.

    Planned by hand, it is `Refused` over another session, and a Saturday beyond the rule warns (`override` gives the
    reason). Planned by a meeting (`source`), whose own page has warned already, it stands even over another one: the
    day's page shows the clash, and what was worked never overlaps. Beyond the rule, either way, the director is asked.
    """
    starts_at, ends_at = _checked(starts_at, ends_at, day)
    day = clock.local(starts_at).date()
    if source and (known := WorkSession.objects.of(authority).of_user(user).filter(source=source).first()):
        return _resume(known, starts_at, ends_at, label, by=by)
    cautions = queries.saturday_cautions(user, authority, day)
    if not source:
        heed(cautions, override)
        _refuse_overlap(WorkSession(authority=authority, user=user, starts_at=starts_at, ends_at=ends_at))
    if cautions:
        request_saturday(user, authority, day, reason=override or label, by=by)
    session = WorkSession.objects.create(
        authority=authority, user=user, day=day, starts_at=starts_at, ends_at=ends_at, label=_label(label),
        kind=_kind(authority, starts_at, ends_at), scheme=scheme, source=source,
    )  # fmt: skip
    record(session, "plan_session", by=by, to_state=SessionStatus.PLANNED, cautions=cautions)
    return session


@transaction.atomic
def move_session(which, *, by, starts_at, ends_at, label=None, override=""):
    """Give a planned session other hours, or another day. Returns the sessions that moved."""
    starts_at, ends_at = _checked(starts_at, ends_at)
    moved = []
    for session in _sessions(which, SessionStatus.PLANNED):
        _move(session, starts_at, ends_at, label, by=by, override=override)
        moved.append(session)
    return moved


@transaction.atomic
def cancel_session(which, *, by, reason=""):
    """The session will not be held; a request for its Saturday falls with it. Returns the cancelled sessions."""
    cancelled = _sessions(which, SessionStatus.PLANNED)
    for session in cancelled:
        move(session, "cancel", by=by)
        withdraw_request_of(session, by=by)
    return cancelled


@transaction.atomic
def do_session(which, *, by, starts_at=None, ends_at=None):
    """The session was held, at these hours or as planned: it is credited at once, at the rate of its day.

    The rate is frozen in the row: a later change of rates leaves it. `Refused` before it has ended, or over another
    session already worked. A meeting that closes is never held back by that: the session stays planned, and its
    officer is asked for the hours. Returns the credited sessions.
    """
    return [s for s in _sessions(which, SessionStatus.PLANNED) if _done(which, s, starts_at, ends_at, by=by)]


@transaction.atomic
def note_session(
    session, *, by, starts_at, ends_at, km_tenths=None, origin="", destination="", vehicle=Vehicle.PERSONAL
):
    """After the meeting: the hours that were worked, and the road that led there, written in one go."""
    do_session(session, by=by, starts_at=starts_at, ends_at=ends_at)
    if km_tenths:
        record_trip(
            session.user, session.authority, by=by, day=session.day, origin=origin, destination=destination,
            km_tenths=km_tenths, vehicle=vehicle, purpose=session.label, scheme=session.scheme,
            source=f"session:{session.pk}",
        )  # fmt: skip


@transaction.atomic
def correct_session(session, *, by, starts_at, ends_at):
    """Put right the hours of a credited session: its credit is computed again, at the rate of its day."""
    starts_at, ends_at = _checked(starts_at, ends_at)
    _refuse_future(ends_at)
    worked = WorkSession(pk=session.pk, authority=session.authority, user=session.user)
    worked.starts_at, worked.ends_at = starts_at, ends_at
    _refuse_overlap(worked, among=WorkSession.objects.worked())
    moment = _moment(session.authority, starts_at, ends_at)
    _take(session, "correct", by=by, **moment, **_credit(session.authority, moment))


# --- What they share ---


def _sessions(which, status):
    """The session given, or those of a source that still stand there."""
    if isinstance(which, WorkSession):
        return [which]
    rows = WorkSession.objects.filter(source=which, status=status).exclude(source="")
    return list(rows.select_related("authority", "user"))


def _resume(session, starts_at, ends_at, label, *, by):
    """A source plans once: asked again, its session moves there, and one that was cancelled is planned again."""
    if session.status == SessionStatus.CANCELLED:
        moment = _moment(session.authority, starts_at, ends_at)
        cautions = queries.saturday_cautions(session.user, session.authority, moment["day"])
        _write(
            session, {"status": SessionStatus.CANCELLED}, status=SessionStatus.PLANNED, label=_label(label), **moment
        )
        record(session, "plan_session", by=by, to_state=SessionStatus.PLANNED, cautions=cautions)
        if cautions:
            request_saturday(session.user, session.authority, session.day, reason=label, by=by)
    elif session.status == SessionStatus.PLANNED:
        _move(session, starts_at, ends_at, label, by=by)
    return session


def _move(session, starts_at, ends_at, label, *, by, override=""):
    moment = _moment(session.authority, starts_at, ends_at)
    changes = {"label": _label(label)} if label is not None else {}
    if all(getattr(session, name) == value for name, value in (moment | changes).items()):
        return
    if not session.source:
        aimed = WorkSession(pk=session.pk, authority=session.authority, user=session.user)
        aimed.starts_at, aimed.ends_at = starts_at, ends_at
        _refuse_overlap(aimed)
    cautions = _cautions_of_moving(session, moment["day"])
    if not session.source:
        heed(cautions, override)
    if moment["day"] != session.day:
        withdraw_request_of(session, by=by)
    _write(session, {"status": SessionStatus.PLANNED}, **moment, **changes)
    record(session, "move_session", by=by, cautions=cautions)
    if cautions:
        request_saturday(session.user, session.authority, session.day, reason=override or session.label, by=by)


def _cautions_of_moving(session, day):
    if day == session.day:
        return []
    return queries.saturday_cautions(session.user, session.authority, day, but=session)


def _done(which, session, starts_at, ends_at, *, by):
    try:
        _do(session, *_checked(starts_at or session.starts_at, ends_at or session.ends_at), by=by)
    except Refused:
        if which is session:
            raise
        return False
    return True


@transaction.atomic
def _do(session, starts_at, ends_at, *, by):
    _refuse_future(ends_at)
    worked = WorkSession(pk=session.pk, authority=session.authority, user=session.user)
    worked.starts_at, worked.ends_at = starts_at, ends_at
    _refuse_overlap(worked, among=WorkSession.objects.worked())
    moment = _moment(session.authority, starts_at, ends_at)
    _take(session, "do", by=by, **moment)
    move(session, "credit", by=by, **_credit(session.authority, moment))


def _take(session, step, *, by, **changes):
    """A step that changes hours: the database refuses what overlaps, whoever came first."""
    try:
        with transaction.atomic():
            move(session, step, by=by, **changes)
    except IntegrityError as error:
        raise Refused(OVERLAP) from error


def _moment(authority, starts_at, ends_at):
    return {
        "starts_at": starts_at, "ends_at": ends_at, "day": clock.local(starts_at).date(),
        "kind": _kind(authority, starts_at, ends_at),
    }  # fmt: skip


def _kind(authority, starts_at, ends_at):
    evening = queries.evening_from(authority, clock.local(starts_at).date())
    return hours.kind_of(starts_at, ends_at, evening, alsace_moselle=authority.alsace_moselle)


def _credit(authority, moment):
    """What a session gives, and the exact rate that gave it."""
    day, kind = moment["day"], moment["kind"]
    evening = queries.evening_from(authority, day)
    minutes = hours.counted(moment["starts_at"], moment["ends_at"], kind, evening)
    rate = queries.rate_on(authority, kind, day)
    return {
        "counted_minutes": minutes, "rate_numerator": rate.numerator, "rate_denominator": rate.denominator,
        "credited_minutes": hours.credit(minutes, rate),
    }  # fmt: skip


def _checked(starts_at, ends_at, day=None):
    """Both moments, or a refusal that says which one to put right."""
    lasts = hours.minutes_between(starts_at, ends_at)
    if lasts <= 0:
        raise Refused("La fin précède le début : vérifiez les heures.")
    if lasts > LONGEST:
        raise Refused(f"Une séance dure {LONGEST // 60} heures au plus : vérifiez le jour de fin.")
    if day is not None and clock.local(starts_at).date() != day:
        raise Refused("La séance ne commence pas le jour indiqué : vérifiez la date.")
    return starts_at, ends_at


def _refuse_future(ends_at):
    if ends_at > clock.now():
        raise Refused("Cette séance n’est pas encore finie : revenez la noter ensuite, ou corrigez les heures.")


def _refuse_overlap(session, among=None):
    """One is in one place at a time."""
    rows = (among if among is not None else WorkSession.objects.held()).of(session.authority).of_user(session.user)
    if rows.touching(session.starts_at, session.ends_at).exclude(pk=session.pk).exists():
        raise Refused(OVERLAP)


def _label(label):
    if not label.strip():
        raise Refused("Dites en quelques mots ce que vous faites pendant cette séance.")
    return label.strip()[:200]


def _write(session, expected, **values):
    if not WorkSession.objects.filter(pk=session.pk, **expected).update(**values):
        raise Refused("Cette séance vient d’être modifiée. Rechargez la page.")
    for name, value in values.items():
        setattr(session, name, value)
    announce(session)
