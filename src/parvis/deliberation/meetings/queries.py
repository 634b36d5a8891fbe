"""What other apps ask about meetings."""

from parvis.deliberation.bodies import queries as bodies
from parvis.ground.core import clock

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
