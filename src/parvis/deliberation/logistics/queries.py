"""What pages, documents and the panel of a meeting say of its logistics."""

from dataclasses import dataclass

from django.db.models import Count, Q

from parvis.deliberation.meetings import queries as meetings
from parvis.deliberation.meetings.choices import UPCOMING, Answer
from parvis.deliberation.meetings.choices import NeedKind as AskedKind
from parvis.deliberation.meetings.models import Convocation, Meeting
from parvis.deliberation.meetings.rules import MEETING_PEOPLE
from parvis.ground.core import clock, french
from parvis.ground.core.errors import Caution

from .choices import SECURED, SECURED_BEFORE, Status
from .models import CarpoolOffer, EventLogistics, LogisticNeed


def sheet_of(meeting):
    """The sheet of a meeting, or None."""
    return EventLogistics.objects.filter(meeting=meeting).first()


def needs_of(sheet):
    """Its needs, in the order of their dates, as lists show them."""
    return _of_sheet(sheet, sheet.needs.for_list().order_by("due_on", "pk"))


def prepared(meeting):
    """The sheet of a meeting, or None, and its needs: one question as soon as there is a need."""
    needs = list(LogisticNeed.objects.filter(sheet__meeting=meeting).for_list().order_by("due_on", "pk"))
    sheet = needs[0].sheet if needs else sheet_of(meeting)
    if sheet is not None:
        sheet.meeting = meeting
    return sheet, _of_sheet(sheet, needs)


def _of_sheet(sheet, rows):
    needs = list(rows)
    for need in needs:
        need.sheet = sheet
    return needs


def given_up(need):
    return need.status == Status.CANCELLED


# --- The retroplanning ----------------------------------------------------------------------------


@dataclass(frozen=True)
class State:
    """Where the preparation of an event stands, in one sentence and a tone."""

    words: str
    tone: str


def state_of(needs):
    """Everything confirmed, or what is missing: red from seven days before the event (K05)."""
    wanted = [need for need in needs if not given_up(need)]
    red = [need for need in wanted if need.is_red]
    secured = [need for need in wanted if need.status in SECURED]
    if not wanted:
        return State("aucun besoin inscrit", "off")
    if red:
        return State(
            f"{french.plural(len(red), 'besoin')} en rouge, {len(secured)} sur {len(wanted)} confirmés", "late"
        )
    if len(secured) < len(wanted):
        return State(f"{len(secured)} sur {len(wanted)} confirmés", "wait")
    return State("tout est confirmé", "done" if all(not need.is_open for need in wanted) else "go")


def secured_by(sheet):
    """The day by which everything is confirmed."""
    return sheet.day - SECURED_BEFORE


# --- Money ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Costs:
    """Cents: what was estimated, and what it costs as known today."""

    estimated: int
    actual: int
    present: int | None

    @property
    def per_present(self):
        """What each participant who came cost; None before anybody was counted."""
        return round(self.actual / self.present) if self.present else None


def costs_of(sheet, needs):
    """The money of an event, from its needs and what finance says of them."""
    estimated = sum(need.estimated_cents or 0 for need in needs if not given_up(need))
    return Costs(estimated, sum(need.cost_cents for need in needs), sheet.meeting.present)


# --- Warnings -------------------------------------------------------------------------------------


def venue_cautions(sheet):
    """What the hall lacks for those who come: step-free access, a hearing loop, seats."""
    meeting = sheet.meeting
    venue = meeting.venue
    if venue is None:
        return
    asked = {} if venue.step_free and venue.hearing_loop else asked_of(meeting, AskedKind.ACCESS)
    if venue.step_free is False:
        yield Caution("logistics.step_free", f"{venue} n’est pas accessible sans marche{_asked(asked, 'step_free')}.")
    if venue.step_free is None and asked.get("step_free"):
        yield Caution("logistics.step_free", f"On ne sait pas si {venue} est accessible sans marche : vérifiez-le.")
    if not venue.hearing_loop and asked.get("hearing_loop"):
        yield Caution("logistics.hearing_loop", f"{venue} n’a pas de boucle magnétique{_asked(asked, 'hearing_loop')}.")
    expected = sheet.headcount or 0
    if venue.capacity and expected > venue.capacity:
        yield Caution("logistics.capacity", f"{venue} a {venue.capacity} places pour {expected} personnes attendues.")


def _asked(asked, code):
    count = asked.get(code)
    return f", et {french.plural(count, 'personne le demande', 'personnes le demandent')}" if count else ""


def asked_of(meeting, kind):
    """Code → how many of those called asked for it; never who."""
    return meetings.needs_count(meeting).get(kind, {})


def meals_asked(meeting):
    """(kind, code) → how many, as the people called said: what an order starts from."""
    counted = meetings.needs_count(meeting)
    return {
        (kind.value, code): count
        for kind in (AskedKind.DIET, AskedKind.ALLERGY)
        for code, count in counted.get(kind, {}).items()
    }


def expected_at(sheet):
    """How many come: what the officer wrote, else those called who did not decline."""
    if sheet.headcount:
        return sheet.headcount
    called = sheet.meeting.convocations.filter(withdrawn_at=None)
    return called.filter(answer__in=(Answer.NONE, Answer.YES)).count()


# --- Orders by supplier ---------------------------------------------------------------------------


def by_provider(needs):
    """[(provider, its needs)] in alphabetical order; those of nobody come last, under an empty name."""
    found = {}
    for need in needs:
        if not given_up(need):
            found.setdefault(need.provider_words, []).append(need)
    return sorted(found.items(), key=lambda pair: (pair[0] == "", pair[0].lower()))


def answered_by(lines):
    """{journal line: name} of the services and suppliers who answered on the private page of their order."""
    needs = {line.pk: line.object_id for line in lines}
    names = {need.pk: need.provider_words for need in LogisticNeed.objects.filter(pk__in=needs.values()).for_record()}
    return {line: names[need] for line, need in needs.items() if names.get(need)}


def opened_by(authority, key):
    """The need whose private link this is, while it opens; None otherwise."""
    rows = LogisticNeed.objects.of(authority).for_record().select_related("catering", "loan")
    need = rows.filter(key=key).first()
    if need is None or clock.now() > need.link_closes_at:
        return None
    return need


# --- For members ----------------------------------------------------------------------------------


def meetings_shared_by(user, authority):
    """The meetings to come where the person sits, works or is called: those they may share a ride to."""
    called = Convocation.objects.filter(person__user=user, withdrawn_at=None)
    rows = Meeting.objects.of(authority).filter(status__in=UPCOMING, starts_at__gte=clock.now())
    mine = Q(scheme__in=user.grants.schemes(*MEETING_PEOPLE)) | Q(pk__in=called.values("meeting"))
    return rows.filter(mine).for_list().annotate(offers=Count("rides")).order_by("starts_at", "pk")


def rides_to(meeting, person):
    """The rides offered to a meeting, each with its free seats and what this person may see of the others in it."""
    for offer in CarpoolOffer.objects.filter(meeting=meeting).for_list():
        riders = [seat.person for seat in offer.seat_rows.all()]
        drives = person is not None and offer.driver_id == person.pk
        rides = person is not None and any(rider.pk == person.pk for rider in riders)
        yield Ride(offer, offer.seats - len(riders), drives, rides, riders if drives else [])


@dataclass(frozen=True)
class Ride:
    """A ride as one person sees it: passengers are named to the driver, the driver to the passengers."""

    offer: CarpoolOffer
    free: int
    drives: bool
    rides: bool
    riders: list
