"""What the verbs of budgets and of expenses share: hold the budget still, refuse what makes no sense."""

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import announce

from ..choices import Status
from ..models import Budget

OPEN = tuple(status for status in Status if status != Status.CLOSED)


def hold(budget, states=OPEN, sentence=""):
    """Lock the budget for the time of the verb, so that its figures hold still; `Refused` in another state."""
    held = Budget.objects.select_for_update().get(pk=budget.pk)
    if held.status not in states:
        raise Refused(sentence or "Ce budget est clos : ses lignes et ses dépenses ne changent plus.")
    return held


def change(obj, expected, **values):
    """Write fields of a row that still holds what was expected of it."""
    if not type(obj).objects.filter(pk=obj.pk, **expected).update(**values):
        raise Refused("Cette fiche vient d’être modifiée par quelqu’un d’autre. Rechargez la page.")
    for name, value in values.items():
        setattr(obj, name, value)
    announce(obj)


def words(text, sentence):
    """The text without its edges; `Refused` with the sentence when nothing is written."""
    if not text.strip():
        raise Refused(sentence)
    return text.strip()


def refuse_negative(cents):
    if cents < 0:
        raise Refused("Le montant ne peut pas être négatif.")


def refuse_nothing(cents):
    if cents is None or cents <= 0:
        raise Refused("Indiquez un montant supérieur à zéro.")


def refuse_future(day, what):
    if day > clock.today():
        raise Refused(f"{what} ne peut pas être à une date à venir.")
