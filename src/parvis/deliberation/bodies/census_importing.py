"""The census table from a spreadsheet: age classes or ages, whole or by territory and by sex, added up into classes."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.core.validators import MaxLengthValidator

from parvis.commons.imports import parsing
from parvis.commons.imports.importing import Column, Importer, LineError
from parvis.ground.authorities.models import Territory
from parvis.ground.core.french import number
from parvis.ground.core.text import fold

from .composition import age_label
from .models import AgeClass

CLASSES = ((16, 29), (30, 44), (45, 59), (60, 74), (75, None))
"""Where single ages go when the authority has no table yet: from the age at which one may sit."""

_OLDEST = 1000
_RANGE = re.compile(r"(?:de )?(\d{1,3})(?: ans?)?\s*(?:-|–|a|au)\s*(\d{1,3})(?: ans?)?")
_FROM = re.compile(r"(\d{1,3})(?: ans?)?\s*(?:\+|(?:et|ou) (?:\+|plus))")
_UNDER = re.compile(r"moins de (\d{1,3})(?: ans?)?")
_ONE = re.compile(r"(\d{1,3})(?: ans?)?")


# --- Cells ----------------------------------------------------------------------------------------


def ages(cell):
    """« 16 à 29 ans », « 16-29 », « 75 ans et plus », « moins de 16 ans », « 42 » → (low, high or None)."""
    words = " ".join(fold(cell).split())
    if not words:
        return None
    if found := _RANGE.fullmatch(words):
        low, high = int(found[1]), int(found[2])
        if low <= high:
            return low, high
    elif found := _FROM.fullmatch(words):
        return int(found[1]), None
    elif (found := _UNDER.fullmatch(words)) and int(found[1]):
        return 0, int(found[1]) - 1
    elif found := _ONE.fullmatch(words):
        return int(found[1]), int(found[1])
    raise ValueError(f"« {cell} » n’est pas un âge : écrivez par exemple 16 à 29 ans, 75 ans et plus, ou 42.")


def people(cell):
    """Inhabitants; the decimals that Insee gives are rounded."""
    compact = re.sub(r"[\s\u00a0\u202f]", "", cell).replace(",", ".")
    if not compact:
        return None
    try:
        count = Decimal(compact)
    except InvalidOperation:
        raise ValueError(f"« {cell} » n’est pas un nombre d’habitants.")
    if not (count.is_finite() and 0 <= count <= 100_000_000):
        raise ValueError(f"« {cell} » n’est pas un nombre d’habitants.")
    return int(count.quantize(Decimal(1), ROUND_HALF_UP))


_SEXES = {"f": "f", "femme": "f", "femmes": "f", "2": "f", "h": "h", "m": "h", "homme": "h", "hommes": "h", "1": "h"}


def sex(cell):
    """« F » or « H »; empty for both together."""
    word = fold(cell).strip()
    if word in ("", "ensemble", "total"):
        return ""
    if word not in _SEXES:
        raise ValueError(f"« {cell} » : écrivez femmes ou hommes, ou laissez vide.")
    return _SEXES[word]


# --- Lines ----------------------------------------------------------------------------------------


def write_census(row, batch):
    """One line, some inhabitants: a class of its own, or more people in the class that another line opened."""
    count = _count(row)
    piece = (_territory(row, batch), row["sex"], *row["ages"])
    held = _opened(batch, row["year"], *row["ages"])
    if held is None:
        _open(row, batch, *_class_of(row, batch), count, piece)
        return
    _refuse_twice(held, piece)
    held.population += count
    held.save(update_fields=["population"])
    held.pieces.append(piece)
    batch.join()


def _open(row, batch, low, high, count, piece):
    label = age_label(low, high)
    for known in AgeClass.objects.filter(authority=batch.authority, census_year=row["year"]):
        if (known.low, known.high) == (low, high) and known.population == count:
            return
        _refuse_overlap(known, low, high, row["year"])
    opened = AgeClass.objects.create(
        authority=batch.authority, census_year=row["year"], source=row["source"], label=label, low=low, high=high,
        population=count,
    )  # fmt: skip
    # What the class is made of, so that nobody is counted twice; it lasts as long as the reading of the file.
    opened.pieces = [piece]
    batch.add(opened)


def _refuse_overlap(known, low, high, year):
    if not _meet(known.low, known.high, low, high):
        return
    if (known.low, known.high) == (low, high):
        raise LineError(
            f"Le tableau de {year} compte déjà {number(known.population)} habitants de {known.label} : changez ce "
            "chiffre dans Instances → Recensement.",
            column="ages",
        )
    raise LineError(f"Cette classe recouvre la classe « {known.label} » du même recensement.", column="ages")


def _refuse_twice(held, piece):
    """The same people must not be counted twice: a total and its parts, or the same line again."""
    territory, of_sex, low, high = piece
    for known_territory, known_sex, known_low, known_high in held.pieces:
        same_place = territory == known_territory or not (territory and known_territory)
        same_sex = of_sex == known_sex or not (of_sex and known_sex)
        if same_place and same_sex and _meet(known_low, known_high, low, high):
            raise LineError("Ces habitants sont déjà comptés par une autre ligne du fichier.", column="ages")


def _meet(low, high, other_low, other_high):
    """Whether two ranges of ages have an age in common; a range without upper age never ends."""
    return low <= _end(other_high) and other_low <= _end(high)


def _end(high):
    return _OLDEST if high is None else high


def _opened(batch, year, low, high):
    """The class opened by another line of the file in which these ages lie whole, or None."""
    mine = (obj for _, obj in batch.created if obj.census_year == year)
    return next((r for r in mine if r.low <= low and _end(high) <= _end(r.high)), None)


def _class_of(row, batch):
    """The class of the line: its own, or the one of the table that holds a single age."""
    low, high = row["ages"]
    if low != high:
        return low, high
    classes = _known_classes(batch, row["year"])
    for bounds in classes:
        if _meet(*bounds, low, low):
            return bounds
    raise LineError(
        "Aucune classe du tableau ne comprend cet âge : laissez la ligne de côté, ou donnez des classes d’âge.",
        column="ages",
    )


def _known_classes(batch, year):
    """The classes of the latest table of another year, youngest first; the product's own without any."""
    if (classes := batch.memory.get(year)) is None:
        others = AgeClass.objects.filter(authority=batch.authority).exclude(census_year=year)
        rows = list(others.order_by("-census_year", "low"))
        latest = [(r.low, r.high) for r in rows if r.census_year == rows[0].census_year]
        classes = batch.memory[year] = tuple(latest) or CLASSES
    return classes


