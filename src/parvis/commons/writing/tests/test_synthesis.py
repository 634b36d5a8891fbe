"""What a debate said, as a table and as documents; the easy-to-read version as a document."""

import pytest

from parvis.commons.schemes.tests.factories import ThemeFactory
from parvis.commons.writing import documents, lifecycle, tasks
from parvis.commons.writing.arguments import NO_THEME, arguments_of
from parvis.commons.writing.choices import NoteKind, TextKind
from parvis.commons.writing.models import Text
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.documents import tree
from parvis.ground.documents.models import StoredFile

from .factories import DivergenceFactory, MinorityPositionFactory, TextFactory, VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    clock.freeze("2026-11-16T09:00")


@pytest.fixture
def synthesis():
    text = TextFactory(kind=TextKind.SYNTHESIS, title="Synthèse du forum")
    VersionFactory(text=text)
    return text


@pytest.fixture
def officer(synthesis):
    return user_with(Persona.OFFICER, synthesis.authority)


def note(text, kind, body, count=1, *themes):
    return lifecycle.note_debate(
        text.scheme, text=text, kind=kind, body=body, by=None, supporters_count=count, themes=themes
    )


def test_arguments_stand_by_theme_the_most_held_first(synthesis):
    theme = ThemeFactory(authority=synthesis.authority, name="Mobilité")
    note(synthesis, NoteKind.FOR, "Moins de voitures.", 2, theme)
    note(synthesis, NoteKind.FOR, "Plus de silence.", 9, theme)
    note(synthesis, NoteKind.AGAINST, "Trop cher.", 4)
    note(synthesis, NoteKind.EMOTION, "Je ne laisserai pas ma fille sur cette route.")
    mobility, bare = arguments_of(synthesis)
    assert [n.body for n in mobility.sides[0]] == ["Plus de silence.", "Moins de voitures."]
    assert (bare.theme, [n.body for n in bare.sides[1]]) == (NO_THEME, ["Trop cher."])


def test_the_document_says_how_many_hold_each_argument_and_names_nobody(synthesis):
    note(synthesis, NoteKind.FOR, "Plus de silence.", 9)
    note(synthesis, NoteKind.QUESTION, "Qui paiera ?")
    document, _ = documents.synthesis(synthesis)
    said = tree.plain(document.blocks)
    assert "Plus de silence. (9\N{NO-BREAK SPACE}personnes)" in said
    assert "Qui paiera ? (1\N{NO-BREAK SPACE}personne)" in said
    assert "Relier d’abord les collèges" in said


def test_every_position_has_the_same_rank(synthesis):
    MinorityPositionFactory(text=synthesis)
    row = DivergenceFactory(text=synthesis)
    row.positions.create(statement="Gratuit.", supporters_count=5)
    row.positions.create(statement="Payant.", supporters_count=6)
    document, _ = documents.synthesis(synthesis)
    assert sum(isinstance(block, tree.Columns) for block in document.blocks) == 2


def test_its_arguments_are_sealed_with_it(synthesis, officer):
    note(synthesis, NoteKind.FOR, "Plus de silence.", 9)
    lifecycle.approve(synthesis, by=officer)
    with pytest.raises(Refused, match="adopté"):
        note(synthesis, NoteKind.AGAINST, "Trop tard.")


def test_published_it_has_a_page_and_files(synthesis, officer, client, run_jobs, django_capture_on_commit_callbacks):
    note(synthesis, NoteKind.FOR, "Plus de silence.", 9)
    lifecycle.approve(synthesis, by=officer)
    host = synthesis.authority.primary_host()
    assert client.get(f"/textes/{synthesis.pk}/", HTTP_HOST=host).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.publish(synthesis, by=officer)
    run_jobs()
    files = StoredFile.objects.about(synthesis)
    assert (files.count(), set(files.values_list("is_public", flat=True))) == (3, {True})
    page = client.get(synthesis.get_absolute_url(), HTTP_HOST=host).content.decode()
    assert "Plus de silence." in page
    assert "facile à lire n’est pas encore écrite" in page
    assert "Synthèse du forum" in client.get("/textes/", HTTP_HOST=host).content.decode()


def test_the_easy_version_is_a_document_too(synthesis, officer):
    plain = lifecycle.create_plain_version(synthesis, by=officer)
    assert documents.available(plain) == []
    lifecycle.save_version(plain, html="<p>On parle des vélos.</p>", base=0, by=officer)
    plain = Text.objects.for_record().get(pk=plain.pk)
    tasks.produce(plain, by=officer)
    assert StoredFile.objects.about(plain).count() == 3
    document, _ = documents.plain(plain)
    assert "Le texte complet s’appelle : Synthèse du forum." in tree.plain(document.blocks)


def test_the_desk_shows_the_table_and_produces_the_document(synthesis, officer, client):
    note(synthesis, NoteKind.FOR, "Plus de silence.", 9)
    client.force_login(officer)
    host = synthesis.authority.primary_host()
    page = client.get(f"/gestion/textes/{synthesis.pk}/synthese/", HTTP_HOST=host).content.decode()
    assert "Plus de silence." in page
    assert "9\N{NO-BREAK SPACE}personnes" in page
    done = client.post(f"/gestion/textes/{synthesis.pk}/document/", HTTP_HOST=host, follow=True)
    assert "Le document est prêt" in done.content.decode()
    assert StoredFile.objects.about(synthesis).count() == 3
