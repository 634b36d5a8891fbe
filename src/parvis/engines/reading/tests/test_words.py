"""Texts: read, cleaned, cut into words, turned into vectors, seen in context."""

import math
import unicodedata

import numpy as np
import pytest
import snowballstemmer
from hypothesis import given, settings
from hypothesis import strategies as st
from snowballstemmer.among import Among
from snowballstemmer.french_stemmer import FrenchStemmer

from parvis.engines.errors import BadInput
from parvis.engines.reading.cleaning import clean, clean_text, tell, written
from parvis.engines.reading.context import in_context
from parvis.engines.reading.corpus import read_corpus
from parvis.engines.reading.stems import Stemmer, split, stem, words_of
from parvis.engines.reading.vectors import counted, space

from .makers import corpus_of


@pytest.mark.parametrize(
    ("raw", "text", "notes"),
    [
        ("Une  piste\u00a0cyclable \r\n\r\n ici ", "Une piste cyclable\nici", ("spaces",)),
        ("<p>L&rsquo;été</p> ici même", "L’été ici même", ("html", "spaces")),
        ("moins de 5 < 6 voitures & bus", "moins de 5 < 6 voitures & bus", ()),
        ("La mÃ©diathÃ¨que du bourg", "La médiathèque du bourg", ("accents",)),
        ("Un arre\u0302t ici vite", "Un arrêt ici vite", ("accents",)),
        ("Assez de bruit !!!!!!!", "Assez de bruit !!!", ("repeated",)),
        ("Écrivez à jean.dupont@exemple.fr", "Écrivez à [adresse électronique]", ("address",)),
        ("Appelez le 06 12 34 56 78 ou +33612345678", "Appelez le [téléphone] ou [téléphone]", ("telephone",)),
        ("Budget de 1000000000 euros", "Budget de 1000000000 euros", ()),
        ("Zéro\u200b bruit\ufeff ici", "Zéro bruit ici", ("invisible",)),
        ("Oui", "Oui", ("short",)),
        ("  ", "", ("spaces", "empty")),
        ("ROUVREZ LA MAIRIE VITE", "ROUVREZ LA MAIRIE VITE", ("capitals",)),
    ],
)
def test_what_cleaning_does_is_said(raw, text, notes):
    assert clean_text(raw) == (text, notes)
    assert clean_text(text)[0] == text


def test_no_contribution_is_lost_by_cleaning():
    result = written(clean(corpus_of("Un  parc pour tous", "", "Non")))
    assert [text["id"] for text in result["texts"]] == ["c01", "c02", "c03"]
    assert result["counts"]["empty"] == 1
    assert "À relire (vide) : c02" in tell(result)


ENDINGS = """
    e es s x ai aient ait ations ateur atrice ance antes âmes ement ements eux euses ité ités ive ifs iqUe isme logie
    ude issait issions ira iront é ée ées er erions ez ions ons ant ette elle ence ï ou ien ienne aux al ent ment"""
words = st.builds(
    lambda start, ends: start + "".join(ends),
    st.text(alphabet="abcdeéèêçiïlmnoqrstuüvxyz", min_size=1, max_size=6),
    st.lists(st.sampled_from(ENDINGS.split()), max_size=3),
)


@settings(max_examples=1_000)
@given(words)
def test_the_stems_are_those_of_snowball(word):
    assert Stemmer().stemWord(word) == snowballstemmer.stemmer("french").stemWord(word)


def test_no_ending_has_a_condition_of_its_own():
    lists = [value for value in vars(FrenchStemmer).values() if isinstance(value, (list, tuple))]
    endings = [one for several in lists for one in several if isinstance(one, Among)]
    assert len(endings) > 100
    assert not any(ending.method for ending in endings)


def test_elisions_and_ligatures_are_cut_as_french_does():
    assert split("L’Œuvre d'Éva, aujourd’hui : 30 km/h") == [
        "l",
        "oeuvre",
        "d",
        "éva",
        "aujourd",
        "hui",
        "30",
        "km",
        "h",
    ]


