"""Themes to explore a corpus with: words that go together, found by a machine, to be read again by people.

Non-negative factors of TF-IDF vectors (Lee and Seung, « Learning the parts of objects by non-negative matrix
factorization », 1999). Such themes are an exploration and never a result: they are found again from other parts of the
same corpus, and what changes from one time to the next is told with them.
"""

import warnings
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from ..errors import BadInput
from ..progress import silent
from ..words import decimal, number, percent
from .duplicates import shortened
from .stems import words_of
from .vectors import space

COUNT = 10

TIMES = 4
"""Maps made again to measure stability, two by two."""

PART = 0.8

LOOKED_AT = 20_000
"""Texts from which themes are found, at most, drawn by a fixed seed; every text is then given one."""

VOCABULARY = 4_000
"""Words that themes are made of, the most used ones."""

FEW = 30
"""Under so many contributions, there is nothing to explore: people read everything."""

LEAST, MOST = 3, 0.5
"""A theme is made of words that at least three texts and at most half of them use."""

TURNS = 30

SEED = 1_789

WORDS, EXAMPLES = 8, 3

CLEAR, FAIRLY = 0.8, 0.5

WARNING = (
    "Exploration seulement : ces thèmes sont trouvés par une machine, d’autres apparaîtraient avec un peu moins de "
    "textes. Relisez, renommez, regroupez, puis codez avec une grille ; ne publiez pas ces parts comme un résultat."
)


@dataclass(frozen=True)
class Themes:
    """Themes of a corpus.

    weights: float64, shape (texts, themes); labels: int64, shape (texts,), the strongest theme of each text, -1 where
    it has none; parts: float64, shape (themes, columns), the words of each; stability: mean adjusted Rand index
    between themes found from two parts of the corpus; again: float64, shape (themes,), how much of each is found again.
    """

    weights: np.ndarray
    labels: np.ndarray
    parts: np.ndarray
    stability: float
    again: np.ndarray


def explore(matrix, count=COUNT, *, progress=silent):
    """The themes of these vectors (csr, rows of length 1), the largest first. Raises BadInput for an absurd count."""
    if not 2 <= count <= min(60, *matrix.shape):
        raise BadInput(f"{count} thèmes ne se cherchent pas dans {matrix.shape[0]} textes et {matrix.shape[1]} mots.")
    # BLAS shares sums out among threads: one thread, so that another machine finds the same last figures.
    with threadpool_limits(1):
        progress(0, TIMES + 1, "thèmes")
        parts = _parts(_drawn(matrix, 1.0, SEED), count)
        weights = _weights(matrix, parts)
        labels = _labels(weights)
        order = np.argsort(-np.bincount(labels[labels >= 0], minlength=count), kind="stable")
        parts, weights = parts[order], weights[:, order]
        labels = _labels(weights)
        progress(1, TIMES + 1, "thèmes")
        others = [_again(matrix, count, turn, progress) for turn in range(TIMES)]
    return Themes(weights, labels, parts, *_compared(labels, others, count))


def _parts(matrix, count):
    """The words of each theme; rows of length 1."""
    model = NMF(count, init="nndsvd", random_state=SEED, max_iter=TURNS, tol=1e-3)
    with warnings.catch_warnings():
        # Thirty turns are enough to explore, whether or not the last decimals still move.
        warnings.simplefilter("ignore", ConvergenceWarning)
        parts = model.fit(matrix).components_
    lengths = np.sqrt((parts**2).sum(axis=1, keepdims=True))
    return parts / np.where(lengths == 0, 1, lengths)


def _weights(matrix, parts):
    """How much each text speaks of each theme: its cosine with the words of the theme."""
    return np.round(matrix @ parts.T, 9)


def _labels(weights):
    return np.where(weights.max(axis=1) > 0, weights.argmax(axis=1), -1)


def _again(matrix, count, turn, progress):
    """The labels of every text by the themes of a part of them, drawn by a fixed seed."""
    labels = _labels(_weights(matrix, _parts(_drawn(matrix, PART, [SEED, turn]), count)))
    progress(turn + 2, TIMES + 1, "thèmes")
    return labels


