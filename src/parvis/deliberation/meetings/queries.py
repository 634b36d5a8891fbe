"""What pages, documents and other apps ask about meetings."""

import datetime as dt
from collections import Counter

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery

from parvis.deliberation.bodies import queries as bodies
from parvis.deliberation.bodies.choices import MemberRole
from parvis.ground.core import clock, french
from parvis.ground.core.dates import midnight_after
from parvis.ground.core.manifest import placed
from parvis.ground.mailing.choices import Channel, Status

from . import rules
from .choices import AWAY, TOOK_PLACE, UPCOMING, Answer, ConvocationKind, MeetingKind
from .models import Convocation, Meeting, Need, Sending

PAST_SHOWN = 10
DATED = (
    "uid", "scheme", "title", "starts_at", "ends_at", "place", "venue__name", "kind", "status", "sequence", "is_public",
)  # fmt: skip
"""What a date on the desk tells of a meeting."""
TOLD = (*DATED, "convened_at", "scheme__kind", "scheme__name", "scheme__is_public", "scheme__body__slug")
"""What a calendar or a list of dates tells of a meeting: its public page, or that of whoever meets."""


def next_plenary(body, *, before):
    """The plenary at which something due `before` that day may be adopted: the last one planned until the day.

    The last rather than the first: it leaves the most time to work. None when no plenary is planned.
    """
    rows = Meeting.objects.filter(scheme_id=body.pk, kind=MeetingKind.PLENARY).upcoming(clock.now())
    return rows.filter(starts_at__lt=midnight_after(before)).last()


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
    """(members who may vote, quorum needed) that day by the body's rule.

    (None, None) where nobody votes: a scheme without members, the monthly coordination.
    """
    body = meeting.scheme.child
    if body.kind != "body" or meeting.kind == MeetingKind.COORDINATION:
        return None, None
    voters = bodies.electors(body, meeting.day).count()
    return voters, bodies.quorum_needed(body, meeting.day, voters)


def usual_chair(meeting):
    """Who presides the body that meets that day; None for a scheme that has no chair."""
    if meeting.scheme.kind != "body":
        return None
    heads = bodies.members_on(meeting.scheme.child, meeting.day).filter(
        role__in=(MemberRole.CHAIR, MemberRole.CO_CHAIR)
    )
    found = heads.first()
    return found.person if found else None


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


# --- Who is called --------------------------------------------------------------------------------


def called(meeting):
    """Those who are called to a meeting, by name: convocations with their person."""
    return meeting.convocations.standing().for_list()


PROOF = (
    "meeting", "kind", "answer", "answered_at", "withdrawn_at", "person__given_name", "person__family_name",
    "answered_by__name", "answered_by__email", "proxy_given__holder__person__given_name",
    "proxy_given__holder__person__family_name",
)  # fmt: skip
PROOF_OF_SENDING = (
    "convocation", "sequence", "kind", "queued_at", "message__status", "message__channel", "message__error",
    "message__sent_at",
)  # fmt: skip


def proof_list(meeting):
    """Everybody to whom something left, and those called for whom nothing did: each with `last`, the last sending."""
    sendings = Sending.objects.order_by("sequence").select_related("message").only(*PROOF_OF_SENDING)
    rows = meeting.convocations.for_list().select_related("answered_by", "proxy_given__holder__person").only(*PROOF)
    found = list(rows.prefetch_related(Prefetch("sendings", sendings)))
    for convocation in found:
        convocation.sent = list(convocation.sendings.all())
        convocation.last = convocation.sent[-1] if convocation.sent else None
    return found


def told_last(meeting):
    """How many people the last sending of a meeting went to."""
    return Sending.objects.filter(convocation__meeting=meeting, sequence=meeting.sequence).count()


def came_back(sending):
    """Whether an e-mail came back or could not leave."""
    message = sending and sending.message
    return bool(message) and message.channel == Channel.EMAIL and message.status in (Status.BOUNCED, Status.FAILED)


