"""Texts as sequences of stems: words without endings and accents, each shown by its most frequent spelling.

Endings are removed by the Snowball stemmer for French (Porter, 2001). It needs accents: a word written without any
(capitals, telephones) is first read as its accented spelling where the corpus has one that is more frequent, and a
plural it does not see (`vélos`) as its singular where the corpus has it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from snowballstemmer.french_stemmer import FrenchStemmer

from ..progress import silent

WORD = re.compile(r"[^\W\d_]+|\d+")

NOT_LETTER, LETTERS = re.compile(r"[\d_]"), re.compile(r"\w+")
"""A text without any figure has the words of WORD, found faster."""

PLURAL = re.compile("..(?:[aiouè]s|eux)$")
"""Endings that Snowball keeps for the sake of `bras` and `deux`."""

STEP = 5_000
"""Texts between two lines of progress."""

_STOP = """
    a à afin ai aient ailleurs ainsi ait alors après as assez au aucun aucune aujourd aura auraient aurait auront
    aussi autant autre autres aux avaient avait avant avec avez avoir avons ayant beaucoup bien c ça car ce ceci cela
    celle celles celui cependant ces cet cette ceux chacun chacune chaque chez ci comme comment d dans de depuis des
    dès désormais devra devraient devrait dit doit doivent donc dont du durant elle elles en encore enfin entre es est
    et étaient était étant été être eu eux faire fait faites faut faudrait fois font hui ici il ils j je jusqu jusque
    l la là laquelle le lequel les lesquelles lesquels leur leurs lors lorsqu lorsque lui m ma mais malgré me même
    mêmes mes mettre mien moi moins mon n ne ni non nos notamment notre nôtre nous on ont or ou où par parce pas
    pendant peu peut peuvent plus plusieurs plutôt pour pourquoi pourra pourraient pourrait pouvoir près presque
    puis puisque puisqu qu quand que quel quelle quelles quelque quelques quels qui quoi quoiqu s sa sans sauf se
    selon sera serai seraient serait seront ses si sien soi soient soit sommes son sont sous souvent suis sur surtout
    t ta tandis tant te tel telle telles tels tes toi ton toujours tous tout toute toutefois toutes très trop tu un
    une va vers via voici voilà voir voire vont vos votre vôtre vous vraiment vu y
    e er ère ème h"""

STOP = frozenset(_STOP.split())
"""Words that say nothing of the subject of a text, and what is left of « 20e » or « 18h » without its figures. What
turns a meaning round is among them: see `OPPOSING`."""

OPPOSING = ("aucun", "aucune", "contre", "jamais", "moins", "non", "pas", "sans", "supprimer", "interdire", "refuser")
"""Words that may make two texts that look alike say the contrary."""


@dataclass(frozen=True)
class Words:
    """The words of a corpus.

    stems: in alphabetical order, without accents; forms: for each, its most frequent spelling; stop: bool, shape
    (stems,), those that say nothing of a subject; tokens: int32, the stem of each word, text after text; starts:
    int64, shape (texts + 1,), where each text begins in tokens.
    """

    stems: tuple
    forms: tuple
    stop: np.ndarray
    tokens: np.ndarray
    starts: np.ndarray

    @property
    def rows(self):
        """The text of each word, int32."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))


class _Numbers(dict):
    """A number for each word, given when it is first met."""

    def __missing__(self, word):
        self[word] = number = len(self)
        return number


def words_of(texts, *, progress=silent):
    """The words of these texts (any sequence of str)."""
    numbers, lengths, parts = _Numbers(), [], [np.zeros(0, dtype=np.int32)]
    for start in range(0, len(texts), STEP):
        found = []
        for text in texts[start : start + STEP]:
            before = len(found)
            found += map(numbers.__getitem__, split(text))
            lengths.append(len(found) - before)
        parts.append(np.array(found, dtype=np.int32))
        progress(min(start + STEP, len(texts)), len(texts), "mots")
    starts = np.concatenate([[0], np.cumsum(np.array(lengths, dtype=np.int64))])
    return _stemmed(tuple(numbers), np.concatenate(parts), starts)


