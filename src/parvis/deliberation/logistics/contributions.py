"""What logistics brings to the pages of others: a panel on each meeting, the day of officers and services, search."""

import datetime as dt

from parvis.ground.authorities.choices import Persona
from parvis.ground.core.dates import midnight
from parvis.ground.core.gathering import Source, light, others
from parvis.ground.core.manifest import Block, DueItem
from parvis.ground.search import audience

from . import queries, rules
from .choices import Status
from .models import LogisticNeed

BEFORE = dt.timedelta(days=7)
"""How long before its date a need is said to be due."""
LIST = "/gestion/logistique/?sort=due_on"
COLUMNS = ("pk", "label", "status", "due_on", "sheet__meeting__title")


def meeting_panels(meeting, user):
    """Where the preparation of a meeting stands, or the offer to open its sheet."""
    if user is None or not user.is_authenticated:
        return
    sheet, needs = queries.prepared(meeting)
    if sheet is None:
        if meeting.is_upcoming and user.has_perm("meetings.change_meeting", meeting):
            yield Block("Logistique", "logistics/panel.html", {"meeting": meeting}, order=30)
        return
    if not user.has_perm("logistics.view_eventlogistics", sheet):
        return
    context = {
        "meeting": meeting, "sheet": sheet, "readiness": queries.state_of(needs),
        "costs": queries.costs_of(sheet, needs),
        "cautions": list(queries.venue_cautions(sheet)), "secured_by": queries.secured_by(sheet),
        "address": sheet.get_desk_url(),
    }  # fmt: skip
    yield Block("Logistique", "logistics/panel.html", context, order=30)


def due(user, authority, today):
    """For who prepares: the needs to confirm; for a service: the orders that wait for its answer."""
    if not rules.lists_on_desk.test(user, authority):
        return []
    rest = others("autre besoin à confirmer", "autres besoins à confirmer", LIST)
    sources = []
    if rules.opens_somewhere.test(user, authority):
        rows = _run_by(user, authority).unsecured().filter(due_on__lte=today + BEFORE).order_by("due_on", "pk")
        sources.append(Source(rows, COLUMNS, _to_confirm, rest=rest))
    if departments := user.grants.departments(Persona.AGENT):
        asked = LogisticNeed.objects.of(authority).filter(status=Status.REQUESTED, department__in=departments)
        sources.append(Source(asked.order_by("due_on", "pk"), COLUMNS, _to_answer, rest=rest))
    return sources


def _run_by(user, authority):
    rows = LogisticNeed.objects.of(authority)
    if user.grants.has([Persona.OFFICER], authority.pk):
        return rows
    return rows.filter(sheet__meeting__scheme__in=user.grants.schemes(Persona.OFFICER, authority_id=authority.pk))


def _to_confirm(row):
    url = light(LogisticNeed, pk=row.pk).get_desk_url()
    title = f"{row.label} ({row.sheet__meeting__title})"
    if row.status == Status.REQUESTED:
        return DueItem(title, "Réponse attendue", "le service ou le fournisseur", row.due_on, url, waiting=True)
    if row.status == Status.REFUSED:
        return DueItem(
            title, "Refusé : chercher quelqu’un d’autre", "vous", row.due_on, url, f"{url}reprise/", "Reprendre"
        )
    return DueItem(title, "À demander", "vous", row.due_on, url, f"{url}demande/", "Demander")


def _to_answer(row):
    url = light(LogisticNeed, pk=row.pk).get_desk_url()
    title = f"{row.label} ({row.sheet__meeting__title})"
    return DueItem(title, "Commande à confirmer", "votre service", row.due_on, url, f"{url}confirmation/", "Confirmer")


def found_by(need):
    """Who may find a need: readers of the authority and the scheme; rights then sort the rows found."""
    codes = [audience.persona(need.authority_id, code) for code in rules.DESK_READERS]
    return [*codes, audience.scheme(need.sheet.meeting.scheme_id)]


def words_of(need):
    return " ".join(filter(None, (need.details, need.provider_words, need.sheet.meeting.title)))


def rows():
    return LogisticNeed.objects.for_list()


def open_needs(authority, on):
    """How many needs of the events to come are not confirmed."""
    return LogisticNeed.objects.of(authority).unsecured().filter(sheet__meeting__starts_at__gte=midnight(on)).count()
