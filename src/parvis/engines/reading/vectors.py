"""Texts as vectors: each word weighs more when the text repeats it and fewer texts use it (TF-IDF).

Weight of a stem in a text: (1 + ln times in the text) × (1 + ln((1 + texts) / (1 + texts that use it))), then the
vector is divided by its length. Spärck Jones, « A statistical interpretation of term specificity » (1972).
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse


@dataclass(frozen=True)
class Space:
    """What turns words into vectors.

    columns: int64, the stems that count, in order; idf: float64, shape (columns,); size: how many stems there are.
    """

    columns: np.ndarray
    idf: np.ndarray
    size: int

    def vectors(self, words):
        """TF-IDF of these words, float64 csr of shape (texts, columns), rows of length 1 (or 0 without any word)."""
        matrix = counted(words)[:, self.columns].astype(np.float64)
        matrix.data = 1 + np.log(matrix.data)
        matrix = matrix @ sparse.diags_array(self.idf)
        return normed(sparse.csr_array(matrix))


def space(words, *, least=1, most=1.0, count=None, stop=True):
    """The space of a corpus: stems used by at least `least` texts and at most this share of them.

    count: keep only so many stems, the most used ones, the first in the alphabet among equals.
    stop: leave aside words that say nothing of the subject; kept, they tell « pour » from « contre ».
    """
    used = np.bincount(counted(words).indices, minlength=len(words.stems))
    texts = len(words.starts) - 1
    kept = (used >= least) & (used <= max(least, most * texts))
    if stop:
        kept &= ~words.stop
    columns = np.flatnonzero(kept)
    if count is not None:
        columns = np.sort(columns[np.argsort(-used[columns], kind="stable")[:count]])
    return Space(columns, 1 + np.log((1 + texts) / (1 + used[columns])), len(words.stems))


def counted(words):
    """How many times each text uses each stem, int32 csr of shape (texts, stems)."""
    shape = (len(words.starts) - 1, len(words.stems))
    ones = np.ones(len(words.tokens), dtype=np.int32)
    matrix = sparse.csr_array((ones, words.tokens, words.starts), shape=shape, copy=True)
    matrix.sum_duplicates()
    return matrix


def normed(matrix):
    """Rows divided by their length; empty rows stay empty."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    return sparse.csr_array(sparse.diags_array(1 / lengths) @ matrix)
