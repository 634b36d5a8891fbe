"""Margins: how many inhabitants each value of a feature counts, from a census table."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from ..errors import BadInput
from ..files import read_rows
from .sample import positive

UNANSWERED = ""
"""The value of people who did not answer: it keeps the share it has among the answers."""


@dataclass(frozen=True)
class Margin:
    """One feature of the census: the people of each value, as fractions, in the order of the values.

    lines: where each value stands in the file.
    """

    feature: str
    people: dict
    lines: dict

    @property
    def total(self):
        """Everybody whom the census counts for this feature."""
        return sum(self.people.values())

    def share(self, value):
        """The part of the inhabitants who have this value, a fraction."""
        return self.people.get(value, Fraction(0)) / self.total


def read_margins(path):
    """Margins of a CSV table `feature,value,count`, by feature; `genre*age` with `femme*18-24` crosses two features.

    Counts may be people or percentages: only shares are used. Raises BadInput with its line for a value that comes
    twice or a count that is not a number, and for a feature that counts nobody.
    """
    return make_margins(read_rows(path, ["feature", "value", "count"]))


def make_margins(rows):
    """The same, from rows already read: pairs (line, {column: text})."""
    people, lines = defaultdict(dict), defaultdict(dict)
    for line, cells in rows:
        feature, value = cells["feature"], cells["value"]
        if not feature or not value:
            raise BadInput("le nom de la marge ou sa modalité est vide.", line=line)
        if value in people[feature]:
            raise BadInput(f"« {feature} : {value} » est déjà à la ligne {lines[feature][value]}.", line=line)
        people[feature][value] = positive(cells["count"], "le nombre d’habitants", line, zero=True)
        lines[feature][value] = line
    if not people:
        raise BadInput("La table de recensement ne compte personne.")
    return tuple(_margin(feature, people[feature], lines[feature]) for feature in sorted(people))


def targets(margin, sample):
    """What the weights of each value must add up to: values, their codes per person, fractions of the sample's total.

    People who did not answer keep their share of the answers, and the census shares the rest. Raises BadInput for an
    answer that the census does not know, and a value of the census that nobody answered.
    """
    values, codes = sample.coded(margin.feature)
    _check_values(margin, sample, values)
    unanswered = Fraction(float(sample.base[codes == 0].sum()) / sample.total) if values[0] == UNANSWERED else 0
    wanted = [unanswered if value == UNANSWERED else (1 - unanswered) * margin.share(value) for value in values]
    return values, codes, wanted


def check_known(margin, sample):
    """Refuse, with its line, an answer that the census does not know or counts nobody for."""
    for line, cell in sorted(zip(sample.lines, sample.feature(margin.feature), strict=True)):
        if cell != UNANSWERED and not margin.people.get(cell):
            counted = "compte zéro habitant" if cell in margin.people else "ne la connaît pas"
            raise BadInput(f"« {margin.feature} : {cell} » : la table de recensement {counted}.", line=line)


def _margin(feature, people, lines):
    margin = Margin(feature, {value: people[value] for value in sorted(people)}, lines)
    if not margin.total:
        raise BadInput(f"la table de recensement ne compte personne pour « {feature} ».", line=min(lines.values()))
    return margin


def _check_values(margin, sample, values):
    check_known(margin, sample)
    for value, people in margin.people.items():
        if people and value not in values:
            raise BadInput(
                f"Personne n’a répondu pour « {margin.feature} : {value} », que la table de recensement compte "
                f"(ligne {margin.lines[value]}) : regroupez cette modalité avec une voisine."
            )
