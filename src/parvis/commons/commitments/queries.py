"""Figures and lists of promises that several readers share: board, home page, feed, day of the officer, indicators."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from parvis.commons.people.models import Person
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.legal import delays_words
from parvis.ground.core.french import NBSP, agree, number, plural
from parvis.ground.core.manifest import NewsEntry
from parvis.ground.core.text import shorten
from parvis.shells.entry import may_enter_desk

from .choices import OPEN, REVIEW_RULES, Status
from .models import Commitment


def tally(rows, today):
    """How many are kept, running, late, to do, given up: one query, read from an index."""
    behind = Count("pk", filter=Q(status__in=OPEN, due_on__lt=today))
    found = rows.order_by().values("status").annotate(n=Count("*"), behind=behind)
    figures = dict.fromkeys(Status.values, 0) | {row["status"]: row["n"] - row["behind"] for row in found}
    late = sum(row["behind"] for row in found)
    return figures | {"late": late, "total": sum(figures.values()) + late}


def share_rows(figures):
    """The parts of the bar: (label, count, tone)."""
    return (
        (agree(figures["done"], _("tenu"), _("tenus")), figures["done"], "done"),
        (_("en cours"), figures["in_progress"], "go"),
        (_("en retard"), figures["late"], "late"),
        (_("à venir"), figures["to_do"], "wait"),
        (agree(figures["abandoned"], _("abandonné"), _("abandonnés")), figures["abandoned"], "off"),
    )


def sentence(figures):
    """« 47 engagements publics : 20 tenus, 3 en cours, 1 abandonné. »: the words of the bar, the first two always."""
    always = ("done", "go")
    told = [f"{number(n)}{NBSP}{label}" for label, n, tone in share_rows(figures) if n or tone in always]
    promises = plural(figures["total"], _("engagement public"), _("engagements publics"))
    return f"{promises} : {', '.join(told)}."


def public_of(authority):
    return Commitment.objects.of(authority).public()


# --- Indicators ---


def count_public(authority, on):
    return public_of(authority).filter(promised_on__lte=on).count()


def share_done(authority, on):
    """Public promises kept, in percent of those whose date is past or that are closed; None when there is none yet."""
    closed_by = Q(done_on__lte=on) | Q(abandoned_on__lte=on)
    expected = public_of(authority).filter(Q(due_on__lte=on) | closed_by, promised_on__lte=on)
    total = expected.count()
    return round(100 * expected.filter(done_on__lte=on).count() / total) if total else None


def count_late(authority, on):
    """Public promises past their date on that day, neither kept nor given up then."""
    kept_later = Q(done_on=None) | Q(done_on__gt=on)
    given_up_later = Q(abandoned_on=None) | Q(abandoned_on__gt=on)
    return public_of(authority).filter(kept_later, given_up_later, due_on__lt=on, promised_on__lte=on).count()


# --- News ---

STORY = {
    Status.TO_DO: gettext_noop("Engagement pris : {}"),
    Status.IN_PROGRESS: gettext_noop("Engagement en cours : {}"),
    Status.DONE: gettext_noop("Engagement tenu : {}"),
    Status.ABANDONED: gettext_noop("Engagement abandonné : {}"),
}


def news(authority, most=50):
    """One entry per public promise, which moves up each time something is said of it."""
    for row in public_of(authority).for_board().order_by("-updated_at", "-pk")[:most]:
        yield NewsEntry(
            tag=f"engagement:{row.pk}", title=_(STORY[row.status]).format(row.title), summary=story(row),
            url=row.get_absolute_url(), updated=row.updated_at, scheme_id=row.scheme_id,
        )  # fmt: skip


def story(row):
    """What is said of a promise today, in one paragraph."""
    if row.status == Status.ABANDONED:
        return row.public_reason
    told = _("{who}. Échéance : {day:%d/%m/%Y}.").format(who=row.owner_words, day=row.due_on)
    return f"{told} {shorten(row.latest, 400)}" if row.latest else told


# --- For one person ---


def run_by(user, authority):
    """The promises that a person follows for others: everywhere, or on the schemes they run."""
    rows = Commitment.objects.of(authority)
    if user.grants.has([Persona.OFFICER], authority.pk):
        return rows
    return rows.filter(scheme__in=user.grants.schemes(Persona.OFFICER, authority_id=authority.pk))


def answered_by(user, authority):
    """The promises that a person must keep: as the one who answers for them, or as an agent of the department."""
    persons = Person.objects.of(authority).filter(user=user).values("pk")
    own = Q(owner__in=persons) | Q(department__in=user.grants.departments(Persona.AGENT))
    # Few of thousands: chosen first by who answers, whatever the database thinks of their dates.
    return Commitment.objects.of(authority).filter(pk__in=Commitment.objects.filter(own).values("pk"))


def address_for(commitment, user, authority):
    """The page of a promise that this person can open."""
    if user is not None and may_enter_desk(user, authority):
        return commitment.get_desk_url()
    return commitment.get_absolute_url() if commitment.is_public else commitment.get_member_url()


def of_scheme(scheme, user=None):
    """The promises of a scheme that this person, or everybody, may see."""
    rows = Commitment.objects.filter(scheme_id=scheme.pk)
    rows = rows.public() if user is None else rows.visible_to(user)
    return rows.for_board().order_by("-status", "due_on", "pk")


def review_delays(authority, on):
    """« 6, 12 et 24 mois »: when a promise made that day is looked at again, by the rules of the authority."""
    return delays_words([known_rule(authority, code, on) for code in REVIEW_RULES])
