"""How far coders agree beyond chance: Cohen's kappa of two coders, Krippendorff's alpha of any number.

Kappa: Cohen, « A coefficient of agreement for nominal scales » (1960). Alpha, with coders who did not code everything
and codes that are names, ranks or numbers: Krippendorff, « Computing Krippendorff's alpha-reliability » (2011).
All is calculated in fractions: no rounding before the last line.
"""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from ..errors import BadInput
from ..files import lines_of, read_text
from ..words import decimal, number, percent

SCALES = {"nominal": "des noms", "ordinal": "des rangs", "interval": "des nombres"}

RELIABLE, TENTATIVE = Fraction(4, 5), Fraction(2, 3)
"""Alpha from which conclusions may be drawn, or only tentative ones (Krippendorff, 2004, p. 241)."""

MOST_TOLD = 30


@dataclass(frozen=True)
class Codings:
    """{coder: {id of the text: code}}."""

    of: dict

    @property
    def units(self):
        """{id: {coder: code}}, ids and coders in order."""
        units = {}
        for coder in sorted(self.of):
            for one, code in self.of[coder].items():
                units.setdefault(one, {})[coder] = code
        return dict(sorted(units.items()))


def read_codings(path):
    """The codings of a CSV file `id,coder,code`; a row without a code is a text left uncoded.

    Raises BadInput with its line for an empty id or coder, or a coder who codes a text twice.
    """
    names, rows = lines_of(read_text(path), ["id", "coder", "code"])
    places = [names.index(name) for name in ("id", "coder", "code")]
    return make_codings((line, *(cells[place] for place in places)) for line, cells in rows)


def make_codings(rows):
    """The same, from (line, id, coder, code)."""
    found = {}
    for line, one, coder, code in rows:
        if not one or not coder:
            raise BadInput("l’identifiant ou la personne qui code est vide.", line=line)
        if one in found.setdefault(coder, {}):
            raise BadInput(f"« {coder} » a déjà codé « {one} ».", line=line)
        if code:
            found[coder][one] = code
    if len(found) < 2:
        raise BadInput("Il faut au moins deux personnes qui codent pour mesurer leur accord.")
    return Codings(found)


def kappa(pairs):
    """Cohen's kappa of (code of one, code of the other), a Fraction; None when chance alone explains all.

    (observed − expected) / (1 − expected), where the expected agreement is that of two coders who would use each
    code as often as they did, at random.
    """
    pairs = list(pairs)
    if not pairs:
        return None
    total, first, second = len(pairs), Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = Fraction(sum(a == b for a, b in pairs), total)
    expected = Fraction(sum(first[code] * second[code] for code in first), total * total)
    return None if expected == 1 else (observed - expected) / (1 - expected)


def alpha(units, scale="nominal"):
    """Krippendorff's alpha of units (each a sequence of the codes it was given), a Fraction; None when undefined.

    1 − disagreement observed inside units / disagreement between codes taken at random; units with fewer than two
    codes say nothing. Raises BadInput when a scale of numbers meets a code that is none.
    """
    units = [[_number(code) if scale != "nominal" else code for code in unit] for unit in units if len(unit) > 1]
    coincidences, totals = Counter(), Counter()
    for unit in units:
        counts = Counter(unit)
        for a, times in counts.items():
            totals[a] += times
            for b, others in counts.items():
                coincidences[a, b] += Fraction(times * (others - (a == b)), len(unit) - 1)
    codes = sorted(totals)
    apart = _apart(codes, totals, scale)
    expected = sum(totals[a] * totals[b] * apart[a, b] for a, b in combinations(codes, 2))
    if not expected:
        return None
    observed = sum(coincidences[a, b] * apart[a, b] for a, b in combinations(codes, 2))
    return 1 - (sum(totals.values()) - 1) * observed / expected


