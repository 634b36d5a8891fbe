"""`parvis-engines draw`: examine, publish, draw, replace, report, verify."""

from ..asked import add_action, at_least_zero, columns, needed
from ..errors import BadInput
from ..files import read_published
from ..words import decimal
from . import report as reports
from . import words
from .checking import check_list, check_plain, check_record
from .feasibility import told as told_changes
from .lottery import PANELS, PRECISION
from .pool import read_exclusion, read_pool
from .publication import FIELDS, FORMAT, Plan, examine, publish
from .quotas import read_quotas
from .record import FIELDS as RECORD_FIELDS
from .record import FORMAT as RECORD
from .record import PLAIN, draw, draw_plainly, exclusions_of, replaced, sitting

HELP = "tirer au sort un panel sous quotas : examiner, publier la liste, tirer, remplacer, rendre compte, vérifier"

ACTIONS = {
    "examine": "dire si les quotas peuvent être respectés, et sinon le plus petit assouplissement",
    "publish": "faire la liste des panels à publier avant le tirage",
    "panel": "choisir un panel de la liste par une graine dite à voix haute",
    "simple": "tirer au sort sans quota, ou par strates avec --strata",
    "replace": "remplacer une personne par la réserve de sa strate",
    "report": "rendre compte, groupe par groupe",
    "verify": "refaire tout le calcul et dire ce qui tient",
}


def arguments(parser):
    """The arguments of every action."""
    add_action(parser, ACTIONS)
    parser.add_argument("--pool", metavar="CSV", help="le vivier : une colonne id, une par critère")
    parser.add_argument("--quotas", metavar="CSV", help="feature,value,min,max (canton*genre pour croiser)")
    parser.add_argument("--seats", type=int, help="nombre de sièges du panel")
    parser.add_argument("--household", metavar="COLONNE", help="un siège au plus par foyer")
    parser.add_argument("--exclude", action="append", default=[], metavar="COLONNE=VALEUR", help="qui n’est pas tiré")
    parser.add_argument("--strata", default="", metavar="COLONNES", help="strates de la réserve : genre,age")
    parser.add_argument("--each", type=int, help="sièges dans chaque strate (tirage par strates)")
    parser.add_argument("--reserve", type=at_least_zero, default=0, help="nombre de personnes en réserve")
    parser.add_argument("--panels", type=int, default=PANELS, help="nombre de panels de la liste")
    parser.add_argument("--precision", type=float, default=PRECISION, help="écart à la borne au-delà duquel affiner")
    parser.add_argument("--order", default="", metavar="COLONNES", help="ordre publié d’assouplissement des quotas")
    parser.add_argument("--relax", action="store_true", help="accepter et publier le plus petit assouplissement")
    parser.add_argument("--list", metavar="JSON", help="la liste publiée")
    parser.add_argument("--record", metavar="JSON", help="le procès-verbal du tirage")
    parser.add_argument("--seed", help="la graine dite à voix haute")
    parser.add_argument("--leaving", metavar="ID", help="qui ne siégera pas")
    parser.add_argument("--reason", default="", help="le motif du remplacement")
    parser.add_argument("--census", metavar="CSV", help="table de recensement : feature,value,count")
    parser.add_argument("--recompute", action="store_true", help="refaire aussi la liste (même solveur)")


def run(options, progress):
    """One action; a value that JSON can write. Raises BadInput."""
    return {
        "examine": _examine,
        "publish": _publish,
        "panel": _panel,
        "simple": _simple,
        "replace": _replace,
        "report": _report,
        "verify": _verify,
    }[options.action](options, progress)


def tell(result):
    """The same for a person."""
    if "checks" in result:
        return "\n".join(result["checks"])
    if "groups" in result:
        return reports.tell(result)
    if "changes" in result:
        return _tell_examination(result)
    return _tell_list(result) if result["format"] == FORMAT else _tell_record(result)


def _examine(options, progress):
    missing, changes = examine(_pool(options), read_quotas(needed(options, "quotas")), _plan(options))
    return {
        "possible": not changes,
        "missing": missing,
        "changes": [str(one) for one in changes],
        "quotas": told_changes(changes),
    }


