"""What minutes, decisions and actions give to the readers of the product."""

import datetime as dt

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from parvis.commons.people.queries import named, names
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.authorities.models import Department
from parvis.ground.core import clock, french
from parvis.ground.core.addresses import address
from parvis.ground.core.dates import add_months, midnight
from parvis.ground.core.gathering import Source, light, others
from parvis.ground.core.html import plain
from parvis.ground.core.manifest import Block, BoardRow, DueItem, Indicator, NewsEntry, SearchSource
from parvis.ground.core.text import shorten
from parvis.ground.search import audience

from . import minutes_queries as queries
from . import rules
from .choices import PUBLISHED, TOOK_PLACE, MeetingStatus
from .legal import MINUTES_DUE
from .models import ActionPoint, Meeting, Minutes
from .reminders import LOOK_BACK_MONTHS

MISSION = "la mission participation"
TO_HAND = (MeetingStatus.HELD, MeetingStatus.MINUTES_DRAFT)
"""Held, and the members have read nothing yet."""
LAST_NEWS = 20
AHEAD = dt.timedelta(days=31)
MOST = 30
ACTION_COLUMNS = ("pk", "text", "due_on", "owner_label", "meeting", "department__name", *names("owner"))


# --- The macro board ------------------------------------------------------------------------------


def late_row(meeting, due, today):
    """The oldest minutes that a scheme awaits, once the promised day is past."""
    if due < today:
        yield BoardRow(
            scheme_id=meeting.scheme_id, label=f"Compte rendu de « {meeting.title} »", state="à écrire",
            risk=f"Compte rendu en retard de {french.plural((today - due).days, 'jour')}",
            url=meeting.get_minutes_url(),
        )  # fmt: skip


# --- What is due ----------------------------------------------------------------------------------


def due(user, authority, today):
    """Minutes to write, to approve, to circulate; actions to do, mine and those that the mission follows."""
    given = [_actions(queries.own_actions(user, authority), waiting=False)]
    if user.grants.has((Persona.OFFICER,), authority.pk):
        rows = Meeting.objects.of(authority).filter(starts_at__gte=midnight(add_months(today, -LOOK_BACK_MONTHS)))
        soon = ActionPoint.objects.of(authority).open().filter(due_on__lte=today + AHEAD)
        given += [
            _to_draft(rows, authority), _to_hand_over(rows), _to_approve(rows, today), _to_circulate(rows),
            _to_close(rows), _actions(soon.left_to_others(user), waiting=True),
        ]  # fmt: skip
    return given


def _to_draft(rows, authority):
    """Held, nothing written yet; the rule that gives the day is read once, for whichever rows come."""
    rule = known_rule(authority, MINUTES_DUE, clock.today())

    def read(row):
        meeting = Meeting(pk=row.pk, title=row.title, starts_at=row.starts_at)
        day = apply_delay(rule, meeting.day, alsace_moselle=authority.alsace_moselle)
        return _item(row, "Compte rendu à écrire", day, "draft_minutes", "Écrire le premier jet")

    held = rows.filter(status=MeetingStatus.HELD).order_by("starts_at", "pk")
    return Source(held, ("pk", "title", "starts_at"), read, rest=_rest("à écrire"))


def _to_hand_over(rows):
    rows = rows.filter(status=MeetingStatus.MINUTES_DRAFT).order_by("minutes__due_on", "pk")
    return Source(
        rows, ("pk", "title", "minutes__due_on"),
        lambda row: _item(
            row, "Compte rendu à envoyer en relecture", row.minutes__due_on, "review_minutes", "Envoyer en relecture"
        ),
        rest=_rest("à envoyer en relecture"),
    )  # fmt: skip


def _to_approve(rows, today):
    """Remarks are awaited until a day; afterwards the minutes wait for their approval."""
    rows = rows.filter(status=MeetingStatus.MINUTES_REVIEW).order_by("minutes__comments_until", "pk")

    def read(row):
        until = row.minutes__comments_until
        if until and until >= today:
            return _item(row, "Compte rendu en relecture", until, waiting=True)
        return _item(row, "Compte rendu à faire approuver", until, "approve_minutes", "Approuver")

    return Source(rows, ("pk", "title", "minutes__comments_until"), read, rest=_rest("en relecture"))


def _to_circulate(rows):
    rows = rows.filter(status=MeetingStatus.MINUTES_APPROVED).order_by("minutes__approved_on", "pk")
    return Source(
        rows, ("pk", "title"),
        lambda row: _item(row, "Compte rendu à diffuser", None, "publish_minutes", "Diffuser"),
        rest=_rest("à diffuser"),
    )  # fmt: skip


def _to_close(rows):
    """Everything is done, moved or dropped: the file can be closed."""
    left = ActionPoint.objects.open().filter(meeting=OuterRef("pk"))
    rows = rows.filter(~Exists(left), status=MeetingStatus.MINUTES_PUBLISHED).order_by("starts_at", "pk")
    return Source(
        rows, ("pk", "title"), lambda row: _item(row, "Réunion à clore", None, "close", "Clore"), rest=_rest("à clore")
    )


