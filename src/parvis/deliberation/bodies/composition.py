"""The composition of a body against the rules it must meet: pure calculation on values, no database.

Each `Finding` names the rule with its legal source, gives the figure, and says what to change. Three answers: met,
failed, or unknown when a fact about somebody is missing.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from parvis.ground.core.french import number, plural

WOMAN, MAN, UNKNOWN = "f", "m", ""


@dataclass(frozen=True)
class Sitter:
    """Somebody who sits, or would sit. `excluded` names the office that bars them, if any."""

    ref: int
    name: str
    gender: str = UNKNOWN
    age: int | None = None
    college: str = ""
    excluded: str = ""
    elected: bool = False
    chairs: bool = False
    ends_on: dt.date | None = None


def age_label(low, high):
    """« 16 à 29 ans », « 75 ans et plus »."""
    return f"{low} ans et plus" if high is None else f"{low} à {high} ans"


@dataclass(frozen=True)
class AgeClass:
    """A row of the census table: people of `low` to `high` years (no upper limit when None)."""

    label: str
    low: int
    high: int | None
    people: int

    def holds(self, age):
        return self.low <= age and (self.high is None or age <= self.high)


@dataclass(frozen=True)
class Expectations:
    """What is asked of the composition, each figure with the text that asks it. None or empty: not asked."""

    gender_gap_max: int | None = None
    gender_source: str = ""
    age_classes: tuple[AgeClass, ...] = ()
    age_tolerance: int = 5
    age_source: str = ""
    excludes: str = ""
    excludes_source: str = ""
    under_age: int | None = None
    under_age_source: str = ""
    chair_source: str = ""
    seats: tuple[tuple[str, int], ...] = ()
    seats_source: str = ""
    ending_before: dt.date | None = None
    ending_source: str = ""


@dataclass(frozen=True)
class Finding:
    """The answer to one rule. `passed` is None when facts are missing; `refs` are the people concerned."""

    code: str
    title: str
    passed: bool | None
    measure: str
    advice: str = ""
    source: str = ""
    refs: tuple[int, ...] = ()

    @property
    def tone(self):
        return {True: "done", False: "late", None: "wait"}[self.passed]

    @property
    def word(self):
        return {True: "respecté", False: "à corriger", None: "à vérifier"}[self.passed]


@dataclass(frozen=True)
class AgeLine:
    """One age class: how many sit, how many the census would give, and the gap in points."""

    label: str
    sitting: int
    expected: int
    share: Fraction
    census: Fraction
    passed: bool

    @property
    def points(self):
        """Difference in percentage points, rounded to one decimal: positive when too many sit."""
        return round(float(self.share - self.census) * 100, 1)


def check(sitters, expected):
    """Every rule that is asked, in the order an officer reads them."""
    answers = (gender, ages, excluded, under_age, chair, vacancies, ending)
    return tuple(found for answer in answers if (found := answer(sitters, expected)))


def gender(sitters, expected):
    """The gap between the numbers of women and men (CGCT L5211-10-1: one at most)."""
    if expected.gender_gap_max is None:
        return None
    women, men, unknown = gender_counts(sitters)
    gap, most = abs(women - men), expected.gender_gap_max
    measure = f"{plural(women, 'femme')} et {plural(men, 'homme')} : écart de {gap}, au plus {most}."
    if gap - unknown <= most < gap + unknown:
        passed, advice = None, f"Renseignez le genre de {plural(unknown, 'personne')} pour conclure."
    else:
        passed = gap <= most
        advice = "" if passed else _gender_advice(women, men, most, vacant_seats(sitters, expected))
    return Finding("gender_gap", "Écart entre femmes et hommes", passed, measure, advice, expected.gender_source)


def gender_counts(sitters):
    """Women, men, and people whose gender is not recorded; those who are neither count in none."""
    count = Counter(sitter.gender for sitter in sitters)
    return count[WOMAN], count[MAN], count[UNKNOWN]


def swaps_needed(gap, most):
    """How many people of one gender to replace by the other so that the gap is at most `most`."""
    return max(ceil((gap - most) / 2), 0)


def _gender_advice(women, men, most, vacant):
    gap = abs(women - men)
    swaps = swaps_needed(gap, most)
    many, few = ("femme", "homme") if women > men else ("homme", "femme")
    sentence = f"Remplacez {plural(swaps, many)} par {plural(swaps, few)} : l’écart tombe à {abs(gap - 2 * swaps)}"
    if vacant >= gap - most:
        sentence += f", ou confiez {plural(gap - most, 'siège vacant', 'sièges vacants')} à {_someone(gap - most, few)}"
    return sentence + "."


def _someone(count, word):
    if count == 1:
        return "une femme" if word == "femme" else "un homme"
    return f"des {word}s"


def ages(sitters, expected):
    """Whether the age classes reflect the census (CGCT L5211-10-1), within the tolerance."""
    if not expected.age_classes:
        return None
    lines = age_lines(sitters, expected.age_classes, expected.age_tolerance)
    missing = sum(sitter.age is None for sitter in sitters)
    off = [line for line in lines if not line.passed]
    measure = _age_measure(len(off), len(lines), expected.age_tolerance)
    passed = False if off else None if missing else True
    advice = _age_advice(off)
    if missing:
        advice = f"{advice} Renseignez la date de naissance de {plural(missing, 'personne')}.".strip()
    return Finding("age_classes", "Classes d’âge", passed, measure, advice, expected.age_source)


def age_lines(sitters, classes, tolerance):
    """One line per class. Less than one person away from the census is met: no smaller move exists."""
    known = [sitter.age for sitter in sitters if sitter.age is not None]
    whole = sum(row.people for row in classes)
    wanted = apportion([row.people for row in classes], len(known))
    return [_age_line(row, known, whole, want, tolerance) for row, want in zip(classes, wanted, strict=True)]


def _age_line(row, known, whole, want, tolerance):
    sitting = sum(row.holds(age) for age in known)
    census = Fraction(row.people, whole) if whole else Fraction(0)
    share = Fraction(sitting, len(known)) if known else Fraction(0)
    close = abs(share - census) * 100 <= tolerance or abs(sitting - census * len(known)) < 1
    return AgeLine(row.label, sitting, want, share, census, close)


def apportion(weights, total):
    """`total` seats shared in proportion to `weights`, by largest remainders (the first of equals wins)."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    exact = [Fraction(weight * total, whole) for weight in weights]
    given = [int(share) for share in exact]
    order = sorted(range(len(weights)), key=lambda i: (given[i] - exact[i], i))
    for index in order[: total - sum(given)]:
        given[index] += 1
    return given


