"""The verbs offered on a record: the next normal one first, an impossible one with its reason."""

from collections.abc import Callable
from dataclasses import dataclass

from parvis.ground.core.addresses import address


@dataclass(frozen=True)
class Verb:
    """A verb that a record page may offer.

    `why_not(obj)` gives the reason it is not possible now, or an empty text. A verb that is done `on` another record
    (the text of a referral) leads there, with the right of that record; without that record it is not offered.
    A verb that goes `back` on what was done (reopen, take off the site) stays in the menu: it is never the button that
    the page puts forward.
    """

    label: str
    url_name: str
    permission: str
    step: str = ""
    why_not: Callable | None = None
    danger: bool = False
    back: bool = False
    on: Callable | None = None


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
    records = [(v, v.on(obj) if v.on else obj) for v in verbs]
    allowed = [(v, record) for v, record in records if record is not None and user.has_perm(v.permission, record)]
    found = [Offer(v.label, address(v.url_name, record.pk), why_not(v, obj), v.danger, v.back) for v, record in allowed]
    return sorted(found, key=lambda offer: (not offer.possible, not offer.leads))


def why_not(verb, obj):
    """The reason why the verb is not possible in the present state, in French."""
    if verb.step and obj.status not in (sources := obj.STEPS[verb.step][0]):
        return _not_now(obj, sources)
    return verb.why_not(obj) if verb.why_not else ""


def _not_now(obj, sources):
    """Where the record should stand for the step, and where it stands; in the words of the record when it has some."""
    asked = [str(label) for state, label in obj._meta.get_field("status").choices if state in sources]
    now = obj.get_status_display()
    if said := getattr(obj, "STATE_OF", None):
        what, pronoun = said
        return f"Possible seulement quand {what} est {_either(asked)} ; {pronoun} est {now}."
    return f"Possible seulement à l’état {_either([f'« {label} »' for label in asked])} ; l’état est « {now} »."


def _either(words):
    *before, last = words
    return f"{', '.join(before)} ou {last}" if before else last
