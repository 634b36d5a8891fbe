"""What pages, letters and figures ask about minutes, decisions and actions."""

from dataclasses import dataclass

from django.db.models import Q

from parvis.commons.people.models import Person
from parvis.deliberation.bodies.queries import members_on
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.core import clock, french

from .choices import FELL_THROUGH, TOOK_PLACE, AgreedBy
from .legal import MINUTES_DUE
from .models import ActionPoint, Decision, Meeting


def minutes_due_on(meeting):
    """The day by which the minutes are promised: ten working days after the session unless a rule says else."""
    rule = known_rule(meeting.authority, MINUTES_DUE, meeting.day)
    return apply_delay(rule, meeting.day, alsace_moselle=meeting.authority.alsace_moselle)


@dataclass(frozen=True)
class Delay:
    """The promise of a date and what became of it: `done` is the day the minutes were handed over, or None."""

    due: object
    done: object
    today: object

    @property
    def days_late(self):
        return max(((self.done or self.today) - self.due).days, 0)

    @property
    def tone(self):
        if self.days_late:
            return "late"
        return "done" if self.done else "wait"

    @property
    def words(self):
        """« tenu : rendu le 24 décembre 2026 », « en retard de 3 jours »."""
        late = french.plural(self.days_late, "jour")
        if self.done:
            kept = f"rendu avec {late} de retard" if self.days_late else "délai tenu"
            return f"{kept}, le {french.plain_date(self.done)}"
        return f"en retard de {late}" if self.days_late else f"à rendre {french.delay(self.due, self.today)}"


def delay_of(meeting, minutes):
    """How the minutes of a meeting stand against the rule: handed to the members by the promised day."""
    due = minutes.due_on if minutes else minutes_due_on(meeting)
    return Delay(due, minutes.handed_on if minutes else None, clock.today())


def minutes_of(meeting):
    """The minutes of a meeting, or None while nothing is written."""
    found = getattr(meeting, "minutes", None)
    if found:
        found.meeting = meeting
    return found


def likely_recipients(meeting):
    """Who is sent the minutes: those who were called or came, and the members in office, absent or not."""
    known = Q(pk__in=meeting.convocations.values("person")) | Q(pk__in=meeting.attendances.values("person"))
    if meeting.scheme.kind == "body":
        known |= Q(pk__in=members_on(meeting.scheme.child, meeting.day).values("person"))
    return Person.objects.filter(known).order_by("family_name", "given_name", "pk")


def later_meetings(meeting):
    """The meetings of the same scheme that come after this one: where minutes are approved and actions taken up."""
    after = Meeting.objects.filter(scheme=meeting.scheme_id, starts_at__gt=meeting.starts_at)
    return after.exclude(status__in=FELL_THROUGH).order_by("starts_at", "pk")


def later_sessions(meeting):
    """Those of them that took place or are sitting: where the minutes may have been approved."""
    return later_meetings(meeting).filter(Q(status__in=TOOK_PLACE) | Q(status="in_session"))


def presides(user, meeting):
    """Whether somebody has the chair of the scheme that met: their own agreement needs no other proof."""
    return user is not None and user.grants.has_on_scheme((Persona.CHAIR,), meeting.scheme_id)


def approval_words(minutes):
    """« Approuvé le 21 janvier 2027 par Odile Fontbonne, présidence, sur accord du 20 janvier 2027 (par courriel) »."""
    when = f"Approuvé le {french.plain_date(minutes.approved_on)}"
    if minutes.approved_at_meeting_id:
        return f"{when} à la séance « {minutes.approved_at_meeting} »"
    chair = f"{minutes.approved_chair}, présidence" if minutes.approved_chair_id else "la présidence"
    if not minutes.agreed_on or minutes.agreed_by == AgreedBy.ACCOUNT:
        return f"{when} par {chair}"
    how = minutes.get_agreed_by_display()
    return f"{when} par {chair}, sur accord du {french.plain_date(minutes.agreed_on)} ({how})"


def decisions_of(meeting):
    return list(meeting.decisions.select_related("item", "vote").order_by("number"))


def actions_of(meeting):
    rows = meeting.actions.select_related("owner", "department", "decision", "moved_to__meeting")
    return list(rows.order_by("due_on", "pk"))


def open_actions_of(scheme):
    """What was promised in the meetings of a scheme and is still to do, most urgent first."""
    rows = ActionPoint.objects.open().filter(meeting__scheme=scheme.pk).select_related("owner", "department", "meeting")
    return rows.order_by("due_on", "pk")


def own_actions(user, authority):
    """What somebody, or their department, must do after a meeting, most urgent first."""
    rows = ActionPoint.objects.of(authority).open().done_by(user).for_list()
    return rows.order_by("due_on", "pk")


def published_minutes(user, authority):
    """The meetings of one's bodies whose minutes one may read, latest first."""
    held = user.grants.schemes("member", "chair", "officer", authority_id=authority.pk)
    rows = Meeting.objects.of(authority).filter(scheme__in=held, minutes__isnull=False).minutes_visible_to(user)
    return rows.select_related("minutes", "scheme__body").order_by("-starts_at", "-pk")


def decision_log(user, authority):
    """The *relevé de décisions* of one's bodies, latest first."""
    held = user.grants.schemes("member", "chair", "officer", authority_id=authority.pk)
    rows = Decision.objects.of(authority).visible_to(user).filter(meeting__scheme__in=held).for_list()
    return rows.order_by("-meeting__starts_at", "number")
