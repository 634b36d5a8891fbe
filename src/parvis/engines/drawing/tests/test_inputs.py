"""Pools and quotas that cannot be read, or contradict each other, are refused in French with their line."""

import pytest

from parvis.engines.drawing.pool import Exclusion, read_exclusion, read_pool
from parvis.engines.drawing.quotas import check, read_quotas
from parvis.engines.errors import BadInput

from .makers import pool_of


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id,age\n", "ne contient personne"),
        ("id,age\np1,j\n,v\n", "Ligne 3 : l’identifiant est vide"),
        ("id,age\np1,j\np2,v\np1,v\n", "Ligne 4 : l’identifiant « p1 » est déjà pris"),
        ("id,age\np 1,j\n", "Ligne 2 : l’identifiant « p 1 » contient une espace"),
        ("age\nj\n", "Ligne 1 : la colonne « id » manque"),
    ],
)
def test_a_pool_that_contradicts_itself_is_refused(file_of, text, sentence):
    with pytest.raises(BadInput, match=sentence):
        read_pool(file_of(text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("age,j,3,2", "Ligne 2 : le minimum 3 dépasse le maximum 2"),
        ("age,j,-1,2", "Ligne 2 : « min » doit être un nombre entier de sièges, pas « -1 »"),
        ("age,j,1,2.5", "Ligne 2 : « max » doit être un nombre entier de sièges"),
        ("age,j,1,2\nage,j,0,2", "Ligne 3 : le quota « age : j » est déjà là"),
        ("age*genre,j,1,2", "Ligne 2 : le quota « age\\*genre : j » ne se lit pas"),
        ("age*genre,j*f,1,2\ngenre*age,f*j,1,2", "Ligne 3 : le quota « age × genre : j × f » est déjà là"),
    ],
)
def test_quotas_that_cannot_be_read_are_refused(file_of, text, sentence):
    with pytest.raises(BadInput, match=sentence):
        read_quotas(file_of(f"feature,value,min,max\n{text}\n"))


@pytest.mark.parametrize(
    ("rows", "seats", "sentence"),
    [
        ("age,j,1,1\nage,v,0,0", 2, "les maximums de « age » ne font que 1 siège pour un panel de 2"),
        ("age,j,2,2\nage,v,1,2", 2, "les minimums de « age » font 3 sièges pour un panel de 2"),
        ("age,j,1,2", 2, "Ligne 3 : « v » n’a pas de quota pour « age »"),
        ("sexe,f,1,2", 2, "Ligne 2 : le vivier n’a pas de colonne « sexe »"),
        ("age,j,0,9\nage,v,0,9", 3, "Le vivier ne compte que 2 personnes pour 3 sièges"),
        ("age,j,0,9\nage,v,0,9", 0, "au moins une personne, pas 0"),
    ],
)
def test_quotas_that_contradict_the_pool_or_the_seats_are_refused(file_of, rows, seats, sentence):
    quotas = read_quotas(file_of(f"feature,value,min,max\n{rows}\n"))
    with pytest.raises(BadInput, match=sentence):
        check(quotas, pool_of({"age": "j"}, {"age": "v"}), seats)


def test_excluded_people_are_counted_and_the_fingerprint_keeps_them():
    rows = [{"elu": "oui"}, {"elu": "non"}, {"elu": "non"}]
    exclusions = [Exclusion("elu", "oui"), Exclusion("id", "p003")]
    pool = pool_of(*rows, exclusions=exclusions)
    assert [person.id for person in pool.people] == ["p004"]
    assert pool.excluded == ((Exclusion("elu", "oui"), "p002"), (Exclusion("id", "p003"), "p003"))
    assert pool.fingerprint == pool_of(*rows).fingerprint
    with pytest.raises(BadInput, match="ne laissent personne"):
        pool_of({"elu": "oui"}, exclusions=[Exclusion("elu", "oui")])


def test_an_exclusion_is_a_column_and_a_value():
    assert read_exclusion(" elu = oui") == Exclusion("elu", "oui")
    with pytest.raises(BadInput, match="L’exclusion « elu » ne se lit pas"):
        read_exclusion("elu")


def test_the_same_pool_has_one_fingerprint_whatever_the_file(file_of):
    first = read_pool(file_of("id,age,genre\np1,j,f\np2,v,h\n")).fingerprint
    other = read_pool(file_of("genre;age;id\r\nh;v;p2\r\nf;j;p1\r\n")).fingerprint
    changed = read_pool(file_of("id,age,genre\np1,j,f\np2,v,f\n")).fingerprint
    assert first == other != changed
