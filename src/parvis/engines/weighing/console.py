"""`parvis-engines weigh`: rake answers to margins, cross a question with a feature, compare to a census."""

from ..asked import add_action, needed
from ..words import decimal, number, people
from . import likeness, tables
from .certainty import REASONS, Sampling, design_effect, effective_size, margin_of_error
from .hiding import LEAST
from .margins import read_margins
from .raking import rake, unweighted
from .sample import read_sample

HELP = "redresser des réponses sur des marges, croiser une question sans trahir personne, comparer au recensement"

ACTIONS = {
    "rake": "calculer le poids de chaque réponse",
    "table": "croiser une question et un critère, petites cases cachées",
    "compare": "comparer les participants à la table de recensement",
}

DIGITS = 6
"""Decimals of a published weight: enough to find any table again, too few for the last bits of a processor."""


def arguments(parser):
    """The arguments of every action."""
    add_action(parser, ACTIONS)
    parser.add_argument("answers", metavar="CSV", help="les réponses : une colonne id, une par question ou critère")
    parser.add_argument("--census", metavar="CSV", help="les marges : feature,value,count (genre*age pour croiser)")
    parser.add_argument("--weight", metavar="COLONNE", help="poids de départ, si tous n’avaient pas la même chance")
    parser.add_argument("--floor", type=float, help="plus petit poids, en fois le poids moyen : 0.3")
    parser.add_argument("--ceiling", type=float, help="plus grand poids, en fois le poids moyen : 3")
    parser.add_argument("--sampling", choices=[*Sampling], default=Sampling.VOLUNTEER, help="qui a été interrogé")
    parser.add_argument("--population", type=int, help="nombre de personnes qui pouvaient être tirées")
    parser.add_argument("--question", metavar="COLONNE", help="la question du tableau")
    parser.add_argument("--by", metavar="COLONNE", help="le critère qui la croise")
    parser.add_argument("--least", type=int, default=LEAST, help="plus petit effectif montré, jamais moins de 5")


def run(options, progress):
    """One action; a value that JSON can write. Raises BadInput."""
    return {"rake": _rake, "table": _table, "compare": _compare}[options.action](options, progress)


def tell(result):
    """The same for a person."""
    if "lines" in result:
        return tables.tell(result)
    return likeness.tell(result) if "features" in result else _tell_rake(result)


def certainty(weights, sampling, population=None):
    """What weights cost and, for a random sample, the margin of error; otherwise the reason why there is none."""
    size = effective_size(weights)
    told = {
        "people": len(weights),
        "design_effect": f"{design_effect(weights):.4f}",
        "effective_size": f"{size:.1f}",
        "least": f"{weights.min():.{DIGITS}f}",
        "most": f"{weights.max():.{DIGITS}f}",
        "margin": None,
        "reason": REASONS.get(Sampling(sampling), ""),
    }
    if sampling == Sampling.RANDOM:
        told["margin"] = f"{margin_of_error(size, sampling, population=population, asked=len(weights)):.4f}"
    return told


def _rake(options, progress):
    sample = read_sample(options.answers, weight=options.weight)
    weights = _weights(options, sample, progress, always=True)
    return {
        **certainty(weights.values, options.sampling, options.population),
        "floor": weights.floor,
        "ceiling": weights.ceiling,
        "trimmed": weights.trimmed,
        "turns": weights.turns,
        "scale": f"{weights.scale:.{DIGITS}f}",
        "coefficients": {
            feature: {value: f"{factor:.{DIGITS}f}" for value, factor in factors.items()}
            for feature, factors in weights.coefficients.items()
        },
        "weights": {one: f"{w:.{DIGITS}f}" for one, w in zip(sample.ids, weights.values.tolist(), strict=True)},
    }


def _table(options, progress):
    sample = read_sample(options.answers, weight=options.weight)
    weights = _weights(options, sample, progress).values
    table = tables.cross(sample, weights, needed(options, "question"), options.by, least=options.least)
    return tables.written(table, sampling=options.sampling, population=options.population)


def _compare(options, progress):
    sample = read_sample(options.answers, weight=options.weight)
    weights = sample.base if options.weight else None
    return likeness.compare(sample, read_margins(needed(options, "census")), weights, least=options.least)


def _weights(options, sample, progress, *, always=False):
    if not (options.census or always):
        return unweighted(sample)
    margins = read_margins(needed(options, "census"))
    return rake(sample, margins, floor=options.floor, ceiling=options.ceiling, progress=progress)


def _tell_rake(result):
    told = [
        f"{people(result['people'])}, poids de {decimal(result['least'], 2)} à {decimal(result['most'], 2)} "
        f"(moyenne 1), calés en {number(result['turns'])} tour{'s' if result['turns'] > 1 else ''}.",
        f"Effet de plan : {decimal(result['design_effect'], 2)}. Ces réponses en valent "
        f"{decimal(result['effective_size'], 0)} de même poids.",
    ]
    if result["trimmed"]:
        told.append(f"{people(result['trimmed'])} à la borne des poids.")
    told.append(
        f"Marge d’erreur : {decimal(100 * float(result['margin']))} points au plus, 95 fois sur 100."
        if result["margin"]
        else result["reason"]
    )
    told.append(
        f"Poids d’une personne : {decimal(result['scale'], DIGITS)} multiplié par le coefficient de ses modalités."
    )
    for feature, factors in result["coefficients"].items():
        told += [f"  {feature} : {value or 'sans réponse'} : {decimal(one, DIGITS)}" for value, one in factors.items()]
    return "\n".join(told)
