"""Contributions that resemble those a town receives: a vocabulary where few words are used much, and copies planted."""

import numpy as np

from parvis.engines.reading.corpus import make_corpus

SYLLABLES = [
    "ba",
    "chan",
    "dou",
    "fré",
    "gui",
    "lon",
    "ma",
    "nes",
    "po",
    "quar",
    "rè",
    "si",
    "tou",
    "vil",
    "zin",
    "eur",
]


def corpus_of(*texts):
    """Contributions numbered c01, c02…"""
    return make_corpus([(place, f"c{place:02d}", text) for place, text in enumerate(texts, start=1)])


def vocabulary(count, chance):
    """So many words of two to five syllables."""
    found = {}
    while len(found) < count:
        found["".join(chance.choice(SYLLABLES, chance.integers(2, 6)))] = None
    return np.array(list(found))


def crowd(texts, chance, *, words=20_000, known=None, length=37, subjects=20):
    """Texts of `length` words on average; half of their words come from one subject in `subjects`.

    known: their vocabulary, the most used words first; made of so many words when it is not given.
    """
    known = vocabulary(words, chance) if known is None else known
    words = len(known)
    odds = 1 / (np.arange(words) + 2.7)
    odds /= odds.sum()
    lengths = np.maximum(5, chance.poisson(length, texts))
    drawn = chance.choice(words, lengths.sum(), p=odds)
    about = np.repeat(chance.integers(subjects, size=texts), lengths)
    moved = chance.random(len(drawn)) < 0.5
    drawn = np.where(moved, (drawn * subjects + about) % words, drawn)
    ends = np.cumsum(lengths)
    spelt = known[drawn].tolist()
    return [" ".join(spelt[end - length : end]) + "." for end, length in zip(ends, lengths, strict=True)]


def copied(text, chance, *, changes=2):
    """The same text, some of its words dropped, doubled, or with two letters swapped."""
    words = text.split()
    for _ in range(changes):
        at = int(chance.integers(len(words)))
        word = words[at]
        match int(chance.integers(3)):
            case 0 if len(words) > 5:
                del words[at]
            case 1:
                words.insert(at, "vraiment")
            case _ if len(word) > 3:
                words[at] = word[0] + word[2] + word[1] + word[3:]
    return " ".join(words)


SUBJECTS = {
    "vélo": ["une piste cyclable protégée", "garer mon vélo à la gare", "rouler sans danger", "des arceaux pour vélos"],
    "culture": ["la médiathèque le dimanche", "un concert gratuit", "la bibliothèque et ses livres", "un théâtre"],
    "nature": ["planter des arbres", "un jardin partagé", "moins de bitume et plus d’arbres", "la haie bocagère"],
}

WISHES = ["Il faudrait", "Nous demandons", "Je souhaite", "Pourquoi pas", "Je propose"]


def contributions(count, seed=4):
    """So many contributions of two sentences on one of three subjects, and {id: its subject}."""
    chance, texts, about = np.random.Generator(np.random.PCG64(seed)), [], {}
    for place in range(1, count + 1):
        name = str(chance.choice(list(SUBJECTS)))
        one, other = chance.choice(SUBJECTS[name], 2, replace=False)
        texts.append(f"{chance.choice(WISHES)} {one} près du collège. {chance.choice(WISHES)} aussi {other} au bourg.")
        about[f"c{place:02d}"] = name
    return corpus_of(*texts), about