def _drawn(matrix, share, seed):
    """This share of the texts, drawn at random: all of them, in order, when themes are found from the whole."""
    rows = matrix.shape[0]
    count = min(LOOKED_AT, round(share * rows))
    return matrix[np.sort(np.random.Generator(np.random.PCG64(seed)).permutation(rows)[:count])]


def _compared(labels, others, count):
    pairs = [(others[turn], others[turn + 1]) for turn in range(0, len(others) - 1, 2)]
    stability = float(np.mean([_alike(one, other) for one, other in pairs]))
    return max(0.0, stability), np.mean([_found_again(labels, other, count) for other in others], axis=0)


def _alike(one, other):
    both = (one >= 0) & (other >= 0)
    return adjusted_rand_score(one[both], other[both]) if both.any() else 0.0


def _found_again(labels, other, count):
    """For each theme, texts in common with the theme it is matched with, over texts of either (Jaccard)."""
    both = (labels >= 0) & (other >= 0)
    table = np.bincount(labels[both] * count + other[both], minlength=count * count).reshape(count, count)
    either = table.sum(axis=1)[:, None] + table.sum(axis=0)[None, :] - table
    share = table / np.maximum(either, 1)
    rows, columns = linear_sum_assignment(-np.round(share, 9))
    found = np.zeros(count)
    found[rows] = share[rows, columns]
    return found


def find(corpus, *, count=COUNT, progress=silent):
    """Themes of a corpus as a value that JSON can write. Raises BadInput for a corpus that people read faster."""
    if len(corpus) < FEW:
        raise BadInput(f"{len(corpus)} contributions se lisent toutes ; il en faut {FEW} pour chercher des thèmes.")
    words = words_of(corpus.texts, progress=progress)
    about = space(words, least=LEAST, most=MOST, count=VOCABULARY)
    matrix = about.vectors(words)
    found = explore(matrix, count, progress=progress)
    return {
        "action": "themes",
        "exploratory": True,
        "warning": WARNING,
        "stability": f"{found.stability:.4f}",
        "themes": [_written(one, found, corpus, words, about) for one in range(count)],
        "without": [corpus.ids[place] for place in np.flatnonzero(found.labels < 0).tolist()],
        "groups": {corpus.ids[place]: _name(label) for place, label in enumerate(found.labels.tolist()) if label >= 0},
    }


def _name(one):
    return f"thème {one + 1}"


def _written(one, found, corpus, words, about):
    parts, weights = found.parts[one], found.weights[:, one]
    top = [place for place in np.lexsort((np.arange(len(parts)), -np.round(parts, 9)))[:WORDS] if parts[place] > 0]
    members = np.flatnonzero(found.labels == one)
    nearest = members[np.lexsort((members, -weights[members]))][:EXAMPLES]
    return {
        "name": _name(one),
        "words": [words.forms[about.columns[place]] for place in top],
        "texts": len(members),
        "again": f"{found.again[one]:.4f}",
        "examples": [{"id": corpus.ids[place], "text": corpus.texts[place]} for place in nearest.tolist()],
    }


def tell(result):
    """The same for a person: the warning comes first."""
    stability = float(result["stability"])
    judged = "assez stables" if stability >= CLEAR else "peu stables" if stability >= FAIRLY else "instables"
    told = [
        result["warning"],
        f"Stabilité : {decimal(stability, 2)} sur 1 ({judged}) : accord entre les thèmes de deux parties du corpus.",
    ]
    for one in result["themes"]:
        told.append(
            f"{one['name']} : {', '.join(one['words'])} ({number(one['texts'])} contributions, "
            f"retrouvé à {percent(one['again'], 0)})"
        )
        told += [f"  {text['id']} : « {shortened(text['text'])} »" for text in one["examples"]]
    if result["without"]:
        told.append(f"{number(len(result['without']))} contributions sans thème.")
    return "\n".join(told)
