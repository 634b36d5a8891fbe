"""People made up from pools of names, always the same ones.

Order comes from SHA-256 fingerprints rather than from a random generator: the same seed gives the same
people on every version of Python. Names never meet twice, not even across authorities.
"""

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from unicodedata import combining, normalize

from .shapes import Consent, Person

SEED = "parvis-2026"

YOUNG_WOMEN = (
    "Aïcha", "Anouk", "Awa", "Chloé", "Dalila", "Emna", "Haruko", "Inaya", "Khadija",
    "Léonie", "Lubna", "Mei", "Nadia", "Rozenn", "Thaïs", "Yaëlle", "Zélie",
)  # fmt: skip
OLDER_WOMEN = ("Denise", "Gisèle", "Jeanne", "Paulette", "Solange")
YOUNG_MEN = (
    "Abel", "Alban", "Camille", "Élias", "Fanch", "Gaspard", "Ilyès", "Joao", "Malo",
    "Quentin", "Samir", "Ulysse", "Vassili",
)  # fmt: skip
OLDER_MEN = ("Blaise", "Célestin", "Henri", "Marcel", "Octave")
SURNAMES = (
    "Abgralleg", "Barsacq-Lore", "Belhamdi", "Caradeuc", "Cazenoire", "Dastuguet", "Diarrassa", "Escoudié",
    "Fontarel", "Garrigosse", "Guenegant", "Haddoui", "Istillarte", "Jaulnay", "Kerouédic", "Lamarquette",
    "Lestrade-Bié", "Mabroukine", "Nguyen-Lahaye", "Oliveirasse", "Pagnoux-Ry", "Quéméneuf", "Rabearivo",
    "Salmonie", "Tournadour", "Uhartech", "Vignoleau", "Wittmeyer", "Ybarnègue", "Zerroukine",
)  # fmt: skip
STREETS = (
    "rue des Lavoirs", "chemin de la Prade", "place du Marché", "rue de l’Ancienne-Forge", "allée des Tilleuls",
    "impasse du Puits", "rue des Tanneurs", "chemin du Moulin-Neuf", "avenue de la Gare", "rue du Four-à-Pain",
    "route des Coteaux", "rue des Écoles", "sentier des Vignes", "cours des Platanes", "rue du Pont-Vieux",
)  # fmt: skip
WORK = {
    "teen": ("lycée", "apprentissage"),
    "young": (
        "études", "apprentissage en boulangerie", "service civique", "vente", "animation périscolaire",
        "aide à domicile", "maraîchage", "recherche d’emploi",
    ),
    "adult": (
        "soins infirmiers", "maçonnerie", "enseignement", "agriculture", "comptabilité", "conduite de car",
        "commerce de détail", "éducation spécialisée", "menuiserie", "informatique", "restauration", "secrétariat",
        "logistique", "recherche d’emploi", "parent au foyer",
    ),
    "retired": ("retraite",),
}  # fmt: skip

# Share of the pairs of names kept for each authority, in twelfths.
_TWELFTHS = {
    "orzenne": range(0, 5),
    "tregonnec": range(5, 8),
    "haute-verzone": range(8, 10),
    "estuaire": range(10, 11),
    "cerzelles": range(11, 12),
}
_MOBILE = "06 39 98"  # numbers kept by the regulator for works of fiction
_MADE_UP_IN = 2026  # ages are counted in that year


@dataclass(frozen=True)
class Slot:
    """The person one needs: gender, year-ages allowed, where, and what sets her or him apart."""

    gender: str
    lower: int
    upper: int | None
    territory: str | None
    given: dict = field(default_factory=dict)


def fingerprint(*parts):
    """A stable big number for these parts."""
    return int(sha256(":".join((SEED, *map(str, parts))).encode()).hexdigest(), 16)


def shuffled(items, *salt):
    """The items in an order that depends only on the seed and the salt."""
    names = [getattr(item, "key", item) for item in items]
    order = sorted(range(len(items)), key=lambda rank: fingerprint(*salt, rank, names[rank]))
    return [items[rank] for rank in order]


def pick(items, *salt):
    """One of the items, always the same for the same salt."""
    return items[fingerprint(*salt) % len(items)]


def slug(text):
    """« Maëlle Quintard » as « maelle-quintard »."""
    plain = "".join(c for c in normalize("NFD", text.lower()) if not combining(c))
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())


def email_of(first_name, last_name):
    """The invented address of a person."""
    return f"{slug(first_name)}.{slug(last_name)}@exemple.invalid"


class Registry:
    """Gives names to the people of one authority; each pair of names serves once."""

    def __init__(self, authority, towns):
        self.authority = authority
        self.towns = towns  # territory: (postcode, town)
        self.left = {(gender, era): self._pairs(gender, era) for gender in "FM" for era in ("young", "older")}
        self.issued = 0

    def _pairs(self, gender, era):
        names = {
            ("F", "young"): YOUNG_WOMEN,
            ("F", "older"): OLDER_WOMEN,
            ("M", "young"): YOUNG_MEN,
            ("M", "older"): OLDER_MEN,
        }[gender, era]
        pairs = [(first, last) for first in names for last in SURNAMES]
        mine = _TWELFTHS[self.authority]
        return [pair for pair in shuffled(pairs, gender, era) if fingerprint("share", *pair) % 12 in mine]

    def _name(self, gender, age):
        eras = ("young",) if age < 55 else ("older", "young")
        for era in eras:
            if self.left[gender, era]:
                return self.left[gender, era].pop()
        raise LookupError(f"no name left for {gender} {age} in {self.authority}")

    def person(self, slot, since, kind="member"):
        """A person who fits the slot, known since that day."""
        self.issued += 1
        salt = (self.authority, self.issued)
        age = _age(slot, salt)
        first, last = slot.given.get("name") or self._name(slot.gender, age)
        facts = {
            "key": slug(f"{first} {last}"),
            "first_name": first,
            "last_name": last,
            "gender": slot.gender,
            "birth_date": date(_MADE_UP_IN - age, 1 + fingerprint(*salt, "m") % 12, 1 + fingerprint(*salt, "d") % 28),
            "email": email_of(first, last),
            "phone": f"{_MOBILE} {_two(*salt, 'p1')} {_two(*salt, 'p2')}",
            "address": f"{1 + fingerprint(*salt, 'n') % 88}, {pick(STREETS, *salt, 's')}",
            "postcode": self.towns[slot.territory][0],
            "city": self.towns[slot.territory][1],
            "territory": slot.territory,
            "occupation": _occupation(age, salt),
            "kind": kind,
            "consents": _consents(since, salt),
            "since": since,
        }
        facts |= {name: fact for name, fact in slot.given.items() if name != "name"}
        return Person(**facts, has_account=facts["email"] is not None)


def _age(slot, salt):
    # One year of margin on both sides: the age class is the same all through 2026 and 2027.
    lower, upper = slot.lower + 1, (slot.upper - 1 if slot.upper else slot.lower + 11)
    return lower + fingerprint(*salt, "age") % (upper - lower + 1)


def _occupation(age, salt):
    era = "teen" if age < 19 else "young" if age < 25 else "adult" if age < 63 else "retired"
    return pick(WORK[era], *salt, "work")


def _consents(since, salt):
    wanted = {"name": 92, "photo": 70, "contact": 45}
    return tuple(
        Consent(purpose=purpose, given_on=since)
        for purpose, share in wanted.items()
        if fingerprint(*salt, purpose) % 100 < share
    )


def _two(*salt):
    return f"{fingerprint(*salt) % 100:02d}"