def _apart(codes, totals, scale):
    """How far two codes are, for each pair in order: 1 for names, squared distances for ranks and numbers."""
    if scale == "nominal":
        return dict.fromkeys(combinations(codes, 2), Fraction(1))
    if scale == "interval":
        return {(a, b): (a - b) ** 2 for a, b in combinations(codes, 2)}
    reached, below = {}, Fraction(0)
    for code in codes:
        reached[code] = below + Fraction(totals[code], 2)
        below += totals[code]
    return {(a, b): (reached[a] - reached[b]) ** 2 for a, b in combinations(codes, 2)}


def _number(code):
    try:
        return Fraction(code.replace(",", ".")) if isinstance(code, str) else Fraction(code)
    except (ValueError, ZeroDivisionError) as fault:
        raise BadInput(f"Le code « {code} » n’est pas un nombre : ces codes sont-ils des noms ?") from fault


def agreement(codings, scale="nominal"):
    """What two or more coders agree on, as a value that JSON can write, with the texts to talk about."""
    units = codings.units
    several = {one: codes for one, codes in units.items() if len(codes) > 1}
    return {
        "action": "agree",
        "coders": sorted(codings.of),
        "scale": scale,
        "texts": len(units),
        "together": len(several),
        "alpha": _written(alpha([list(codes.values()) for codes in several.values()], scale)),
        "pairs": [_pair(units, one, other) for one, other in combinations(sorted(codings.of), 2)],
        "discuss": [{"id": one, "codes": codes} for one, codes in several.items() if len(set(codes.values())) > 1],
    }


def _pair(units, one, other):
    both = [(codes[one], codes[other]) for codes in units.values() if one in codes and other in codes]
    confused = Counter(tuple(sorted(pair)) for pair in both if pair[0] != pair[1])
    return {
        "coders": [one, other],
        "texts": len(both),
        "same": sum(a == b for a, b in both),
        "kappa": _written(kappa(both)),
        "confused": [
            {"codes": list(pair), "times": times}
            for pair, times in sorted(confused.items(), key=lambda item: (-item[1], item[0]))
        ],
    }


def _written(value):
    return None if value is None else {"value": f"{float(value):.4f}", "exact": str(value)}


def tell(result):
    """The same for a person."""
    told = [
        f"{number(result['texts'])} textes, dont {number(result['together'])} codés par au moins deux personnes "
        f"({', '.join(result['coders'])}).",
        _tell_alpha(result["alpha"]),
    ]
    for pair in result["pairs"]:
        told.append(_tell_pair(pair))
        told += [f"  {' / '.join(one['codes'])} : {number(one['times'])}" for one in pair["confused"][:5]]
    if result["discuss"]:
        told.append(f"À discuter ensemble : {number(len(result['discuss']))}")
        told += [
            f"  {one['id']} : {', '.join(f'{coder} « {code} »' for coder, code in one['codes'].items())}"
            for one in result["discuss"][:MOST_TOLD]
        ]
    return "\n".join(told)


def _tell_alpha(found):
    if found is None:
        return "Alpha de Krippendorff : sans objet, tous les codes sont les mêmes ou aucun texte n’est commun."
    value = Fraction(found["exact"])
    judged = (
        "codage fiable"
        if value >= RELIABLE
        else "conclusions prudentes seulement"
        if value >= TENTATIVE
        else "codage à reprendre : précisez les définitions de la grille"
    )
    return f"Alpha de Krippendorff : {decimal(found['value'], 3)} ({judged})."


def _tell_pair(pair):
    one, other = pair["coders"]
    if not pair["texts"]:
        return f"{one} et {other} n’ont aucun texte en commun."
    share = percent(Fraction(pair["same"], pair["texts"]))
    told = f"{one} et {other} : {share} d’accord sur {number(pair['texts'])} textes"
    return f"{told}, kappa de Cohen {decimal(pair['kappa']['value'], 3)}." if pair["kappa"] else f"{told}, sans kappa."