def _publish(options, progress):
    quotas = read_quotas(needed(options, "quotas"))
    extra = {"relax": options.relax, "precision": options.precision, "progress": progress}
    return publish(_pool(options), quotas, _plan(options), **extra)


def _panel(options, progress):
    listed = _list(options)
    return draw(listed, _pool_of(options, listed["pool"]), needed(options, "seed"))


def _simple(options, progress):
    extra = {"strata": columns(options.strata), "each": options.each, "reserve": options.reserve}
    seats = options.seats or 0
    if not (seats or options.each):
        raise BadInput("Dites le nombre de sièges avec --seats, ou --each par strate.")
    return draw_plainly(_pool(options), seats, needed(options, "seed"), **extra)


def _replace(options, progress):
    listed, record = _list(options), _record(options)
    pool = _pool_of(options, listed["pool"])
    return replaced(record, listed, pool, needed(options, "leaving"), options.reason)


def _report(options, progress):
    listed = _list(options)
    record = _record(options) if options.record else None
    census = reports.read_census(options.census) if options.census else ()
    return reports.report(listed, _pool_of(options, listed["pool"]), record, census)


def _verify(options, progress):
    if not options.list:
        record = _record(options, PLAIN)
        pool = _pool_of(options, record["pool"]) if options.pool else None
        return _checked(check_plain(record, pool))
    listed = _list(options)
    pool = _pool_of(options, listed["pool"]) if options.pool else None
    checks = check_list(listed, pool, recompute=options.recompute, progress=progress)
    if options.record:
        checks += check_record(_record(options), listed, pool)
    return _checked(checks)


def _checked(checks):
    held = all(check.holds for check in checks)
    last = "Tout tient." if held else "Quelque chose ne tient pas : ce tirage n’est pas celui qui a été publié."
    return {"holds": held, "checks": [*map(str, checks), last]}


def _plan(options):
    if not options.seats:
        raise BadInput("Dites le nombre de sièges du panel avec --seats.")
    return Plan(options.seats, columns(options.strata), options.reserve, options.panels, columns(options.order))


def _list(options):
    return read_published(needed(options, "list"), FORMAT, FIELDS)


def _record(options, kind=RECORD):
    return read_published(needed(options, "record"), kind, RECORD_FIELDS[kind])


def _pool(options):
    exclusions = [read_exclusion(text) for text in options.exclude]
    return read_pool(needed(options, "pool"), household=options.household, exclusions=exclusions)


def _pool_of(options, described):
    return read_pool(needed(options, "pool"), household=described["household"], exclusions=exclusions_of(described))


def _tell_examination(result):
    if result["possible"]:
        return "Les quotas peuvent être respectés."
    told = ["Aucun panel ne respecte tous ces quotas.", *result["missing"]]
    return "\n".join([*told, "Le plus petit assouplissement qui suffit :", *result["changes"]])


def _tell_list(listed):
    told = [
        f"Liste de {len(listed['panels'])} panels de {listed['seats']} personnes parmi {listed['pool']['people']}.",
        f"Empreinte de la liste : {listed['fingerprint']}",
        f"Empreinte du vivier : {listed['pool']['fingerprint']}",
        f"Chance la plus faible : {words.chance(listed['lowest'])} ; "
        f"aucun tirage ne dépasse {words.chance(listed['bound'])}.",
        f"Chacun est à moins de {decimal(100 * float(listed['departure']), 3)} point de la chance la plus juste.",
    ]
    if listed["fine"]:
        told.append(f"Avec des poids réels, la chance la plus faible serait de {words.chance(listed['fine'])}.")
    return "\n".join([*told, *(f"Assouplissement : {one['told']}" for one in listed["relaxations"])])


def _tell_record(record):
    told = [f"Graine : « {record['seed']} »"]
    if record["format"] == RECORD:
        told.append(f"Panel n° {record['number']} de la liste {record['list'][:12]}…")
        told.append(f"Siègent : {', '.join(sitting(record))}.")
        told += [one["told"] for one in record["replacements"]]
    else:
        told += [f"{stratum} : {', '.join(people)}." for stratum, people in record["drawn"].items()]
    told += [f"Réserve, {stratum} : {', '.join(people)}." for stratum, people in record["reserve"].items()]
    return "\n".join([*told, f"Empreinte du procès-verbal : {record['fingerprint']}"])
