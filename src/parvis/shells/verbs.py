"""The verbs offered on a record: the next normal one first, an impossible one with its reason."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Verb:
    """A verb that a record page may offer.

    `why_not(obj)` gives the reason it is not possible now, or an empty text. A verb that goes `back` on what was done
    (reopen, take off the site) stays in the menu: it is never the button that the page puts forward.
    """

    label: str
    url_name: str
    permission: str
    step: str = ""
    why_not: Callable | None = None
    danger: bool = False
    back: bool = False


@dataclass(frozen=True)
class Offer:
    """A verb for one person on one record."""

    label: str
    url: str
    reason: str = ""
    danger: bool = False
    back: bool = False

    @property
    def possible(self):
        return not self.reason

    @property
    def leads(self):
        """Whether it may be the button that the page puts forward."""
        return self.possible and not self.back


def offers(user, obj, verbs):
    """What the person may do with this record: possible verbs first, those that go back after the others."""
    allowed = [v for v in verbs if user.has_perm(v.permission, obj)]
    found = [Offer(v.label, reverse(v.url_name, args=[obj.pk]), why_not(v, obj), v.danger, v.back) for v in allowed]
    return sorted(found, key=lambda offer: (not offer.possible, not offer.leads))


def why_not(verb, obj):
    """The reason why the verb is not possible in the present state, in French."""
    if verb.step and obj.status not in obj.STEPS[verb.step][0]:
        return f"Pas à l’étape « {obj.get_status_display()} »."
    return verb.why_not(obj) if verb.why_not else ""
