"""Files that engines read: what is wrong with them is said in French, with its line."""

import pytest

from parvis.engines.errors import BadInput
from parvis.engines.files import canonical_csv, canonical_json, check_ids, fingerprint, read_published, read_rows


def written(tmp_path, raw):
    path = tmp_path / "vivier.csv"
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "est vide"),
        (b" \n", "est vide"),
        ("id,nom\n1,Zoé\n2,Chloé\n".encode("latin-1"), "Ligne 2 : ce fichier n’est pas en UTF-8"),
        ("id,nom\n1,Zoé\n".encode("utf-16"), "Ligne 1 : ce fichier n’est pas en UTF-8"),
        (b"id,nom\n1,Lea\n2,Z\0oe\n", "Ligne 3 : ce fichier n’est pas en UTF-8"),
        (b"id,nom,id\n", "Ligne 1 : la colonne « id » est là deux fois"),
        (b"nom\nLea\n", "Ligne 1 : la colonne « id » manque ; colonnes lues : nom"),
        (b"id,nom\n1,Lea\n2\n", "Ligne 3 : 2 cellules étaient attendues, il y en a 1"),
        (b'id,nom\n1,Lea\n"2\n3,Zoe\n', "Ligne 3 : 2 cellules étaient attendues, il y en a 1"),
        (b'id,nom\n1,"Lea\n' + b"2,Zoe\n" * 30_000, "Ligne 2 : une cellule est trop longue"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(tmp_path, raw, sentence):
    with pytest.raises(BadInput, match=sentence.replace(".", r"\.")):
        read_rows(written(tmp_path, raw), needed=["id"])


def test_a_file_that_is_missing_says_its_name(tmp_path):
    with pytest.raises(BadInput, match=r"absent\.csv"):
        read_rows(tmp_path / "absent.csv")


@pytest.mark.parametrize("separator", [",", ";"])
def test_rows_keep_the_number_of_their_line(tmp_path, separator):
    text = "\n".join(separator.join(cells) for cells in (["id", "nom"], ["1", "Zoé"], ["", ""], ["2", "Léa"]))
    found = read_rows(written(tmp_path, text.encode("utf-8-sig")), needed=["id"])
    assert found == [(2, {"id": "1", "nom": "Zoé"}), (4, {"id": "2", "nom": "Léa"})]


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([(4, "b"), (3, "a"), (2, "a"), (5, "b")], "Ligne 3 : l’identifiant « a » est déjà pris"),
        ([(3, "a"), (2, "")], "Ligne 2 : l’identifiant est vide"),
    ],
)
def test_the_first_id_that_cannot_be_is_refused_whatever_the_order_of_the_rows(pairs, sentence):
    with pytest.raises(BadInput, match=sentence):
        check_ids(pairs)


def test_what_was_published_is_read_back_as_its_kind(file_of):
    path = file_of('{"format": "parvis-map-1", "people": []}')
    assert read_published(path, "parvis-map-1", ["people"])["people"] == []
    with pytest.raises(BadInput, match=r"« fichier\.csv » n’est pas entier : « names » y manque"):
        read_published(path, "parvis-map-1", ["people", "names"])
    with pytest.raises(BadInput, match=r"« fichier\.csv » n’est pas un fichier « parvis-tirage-1 »"):
        read_published(path, "parvis-tirage-1", [])
    with pytest.raises(BadInput, match=r"Ligne 2 : « fichier\.csv » n’est pas du JSON"):
        read_published(file_of("{\n,"), "parvis-map-1", [])


def test_one_table_has_one_fingerprint():
    text = canonical_csv(["id", "nom"], [["1", 'Zoé "Z", dite'], ["2", "Léa"]])
    assert text == 'id,nom\n1,"Zoé ""Z"", dite"\n2,Léa\n'
    assert fingerprint("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert canonical_json({"b": 1, "a": "é"}) == '{"a":"é","b":1}'
