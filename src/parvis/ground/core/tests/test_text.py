import pytest

from parvis.ground.core import html, text


@pytest.mark.parametrize(
    ("written", "found"),
    [("Œuvres", "oeuvre"), ("CHEVAUX", "cheval"), ("réseaux", "reseau"), ("Avis", "avi"), ("l’été", "ete")],
)
def test_words_are_found_whatever_their_accents_case_and_plural(written, found):
    assert text.words(written)[-1] == found


def test_a_text_is_cut_between_two_words():
    assert text.shorten("Relier d’abord les collèges aux bourgs", 20) == "Relier d’abord les…"


def test_rich_text_keeps_its_structure_and_loses_the_rest():
    dirty = (
        '<h2 onclick="x()">Titre</h2><script>alert(1)</script><p style="color:red">Un <a href="javascript:x">lien</a>'
    )
    clean = html.clean(dirty)
    assert clean.startswith("<h2>Titre</h2><p>Un <a")
    assert "script" not in clean
    assert "style" not in clean


def test_blocks_become_separate_words():
    assert html.plain("<p>Un</p><p>deux</p><ul><li>trois</li></ul>") == "Un deux trois"


@pytest.mark.django_db
def test_an_address_already_taken_gets_a_number():
    from parvis.ground.authorities.models import Authority
    from parvis.ground.authorities.tests.factories import AuthorityFactory

    rows = Authority.objects.all()
    for known in ("plan-velo", "plan-velo-2", "sans-nom"):
        AuthorityFactory(slug=known)
    assert text.free_slug("Plan vélo", rows, fallback="sans-nom") == "plan-velo-3"
    assert text.free_slug("Plan climat", rows, fallback="sans-nom") == "plan-climat"
    assert text.free_slug("…", rows, fallback="sans-nom") == "sans-nom-2"
