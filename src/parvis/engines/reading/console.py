"""`parvis-engines read`: contributions cleaned, compared, explored, coded, counted and quoted."""

from ..errors import BadInput
from . import cleaning, coders, context, duplicates
from .corpus import read_corpus

HELP = "lire des contributions : nettoyer, repérer les doublons, explorer, coder, mesurer l’accord, citer"

ACTIONS = {
    "clean": "nettoyer les textes, masquer adresses et téléphones, dire ce qui est à relire",
    "duplicates": "trouver ce qui se répète, en groupes",
    "agree": "mesurer l’accord de personnes qui codent (fichier id,coder,code)",
    "context": "voir chaque emploi d’un mot, avec ce qui l’entoure",
}

TELLS = {
    "clean": cleaning.tell,
    "duplicates": duplicates.tell,
    "agree": coders.tell,
    "context": context.tell,
}


def arguments(parser):
    """The arguments of every action."""
    parser.add_argument(
        "action", choices=ACTIONS, help=" ; ".join(f"{name} : {what}" for name, what in ACTIONS.items())
    )
    parser.add_argument("texts", metavar="CSV", help="les contributions : id,text (pour agree : id,coder,code)")
    parser.add_argument("--text", default="text", metavar="COLONNE", help="la colonne des textes")
    parser.add_argument("--threshold", type=float, default=duplicates.THRESHOLD, help="cosinus d’un quasi-doublon")
    parser.add_argument("--word", metavar="MOTS", help="le mot ou l’expression à voir en contexte")
    parser.add_argument("--exact", action="store_true", help="ce mot tel qu’il s’écrit, sans ses autres formes")
    parser.add_argument("--width", type=int, default=context.WIDTH, help="caractères montrés de chaque côté")
    parser.add_argument("--most", type=int, default=context.MOST, help="lignes montrées au plus")
    parser.add_argument("--scale", choices=[*coders.SCALES], default="nominal", help="ce que sont les codes")


def run(options, progress):
    """One action; a value that JSON can write. Raises BadInput."""
    return _RUNS[options.action](options, progress)


def tell(result):
    """The same for a person."""
    return TELLS[result["action"]](result)


def _clean(options, progress):
    return cleaning.written(cleaning.clean(_corpus(options), progress=progress))


def _duplicates(options, progress):
    return duplicates.find(_corpus(options), threshold=options.threshold, progress=progress)


def _agree(options, progress):
    return coders.agreement(coders.read_codings(options.texts), options.scale)


def _context(options, progress):
    shown = {"exact": options.exact, "width": options.width, "most": options.most}
    return context.in_context(_corpus(options), _needed(options, "word"), **shown, progress=progress)


_RUNS = {"clean": _clean, "duplicates": _duplicates, "agree": _agree, "context": _context}


def _corpus(options):
    return read_corpus(options.texts, column=options.text)


def _needed(options, name):
    value = getattr(options, name)
    if not value:
        raise BadInput(f"Il manque --{name} pour « {options.action} ».")
    return value
