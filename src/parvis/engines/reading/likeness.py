"""Vectors trained on the corpus itself: words used in the same texts come near, so few coded texts teach more.

Positive pointwise mutual information of words that meet in a text, then its hundred strongest directions (Levy and
Goldberg, « Neural word embedding as implicit matrix factorization », 2014). Nothing is downloaded.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits

DIRECTIONS = 100

VOCABULARY = 4_000
"""Words that get a vector, the most used ones: beyond, they meet too seldom to be known by their company."""

BLOCK = 250
"""Words whose company is counted at once: what bounds the memory."""

TOGETHER = 2
"""Texts in which two words must meet for it to count."""

SEED = 1_957


def corpus_vectors(matrix):
    """The mean of the vectors of its words, for each text.

    matrix: TF-IDF, csr of shape (texts, columns). Returns float64 of shape (texts, directions), rows of length 1 or 0.
    """
    used = np.bincount(matrix.indices, minlength=matrix.shape[1])
    kept = np.sort(np.argsort(-used, kind="stable")[:VOCABULARY])
    some = matrix[:, kept]
    vectors = _word_vectors(some)
    if not vectors.shape[1]:
        return np.zeros((matrix.shape[0], 0))
    found = np.round(some @ vectors, 6)
    lengths = np.sqrt((found**2).sum(axis=1, keepdims=True))
    return found / np.where(lengths == 0, 1, lengths)


def _word_vectors(matrix):
    """float64 of shape (words, directions): fewer directions when there are few words."""
    information = _information(matrix)
    count = min(DIRECTIONS, information.shape[0] - 1)
    if count < 1 or not information.nnz:
        return np.zeros((information.shape[0], 0))
    with threadpool_limits(1):
        left, values, _ = randomized_svd(information, count, n_iter=3, random_state=SEED)
    return left * np.sqrt(values)


def _information(matrix):
    """Positive pointwise mutual information of two words, csr, a few words at a time: most pairs are not kept."""
    there = sparse.csr_array((np.ones(matrix.nnz, dtype=np.float32), matrix.indices, matrix.indptr), shape=matrix.shape)
    across, used = sparse.csr_array(there.T), np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.float64)
    blocks = [_kept(across[at : at + BLOCK] @ there, at, used, matrix.shape[0]) for at in range(0, len(used), BLOCK)]
    return sparse.csr_array(sparse.vstack(blocks))


def _kept(met, at, used, texts):
    """Of the words from `at` on, what they have in common with each other word, where it is more than by chance."""
    met = met.tocoo()
    rows, columns, times = *met.coords, met.data
    kept = (times >= TOGETHER) & (rows + at != columns)
    rows, columns, times = rows[kept], columns[kept], times[kept].astype(np.float64)
    information = np.log(times * texts / (used[rows + at] * used[columns]))
    some = information > 0
    return sparse.csr_array((information[some], (rows[some], columns[some])), shape=met.shape)


@dataclass(frozen=True)
class Described:
    """What a classifier learns from: TF-IDF of texts, csr, and beside it the company of their words, float32."""

    words: sparse.csr_array
    company: np.ndarray

    def __len__(self):
        return self.words.shape[0]

    def rows(self, places):
        """Both side by side for these texts (an array of places or a slice), csr."""
        return sparse.csr_array(sparse.hstack([self.words[places], sparse.csr_array(self.company[places])]))


def described(matrix):
    """TF-IDF vectors (csr), and the vectors of the corpus."""
    return Described(matrix, corpus_vectors(matrix).astype(np.float32))
