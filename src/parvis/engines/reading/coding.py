"""Categories from a coding frame that people wrote: they code some texts, a linear classifier proposes the rest.

Logistic regression on TF-IDF and on vectors trained on the corpus itself. What it is worth is measured on coded texts
that it had not seen; what people should check first is what it hesitates on most; the learning curve says what coding
more would bring.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from ..errors import BadInput
from ..files import lines_of, read_text
from ..progress import silent
from ..words import number, percent
from .duplicates import shortened
from .likeness import described
from .stems import words_of
from .vectors import space

FOLDS = 5

FEWEST = 20
"""Coded texts under which nothing is learnt."""

STRENGTH = 10.0
"""Inverse of the penalty: chosen once on short and long texts, not for each corpus."""

TURNS = 100

SHARES = (0.125, 0.25, 0.5, 1.0)
"""Parts of the coded texts from which the learning curve learns."""

CERTAINTIES = (0.0, 0.5, 0.7, 0.9)
"""Lower bounds of the classes of confidence that are compared with what happened."""

CHECK = 50

AT_ONCE = 10_000

SEED = 1_961


@dataclass(frozen=True)
class Proposal:
    """What the classifier says of texts.

    codes: in order; chances: float64, shape (texts, codes), each row adds up to 1.
    """

    codes: tuple
    chances: np.ndarray

    @property
    def best(self):
        return self.chances.argmax(axis=1)

    @property
    def confidence(self):
        return self.chances.max(axis=1)

    @property
    def margin(self):
        """How far the first code is before the second: small where the classifier hesitates."""
        two = np.partition(self.chances, -2, axis=1)[:, -2:]
        return np.round(two[:, 1] - two[:, 0], 9)


def read_frame(path):
    """{code: definition} of a CSV file `code,definition`. Raises BadInput with its line for a code that comes twice."""
    names, rows = lines_of(read_text(path), ["code", "definition"])
    frame = {}
    for line, cells in rows:
        code = cells[names.index("code")]
        if not code or code in frame:
            raise BadInput(f"le code « {code} » est déjà pris." if code else "le code est vide.", line=line)
        frame[code] = cells[names.index("definition")]
    return frame


def read_codes(path, corpus, frame=None):
    """{id: code} of a CSV file `id,code`; a row without code is a text not yet coded.

    Raises BadInput with its line for a text coded twice, that the corpus has not, or a code that is not in the frame.
    """
    names, rows = lines_of(read_text(path), ["id", "code"])
    codes = {}
    for line, cells in rows:
        one, code = cells[names.index("id")], cells[names.index("code")]
        _check(one, code, line, corpus, codes, frame)
        if code:
            codes[one] = code
    return codes


def _check(one, code, line, corpus, codes, frame):
    if one not in corpus.places:
        raise BadInput(f"aucune contribution n’a l’identifiant « {one} ».", line=line)
    if one in codes:
        raise BadInput(f"« {one} » est déjà codée.", line=line)
    if code and frame is not None and code not in frame:
        raise BadInput(f"le code « {code} » n’est pas dans la grille.", line=line)


def learn(matrix, labels, count):
    """A classifier of rows (csr): a function from rows to chances, float64 of shape (rows, count).

    Words that no coded text has teach nothing: they are left out, which changes no chance. Where all have one code, or
    none has a word, a code is as likely as it was frequent.
    """
    seen = np.unique(labels)
    columns = np.unique(matrix.indices)
    if len(seen) == 1 or not len(columns):
        often = np.round(np.bincount(labels, minlength=count) / len(labels), 6)
        return lambda rows: np.tile(often, (rows.shape[0], 1))
    with threadpool_limits(1):
        model = LogisticRegression(C=STRENGTH, max_iter=TURNS, tol=1e-3).fit(matrix[:, columns], labels)

    def chances(rows):
        found = np.zeros((rows.shape[0], count))
        with threadpool_limits(1):
            found[:, model.classes_] = model.predict_proba(rows[:, columns])
        return np.round(found, 6)

    return chances


def foretell(chances, texts, *, progress=silent):
    """What a classifier says of every text (`likeness.Described`), ten thousand at a time."""
    told = []
    for start in range(0, len(texts), AT_ONCE):
        told.append(chances(texts.rows(slice(start, start + AT_ONCE))))
        progress(min(start + AT_ONCE, len(texts)), len(texts), "codage")
    return np.concatenate(told)


def measure(matrix, labels, count, *, progress=silent):
    """What is right on texts not learnt from: for each share of SHARES, the learning curve; and the chances by all.

    Each text is foretold once for each share, by what is learnt from the other folds.
    """
    folds, held = _folds(labels), np.zeros((len(labels), count))
    right = np.zeros(len(SHARES))
    for fold in range(FOLDS):
        others, own = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        order = others[np.random.Generator(np.random.PCG64([SEED, fold])).permutation(len(others))]
        for place, share in enumerate(SHARES):
            some = np.sort(order[: max(2, round(share * len(order)))])
            held[own] = learn(matrix[some], labels[some], count)(matrix[own])
            right[place] += int((held[own].argmax(axis=1) == labels[own]).sum())
            progress(fold * len(SHARES) + place + 1, FOLDS * len(SHARES), "mesure du codage")
    texts = len(labels) * (FOLDS - 1) / FOLDS
    return [(max(2, round(share * texts)), one / len(labels)) for share, one in zip(SHARES, right, strict=True)], held


def _folds(labels):
    """A fold per text: each code dealt out evenly, in an order drawn by a fixed seed."""
    folds = np.zeros(len(labels), dtype=np.int64)
    order = np.random.Generator(np.random.PCG64(SEED)).permutation(len(labels))
    order = order[np.argsort(labels[order], kind="stable")]
    folds[order] = np.arange(len(labels)) % FOLDS
    return folds


def find(corpus, codes, *, frame=None, progress=silent):
    """A code for each text not yet coded, and what it is worth; a value that JSON can write."""
    names = tuple(sorted(frame if frame is not None else set(codes.values())))
    _check_enough(codes)
    words = words_of(corpus.texts, progress=progress)
    matrix = space(words, least=2).vectors(words)
    if not matrix.nnz:
        raise BadInput("Ces contributions n’ont aucun mot en commun : il n’y a rien à apprendre.")
    texts = described(matrix)
    coded = np.array([corpus.place(one) for one in sorted(codes)], dtype=np.int64)
    place = {name: rank for rank, name in enumerate(names)}
    labels = np.array([place[codes[one]] for one in sorted(codes)], dtype=np.int64)
    known = texts.rows(coded)
    curve, held = measure(known, labels, len(names), progress=progress)
    said = Proposal(names, foretell(learn(known, labels, len(names)), texts, progress=progress))
    largest = Counter(codes.values()).most_common(1)[0][1] / len(codes)
    return {
        "action": "code",
        "texts": len(corpus),
        "coded": len(codes),
        "codes": _by_code(names, labels, held),
        "right": f"{curve[-1][1]:.4f}",
        "largest": f"{largest:.4f}",
        "curve": [{"coded": count, "right": f"{right:.4f}"} for count, right in curve],
        "confidence": _by_confidence(labels, held),
        "check": _check_first(corpus, codes, said),
        "groups": {one: codes.get(one, names[best]) for one, best in zip(corpus.ids, said.best.tolist(), strict=True)},
        "proposed": {
            one: f"{sure:.4f}"
            for one, sure in zip(corpus.ids, said.confidence.tolist(), strict=True)
            if one not in codes
        },
    }


def _check_enough(codes):
    if len(codes) < FEWEST:
        raise BadInput(f"{len(codes)} textes codés ne suffisent pas ; codez-en au moins {FEWEST}, 200 si possible.")
    if len(set(codes.values())) < 2:
        raise BadInput("Tous les textes ont le même code : il n’y a rien à apprendre.")


def _by_code(names, labels, held):
    """For each code, how many texts have it, and how many of those are found (recall) or foretold rightly."""
    said = held.argmax(axis=1)
    told = []
    for rank, name in enumerate(names):
        own, foretold = labels == rank, said == rank
        both = int((own & foretold).sum())
        told.append(
            {
                "code": name,
                "texts": int(own.sum()),
                "found": f"{both / own.sum():.4f}" if own.any() else None,
                "right": f"{both / foretold.sum():.4f}" if foretold.any() else None,
            }
        )
    return told


def _by_confidence(labels, held):
    """When the classifier says so sure, how often is it right?"""
    sure, right = held.max(axis=1), held.argmax(axis=1) == labels
    told = []
    for low, high in zip(CERTAINTIES, (*CERTAINTIES[1:], 1.01), strict=True):
        inside = (sure >= low) & (sure < high)
        share = f"{right[inside].mean():.4f}" if inside.any() else None
        told.append({"from": f"{low:.1f}", "to": f"{min(high, 1.0):.1f}", "texts": int(inside.sum()), "right": share})
    return told


def _check_first(corpus, codes, said):
    """Texts that the classifier hesitates on most, with the two codes it hesitates between."""
    open_to = np.array([one not in codes for one in corpus.ids])
    places = np.flatnonzero(open_to)
    order = places[np.lexsort((places, said.margin[places]))][:CHECK]
    told = []
    for place in order.tolist():
        first, second = np.lexsort((np.arange(len(said.codes)), -said.chances[place]))[:2]
        told.append(
            {
                "id": corpus.ids[place],
                "between": [said.codes[first], said.codes[second]],
                "chances": [f"{said.chances[place, one]:.4f}" for one in (first, second)],
                "text": corpus.texts[place],
            }
        )
    return told


def tell(result):
    """The same for a person."""
    told = [
        f"{number(result['coded'])} textes codés sur {number(result['texts'])}. Sur des textes codés qu’il n’avait pas "
        f"vus, le classement donne le bon code {percent(result['right'])} du temps (toujours répondre le code le plus "
        f"fréquent : {percent(result['largest'])}).",
        "Ce que chaque code devient :",
    ]
    told += [
        f"  {one['code']} : {number(one['texts'])} codés, {_share(one['found'])} retrouvés, "
        f"{_share(one['right'])} de ses propositions justes"
        for one in result["codes"]
    ]
    told.append("Quand il se dit sûr :")
    told += [
        f"  de {percent(one['from'], 0)} à {percent(one['to'], 0)} : {number(one['texts'])} textes, "
        f"{_share(one['right'])} justes"
        for one in result["confidence"]
    ]
    told.append("Ce que coder davantage apporte :")
    told += [f"  {number(one['coded'])} codés : {percent(one['right'])} justes" for one in result["curve"]]
    told.append("À vérifier d’abord :")
    told += [
        f"  {one['id']} : « {one['between'][0]} » ou « {one['between'][1]} » ? « {shortened(one['text'], 100)} »"
        for one in result["check"][:20]
    ]
    return "\n".join(told)


def _share(text):
    return "—" if text is None else percent(text, 0)