def split(text):
    """The words of a text in lower case, elisions apart: `L’œuvre d’Éva` gives l, oeuvre, d, éva."""
    text = lowered(text)
    return WORD.findall(text) if NOT_LETTER.search(text) else LETTERS.findall(text)


def lowered(text):
    """The same text in lower case, accents composed, `œ` as `oe`."""
    return normal(text).casefold().replace("œ", "oe").replace("æ", "ae")


def normal(text):
    """The same text, accents composed with their letters."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


@lru_cache(maxsize=200_000)
def folded(word):
    """A word without its accents."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=200_000)
def stem(word):
    """The stem of a word in lower case, without accents."""
    return folded(_STEMMER.stemWord(word)) or word


class Stemmer(FrenchStemmer):
    """The same stemmer, faster: parts of words are looked up in a table rather than compared letter by letter."""

    tables = {}

    def find_among(self, v):
        """The longest beginning of `v` that the word has after the cursor; the cursor goes after it."""
        table, lengths = self.tables.get(id(v)) or self._table(v)
        start, most = self.cursor, self.limit
        for length in lengths:
            if start + length <= most and (found := table.get(self.current[start : start + length])):
                self.cursor = start + length
                return found.result
        return 0

    def find_among_b(self, v):
        """The longest ending of `v` that the word has before the cursor; the cursor goes before it."""
        table, lengths = self.tables.get(id(v)) or self._table(v)
        end, least = self.cursor, self.limit_backward
        for length in lengths:
            if end - length >= least and (found := table.get(self.current[end - length : end])):
                self.cursor = end - length
                return found.result
        return 0

    def _table(self, parts):
        """{part: what to do}, and their lengths from the longest. No part of a word has a condition of its own."""
        table = {part.s: part for part in parts}
        self.tables[id(parts)] = found = table, sorted({len(part) for part in table}, reverse=True)
        return found


_STEMMER = Stemmer()


def _stemmed(spelt, found, starts):
    """Words numbered as met to stems numbered in alphabetical order."""
    counts = np.bincount(found, minlength=len(spelt)).tolist()
    read = accented(dict(zip(spelt, counts, strict=True)))
    known = set(read.values())
    roots = [stem(one if (one := singular(read[word])) in known else read[word]) for word in spelt]
    stems = tuple(sorted(set(roots)))
    place = {root: number for number, root in enumerate(stems)}
    of_word = np.array([place[root] for root in roots], dtype=np.int32)
    forms = _forms(spelt, roots, counts)
    shown = tuple(forms[root] for root in stems)
    stop = np.array([folded(form) in _STOP_FOLDED for form in shown], dtype=bool)
    return Words(stems, shown, stop, of_word[found] if len(found) else found, starts)


_STOP_FOLDED = frozenset(folded(word) for word in STOP)


def accented(counts):
    """{word: how to read it}: itself, or for a word without accents, a more frequent spelling that has some."""
    best = {}
    for word, count in counts.items():
        if not word.isascii():
            key = folded(word)
            best[key] = min(best.get(key, (0, "")), (-count, word))
    return {word: best[word][1] if word in best and -best[word][0] > count else word for word, count in counts.items()}


def singular(word):
    """The singular that the stemmer does not see: `vélos`, `élus`, `lieux`; any other word as it is.

    It may not exist (`repas`): whoever asks looks whether the corpus has it.
    """
    if not PLURAL.search(word) or folded(word) in _STOP_FOLDED or folded(word[:-1]) in _STOP_FOLDED:
        return word
    return word[:-1]


def _forms(spelt, roots, counts):
    """{stem: its most frequent spelling, the first in the alphabet among equals}."""
    best = {}
    for word, root, count in zip(spelt, roots, counts, strict=True):
        best[root] = min(best.get(root, (0, "")), (-count, word))
    return {root: word for root, (_, word) in best.items()}
