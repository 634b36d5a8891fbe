"""What meetings give to the readers of the product."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from parvis.commons.people.queries import person_of
from parvis.commons.schemes.models import Scheme
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.core import clock, french
from parvis.ground.core.addresses import address
from parvis.ground.core.dates import last_day_to_send, midnight, midnight_after
from parvis.ground.core.gathering import Source, others
from parvis.ground.core.manifest import Block, BoardRow, CalendarEntry, Chapter, DueItem, Indicator, SearchSource
from parvis.ground.core.moments import WHEN_ASKED
from parvis.ground.search.audience import persona, public, scheme

from . import minutes_contributions, queries, rules
from .choices import (
    CORRECTABLE,
    FELL_THROUGH,
    PREPARING,
    TOOK_PLACE,
    UPCOMING,
    Answer,
    EntryOutcome,
    MeetingKind,
    MeetingStatus,
)
from .legal import MINUTES_DUE
from .models import CheckInEntry, Convocation, Meeting, Sending

ICS_STATES = (
    dict.fromkeys(MeetingStatus, "confirmed")
    | dict.fromkeys(PREPARING, "tentative")
    | dict.fromkeys((*FELL_THROUGH, MeetingStatus.NOT_QUORATE), "cancelled")
)
SHOWN = 5
TELL_BEFORE = dt.timedelta(days=30)
"""A date is kept free when one knows it a month before."""
TELL_SHOWN = dt.timedelta(days=15)
ANSWERS_BEFORE = dt.timedelta(days=3)
TO_CONVENE = {
    MeetingStatus.PLANNED: ("add_item", "Écrire l’ordre du jour"),
    MeetingStatus.AGENDA_DRAFT: ("convene", "Convoquer"),
}
NOTICE = "scheme__body__convocation_days"
"""Bodies say how many days before; other schemes convene without notice."""


def due(user, authority, today):
    """Convocations to send before the notice runs out; meetings that took place and were not counted."""
    after = minutes_contributions.due(user, authority, today)
    if not user.grants.has((Persona.OFFICER,), authority.pk):
        return after
    rows = Meeting.objects.of(authority).filter(status__in=UPCOMING).order_by("starts_at", "pk")
    coming = rows.filter(starts_at__gte=WHEN_ASKED)
    return [
        _to_count(rows.filter(starts_at__lt=WHEN_ASKED)), _to_end(authority, today), _to_settle(authority),
        _to_convene(coming),
        _to_tell(coming, today), _to_answer(coming, today), *after,
    ]  # fmt: skip


def _to_count(rows):
    def read(row):
        meeting = Meeting(pk=row.pk, title=row.title, starts_at=row.starts_at)
        return _item(meeting, "Présences à enregistrer", meeting.day, "hold", "Enregistrer les présences")

    rest = _others("autre réunion dont les présences manquent", "autres réunions dont les présences manquent")
    return Source(rows, ("pk", "title", "starts_at"), read, rest=rest)


def _to_end(authority, today):
    """Sessions still open the day after: their presences are not counted, their desks still hold names."""

    def read(row):
        meeting = Meeting(pk=row.pk, title=row.title, starts_at=row.starts_at)
        return _item(meeting, "Séance à clore", meeting.day, "hold", "Clore la séance")

    rows = Meeting.objects.of(authority).filter(status=MeetingStatus.IN_SESSION, starts_at__lt=midnight(today))
    rest = _others("autre séance à clore", "autres séances à clore")
    return Source(rows.order_by("starts_at", "pk"), ("pk", "title", "starts_at"), read, rest=rest)


def _to_settle(authority):
    """What a door sent after the closing: it enters the list only until the minutes are approved."""

    def read(row):
        meeting = Meeting(pk=row.pk, title=row.title, starts_at=row.starts_at)
        return _item(meeting, "Saisies d’accueil à départager", meeting.day, "day", "Départager")

    late = CheckInEntry.objects.filter(outcome=EntryOutcome.LATE, settled_by=None)
    rows = Meeting.objects.of(authority).filter(pk__in=late.values("desk__meeting"), status__in=CORRECTABLE)
    rest = _others("autre réunion aux saisies à départager", "autres réunions aux saisies à départager")
    return Source(rows.order_by("starts_at", "pk"), ("pk", "title", "starts_at"), read, rest=rest)


def _to_convene(rows):
    def read(row):
        meeting = Meeting(pk=row.pk, title=row.title, starts_at=row.starts_at)
        last = last_day_to_send(meeting.day, getattr(row, NOTICE))
        verb, label = TO_CONVENE[row.status]
        return _item(meeting, "Convocation à envoyer", last, verb, label)

    rows = rows.filter(status__in=PREPARING, **{f"{NOTICE}__gt": 0})
    rest = _others("autre convocation à envoyer", "autres convocations à envoyer")
    return Source(rows, ("pk", "title", "starts_at", "status", NOTICE), read, rest=rest)


def _to_tell(rows, today):
    """Dates of bodies that nobody was told of, a month before at the latest."""

    def read(row):
        meeting = Meeting(pk=row.pk, title=row.title, starts_at=row.starts_at)
        last = meeting.day - TELL_BEFORE
        return _item(meeting, "Date à retenir à envoyer", last, "save_the_date", "Envoyer la date")

    told = Sending.objects.filter(convocation__meeting=OuterRef("pk"))
    rows = rows.filter(~Exists(told), status__in=PREPARING, **{f"{NOTICE}__gt": 0})
    rows = rows.filter(starts_at__lt=midnight_after(today + TELL_BEFORE + TELL_SHOWN))
    rest = _others("autre date à envoyer", "autres dates à envoyer")
    return Source(rows, ("pk", "title", "starts_at"), read, rest=rest)


def _to_answer(rows, today):
    """Convened meetings of the next days to which somebody has not answered."""

    def read(row):
        meeting = Meeting(pk=row.pk, title=row.title, starts_at=row.starts_at)
        last = meeting.day - ANSWERS_BEFORE
        return _item(meeting, "Réponses qui manquent", last, "convocations", "Voir les réponses")

    silent = Convocation.objects.standing().filter(meeting=OuterRef("pk"), answer=Answer.NONE)
    rows = rows.filter(Exists(silent), status=MeetingStatus.CONVENED)
    rows = rows.filter(starts_at__lt=midnight_after(today + ANSWERS_BEFORE))
    rest = _others("autre réunion où des réponses manquent", "autres réunions où des réponses manquent")
    return Source(rows, ("pk", "title", "starts_at"), read, rest=rest)


def _others(one, many):
    return others(one, many, reverse("desk:meetings:list"), "Voir les réunions")


def _item(meeting, what, when, verb, label):
    return DueItem(
        label=meeting.title, what=what, who="la mission participation", when=when, url=meeting.get_desk_url(),
        action_url=address(f"desk:meetings:{verb}", meeting.pk), action_label=label,
    )  # fmt: skip


def calendar(authority, user, start, end, *, scheme_id=None, most=None):
    """Public meetings for everybody; the others for those who may see them."""
    at_desk = user is not None and user.has_perm("meetings.list_meeting", authority)
    rows = Meeting.objects.of(authority).between(start, end)
    rows = rows.visible_to(user) if user is not None else rows.filter(is_public=True)
    rows = rows if scheme_id is None else rows.filter(scheme=scheme_id)
    rows = rows.select_related("venue").only(*queries.DATED) if at_desk else rows.for_list().only(*queries.TOLD)
    for meeting in rows[:most]:
        yield CalendarEntry(
            uid=f"{meeting.uid}@parvis", title=meeting.title, start=meeting.starts_at, end=meeting.ends_at,
            place=meeting.where, kind=meeting.get_kind_display(),
            url=meeting.get_desk_url() if at_desk else meeting.get_public_url(),
            state=ICS_STATES[meeting.status], sequence=meeting.sequence, public=meeting.is_public,
            scheme_id=meeting.scheme_id,
        )  # fmt: skip


def board_schemes(authority):
    """The schemes that meet again, and those whose minutes wait."""
    rows = Meeting.objects.of(authority)
    due = Q(pk__in=rows.upcoming(clock.now()).values("pk")) | Q(status__in=minutes_contributions.TO_HAND)
    return rows.filter(due).order_by().values("scheme")


def board_rows(authority, today, schemes=None):
    """The macro board: minutes that are late, the next meeting of each scheme, whether it can be convened in time.

    The coordination meeting itself is no milestone of the scheme that holds it.
    """
    schemes = Scheme.objects.of(authority) if schemes is None else Scheme.objects.filter(pk__in=schemes)
    of_scheme = Meeting.objects.filter(scheme=OuterRef("pk"))
    coming = of_scheme.exclude(kind=MeetingKind.COORDINATION).upcoming(clock.now())
    unwritten = of_scheme.filter(status__in=minutes_contributions.TO_HAND).order_by("starts_at", "pk")
    told = [schemes.annotate(first=Subquery(rows.values("pk")[:1])).exclude(first=None) for rows in (unwritten, coming)]
    rows = Meeting.objects.filter(Q(pk__in=told[0].values("first")) | Q(pk__in=told[1].values("first")))
    rows = rows.select_related("scheme__body").only("title", "status", "starts_at", "scheme__kind", NOTICE)
    rule = None
    for meeting in rows.order_by("starts_at", "pk"):
        if meeting.status in minutes_contributions.TO_HAND:
            rule = rule or known_rule(authority, MINUTES_DUE, today)
            due = apply_delay(rule, meeting.day, alsace_moselle=authority.alsace_moselle)
            yield from minutes_contributions.late_row(meeting, due, today)
        else:
            yield _next_meeting(meeting, today)


def _next_meeting(meeting, today):
    return BoardRow(
        scheme_id=meeting.scheme_id, label=meeting.title, state=meeting.get_status_display(),
        milestone=meeting.title, milestone_on=meeting.day, risk=_notice_risk(meeting, today),
        url=meeting.get_desk_url(),
    )  # fmt: skip


def _notice_risk(meeting, today):
    body = getattr(meeting.scheme, "body", None)
    days = body.convocation_days if body else None
    if days and meeting.status in PREPARING and today > last_day_to_send(meeting.day, days):
        return "Délai de convocation dépassé"
    return ""


def site_map(authority):
    """The pages of the public meetings that are convened."""
    coming, past = queries.public_meetings(authority)
    return [(m.title, m.get_public_url()) for m in (*coming, *past) if m.has_public_page]


def member_blocks(user, authority):
    """The next meetings to which a member is called, with the answer that is awaited; those called to none, nothing."""
    person = person_of(user, authority)
    calls = list(queries.calls_of(person)[:SHOWN]) if person else []
    if calls:
        yield Block("Vos prochaines réunions", "meetings/member/next.html", {"calls": calls}, order=5)


def scheme_panels(subject, user):
    """The meetings of a scheme on its pages."""
    shown = (*queries.TOLD, "present")
    coming = list(queries.upcoming_of(subject, user=user).only(*shown)[:SHOWN])
    past = list(queries.past_of(subject, user=user).only(*shown)[:SHOWN])
    at_desk = user is not None and user.has_perm("meetings.list_meeting", subject.authority)
    if coming or past:
        yield Block(
            _("Réunions"), "meetings/panel.html", {"coming": coming, "past": past, "at_desk": at_desk}, order=30
        )
    yield from minutes_contributions.thread_panel(subject, user)


def scheme_chapters(scheme):
    """The meetings to come, for whoever joins a scheme; its members know of the closed ones too."""
    coming = queries.coming_for_members(scheme)[:SHOWN]
    none = "Aucune réunion n’est encore fixée : une convocation vous dira la date et le lieu."
    yield Chapter("Les prochaines réunions", tuple(_said(meeting) for meeting in coming), none, order=20)


def _said(meeting):
    place = f", {meeting.where}" if meeting.where else ""
    return f"{french.full_datetime(meeting.starts_at)} : {meeting.title}{place}."


def audience(meeting):
    """Everybody for a public meeting; else those who read closed ones, and the members."""
    closed = [persona(meeting.authority_id, code) for code in rules.CLOSED_READERS]
    inside = [*closed, scheme(meeting.scheme_id)]
    return [public(), *inside] if meeting.is_public else inside


SEARCH = (
    SearchSource(
        model="meetings.Meeting",
        label=gettext_noop("Réunion"),
        title=lambda meeting: meeting.title,
        text=lambda meeting: f"{meeting.get_kind_display()} {meeting.scheme.name} {meeting.where}",
        audience=audience,
        url=lambda meeting: meeting.get_desk_url(),
        public_url=lambda meeting: meeting.get_public_url() if meeting.is_public else "",
        rows=lambda: Meeting.objects.for_list(),
    ),
    minutes_contributions.SEARCH,
)


def held_count(authority, on):
    """Meetings held since the first of January of that year."""
    return _held(authority, on).count()


def attendance(authority, on):
    """Members present out of those expected, over the meetings held this year, in percent."""
    rows = list(_held(authority, on).exclude(electors=None).values_list("present", "electors"))
    expected = sum(electors for _, electors in rows)
    return round(100 * sum(present for present, _ in rows) / expected, 1) if expected else None


def _held(authority, on):
    rows = Meeting.objects.of(authority).filter(status__in=TOOK_PLACE)
    return rows.between(on.replace(month=1, day=1), on)


INDICATORS = (
    Indicator(
        "meetings.held", "Réunions tenues", "Réunions tenues depuis le premier janvier de l’année.", "réunions",
        held_count,
    ),
    Indicator(
        "meetings.attendance", "Assiduité des membres",
        "Membres présents, sur les membres en exercice ce jour-là, aux réunions tenues depuis le premier janvier.",
        "%", attendance,
    ),
    minutes_contributions.INDICATOR,
)  # fmt: skip