def _age_measure(off, count, tolerance):
    if not off:
        return f"Les {count} classes d’âge suivent le recensement à {plural(tolerance, 'point')} près."
    verb = "s’écarte" if off == 1 else "s’écartent"
    classes = plural(off, "classe d’âge", "classes d’âge")
    return f"{classes} sur {count} {verb} du recensement de plus de {plural(tolerance, 'point')}."


def _age_advice(off):
    short = [f"{line.expected - line.sitting} de {line.label}" for line in off if line.sitting < line.expected]
    over = [f"{line.sitting - line.expected} de {line.label}" for line in off if line.sitting > line.expected]
    parts = []
    if short:
        parts.append("Il manque " + ", ".join(short))
    if over:
        parts.append(("en trop : " if short else "En trop : ") + ", ".join(over))
    return " ; ".join(parts) + "." if parts else ""


def excluded(sitters, expected):
    """Elected members who may not sit (CGCT L5211-10-1, or the body's own rule)."""
    if not expected.excludes:
        return None
    barred = [sitter for sitter in sitters if sitter.excluded]
    named = ", ".join(f"{sitter.name} ({sitter.excluded})" for sitter in barred)
    measure = f"{plural(len(barred), 'personne')} à remplacer : {named}." if barred else "Personne n’est dans ce cas."
    advice = f"Remplacez-les : {expected.excludes}." if barred else ""
    return Finding("excluded", "Incompatibilités", not barred, measure, advice, expected.excludes_source, _refs(barred))


