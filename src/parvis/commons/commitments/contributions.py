"""What promises bring to the pages of others: the day of each person, schemes' pages, the home page, search."""

import datetime as dt

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.commons.people.queries import named, names
from parvis.ground.authorities.models import Department
from parvis.ground.core import clock
from parvis.ground.core.gathering import Source, light, others
from parvis.ground.core.manifest import Block, DueItem, Promises
from parvis.ground.search import audience
from parvis.shells.entry import may_enter_desk

from . import queries, rules
from .models import Commitment, CommitmentReview

MONTH = dt.timedelta(days=31)
SHOWN = 10
IN_PANEL = 10
MOST = 50
"""Lines of one kind on the first page, in the panel of a person."""
COLUMNS = ("pk", "title", "due_on", *names("owner"), "department__name")
LIST = "/gestion/engagements/?sort=due_on"


def due(user, authority, today):
    """What a person must keep, then what they follow for others, then the reviews to hold."""
    mine, until = queries.answered_by(user, authority), today + MONTH
    given = [_kept_by(user, authority, mine.due_before(until))]
    if rules.promises_somewhere.test(user, authority):
        run = queries.run_by(user, authority)
        given += [_followed(run.due_before(until).exclude(pk__in=mine.values("pk"))), _reviews(run.open(), until)]
    return given


def _kept_by(user, authority, rows):
    rest = others("autre engagement à tenir", "autres engagements à tenir", LIST)
    may_list = user.has_perm("commitments.list_commitment", authority)
    return Source(
        rows.order_by("due_on", "pk"), COLUMNS,
        lambda row: _item(row, "Engagement à tenir", "/avancement/", "Dire où il en est"),
        rest=rest if may_list else None,
    )  # fmt: skip


def _followed(rows):
    return Source(
        rows.order_by("due_on", "pk"), COLUMNS, lambda row: _item(row, "Engagement attendu", waiting=True),
        rest=others("autre engagement attendu", "autres engagements attendus", LIST, waiting=True),
    )  # fmt: skip


def _reviews(open_commitments, until):
    def read(row):
        url = light(Commitment, pk=row.commitment).get_desk_url()
        action = f"/gestion/engagements/revues/{row.pk}/"
        title = row.commitment__title
        return DueItem(title, "Revue de l’engagement", "vous", row.due_on, url, action, "Faire la revue")

    rows = CommitmentReview.objects.waiting().filter(due_on__lte=until)
    rows = rows.filter(Exists(open_commitments.filter(pk=OuterRef("commitment"))))
    rest = others("autre revue d’engagement", "autres revues d’engagements", LIST)
    return Source(rows.order_by("due_on", "pk"), ("pk", "due_on", "commitment", "commitment__title"), read, rest=rest)


def _item(row, what, verb="", label="", waiting=False):
    department = light(Department, name=row.department__name) if row.department__name else None
    promise = light(Commitment, pk=row.pk, title=row.title, owner=named(row, "owner"), department=department)
    url = promise.get_desk_url()
    action = f"{url.rstrip('/')}{verb}" if verb else ""
    return DueItem(promise.title, what, promise.owner_words, row.due_on, url, action, label, waiting)


def recent(user, authority):
    """The promises that moved lately."""
    rows = Commitment.objects.of(authority).visible_to(user).order_by("-updated_at", "-pk")
    return [Source(rows, ("pk", "title", "updated_at"), _moved, most=SHOWN)]


def _moved(row):
    return row.title, light(Commitment, pk=row.pk).get_desk_url(), row.updated_at


def promises(authority):
    """What was promised and what became of it, for the public home page."""
    figures = queries.tally(queries.public_of(authority), clock.today())
    if not figures["total"]:
        return None
    caption = _("Où en sont les engagements publics")
    return Promises(queries.sentence(figures), queries.share_rows(figures), caption, "/engagements/")


def scheme_panel(scheme, user):
    """The promises of a scheme, on its page."""
    rows = list(queries.of_scheme(scheme, user)[: IN_PANEL + 1])
    for row in rows:
        row.address = queries.address_for(row, user, scheme.authority)
    if rows or user is not None:
        context = {"commitments": rows[:IN_PANEL], "rest_url": _rest(scheme, user) if len(rows) > IN_PANEL else ""}
        yield Block(_("Engagements"), "commitments/panel.html", context, order=40)


def _rest(scheme, user):
    """Where all the promises of a scheme are: the list of the desk, that of the member space, or the public board."""
    if user is None:
        return f"{reverse('public:commitments:board')}?dispositif={scheme.pk}"
    if user.has_perm("commitments.list_commitment", scheme.authority):
        return f"{reverse('desk:commitments:list')}?dispositif={scheme.pk}"
    if may_enter_desk(user, scheme.authority):
        return ""
    return reverse("member:commitments:list")


def person_panel(person, user):
    """What a person answers for."""
    rows = list(person.commitments.visible_to(user).for_list().order_by("due_on")[:MOST])
    if rows:
        for row in rows:
            row.address = row.get_desk_url()
        yield Block("Engagements dont elle ou il répond", "commitments/panel.html", {"commitments": rows}, order=40)


def found_by(commitment):
    """Everybody when it is public; else its readers, its scheme, its department's agents and whoever answers for it."""
    if commitment.is_public:
        return [audience.public()]
    codes = [audience.persona(commitment.authority_id, code) for code in rules.DESK_READERS]
    if commitment.scheme_id:
        codes.append(audience.scheme(commitment.scheme_id))
    if commitment.owner_id and commitment.owner.user_id:
        codes.append(audience.person_user(commitment.owner.user_id))
    return codes


def words_of(commitment):
    return f"{commitment.reference} {commitment.owner_words} {commitment.details}"
