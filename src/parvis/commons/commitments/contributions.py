"""What promises bring to the pages of others: the day of each person, schemes' pages, the home page, search."""

import datetime as dt

from parvis.ground.core import clock
from parvis.ground.core.french import plural
from parvis.ground.core.manifest import Block, DueItem, Promises
from parvis.ground.search import audience

from . import queries, rules
from .models import CommitmentReview

MONTH = dt.timedelta(days=31)
MOST = 50
"""Lines of one kind on the first page; a last line leads to the rest."""


def due(user, authority, today):
    """What a person must keep, then what they follow for others, then the reviews to hold."""
    mine = set()
    for row in queries.answered_by(user, authority).due_before(today + MONTH).for_list().order_by("due_on")[:MOST]:
        mine.add(row.pk)
        yield _item(row, "Engagement à tenir", "/avancement/", "Dire où il en est")
    if rules.promises_somewhere.test(user, authority):
        yield from _followed(user, authority, today, mine)
        yield from _reviews(user, authority, today)


def _followed(user, authority, today, mine):
    rows = queries.run_by(user, authority).due_before(today + MONTH).exclude(pk__in=mine)
    shown = list(rows.for_list().order_by("due_on")[: MOST + 1])
    for row in shown[:MOST]:
        yield _item(row, "Engagement attendu", waiting=True)
    if len(shown) > MOST:
        rest = rows.count() - MOST
        label = plural(rest, "autre engagement attendu", "autres engagements attendus")
        yield DueItem(label, "Voir la liste", "", shown[MOST].due_on, "/gestion/engagements/?sort=due_on", waiting=True)


def _reviews(user, authority, today):
    rows = CommitmentReview.objects.waiting().filter(
        commitment__in=queries.run_by(user, authority).open(), due_on__lte=today + MONTH
    )
    for review in rows.select_related("commitment__owner", "commitment__department").order_by("due_on")[:MOST]:
        row = review.commitment
        action = f"/gestion/engagements/revues/{review.pk}/"
        yield DueItem(
            row.title, "Revue de l’engagement", "vous", review.due_on, row.get_desk_url(), action, "Faire la revue"
        )


def _item(row, what, verb="", label="", waiting=False):
    url = row.get_desk_url()
    action = f"{url.rstrip('/')}{verb}" if verb else ""
    return DueItem(row.title, what, row.owner_words, row.due_on, url, action, label, waiting)


def recent(user, authority):
    """The promises that moved lately."""
    rows = queries.Commitment.objects.of(authority).visible_to(user).order_by("-updated_at")[:10]
    return [(row.title, row.get_desk_url(), row.updated_at) for row in rows]


def promises(authority):
    """What was promised and what became of it, for the public home page."""
    figures = queries.tally(queries.public_of(authority), clock.today())
    if not figures["total"]:
        return None
    return Promises(
        queries.sentence(figures), queries.share_rows(figures), "Où en sont les engagements publics", "/engagements/"
    )


def scheme_panel(scheme, user):
    """The promises of a scheme, on its page."""
    rows = list(queries.of_scheme(scheme, user)[:MOST])
    for row in rows:
        row.address = queries.address_for(row, user, scheme.authority)
    if rows or user is not None:
        yield Block("Engagements", "commitments/panel.html", {"commitments": rows}, order=40)


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