def _count(row):
    """The inhabitants of the line: given whole, or women and men added up."""
    women, men, whole = row["women"], row["men"], row["people"]
    parts = None if women is None or men is None else women + men
    if row["sex"] and (women is not None or men is not None):
        raise LineError("Donnez le sexe par une colonne Sexe ou par les colonnes Femmes et Hommes.", column="sex")
    if parts is None and whole is None:
        raise LineError("Donnez le nombre d’habitants, ou le nombre de femmes et celui d’hommes.", column="people")
    # Insee rounds each figure apart: one inhabitant of difference is no mistake.
    if None not in (parts, whole) and abs(parts - whole) > 1:
        raise LineError("Femmes et hommes ne font pas le nombre d’habitants.", column="people")
    return parts if whole is None else whole


def _territory(row, batch):
    """The key of the territory named by the line, None when it names none."""
    if not row["territory"]:
        return None
    found = Territory.objects.of(batch.authority).filter(name__iexact=row["territory"]).first()
    if found is None:
        raise LineError("Ce territoire n’est pas connu : ajoutez-le d’abord dans les réglages.", column="territory")
    return found.pk


CENSUS = Importer(
    key="census_table",
    label="Recensement par classes d’âge",
    description="Une ligne par classe d’âge ou par âge, pour tout le territoire ou commune par commune, hommes et "
    "femmes ensemble ou séparés : les lignes d’une même classe s’additionnent. N’y mettez que les âges auxquels on "
    "peut siéger.",
    permission="bodies.add_ageclass",
    columns=(
        Column(
            "ages", "Classe d’âge ou âge", required=True, parse=ages, synonyms=("Âge", "Classe d’âge", "Tranche d’âge"),
            help="16 à 29 ans, 75 ans et plus, 42…", example="16 à 29 ans",
        ),
        Column("women", "Femmes", parse=people, example="3650"),
        Column("men", "Hommes", parse=people, example="3640"),
        Column(
            "people", "Habitants", parse=people, synonyms=("Population", "Ensemble", "Effectif", "Total", "Nombre"),
            help="nécessaire sans les colonnes Femmes et Hommes", example="7290",
        ),
        Column("sex", "Sexe", parse=sex, help="femmes ou hommes, si chaque ligne ne compte qu’un sexe"),
        Column("territory", "Territoire", synonyms=("Commune", "Quartier", "Ville"), help="son nom dans les réglages"),
        Column(
            "year", "Année du recensement", required=True, parse=parsing.year, synonyms=("Année", "Recensement", "RP"),
            example="2022",
        ),
        Column(
            "source", "Source", parse=parsing.checked(parsing.text, MaxLengthValidator(200)),
            example="Insee, RP 2022",
        ),
    ),
    write=write_census,
)  # fmt: skip
