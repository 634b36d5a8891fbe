"""What contributions are about: themes to explore, codes proposed, what resembles what, what may be quoted."""

import json

import numpy as np
import pytest
from scipy import sparse

from parvis.engines.errors import BadInput
from parvis.engines.reading import coding, extracts, similar, themes
from parvis.engines.reading.coding import Proposal, learn, measure, read_codes, read_frame
from parvis.engines.reading.extracts import read_groups, represent, sentences
from parvis.engines.reading.likeness import corpus_vectors
from parvis.engines.reading.stems import words_of
from parvis.engines.reading.vectors import space

from .makers import contributions, corpus_of, crowd


def test_themes_that_are_there_are_found_and_said_to_be_an_exploration():
    corpus, about = contributions(90)
    found = themes.find(corpus, count=3)
    seen = {
        frozenset(about[one] for one, name in found["groups"].items() if name == theme["name"])
        for theme in found["themes"]
    }
    assert seen == {frozenset(["vélo"]), frozenset(["culture"]), frozenset(["nature"])}
    assert found["exploratory"] is True
    assert float(found["stability"]) > 0.9
    assert sum(theme["texts"] for theme in found["themes"]) + len(found["without"]) == 90
    assert themes.tell(found).startswith("Exploration seulement")


def test_themes_of_nothing_in_particular_are_said_unstable():
    chance = np.random.Generator(np.random.PCG64(2))
    found = themes.find(corpus_of(*crowd(200, chance, words=400, length=8, subjects=1)), count=8)
    assert float(found["stability"]) < 0.5
    assert "(instables)" in themes.tell(found)


def test_few_contributions_have_no_themes():
    with pytest.raises(BadInput, match="3 contributions se lisent toutes ; il en faut 30"):
        themes.find(corpus_of("un", "deux", "trois"))
    with pytest.raises(BadInput, match="70 thèmes ne se cherchent pas"):
        themes.find(contributions(80)[0], count=70)


def test_codes_are_proposed_with_what_they_are_worth():
    corpus, about = contributions(150)
    codes = dict(list(about.items())[:45])
    found = coding.find(corpus, codes)
    assert sum(found["groups"][one] == name for one, name in about.items()) >= 145
    assert float(found["right"]) >= 0.9
    assert [step["coded"] for step in found["curve"]] == [4, 9, 18, 36]
    assert sum(row["texts"] for row in found["confidence"]) == 45
    assert set(found["proposed"]) == set(about) - set(codes)
    assert "Ce que coder davantage apporte :" in coding.tell(found)


def test_what_the_classifier_hesitates_on_comes_first():
    corpus, about = contributions(120)
    found = coding.find(corpus, dict(list(about.items())[:60]))
    margins = [float(one["chances"][0]) - float(one["chances"][1]) for one in found["check"]]
    assert margins == pytest.approx(sorted(margins), abs=2e-4)
    assert len(margins) == 50
    assert not {one["id"] for one in found["check"]} & set(list(about)[:60])


def test_no_text_is_foretold_by_what_was_learnt_from_it():
    """With labels drawn at random, what is learnt is worth no more than chance."""
    chance = np.random.Generator(np.random.PCG64(6))
    matrix = sparse.csr_array(np.eye(200))
    curve, _ = measure(matrix, chance.integers(2, size=200), 2)
    assert 0.3 < curve[-1][1] < 0.6


def test_words_that_no_coded_text_has_change_no_chance():
    chance = np.random.Generator(np.random.PCG64(6))
    rows, labels = sparse.csr_array(chance.random((40, 5)).round(2)), chance.integers(3, size=40)
    wider = sparse.csr_array(sparse.hstack([rows, sparse.csr_array((40, 4))]))
    assert learn(wider, labels, 3)(wider).tolist() == learn(rows, labels, 3)(rows).tolist()


def test_a_margin_is_small_between_two_equal_codes():
    said = Proposal(("a", "b", "c"), np.array([[0.4, 0.4, 0.2], [0.1, 0.2, 0.7]]))
    assert said.margin.tolist() == [0.0, 0.5]


def test_words_of_the_same_company_come_near():
    texts = [
        "bus retard ligne",
        "tram retard ligne",
        "bus arrêt",
        "tram arrêt",
        "école cantine",
        "cantine repas école",
    ] * 4
    words = words_of(texts)
    vectors = corpus_vectors(space(words).vectors(words))
    assert vectors[2] @ vectors[3] > vectors[2] @ vectors[4]
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(24))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id,code\nc99,eau\n", "Ligne 2 : aucune contribution n’a l’identifiant « c99 »"),
        ("id,code\nc01,eau\nc01,air\n", "Ligne 3 : « c01 » est déjà codée"),
        ("id,code\nc01,feu\n", "Ligne 2 : le code « feu » n’est pas dans la grille"),
    ],
)
def test_codes_that_contradict_the_frame_or_the_corpus_are_refused(file_of, text, sentence):
    with pytest.raises(BadInput, match=sentence):
        read_codes(file_of(text), corpus_of("un parc"), {"eau": "", "air": ""})


