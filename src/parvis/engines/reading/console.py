"""`parvis-engines read`: contributions cleaned, compared, explored, coded, counted and quoted."""

from importlib import import_module

from ..asked import add_action, needed
from ..errors import BadInput
from . import coders, context, duplicates
from .corpus import read_corpus

HELP = "lire des contributions : nettoyer, repérer les doublons, explorer, coder, mesurer l’accord, citer"

ACTIONS = {
    "clean": "nettoyer les textes, masquer adresses et téléphones, dire ce qui est à relire",
    "duplicates": "trouver ce qui se répète, en groupes",
    "similar": "trouver ce qui ressemble à une contribution ou à une phrase",
    "themes": "explorer les sujets, sans en faire un résultat",
    "code": "proposer un code à chaque texte, d’après ceux que des personnes ont codés",
    "agree": "mesurer l’accord de personnes qui codent (fichier id,coder,code)",
    "context": "voir chaque emploi d’un mot, avec ce qui l’entoure",
    "extracts": "citer des phrases qui représentent chaque groupe",
}


def arguments(parser):
    """The arguments of every action."""
    add_action(parser, ACTIONS)
    parser.add_argument("texts", metavar="CSV", help="les contributions : id,text (pour agree : id,coder,code)")
    parser.add_argument("--text", default="text", metavar="COLONNE", help="la colonne des textes")
    parser.add_argument("--threshold", type=float, default=duplicates.THRESHOLD, help="cosinus d’un quasi-doublon")
    parser.add_argument("--to", metavar="ID", help="la contribution dont on cherche les semblables")
    parser.add_argument("--sentence", metavar="PHRASE", help="ou la phrase dont on cherche les semblables")
    parser.add_argument("--themes", type=int, help="nombre de thèmes à explorer")
    parser.add_argument("--codes", metavar="CSV", help="ce que des personnes ont codé : id,code")
    parser.add_argument("--frame", metavar="CSV", help="la grille de codage : code,definition")
    parser.add_argument(
        "--groups", metavar="FICHIER", help="les groupes à citer : id,group, ou le JSON de themes, code"
    )
    parser.add_argument("--word", metavar="MOTS", help="le mot ou l’expression à voir en contexte")
    parser.add_argument("--exact", action="store_true", help="ce mot tel qu’il s’écrit, sans ses autres formes")
    parser.add_argument("--width", type=int, default=context.WIDTH, help="caractères montrés de chaque côté")
    parser.add_argument("--most", type=int, help="lignes, semblables ou extraits montrés au plus")
    parser.add_argument("--scale", choices=[*coders.SCALES], default="nominal", help="ce que sont les codes")


def run(options, progress):
    """One action; a value that JSON can write. Raises BadInput."""
    return _RUNS[options.action](options, progress)


def tell(result):
    """The same for a person."""
    return _module(result["action"]).tell(result)


def _clean(options, progress):
    cleaning = _module("clean")
    return cleaning.written(cleaning.clean(_corpus(options), progress=progress))


def _duplicates(options, progress):
    return duplicates.find(_corpus(options), threshold=options.threshold, progress=progress)


def _agree(options, progress):
    return coders.agreement(coders.read_codings(options.texts), options.scale)


def _context(options, progress):
    shown = {"exact": options.exact, "width": options.width, **_most(options)}
    return context.in_context(_corpus(options), needed(options, "word"), **shown, progress=progress)


def _similar(options, progress):
    asked = {"one": options.to, "text": None if options.to else needed(options, "sentence")}
    return _module("similar").find(_corpus(options), **asked, **_most(options), progress=progress)


def _themes(options, progress):
    asked = {} if options.themes is None else {"count": options.themes}
    return _module("themes").find(_corpus(options), **asked, progress=progress)


def _code(options, progress):
    coding = _module("code")
    corpus, frame = _corpus(options), coding.read_frame(options.frame) if options.frame else None
    codes = coding.read_codes(needed(options, "codes"), corpus, frame)
    return coding.find(corpus, codes, frame=frame, progress=progress)


def _extracts(options, progress):
    corpus, extracts = _corpus(options), _module("extracts")
    groups = extracts.read_groups(needed(options, "groups"), corpus)
    return extracts.represent(corpus, groups, **_most(options), progress=progress)


_RUNS = {
    "clean": _clean,
    "duplicates": _duplicates,
    "similar": _similar,
    "themes": _themes,
    "code": _code,
    "agree": _agree,
    "context": _context,
    "extracts": _extracts,
}

_MODULES = {
    "clean": "cleaning",
    "duplicates": "duplicates",
    "similar": "similar",
    "themes": "themes",
    "code": "coding",
    "agree": "coders",
    "context": "context",
    "extracts": "extracts",
}


def _module(action):
    """What does an action, imported when it is asked for: scikit-learn alone takes longer than many answers."""
    return import_module(f"{__package__}.{_MODULES[action]}")


def _most(options):
    return {} if options.most is None else {"most": _positive(options.most)}


def _positive(most):
    if most < 1:
        raise BadInput("Il faut montrer au moins une ligne (--most).")
    return most


def _corpus(options):
    return read_corpus(options.texts, column=options.text)