def test_a_word_without_accents_is_read_as_its_accented_spelling():
    words = words_of(["La sécurité des vélos, la sécurité", "LA SECURITE DU VELO", "le vélo"])
    assert words.forms[words.stems.index(stem("sécurité"))] == "sécurité"
    assert counted(words).toarray()[:, words.stems.index("velo")].tolist() == [1, 1, 1]
    assert counted(words).toarray()[:, words.stems.index("secur")].tolist() == [2, 1, 0]


def test_a_word_that_is_more_frequent_without_accents_keeps_them_off():
    words = words_of(["la cote, la cote", "une côte"])
    assert [words.forms[token] for token in words.tokens] == ["la", "cote", "la", "cote", "une", "cote"]


def test_plurals_that_the_stemmer_does_not_see_join_their_singular():
    words = words_of(
        ["les élus, un parc", "une élue, un élu", "des lieux, un lieu", "mais en mai, le mois de mai, moi"]
    )
    roots = [words.stems[token] for token in words.tokens]
    assert roots[1] == roots[7]
    assert roots[9] == roots[11]
    assert {"mois", "mai", "mais"} <= set(roots)


def test_vectors_are_those_of_the_formula():
    words = words_of(["parc parc eau", "eau", "vélo eau"])
    matrix = space(words).vectors(words).toarray()
    weights = np.array([0.0, 0.0, 0.0])
    weights[words.stems.index("eau")] = 1 + math.log(4 / 4)
    weights[words.stems.index("parc")] = (1 + math.log(2)) * (1 + math.log(4 / 2))
    assert matrix[0] == pytest.approx(weights / np.linalg.norm(weights))
    assert counted(words).sum() == 6


def test_words_that_say_nothing_are_left_aside_only_when_asked():
    words = words_of(["je suis pour le parc", "je suis contre"])
    assert [words.stems[one] for one in space(words).columns] == ["contr", "parc"]
    assert len(space(words, stop=False).columns) == len(words.stems)


def test_each_use_of_a_word_is_seen_with_what_surrounds_it():
    corpus = corpus_of(
        "Des vélos partout, mon VELO aussi", "Rien", "Le " + unicodedata.normalize("NFD", "vélo") + " d’Ali"
    )
    found = in_context(corpus, "vélo", width=4)
    assert (found["count"], found["texts"]) == (3, 2)
    assert found["lines"][1] == {"id": "c01", "before": "mon ", "word": "VELO", "after": " aus"}
    assert found["lines"][2]["word"] == "vélo"
    assert in_context(corpus, "vélo", exact=True)["count"] == 2
    assert in_context(corpus, "velo", most=1)["count"] == 3


def test_a_phrase_is_found_whatever_its_endings_and_without_overlap():
    corpus = corpus_of("La piste cyclable, les pistes cyclables et la piste", "non non non")
    assert [line["word"] for line in in_context(corpus, "pistes cyclables")["lines"]] == [
        "piste cyclable",
        "pistes cyclables",
    ]
    assert in_context(corpus, "non non")["count"] == 1
    with pytest.raises(BadInput, match="n’a aucun mot à chercher"):
        in_context(corpus, "…")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id,text\nc1,oui\nc1,non\n", "Ligne 3 : l’identifiant « c1 » est déjà pris"),
        ("id,text\n,oui\n", "Ligne 2 : l’identifiant est vide"),
        ("id,texte\nc1,oui\n", "Ligne 1 : la colonne « text » manque"),
        ("id,text\nc1,\n", "tous les textes sont vides"),
        ("id,text\nc1,oui,non\n", "Ligne 2 : 2 cellules étaient attendues"),
        ('id,text\nc1,"' + "a" * 200_000 + "\n", "un guillemet ouvert n’est sans doute pas refermé"),
    ],
)
def test_contributions_that_cannot_be_read_are_refused(file_of, text, sentence):
    with pytest.raises(BadInput, match=sentence):
        read_corpus(file_of(text))


def test_what_is_left_of_a_number_says_nothing_of_a_subject():
    words = words_of(["Jardin du 20e, ouvert le 1er mai à 18h"])
    told = [form for form, silent in zip(words.forms, words.stop, strict=True) if not silent]
    assert {"Jardin", "jardin"} & set(told)
    assert not {"e", "er", "h"} & set(told)