def test_a_frame_says_each_code_once(file_of):
    with pytest.raises(BadInput, match="Ligne 3 : le code « eau » est déjà pris"):
        read_frame(file_of("code,definition\neau,Tout ce qui coule\neau,Rivières\n"))


def test_too_few_codes_teach_nothing():
    corpus, about = contributions(60)
    with pytest.raises(BadInput, match="10 textes codés ne suffisent pas"):
        coding.find(corpus, dict(list(about.items())[:10]))
    with pytest.raises(BadInput, match="Tous les textes ont le même code"):
        coding.find(corpus, dict.fromkeys(list(about)[:30], "eau"))


def test_texts_without_a_common_word_teach_nothing():
    silent = corpus_of(*["!!"] * 40, "un parc", "une piscine")
    with pytest.raises(BadInput, match="n’ont aucun mot en commun"):
        coding.find(silent, {one: "ab"[place % 2] for place, one in enumerate(silent.ids)})
    said = learn(sparse.csr_array((4, 3)), np.array([0, 1, 1, 1]), 2)(sparse.csr_array((2, 3)))
    assert said.tolist() == [[0.25, 0.75], [0.25, 0.75]]


def test_what_resembles_comes_first_with_the_words_it_owes_it_to():
    corpus = corpus_of(
        "Planter des arbres devant l’école", "Des arbres et une école", "Un parking", "Arbre mort devant la poste"
    )
    found = similar.find(corpus, one="c01")
    assert [one["id"] for one in found["found"]] == ["c02", "c04"]
    assert set(found["found"][0]["words"]) == {"arbres", "école"}
    typed = similar.find(corpus, text="où planter un arbre ?", most=1)
    assert [one["id"] for one in typed["found"]] == ["c01"]
    assert "mots communs : planter, arbres" in similar.tell(typed)


def test_similar_contributions_are_in_the_order_of_their_cosines():
    corpus = contributions(40)[0]
    neighbours = similar.Neighbours(corpus)
    rows = neighbours.matrix.toarray()
    wanted = sorted(range(1, 40), key=lambda place: (-round(float(rows[0] @ rows[place]), 9), place))[:10]
    assert [one["id"] for one in neighbours.of("c01")] == [corpus.ids[place] for place in wanted]


def test_nothing_resembles_words_that_nobody_wrote():
    with pytest.raises(BadInput, match="Aucune contribution n’emploie les mots"):
        similar.find(corpus_of("Un parc"), text="piscine")
    with pytest.raises(BadInput, match="Aucune contribution n’a l’identifiant « c09 »"):
        similar.find(corpus_of("Un parc"), one="c09")


def test_extracts_are_whole_sentences_of_their_group_from_different_texts():
    corpus, about = contributions(60)
    for group in represent(corpus, about, most=4)["groups"]:
        ids = [one["id"] for one in group["extracts"]]
        assert len(set(ids)) == 4
        assert {about[one] for one in ids} == {group["group"]}
        assert all(one["text"] in corpus.texts[corpus.place(one["id"])] for one in group["extracts"])
        assert len({one["text"].split(" ", 2)[2] for one in group["extracts"]}) >= 3


def test_a_text_is_cut_where_its_sentences_end():
    found = sentences(
        corpus_of("Il faut un parc. Nous le voulons tous vite ! oui", "Trop court.\nCelle-ci est assez longue ici")
    )
    assert found.texts == ("Nous le voulons tous vite ! oui", "Celle-ci est assez longue ici")
    assert found.rows.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("g.csv", "id,group\nc99,eau\n", "« c99 »"),
        ("g.csv", "id,group\nc01,eau\nc01,air\n", "Ligne 3 : « c01 » est déjà rangée"),
        ("g.csv", "id,nom\nc01,eau\n", "il manque une colonne « group »"),
        ("g.csv", "id,group\nc01,\n", "ne range aucune contribution"),
        ("g.json", "{", "Ligne 1 : « g.json » n’est pas du JSON"),
        ("g.json", "[]", "n’a pas de « groups »"),
    ],
)
def test_groups_that_cannot_be_read_are_refused(file_of, name, text, sentence):
    with pytest.raises(BadInput, match=sentence):
        read_groups(file_of(text, name), corpus_of("Un parc"))


def test_the_result_of_themes_is_a_file_of_groups(file_of):
    corpus = contributions(60)[0]
    found = themes.find(corpus, count=3)
    assert read_groups(file_of(json.dumps(found), "themes.json"), corpus) == found["groups"]
    assert extracts.tell(represent(corpus, found["groups"])).count("thème ") == 3