def under_age(sitters, expected):
    """Members who have reached the age limit of a youth council (CGCT L1112-23)."""
    if expected.under_age is None:
        return None
    limit = expected.under_age
    over = [sitter for sitter in sitters if sitter.age is not None and sitter.age >= limit]
    missing = sum(sitter.age is None for sitter in sitters)
    named = ", ".join(f"{sitter.name} ({sitter.age} ans)" for sitter in over)
    measure = f"{plural(len(over), 'personne')} de {limit} ans ou plus{' : ' + named if named else ''}."
    advice = f"Remplacez-les par des jeunes de moins de {limit} ans." if over else ""
    if missing:
        advice = f"{advice} Renseignez la date de naissance de {plural(missing, 'personne')}.".strip()
    passed = False if over else None if missing else True
    return Finding("under_age", "Limite d’âge", passed, measure, advice, expected.under_age_source, _refs(over))


def chair(sitters, expected):
    """Whether a councillor chairs, as an advisory committee requires (CGCT L2143-2)."""
    if not expected.chair_source:
        return None
    heads = [sitter for sitter in sitters if sitter.chairs]
    passed = bool(heads) and all(sitter.elected for sitter in heads)
    named = ", ".join(sitter.name for sitter in heads)
    measure = f"Présidence : {named}." if heads else "Personne ne préside."
    advice = "" if passed else "Confiez la présidence à un membre du conseil municipal désigné par le maire."
    return Finding("chair", "Présidence", passed, measure, advice, expected.chair_source, _refs(heads))


def vacancies(sitters, expected):
    """Seats without a holder, college by college; a college that is too full fails as well."""
    if not expected.seats:
        return None
    free, over = [], []
    for college, seats, held in filled(sitters, expected):
        if held < seats:
            free.append(f"{college} : {plural(seats - held, 'siège')}")
        if held > seats:
            over.append(f"{college} : {plural(held - seats, 'personne')} de trop")
    vacant = vacant_seats(sitters, expected)
    held = sum(count for _, _, count in filled(sitters, expected))
    measure = f"{number(held)} sur {plural(sum(seats for _, seats in expected.seats), 'siège')}."
    if vacant:
        measure = f"{measure[:-1]}, {plural(vacant, 'vacance')} ({' ; '.join(free)})."
    advice = "Nommez aux sièges vacants, ou appelez les suppléances." if vacant else ""
    if over:
        advice = f"Retirez ce qui dépasse ({' ; '.join(over)}). {advice}".strip()
    return Finding("vacancies", "Sièges", not (free or over), measure, advice, expected.seats_source)


def filled(sitters, expected):
    """(college, seats, people who sit in it) for each college."""
    held = Counter(sitter.college for sitter in sitters)
    return [(college, seats, held[college]) for college, seats in expected.seats]


def vacant_seats(sitters, expected):
    """Seats without a holder over all colleges."""
    return sum(max(seats - held, 0) for _, seats, held in filled(sitters, expected))


def ending(sitters, expected):
    """Mandates that end before the alert date (six months ahead by default)."""
    if expected.ending_before is None:
        return None
    soon = [s for s in sitters if s.ends_on and s.ends_on <= expected.ending_before]
    limit = f"{expected.ending_before:%d/%m/%Y}"
    words = f"{plural(len(soon), 'mandat')} {'prend' if len(soon) == 1 else 'prennent'} fin d’ici au {limit}."
    measure = words if soon else f"Aucun mandat ne prend fin d’ici au {limit}."
    advice = "Préparez le renouvellement ou la désignation des remplaçants." if soon else ""
    return Finding("ending", "Mandats qui s’achèvent", not soon, measure, advice, expected.ending_source, _refs(soon))


def _refs(sitters):
    return tuple(sitter.ref for sitter in sitters)
