"""What pages, documents and other apps ask about meetings."""

import datetime as dt

from parvis.deliberation.bodies import queries as bodies
from parvis.ground.core import clock, french
from parvis.ground.core.manifest import contributions

from .choices import MeetingKind
from .models import Meeting


def next_plenary(body, *, before):
    """The plenary at which something due `before` that day may be adopted: the last one planned until the day.

    The last rather than the first: it leaves the most time to work. None when no plenary is planned.
    """
    rows = Meeting.objects.filter(scheme_id=body.pk, kind=MeetingKind.PLENARY).upcoming(clock.now())
    return rows.filter(starts_at__date__lte=before).last()


def upcoming_of(scheme, *, user=None):
    """The meetings to come of a scheme that this person may know of; the public ones for a visitor."""
    return _seen(scheme, user).upcoming(clock.now()).for_list()


def coming_for_members(scheme):
    """The meetings to come of a scheme, public or not, as its members know them."""
    return Meeting.objects.filter(scheme_id=scheme.pk).upcoming(clock.now()).for_list()


def past_of(scheme, *, user=None):
    """The meetings held or cancelled of a scheme, latest first."""
    gone = _seen(scheme, user).filter(starts_at__lt=clock.now())
    return gone.order_by("-starts_at", "-pk").for_list()


def _seen(scheme, user):
    rows = Meeting.objects.filter(scheme_id=scheme.pk)
    return rows.visible_to(user) if user is not None else rows.filter(is_public=True)


def counts_on(meeting):
    """(members who may vote, quorum needed) that day by the body's rule; (None, None) for a scheme without members."""
    body = meeting.scheme.child
    if body.kind != "body":
        return None, None
    day = meeting.day
    return bodies.electors(body, day).count(), bodies.quorum_needed(body, day)


# --- The déroulé ----------------------------------------------------------------------------------


def timed_steps(meeting):
    """The sequences of the *déroulé*, each with the hours it takes: `starts_at` and `ends_at`."""
    moment, steps = meeting.starts_at, list(meeting.plan_steps.all())
    for step in steps:
        step.starts_at = moment
        step.ends_at = moment = moment + dt.timedelta(minutes=step.minutes)
    return steps


def slot_gap(meeting, steps):
    """Minutes left in the slot once every sequence is played; negative when they exceed it, None without an end."""
    if meeting.ends_at is None:
        return None
    slot = int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60
    return slot - sum(step.minutes for step in steps)


def slot_words(meeting, steps):
    """« 9 séquences, 240 minutes : exactement le créneau. »"""
    told = f"{french.plural(len(steps), 'séquence')}, {french.plural(sum(s.minutes for s in steps), 'minute')}"
    gap = slot_gap(meeting, steps)
    if gap is None:
        return f"{told} ; la fin de la réunion n’est pas fixée."
    if gap == 0:
        return f"{told} : exactement le créneau."
    if gap > 0:
        return f"{told} : il reste {french.plural(gap, 'minute')} dans le créneau."
    return f"{told} : {french.plural(-gap, 'minute')} de trop pour le créneau."


def materials(steps):
    """What must be brought, each thing once, in the order of need."""
    found = [thing.strip() for step in steps for thing in step.material.split(",")]
    return list(dict.fromkeys(thing for thing in found if thing))


# --- What other features show on a meeting --------------------------------------------------------


def panels(meeting, user):
    """What features hang on a meeting: its needs, the referrals of its agenda, what it cost."""
    found = [block for give in contributions("meeting_panels", meeting.authority) for block in give(meeting, user)]
    return sorted(found, key=lambda block: block.order)
