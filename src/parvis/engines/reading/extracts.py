"""Extracts that represent a theme: whole sentences, quoted as they are, each with the id of its text.

A sentence is near the middle of its group and far from the others' (difference of mean vectors); then the next one
must bring something else (Carbonell and Goldstein, « The use of MMR », 1998). Never two from the same text.
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse

from ..errors import BadInput
from ..files import lines_of, read_json, read_text
from ..progress import silent
from ..words import number
from .stems import words_of
from .vectors import space

MOST = 5

FEWEST, LONGEST = 5, 60
"""Words that an extract has: enough to stand alone, few enough to be quoted."""

NOVELTY = 0.5
"""What a new extract loses for each point of resemblance with those already chosen."""

LOOKED_AT = 400
"""Sentences of a group, the most typical first, among which extracts are chosen."""

_OPENS = r"(?=[A-ZÀ-ÖØ-Þ«“\"–—-])"

SENTENCE = re.compile(rf"(?:(?<=[.!?…])|(?<=[.!?…]\s»))\s+{_OPENS}|\n+")
"""Between two sentences: spaces after a full stop and before a capital, or the end of a line."""

ENDING = re.compile(rf"([.!?…](?:\s»)?)\s+{_OPENS}")
"""The same in a text of one line, found three times as fast because it begins with the full stop."""


@dataclass(frozen=True)
class Sentences:
    """Sentences that may be quoted, and the place of the text each comes from, int64."""

    texts: tuple
    rows: np.ndarray


def read_groups(path, corpus):
    """{id: group}: a CSV file `id,group` (or `id,code`), or the JSON file of `themes` or `code`.

    Raises BadInput for a file of another kind and for an id that no contribution has.
    """
    groups = _from_json(path) if Path(path).suffix == ".json" else _from_csv(path)
    for one in groups:
        corpus.place(one)
    if not groups:
        raise BadInput(f"« {Path(path).name} » ne range aucune contribution.")
    return groups


def _from_json(path):
    value = read_json(path)
    groups = value.get("groups") if isinstance(value, dict) else None
    if not isinstance(groups, dict):
        raise BadInput(f"« {Path(path).name} » n’a pas de « groups » : est-ce le résultat de themes ou de code ?")
    return {str(one): str(group) for one, group in groups.items()}


def _from_csv(path):
    names, rows = lines_of(read_text(path), ["id"])
    column = next((names.index(name) for name in ("group", "code", "theme") if name in names), None)
    if column is None:
        raise BadInput("il manque une colonne « group ».", line=1)
    found = {}
    for line, cells in rows:
        one = cells[names.index("id")]
        if one in found:
            raise BadInput(f"« {one} » est déjà rangée.", line=line)
        if cells[column]:
            found[one] = cells[column]
    return found


def sentences(corpus):
    """Every sentence of a corpus that may be quoted."""
    texts, rows = [], []
    for place, text in enumerate(corpus.texts):
        for part in _cut(text):
            if FEWEST <= len(part.split()) <= LONGEST:
                texts.append(part.strip())
                rows.append(place)
    return Sentences(tuple(texts), np.array(rows, dtype=np.int64))


def _cut(text):
    return SENTENCE.split(text) if "\n" in text else ENDING.sub(r"\1\n", text).split("\n")


def represent(corpus, groups, *, most=MOST, progress=silent):
    """For each group, in order of size, the extracts that represent it; a value that JSON can write."""
    if most < 1:
        raise BadInput("Il faut montrer au moins un extrait.")
    found = sentences(corpus)
    words = words_of(found.texts, progress=progress)
    matrix = space(words).vectors(words)
    of_text = [groups.get(one) for one in corpus.ids]
    sizes = Counter(groups.values())
    names = sorted(sizes, key=lambda name: (-sizes[name], name))
    number_of = {name: place for place, name in enumerate(names)}
    labels = np.array([number_of.get(of_text[row], -1) for row in found.rows.tolist()], dtype=np.int64)
    typical, told = _typical(matrix, labels, len(names)), []
    for place, name in enumerate(names):
        chosen = _chosen(matrix, np.flatnonzero(labels == place), typical[place], found, most)
        told.append(
            {
                "group": name,
                "texts": sizes[name],
                "extracts": [{"id": corpus.ids[found.rows[one]], "text": found.texts[one]} for one in chosen],
            }
        )
        progress(place + 1, len(names), "extraits")
    return {"action": "extracts", "groups": told}


def _chosen(matrix, inside, typical, found, most):
    """The sentences to quote among those `inside` a group, the most typical first."""
    if not len(inside):
        return []
    scores = np.round(matrix[inside] @ typical, 9)
    order = np.lexsort((inside, -scores))[:LOOKED_AT]
    kept, scores = inside[order], scores[order]
    alike = np.round((matrix[kept] @ matrix[kept].T).toarray(), 9)
    return _varied(kept.tolist(), scores / max(float(scores.max()), 1e-9), alike, found.rows, most)


def _typical(matrix, labels, count):
    """What the mean sentence of each group has more than the mean of the others, float64, rows of length 1."""
    inside = np.flatnonzero(labels >= 0)
    of_group = sparse.csr_array((np.ones(len(inside)), (labels[inside], inside)), shape=(count, matrix.shape[0]))
    sums, sizes = (of_group @ matrix).toarray(), of_group.sum(axis=1)[:, None]
    mean = sums / np.maximum(sizes, 1)
    other = (sums.sum(axis=0) - sums) / np.maximum(sizes.sum() - sizes, 1)
    more = np.maximum(mean - other, 0)
    lengths = np.sqrt((more**2).sum(axis=1, keepdims=True))
    return more / np.where(lengths == 0, 1, lengths)


def _varied(kept, scores, alike, rows, most):
    """One sentence after the other, from texts not yet quoted, that is typical and unlike those already chosen."""
    chosen, quoted, nearest = [], set(), np.zeros(len(kept))
    while len(chosen) < most:
        value = np.round(scores - NOVELTY * nearest, 9)
        left = [one for one in range(len(kept)) if rows[kept[one]] not in quoted]
        if not left:
            break
        best = max(left, key=lambda one: (value[one], -one))
        chosen.append(kept[best])
        quoted.add(rows[kept[best]])
        nearest = np.maximum(nearest, alike[best])
    return chosen


def tell(result):
    """The same for a person."""
    told = []
    for one in result["groups"]:
        told.append(f"{one['group']} ({number(one['texts'])} contribution{'s' if one['texts'] > 1 else ''})")
        told += [f"  « {extract['text']} » ({extract['id']})" for extract in one["extracts"]]
        if not one["extracts"]:
            told.append(f"  Aucune phrase de {FEWEST} à {LONGEST} mots à citer.")
    return "\n".join(told)
