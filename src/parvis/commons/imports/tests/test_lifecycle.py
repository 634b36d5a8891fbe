import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.commons.imports import lifecycle
from parvis.commons.imports.choices import Outcome, Status
from parvis.commons.imports.models import ImportBatch
from parvis.commons.schemes.models import Scheme, Theme
from parvis.commons.schemes.tests.factories import SchemeFactory, ThemeFactory
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core.errors import Refused
from parvis.ground.journal.models import JournalLine

pytestmark = pytest.mark.django_db

GOOD = "Intitulé;Ouvert le\nMobilités;16/11/2026\nClimat;\n"
MIXED = "Intitulé;Ouvert le\nMobilités;\nInterdit;\nClimat;bientôt\n;\nEau;\n"


@pytest.fixture
def authority():
    return AuthorityFactory()


@pytest.fixture
def officer(authority):
    return user_with(Persona.OFFICER, authority)


def hand_over(authority, themes, officer, text):
    return lifecycle.upload(authority, themes, SimpleUploadedFile("themes.csv", text.encode()), by=officer)


@pytest.fixture
def batch(authority, themes, officer):
    return hand_over(authority, themes, officer, GOOD)


@pytest.fixture
def checked(batch, officer):
    lifecycle.match(batch, batch.matching, by=officer)
    return batch


@pytest.fixture
def written(checked, officer):
    lifecycle.confirm(checked, by=officer)
    return checked


def test_titles_are_matched_by_name_synonym_and_likeness(themes):
    assert themes.suggest(["ouvert le :", "INTITULE"]) == {"name": 1, "opened_on": 0}
    assert themes.suggest(["Nom des thèmes", "Ville"]) == {"name": 0}
    assert themes.suggest(["colonne 1"]) == {}


def test_checking_tries_every_line_and_writes_none(batch, officer):
    lifecycle.match(batch, batch.matching, by=officer)
    assert (batch.status, batch.new_count, batch.error_count) == (Status.CHECKED, 2, 0)
    assert not Theme.objects.exists()
    assert list(JournalLine.objects.about(batch).values_list("verb", flat=True)) == ["match", "upload"]


def test_each_wrong_line_says_what_is_wrong_and_where(authority, themes, officer):
    batch = hand_over(authority, themes, officer, MIXED)
    lifecycle.match(batch, batch.matching, by=officer)
    wrong = {line.number: line.errors for line in batch.lines.filter(outcome=Outcome.ERROR)}
    assert wrong[3] == [["Nom du thème", "Ce thème n’est pas admis."]]
    assert wrong[4][0][0] == "Ouvert le"
    assert set(wrong) == {3, 4}
    assert (batch.new_count, batch.error_count) == (2, 2)


def test_a_line_with_too_many_cells_is_wrong(authority, themes, officer):
    batch = hand_over(authority, themes, officer, "Intitulé\nClimat;de trop\n")
    lifecycle.match(batch, batch.matching, by=officer)
    assert "séparateur" in batch.lines.get().errors[0][1]


@pytest.mark.parametrize(
    ("matching", "sentence"),
    [({}, "Nom du thème"), ({"name": 0, "opened_on": 0}, "deux fois"), ({"name": 7}, "ne correspond pas")],
)
def test_a_matching_that_cannot_work_is_refused(batch, officer, matching, sentence):
    with pytest.raises(Refused, match=sentence):
        lifecycle.match(batch, matching, by=officer)


def test_confirming_writes_the_lines_keeps_their_trace_and_forgets_the_cells(checked, officer):
    lifecycle.confirm(checked, by=officer)
    assert set(Theme.objects.values_list("name", flat=True)) == {"Mobilités", "Climat"}
    assert checked.rows.count() == 2
    assert set(map(str, checked.lines.values_list("cells", flat=True))) == {"[]"}


def test_wrong_lines_block_unless_they_are_left_out_knowingly(authority, themes, officer):
    batch = hand_over(authority, themes, officer, MIXED)
    lifecycle.match(batch, batch.matching, by=officer)
    with pytest.raises(Refused, match="2\xa0lignes en erreur"):
        lifecycle.confirm(batch, by=officer)
    lifecycle.confirm(ImportBatch.objects.get(pk=batch.pk), by=officer, skip_errors=True)
    assert set(Theme.objects.values_list("name", flat=True)) == {"Mobilités", "Eau"}


def test_nothing_is_half_written_when_a_line_fails_at_the_last_moment(checked, officer, themes, monkeypatch):
    def fail(row, run):
        if row["name"] == "Climat":
            raise Refused("Ce thème vient d’être fermé.")
        run.add(Theme.objects.create(authority=run.authority, name=row["name"]))

    monkeypatch.setattr(ImportBatch, "importer", themes.__class__(**{**themes.__dict__, "write": fail}))
    with pytest.raises(Refused, match="ligne 3 ne passe plus"):
        lifecycle.confirm(checked, by=officer)
    assert not Theme.objects.exists()
    assert ImportBatch.objects.get().status == Status.CHECKED


def test_lines_already_there_change_nothing(checked, authority, officer):
    ThemeFactory(authority=authority, name="Mobilités")
    ThemeFactory(authority=authority, name="Climat")
    with pytest.raises(Refused, match="rien à écrire"):
        lifecycle.confirm(checked, by=officer)


def test_two_people_who_confirm_write_once(checked, officer):
    stale = ImportBatch.objects.get(pk=checked.pk)
    lifecycle.confirm(checked, by=officer)
    with pytest.raises(Refused, match="changé d’état"):
        lifecycle.confirm(stale, by=officer)
    assert Theme.objects.count() == 2


def test_a_whole_import_is_undone(written, authority, officer):
    other = ThemeFactory(authority=authority)
    lifecycle.undo(written, by=officer)
    assert list(Theme.objects.all()) == [other]
    assert not written.rows.exists()
    assert JournalLine.objects.about(written).filter(verb="undo_rows").exists()


def test_an_undo_is_refused_when_a_row_was_changed_since(written, officer):
    Theme.objects.filter(name="Climat").update(name="Climat et énergie")
    with pytest.raises(Refused, match=r"« Climat et énergie » .* a été modifiée"):
        lifecycle.undo(written, by=officer)
    assert Theme.objects.count() == 2
    assert ImportBatch.objects.get().status == Status.WRITTEN


def test_an_undo_is_refused_when_a_row_is_gone(written, officer):
    Theme.objects.filter(name="Climat").delete()
    with pytest.raises(Refused, match="disparu"):
        lifecycle.undo(written, by=officer)


def test_what_holds_to_an_imported_row_stops_the_undo(authority, officer, themes, monkeypatch):
    def write_scheme(row, run):
        run.add(SchemeFactory(authority=run.authority, name=row["name"]))

    importer = themes.__class__(**{**themes.__dict__, "write": write_scheme})
    monkeypatch.setattr(ImportBatch, "importer", importer)
    batch = hand_over(authority, importer, officer, GOOD)
    lifecycle.match(batch, batch.matching, by=officer)
    lifecycle.confirm(batch, by=officer)
    from parvis.commons.commitments.tests.factories import CommitmentFactory

    promise = CommitmentFactory(authority=authority, scheme=Scheme.objects.first())
    with pytest.raises(Refused, match="tient désormais"):
        lifecycle.undo(batch, by=officer)
    promise.delete()
    lifecycle.undo(ImportBatch.objects.get(), by=officer)
    assert not Scheme.objects.exists()


def test_a_file_given_up_leaves_no_line(checked, officer):
    lifecycle.discard(checked, by=officer)
    assert not checked.lines.exists()