def _rest(words):
    return others(
        f"autre compte rendu {words}", f"autres comptes rendus {words}", reverse("desk:meetings:list"),
        "Voir les réunions",
    )  # fmt: skip


def _item(row, what, when, verb="", label="", waiting=False):
    action = address(f"desk:meetings:{verb}", row.pk) if verb else ""
    return DueItem(
        label=row.title, what=what, who=MISSION, when=when, url=address("desk:meetings:minutes", row.pk),
        action_url=action, action_label=label, waiting=waiting,
    )  # fmt: skip


def _actions(rows, *, waiting):
    def read(row):
        department = light(Department, name=row.department__name) if row.department__name else None
        owner = named(row, "owner")
        who = owner.full_name if owner else department.name if department else row.owner_label
        url = reverse("desk:meetings:minutes", args=[row.meeting])
        done = address("desk:meetings:complete_action", row.pk)
        return DueItem(row.text, "Suite d’une réunion", who, row.due_on, url, done, "C’est fait", waiting)

    rest = others("autre suite à donner", "autres suites à donner", reverse("desk:meetings:actions"), waiting=waiting)
    return Source(rows.order_by("due_on", "pk"), ACTION_COLUMNS, read, rest=rest)


# --- Pages of members and of the public -----------------------------------------------------------


def member_tasks(user, authority):
    """What I promised in a meeting; the minutes to review come with the other texts."""
    for action in queries.own_actions(user, authority)[:MOST]:
        yield DueItem(
            action.text, "Suite d’une réunion", "vous", action.due_on, action.meeting.get_member_url(),
            address("member:meetings:complete_action", action.pk), "C’est fait",
        )  # fmt: skip


def thread_panel(scheme, user):
    """The way to the members' thread, for those who read it."""
    if user is None or scheme.kind != "body" or not user.has_perm("meetings.read_thread", scheme):
        return
    at_desk = user.has_perm("meetings.list_meeting", scheme.authority)
    url = reverse("desk:meetings:thread" if at_desk else "member:meetings:thread", args=[scheme.pk])
    yield Block("Entre nous", "meetings/thread_panel.html", {"url": url}, order=35)


def news(authority):
    """The minutes of public meetings, as they are published."""
    rows = Minutes.objects.of(authority).filter(meeting__is_public=True, meeting__status__in=PUBLISHED)
    for row in rows.exclude(published_at=None).for_list().order_by("-published_at", "-pk")[:LAST_NEWS]:
        yield NewsEntry(
            tag=f"minutes-{row.pk}", title=_("Compte rendu : {title}").format(title=row.meeting.title),
            summary=shorten(plain(row.public_html), 300), url=row.get_absolute_url(), updated=row.published_at,
            scheme_id=row.meeting.scheme_id,
        )  # fmt: skip


# --- Search ---------------------------------------------------------------------------------------


def found_by(minutes):
    """Once published: everybody for a public meeting, else its people. Before, the text itself is found by theirs."""
    if not minutes.is_published:
        return []
    meeting = minutes.meeting
    inside = [audience.persona(meeting.authority_id, code) for code in rules.CLOSED_READERS]
    inside.append(audience.scheme(meeting.scheme_id))
    return [audience.public(), *inside] if meeting.is_public else inside


def words_of(minutes):
    """What everybody may read of it when everybody finds it: the masked words."""
    html = minutes.public_html if minutes.meeting.is_public else getattr(minutes.text.latest, "html", "")
    return f"{minutes.meeting.scheme.name} {plain(html)}"


SEARCH = SearchSource(
    model="meetings.Minutes",
    label=gettext_noop("Compte rendu"),
    title=lambda minutes: minutes.meeting.title,
    text=words_of,
    audience=found_by,
    url=lambda minutes: minutes.get_desk_url(),
    public_url=lambda minutes: minutes.get_absolute_url(),
    rows=lambda: Minutes.objects.for_record(),
)


# --- Figures --------------------------------------------------------------------------------------


def on_time(authority, on):
    """Minutes handed over by the promised day, out of those promised by that day since the first of January, in %."""
    year = on.replace(month=1, day=1)
    rows = Meeting.objects.of(authority).filter(status__in=TOOK_PLACE).between(year, on).select_related("minutes")
    kept = expected = 0
    rule = known_rule(authority, MINUTES_DUE, on)
    for meeting in rows:
        minutes = queries.minutes_of(meeting)
        due = minutes.due_on if minutes else apply_delay(rule, meeting.day, alsace_moselle=authority.alsace_moselle)
        handed = minutes.handed_on if minutes else None
        if due >= on and handed is None:
            continue  # still in time
        expected += 1
        kept += handed is not None and handed <= due
    return round(100 * kept / expected, 1) if expected else None


INDICATOR = Indicator(
    "meetings.minutes_on_time", "Comptes rendus rendus à temps",
    "Comptes rendus remis aux membres avant le jour promis, sur les réunions tenues depuis le premier janvier dont ce "
    "jour est passé ou le compte rendu remis.", "%", on_time,
)  # fmt: skip
