"""Near duplicates: pairs of texts whose vectors make a cosine of at least 0.75, all of them, then their clusters.

Every word counts, even small ones, so that « pour » and « contre » differ. No pair is lost: words are ordered from the
rarest, and each text is searched by its first ones only, those without which the rest, shorter than `CUT`, cannot
bring a pair to the threshold (prefix filtering; Bayardo, Ma and Srikant, « Scaling up all pairs similarity search »,
2007). What remains is calculated in full.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from ..errors import BadInput
from ..progress import silent
from ..words import decimal, number
from .stems import OPPOSING, stem, words_of
from .vectors import space

THRESHOLD = 0.75

CUT = 0.5
"""Length of what is left aside in a search; any value under the threshold gives the same pairs, at another cost."""

LEAST = 0.5
"""The smallest threshold taken: under it, texts are no longer near, and too many pairs come."""

WORK = 2_000_000
"""Products of two words at once: what bounds the memory."""

SAME = 1e-9
"""Room for the rounding of sums, whatever their order."""

MOST_TOLD = 20


@dataclass(frozen=True)
class Links:
    """What the pairs say of each text.

    cluster: int32, shape (texts,), the same number for those that pairs link; best: float64, the cosine with the
    nearest other text, 0 where none is near; degree: int64, how many texts are near.
    """

    cluster: np.ndarray
    best: np.ndarray
    degree: np.ndarray


def near_duplicates(matrix, threshold=THRESHOLD, *, progress=silent):
    """The links of rows of length 1 (csr, float64). Raises BadInput for a threshold out of bounds."""
    if not LEAST <= threshold <= 1:
        raise BadInput(f"Le seuil {decimal(threshold, 2)} n’est pas entre {decimal(LEAST)} et 1.")
    ordered = _rarest_first(matrix)
    first, same = _identical(ordered)
    links = _Linked(np.bincount(same, minlength=len(first)))
    for left, right, cosines in _pairs(ordered[first], threshold, progress):
        links.add(left, right, cosines)
    whole = links.done()
    empty = np.diff(matrix.indptr) == 0
    cluster = whole.cluster[same].astype(np.int64)
    cluster[empty] = cluster.max(initial=0) + 1 + np.arange(int(empty.sum()))
    best, degree = whole.best[same], whole.degree[same]
    best[empty], degree[empty] = 0, 0
    return Links(cluster, best, degree)


def _rarest_first(matrix):
    """The same with columns from the rarest to the most used, sorted inside each row."""
    used = np.bincount(matrix.indices, minlength=matrix.shape[1])
    order = np.argsort(used, kind="stable")
    moved = sparse.csr_array(matrix[:, order])
    moved.sort_indices()
    return moved


def _identical(matrix):
    """The first row of each set of equal rows, and for each row the number of its set."""
    seen, first, same = {}, [], np.zeros(matrix.shape[0], dtype=np.int64)
    starts = matrix.indptr
    rounded = np.round(matrix.data, 9)
    for row in range(matrix.shape[0]):
        part = slice(starts[row], starts[row + 1])
        key = matrix.indices[part].tobytes() + b"|" + rounded[part].tobytes()
        if key not in seen:
            seen[key] = len(first)
            first.append(row)
        same[row] = seen[key]
    return np.array(first, dtype=np.int64), same


def _pairs(matrix, threshold, progress):
    """Every pair (left, right, cosine) of rows, right before left, that reaches the threshold, block after block."""
    searched, rest = _prefixes(matrix, min(CUT, threshold * 0.9))
    used = np.bincount(matrix.indices, minlength=matrix.shape[1])
    work = np.concatenate(
        [
            [0],
            np.cumsum(
                np.add.reduceat(
                    np.append(used[searched.indices], 0), np.minimum(searched.indptr[:-1], len(searched.indices))
                )
                * (np.diff(searched.indptr) > 0)
            ),
        ]
    )
    start, rows = 0, matrix.shape[0]
    while start < rows:
        stop = max(start + 1, int(np.searchsorted(work, work[start] + WORK, side="right")) - 1)
        found = sparse.coo_array(searched[start:stop] @ sparse.csr_array(matrix[:stop].T))
        left, right = found.coords[0] + start, found.coords[1]
        kept = (right < left) & (found.data >= threshold - rest[left] - SAME)
        yield from _exact(matrix, left[kept], right[kept], threshold)
        progress(stop, rows, "quasi-doublons")
        start = stop


def _prefixes(matrix, cut):
    """Each row without its most used words, as long as what is removed is shorter than `cut`; and that length."""
    squares = np.concatenate([[0.0], np.cumsum(matrix.data**2)])
    ends = np.repeat(squares[matrix.indptr[1:]], np.diff(matrix.indptr))
    after = np.sqrt(np.maximum(ends - squares[:-1], 0))
    kept = after >= cut
    counts = np.concatenate([[0], np.cumsum(kept)])
    starts = counts[matrix.indptr]
    prefix = sparse.csr_array((matrix.data[kept], matrix.indices[kept], starts), shape=matrix.shape)
    inside = np.concatenate([[0.0], np.cumsum(prefix.data**2)])
    held = inside[starts[1:]] - inside[starts[:-1]]
    whole = squares[matrix.indptr[1:]] - squares[matrix.indptr[:-1]]
    return prefix, np.sqrt(np.maximum(whole - held, 0))


def _exact(matrix, left, right, threshold):
    """Those of these pairs that reach the threshold, with their cosine."""
    for start in range(0, len(left), 200_000):
        one, other = left[start : start + 200_000], right[start : start + 200_000]
        cosines = np.asarray(matrix[one].multiply(matrix[other]).sum(axis=1)).ravel()
        kept = cosines >= threshold - SAME
        yield one[kept], other[kept], cosines[kept]


class _Linked:
    """Pairs as they come, kept as clusters: a campaign of twenty thousand copies has two hundred million pairs."""

    def __init__(self, sizes):
        self.sizes = sizes
        self.best = np.where(sizes > 1, 1.0, 0.0)
        self.degree = sizes - 1
        self.cluster = np.arange(len(sizes))

    def add(self, left, right, cosines):
        np.maximum.at(self.best, left, cosines)
        np.maximum.at(self.best, right, cosines)
        np.add.at(self.degree, left, self.sizes[right])
        np.add.at(self.degree, right, self.sizes[left])
        if len(left):
            count = len(self.sizes)
            ends = self.cluster[left], self.cluster[right]
            graph = sparse.coo_array((np.ones(len(left), dtype=np.int8), ends), shape=(count, count))
            self.cluster = connected_components(graph, directed=False)[1][self.cluster]

    def done(self):
        return Links(self.cluster, np.minimum(self.best, 1.0), self.degree)


def find(corpus, *, threshold=THRESHOLD, progress=silent):
    """The clusters of near duplicates of a corpus, as a value that JSON can write, the largest first."""
    words = words_of(corpus.texts, progress=progress)
    links = near_duplicates(space(words, stop=False).vectors(words), threshold, progress=progress)
    order = np.lexsort((np.arange(len(corpus)), links.cluster))
    groups = np.split(order, np.flatnonzero(np.diff(links.cluster[order])) + 1)
    clusters = [_cluster(corpus, group, links, words) for group in groups if len(group) > 1]
    return {
        "action": "duplicates",
        "count": len(corpus),
        "threshold": threshold,
        "clusters": sorted(clusters, key=lambda one: (-len(one["members"]), one["kept"])),
    }


def _cluster(corpus, group, links, words):
    """The text that most others resemble is the one to read; what may say the contrary is marked."""
    kept = min(group.tolist(), key=lambda place: (-links.degree[place], corpus.ids[place]))
    return {
        "kept": corpus.ids[kept],
        "text": corpus.texts[kept],
        "members": [{"id": corpus.ids[place], "nearest": f"{links.best[place]:.4f}"} for place in group.tolist()],
        "opposed": _opposed(group, words),
    }


def _opposed(group, words):
    """The words that turn a meaning round and that some members have, not all."""
    have = [set(words.tokens[words.starts[place] : words.starts[place + 1]].tolist()) for place in group.tolist()]
    mixed = set.union(*have) - set.intersection(*have)
    return sorted({words.forms[one] for one in mixed if words.stems[one] in _OPPOSING})


_OPPOSING = frozenset(stem(word) for word in OPPOSING)


def tell(result):
    """The same for a person."""
    clusters = result["clusters"]
    inside = sum(len(one["members"]) for one in clusters)
    if not clusters:
        return f"{number(result['count'])} contributions, aucun quasi-doublon."
    told = [
        f"{number(result['count'])} contributions : {number(inside)} se répètent, en {number(len(clusters))} "
        f"groupe{'s' if len(clusters) > 1 else ''}. En lisant une par groupe, il en reste "
        f"{number(result['count'] - inside + len(clusters))}."
    ]
    for one in clusters[:MOST_TOLD]:
        ids = [member["id"] for member in one["members"]]
        told.append(f"{number(len(ids))} fois : « {shortened(one['text'])} » ({one['kept']})")
        told.append(f"  {', '.join(ids[:MOST_TOLD])}{'…' if len(ids) > MOST_TOLD else ''}")
        if one["opposed"]:
            told.append(f"  À relire : « {' », « '.join(one['opposed'])} » n’est pas dans toutes.")
    if len(clusters) > MOST_TOLD:
        told.append(f"… et {number(len(clusters) - MOST_TOLD)} autres groupes, dans le résultat en JSON.")
    return "\n".join(told)


def shortened(text, most=160):
    """The first characters of a text, on one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]}…"
