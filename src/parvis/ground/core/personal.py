"""What each table says about the people in it: fields, purpose, legal basis, and how long they are kept.

Declared on the model from its first migration as `personal = PersonalData(...)`, or `personal = None` when the table
holds no personal data. Access, erasure and purge run from these declarations (GDPR art. 5, 13, 15, 17, 30).
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Retention:
    """Keep rows `months` after the date in `since` (field path), then `then`: « erase », « anonymise » or « archive ».

    `unless(rows)` gives, among rows whose time has passed, those that something still needs: they stay.
    """

    since: str
    months: int
    then: str = "erase"
    unless: Callable | None = None


@dataclass(frozen=True)
class PersonalData:
    """`subject` is the field path from the row to its person or user (`"self"` when the row is the person).

    `fields` maps a field name to the value put in its place when it is erased (`None` empties it); a callable
    receives the row. `keep` names a legal reason for which erasure on request leaves the row alone. `address` is a
    field with an e-mail address: rows that lead to nobody by `subject` are about whoever has this address.
    """

    purpose: str
    subject: str
    fields: dict = field(default_factory=dict)
    basis: str = "mission d’intérêt public"
    retention: Retention | None = None
    keep: str = ""
    export: Callable | None = None
    address: str = ""
