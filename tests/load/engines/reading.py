"""How fast contributions are read: a hundred thousand of thirty-seven words, one in ten an altered copy.

Seconds of processor, one thread; memory is that of the process at its peak, libraries and texts included. The floor is
one reading of the texts, cut into words; once they are numbers, one pass over these numbers in memory. Made texts
measure cost, never usefulness: half of the words of a text come from one subject in twenty, and three texts in ten hold
one of four hundred stock sentences.
"""

import numpy as np

from parvis.engines.reading import cleaning, coding, context, duplicates, extracts, likeness, similar, stems, themes
from parvis.engines.reading.corpus import make_corpus
from parvis.engines.reading.tests.makers import copied, crowd, vocabulary
from parvis.engines.reading.vectors import space

from .measures import best, peak, row, timed

TEXTS, WORDS, CODED, CODES = 100_000, 60_000, 1_000, 12

PART = 10_000
"""Texts made at once, so that making them is not what the memory shows."""


def measure():
    """Rows (what, value, unit, budget, floor); for the recall, the budget is the least."""
    corpus, sources = contributions()
    floor, _ = timed(lambda: sum(len(stems.WORD.findall(text)) for text in corpus.texts))
    rows = [_step("nettoyer", 10, floor, lambda: cleaning.clean(corpus))[0]]
    cut, words = _step("couper en mots, trouver les racines", 10, floor, lambda: stems.words_of(corpus.texts))
    rows.append(cut)
    rows += [*_explored(words), *_duplicates(words, sources), *_sought(corpus, floor, _pass(words.tokens))]
    word = corpus.texts[0].split()[0]
    rows.append(_step("un mot en contexte", 10, floor, lambda: context.in_context(corpus, word))[0])
    groups = {one: f"groupe {place % 20}" for place, one in enumerate(corpus.ids)}
    rows.append(_step("cinq extraits pour 20 groupes", 10, floor, lambda: extracts.represent(corpus, groups))[0])
    return [*rows, row("mémoire au plus haut", peak(), "Mo", budget=800, floor=sum(map(len, corpus.texts)) / 2**20)]


def contributions():
    """The corpus, and for each copy the pair of places of the source and of the copy."""
    chance, texts = np.random.Generator(np.random.PCG64(37)), []
    known = vocabulary(WORDS, chance)
    stock = [text.rstrip(".") for text in crowd(400, chance, known=known, length=8)]
    for _ in range(0, TEXTS * 9 // 10, PART):
        for text in crowd(PART, chance, known=known, length=35):
            texts.append(f"{stock[int(chance.integers(400))]}. {text}" if chance.random() < 0.3 else text)
    copies = chance.choice(len(texts), TEXTS // 10, replace=False).tolist()
    pairs = np.array([(source, len(texts) + rank) for rank, source in enumerate(copies)])
    texts += [copied(texts[source], chance, changes=3) for source in copies]
    return make_corpus((0, f"p{place:06d}", text) for place, text in enumerate(texts)), pairs


def _explored(words):
    made, matrix = _step("en faire des vecteurs", 10, _pass(words.tokens), lambda: _about(words))
    return [
        made,
        _step("20 thèmes et leur stabilité", 10, _pass(matrix.data), lambda: themes.explore(matrix, 20))[0],
        *_coding(space(words, least=2).vectors(words)),
    ]


def _about(words):
    return space(words, least=themes.LEAST, most=themes.MOST, count=themes.VOCABULARY).vectors(words)


def _sought(corpus, floor, least):
    ready, neighbours = _step("préparer la recherche des semblables", 10, floor, lambda: similar.Neighbours(corpus))
    return [ready, _step("les dix plus semblables à une contribution", 10, least, lambda: neighbours.of("p000007"))[0]]


def _coding(matrix):
    floor = _pass(matrix.data)
    learnt, described = _step("vecteurs appris sur le corpus", 10, floor, lambda: likeness.described(matrix))
    chance = np.random.Generator(np.random.PCG64(5))
    labels = np.asarray(matrix[:CODED].argmax(axis=1)).ravel() % CODES
    coded = described.rows(np.sort(chance.permutation(TEXTS)[:CODED]))
    measured, _ = _step("mesurer le codage de 1 000 textes", 10, floor, lambda: coding.measure(coded, labels, CODES))
    chances = coding.learn(coded, labels, CODES)
    said, _ = _step("coder les autres", 10, floor, lambda: coding.foretell(chances, described))
    return [learnt, measured, said]


def _duplicates(words, pairs):
    floor = _pass(words.tokens)
    made, matrix = _step("vecteurs de tous les mots", 10, floor, lambda: space(words, stop=False).vectors(words))
    found, links = _step(
        "quasi-doublons et groupes", 20, _pass(matrix.data), lambda: duplicates.near_duplicates(matrix)
    )
    recall = float((links.cluster[pairs[:, 0]] == links.cluster[pairs[:, 1]]).mean())
    return [made, found, row("copies retrouvées", recall, "", least=0.99, floor=1)]


def _pass(numbers):
    """Seconds that it takes to add them, which is to read them."""
    return best(numbers.sum)


def _step(what, budget, floor, act):
    seconds, result = timed(act)
    return row(what, seconds, budget=budget, floor=floor), result
