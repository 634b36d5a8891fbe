"""`parvis-engines count`: a `.pb` file or a flat CSV, counted under the rules given, each result explained."""

from pathlib import Path

from ..errors import BadInput
from ..files import write_text
from ..words import euros, number, percent, several
from .envelopes import Envelopes, Reserve, Reserves
from .equal_shares import COMPLETIONS, UTILITIES, EqualShares
from .flat import read_flat, write_flat
from .greedy import ByVotes, FirstOfEachTerritory, OnePerTerritory
from .kinds import Approval, ChooseOne, Cumulative, ForAgainst, Judgment, Knapsack, Ranked
from .merging import PRIORITIES, channel, joined, merged, sentence
from .money import amount
from .pabulib import election_of, kind_of, read_pb, with_results, write_pb
from .phragmen import Phragmen
from .simulator import compare, usual_rules
from .tally import Rules, count
from .ties import CRITERIA, TieBreak

HELP = "dépouiller un budget participatif"

RULES = {
    "votes": lambda options: ByVotes(options.misfit),
    "territories": lambda options: FirstOfEachTerritory(options.misfit),
    "repaired": lambda options: OnePerTerritory(options.misfit),
    "phragmen": lambda options: Phragmen(options.misfit),
    "shares": lambda options: EqualShares(options.utility, options.completion, amount(options.step, what="le pas")),
}
KINDS = ("approval", "choose-1", "knapsack", "points", "ranked", "judgment", "for-against")


def arguments(parser):
    """What the command asks."""
    parser.add_argument("file", metavar="FICHIER", help="un fichier .pb (Pabulib) ou le CSV à plat d’un vote")
    parser.add_argument("--budget", metavar="EUROS", help="l’enveloppe ; celle du fichier .pb si rien n’est dit")
    _about_rules(parser.add_argument_group("règle d’attribution"))
    _about_ballots(parser.add_argument_group("bulletins"))
    parser.add_argument("--compare", action="store_true", help="rejouer le vote sous toutes les règles, côte à côte")
    parser.add_argument("--write-pb", metavar="FICHIER", help="écrire le .pb avec les résultats")
    parser.add_argument("--write-csv", metavar="FICHIER", help="écrire le CSV à plat des résultats")


def _about_rules(group):
    group.add_argument("--rule", choices=sorted(RULES), default="votes", help="la règle (au nombre de voix)")
    group.add_argument("--misfit", choices=("skip", "stop"), default="skip", help="projet qui ne tient pas")
    group.add_argument(
        "--utility", choices=sorted(UTILITIES), default="cost", help="parts égales : ce que vaut un projet"
    )
    group.add_argument(
        "--completion", choices=sorted(COMPLETIONS), default="add1-utilitarian", help="parts égales : ce qui reste"
    )
    group.add_argument("--step", default="1", metavar="EUROS", help="parts égales : de combien la part monte")
    group.add_argument("--envelopes", choices=("territory", "theme"), help="une enveloppe par territoire ou par thème")
    group.add_argument("--amount", action="append", default=[], metavar="NOM=EUROS", help="le montant d’une enveloppe")
    group.add_argument("--pooled", action="store_true", help="mettre en commun ce qui reste des enveloppes")
    group.add_argument(
        "--reserve",
        action="append",
        default=[],
        metavar="NOM=EUROS:theme:A,B",
        help="une part réservée (theme, territory)",
    )
    group.add_argument("--tie", default="cheaper,earlier,identifier", metavar="CRITÈRES", help=", ".join(CRITERIA))
    group.add_argument("--seed", default="", help="la graine du tirage qui départage (« draw »)")
    group.add_argument("--minimum", type=int, default=1, help="le score sous lequel un projet n’est pas lauréat")
    group.add_argument(
        "--incompatible", action="append", default=[], metavar="A,B", help="projets dont un seul peut être lauréat"
    )


def _about_ballots(group):
    group.add_argument("--kind", choices=KINDS, help="la sorte de bulletin ; celle du fichier .pb si rien n’est dit")
    group.add_argument("--least", type=int, default=0, help="le nombre de choix minimum")
    group.add_argument("--most", type=int, help="le nombre de choix maximum")
    group.add_argument("--basket", metavar="EUROS", help="le budget d’un panier")
    group.add_argument("--points", type=int, help="les points à répartir")
    group.add_argument("--scale", default="5,4,3,2,1", help="le barème d’un classement")
    group.add_argument("--grades", default="", metavar="A,B,C", help="les mentions, de la pire à la meilleure")
    group.add_argument("--ungraded", default="", help="ce que vaut un projet sans mention : une mention, ou « apart »")
    group.add_argument("--paper", metavar="FICHIER", help="le .pb des bulletins papier, à réunir au premier")
    group.add_argument("--priority", choices=sorted(PRIORITIES), help="quel bulletin compte quand un votant en a deux")


def run(options, progress):
    """Count the file; returns a value for JSON."""
    progress(0, 2, "Lecture")
    document, election = _read(options)
    stated = [sentence(options.priority)] if options.priority else []
    if options.compare:
        return {"stated": stated, **compare(election, usual_rules(election, rules_of(options)), progress)}
    progress(1, 2, "Lecture")
    tally = count(election, rules_of(options), progress)
    progress(2, 2, "Dépouillement")
    if options.write_pb:
        write_text(options.write_pb, write_pb(with_results(_needs_pb(document), tally)))
    if options.write_csv:
        write_text(options.write_csv, write_flat(tally))
    return {**tally.to_json(), "rules": [*stated, *tally.rules.sentences()]}