def bounced(meeting):
    """The last sendings that came back or could not leave by e-mail, for those still called."""
    last = Sending.objects.filter(convocation=OuterRef("convocation")).order_by("-sequence").values("pk")[:1]
    failed = Sending.objects.filter(convocation__meeting=meeting, convocation__withdrawn_at=None, pk=Subquery(last))
    rows = failed.filter(message__status__in=(Status.BOUNCED, Status.FAILED), message__channel=Channel.EMAIL)
    return rows.select_related("message", "convocation__person")


def answers_count(called):
    """Answer → how many of those called gave it, the silent ones included (« »)."""
    found = Counter(convocation.answer for convocation in called)
    return {answer: found[answer] for answer in Answer}


def needs_count(meeting):
    """Kind → code → how many: what those who may come need, without any name (K05)."""
    return needs_told(meeting)[0]


def needs_told(meeting):
    """(kind → code → how many, what was written under « other »), without any name.

    The words come kind by kind, in alphabetical order, so that no order tells who wrote them.
    """
    counts, precisions = {}, []
    rows = _needs(meeting).order_by("kind", "code", "pk").values_list("kind", "code", "quantity", "detail")
    for kind, code, quantity, detail in rows:
        codes = counts.setdefault(kind, {})
        codes[code] = codes.get(code, 0) + quantity
        if detail:
            precisions.append((kind, detail))
    return counts, sorted(precisions)


def _needs(meeting):
    coming = meeting.convocations.standing().exclude(answer__in=(*AWAY, Answer.PROXY))
    return Need.objects.filter(convocation__in=coming)


def answered_by(lines):
    """{journal line: name} of those who answered on their private page."""
    calls = {line.pk: line.facts.get("convocation") for line in lines}
    rows = Convocation.objects.filter(pk__in=calls.values()).select_related("person")
    names = {row.pk: row.person.full_name for row in rows}
    return {line: names[call] for line, call in calls.items() if call in names}


def possible_holders(convocation):
    """The members who may carry somebody's voice: called, not away, with room left by the body's rules."""
    meeting = convocation.meeting
    allowed = getattr(meeting.scheme.child, "proxies_per_member", 0) or 0
    rows = called(meeting).exclude(pk=convocation.pk).exclude(kind=ConvocationKind.GUEST)
    others = Q(proxies_held__isnull=False) & ~Q(proxies_held__giver=convocation)
    carried = Count("proxies_held", filter=others)
    return rows.filter(answer__in=(Answer.NONE, Answer.YES)).annotate(carried=carried).filter(carried__lt=allowed)


def calls_of(person):
    """The meetings to which somebody is called, soonest first."""
    rows = person.convocations.standing().filter(meeting__status__in=UPCOMING, meeting__starts_at__gte=clock.now())
    return rows.select_related("meeting__scheme__body", "meeting__venue").order_by("meeting__starts_at", "pk")


def coming_on(user, authority):
    """The meetings to come of the schemes on which somebody holds a role."""
    rows = Meeting.objects.of(authority).filter(scheme__in=user.grants.schemes(*rules.MEETING_PEOPLE))
    return rows.upcoming(clock.now()).for_list()


def attended_by(person):
    """The last meetings to which somebody was called and that took place."""
    mine = person.convocations.standing().values("meeting")
    rows = Meeting.objects.filter(pk__in=mine, status__in=TOOK_PLACE).for_list()
    return list(rows.order_by("-starts_at", "-pk")[:PAST_SHOWN])


def public_meetings(authority):
    """(to come, past): the meetings of everybody; the ten last ones."""
    rows = Meeting.objects.of(authority).filter(is_public=True).for_list().only(*TOLD)
    past = rows.filter(starts_at__lt=clock.now(), status__in=TOOK_PLACE).order_by("-starts_at", "-pk")
    return rows.upcoming(clock.now()), past[:PAST_SHOWN]


# --- What other features show on a meeting --------------------------------------------------------


def panels(meeting, user):
    """What features hang on a meeting: its needs, the referrals of its agenda, what it cost."""
    return placed("meeting_panels", meeting.authority, meeting, user)
