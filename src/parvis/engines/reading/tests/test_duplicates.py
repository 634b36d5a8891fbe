"""Near duplicates: every pair that brute force finds, and copies that were planted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from parvis.engines.errors import BadInput
from parvis.engines.reading import duplicates
from parvis.engines.reading.duplicates import find, near_duplicates, tell
from parvis.engines.reading.stems import words_of
from parvis.engines.reading.vectors import space

from .makers import copied, corpus_of, crowd


def vectors(texts):
    words = words_of(texts)
    return space(words, stop=False).vectors(words)


def brute(matrix, threshold):
    """The cosine of every pair, then clusters by following neighbours one after the other."""
    rows = matrix.toarray()
    cosines = np.array([[float(one @ other) for other in rows] for one in rows])
    np.fill_diagonal(cosines, 0)
    cosines[cosines < threshold - 1e-9] = 0
    cluster, names = [-1] * len(rows), 0
    for start in range(len(rows)):
        if cluster[start] >= 0:
            continue
        waiting = [start]
        while waiting:
            one = waiting.pop()
            if cluster[one] < 0:
                cluster[one] = names
                waiting += np.flatnonzero(cosines[one]).tolist()
        names += 1
    return cluster, cosines


def same_parts(one, other):
    return all((one[a] == one[b]) == (other[a] == other[b]) for a in range(len(one)) for b in range(a))


texts = st.lists(
    st.lists(st.sampled_from(["eau", "air", "vélo", "bus", "pour", "contre", "parc", ""]), max_size=7).map(" ".join),
    min_size=1,
    max_size=14,
)


@settings(max_examples=150)
@given(texts, st.sampled_from([0.5, 0.6, 0.75, 0.9, 1.0]))
def test_every_pair_of_brute_force_is_found(given_texts, threshold):
    matrix = vectors(given_texts)
    found = near_duplicates(matrix, threshold)
    cluster, cosines = brute(matrix, threshold)
    assert same_parts(found.cluster.tolist(), cluster)
    assert found.best == pytest.approx(cosines.max(axis=1), abs=1e-7)
    assert found.degree.tolist() == (cosines > 0).sum(axis=1).tolist()


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.74])
@pytest.mark.parametrize("work", [50, 4_000_000])
def test_neither_the_cut_nor_the_blocks_change_what_is_found(monkeypatch, cut, work):
    chance = np.random.Generator(np.random.PCG64(8))
    several = crowd(120, chance, words=300, length=12)
    matrix = vectors(several + [copied(text, chance) for text in several[:30]])
    monkeypatch.setattr(duplicates, "CUT", cut)
    monkeypatch.setattr(duplicates, "WORK", work)
    found = near_duplicates(matrix)
    cluster, cosines = brute(matrix, 0.75)
    assert same_parts(found.cluster.tolist(), cluster)
    assert found.degree.tolist() == (cosines > 0).sum(axis=1).tolist()


def test_planted_copies_are_found():
    chance = np.random.Generator(np.random.PCG64(19))
    several = crowd(2_000, chance, words=6_000)
    sources = chance.choice(len(several), 400, replace=False).tolist()
    found = near_duplicates(vectors(several + [copied(several[one], chance, changes=3) for one in sources]))
    together = [found.cluster[one] == found.cluster[2_000 + rank] for rank, one in enumerate(sources)]
    assert np.mean(together) >= 0.99
    assert (found.degree[:2_000] > 0).sum() == 400


def test_a_campaign_of_copies_is_one_cluster():
    text = "Nous demandons un arrêt de bus devant le collège, avant la rentrée."
    found = find(corpus_of(*[f"{text} Signé : {name}" for name in ("Zoé", "Ali", "Léa")] * 30, "Une piste cyclable"))
    (cluster,) = found["clusters"]
    assert len(cluster["members"]) == 90
    assert "c91" not in [member["id"] for member in cluster["members"]]


def test_what_may_say_the_contrary_is_marked():
    found = find(
        corpus_of(
            "Je suis pour la fermeture de la place aux voitures", "Je suis contre la fermeture de la place aux voitures"
        )
    )
    assert found["clusters"][0]["opposed"] == ["contre"]
    assert "À relire : « contre » n’est pas dans toutes." in tell(found)


def test_texts_without_words_are_nobodys_copies():
    found = near_duplicates(vectors(["!!!", "", "vélo", "?"]))
    assert len(set(found.cluster.tolist())) == 4
    assert found.degree.tolist() == [0, 0, 0, 0]


def test_a_threshold_out_of_bounds_is_refused():
    with pytest.raises(BadInput, match="Le seuil 0,20 n’est pas entre 0,5 et 1"):
        near_duplicates(sparse.csr_array(np.eye(2)), 0.2)