def rules_of(options):
    """The rules that the options state."""
    rule = RULES[options.rule](options)
    if options.envelopes:
        rule = Envelopes(options.envelopes, dict(map(_named_sum, options.amount)), rule, options.pooled)
    if options.reserve:
        rule = Reserves(tuple(map(_reserve, options.reserve)), rule)
    return Rules(rule, TieBreak(tuple(options.tie.split(",")), options.seed), options.minimum)


def _named_sum(text):
    name, equal, value = text.rpartition("=")
    if not equal:
        raise BadInput(f"« {text} » : écrivez NOM=EUROS.")
    return name, amount(value, what="le montant")


def _reserve(text):
    head, *rest = text.split(":")
    if len(rest) != 2:
        raise BadInput(f"« {text} » : écrivez NOM=EUROS:theme:A,B ou NOM=EUROS:territory:A,B.")
    return Reserve(*_named_sum(head), rest[0], tuple(rest[1].split(",")))


def _read(options):
    """The document (None for a flat CSV) and its vote."""
    incompatible = [group.split(",") for group in options.incompatible]
    if Path(options.file).suffix.lower() == ".csv":
        if not options.budget:
            raise BadInput("Dites l’enveloppe : un CSV à plat ne la porte pas (--budget 600000).")
        return None, read_flat(options.file, amount(options.budget, what="l’enveloppe"), incompatible=incompatible)
    document, received = _one_document(options)
    kind = _kind(options) if options.kind else kind_of(document)
    budget = amount(options.budget, what="l’enveloppe") if options.budget else None
    return document, election_of(document, kind=kind, incompatible=incompatible, received=received, budget=budget)


def _one_document(options):
    document = read_pb(options.file)
    if options.paper:
        document = joined(document, read_pb(options.paper))
        if not options.priority:
            raise BadInput("Deux fichiers à réunir : dites quel bulletin compte pour qui en a deux (--priority).")
    return merged(document, options.priority) if options.priority else (document, None)


def _kind(options):
    limits = {"least": options.least, "most": options.most}
    makers = {
        "approval": lambda: Approval(**limits),
        "choose-1": ChooseOne,
        "knapsack": lambda: Knapsack(**limits, budget=amount(options.basket or "", what="le panier")),
        "points": lambda: Cumulative(options.points, **limits),
        "ranked": lambda: Ranked(_scale(options.scale), **limits),
        "judgment": lambda: Judgment(tuple(filter(None, options.grades.split(","))), options.ungraded),
        "for-against": ForAgainst,
    }
    return makers[options.kind]()


def _scale(text):
    try:
        return tuple(int(points) for points in text.split(","))
    except ValueError as fault:
        raise BadInput(f"Le barème « {text} » n’est pas une suite de nombres entiers.") from fault


def _needs_pb(document):
    if document is None:
        raise BadInput("Un CSV à plat ne porte pas de bulletins : il ne peut pas devenir un fichier .pb.")
    return document


def tell(result):
    """The result as one reads it aloud."""
    return _tell_comparison(result) if "depends" in result else _tell_tally(result)


def _tell_comparison(result):
    lines = [*result["stated"], f"Enveloppe : {euros(result['budget'])}.", ""]
    for row in result["rules"]:
        winners = several(row["winners"], "lauréat")
        lines.append(f"{row['name']} : {winners}, il reste {euros(row['left'])}{_share_served(row)}{_served(row)}.")
    lines += ["", f"Lauréats sous toutes les règles : {', '.join(result['always']) or 'aucun'}."]
    return "\n".join(lines + [f"{one} : {', '.join(names)}." for one, names in result["depends"].items()])


def _served(row):
    if not row["territories"]:
        return ""
    return f", {several(row['territories_served'], 'territoire')} sur {row['territories']}"


def _share_served(row):
    if not row["voters"]:
        return ""
    return f", {percent(row['voters_served'] / row['voters'])} des votants servis"


def _tell_tally(result):
    spent = f"{euros(result['spent'])} attribués sur {euros(result['budget'])}, il reste {euros(result['left'])}"
    lines = [*result["rules"], "", f"{several(len(result['winners']), 'lauréat')}, {spent}."]
    lines += [*_coverage(result), ""]
    for row in result["projects"]:
        mark = "✓" if row["elected"] else "·"
        lines.append(f"{mark} {row['id']} {row['name']} : {row['reason']}".replace("  ", " "))
    return "\n".join(lines)


def _coverage(result):
    lines = []
    if result["voters"]:
        lines.append(f"{several(result['voters'], 'votant')}{_share_served(result)}.")
    if result["territories"]:
        lines.append(f"{several(result['territories_served'], 'territoire servi')} sur {result['territories']}.")
    lines += [_received(name, line) for name, line in result["received"].items() if "kept" in line]
    lines += [f"Bulletins nuls, {reason} : {number(count)}." for reason, count in result["void"].items()]
    criteria = {f"{CRITERIA[tie['criterion']]} ({tie['first']} avant {tie['next']})" for tie in result["ties"]}
    lines += [f"Égalité départagée : {text}." for text in sorted(criteria)]
    return lines + result["remarks"]


def _received(name, line):
    told = f"{channel(name).capitalize()} : {several(line['received'], 'bulletin reçu')}, "
    return f"{told}{several(line['kept'], 'gardé')}, {several(line['doubles'], 'double')}."
