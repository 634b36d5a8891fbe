from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.ground.documents import lifecycle
from parvis.ground.documents.forms import FileForm, TemplateForm
from parvis.ground.documents.texts import catalogue

from .factories import DocumentTemplateFactory
from .test_uploads import PDF


def test_handing_over_a_file_checks_it():
    form = FileForm({"title": ""}, {"file": SimpleUploadedFile("a.pdf", PDF)})
    assert form.is_valid(), form.errors
    assert not FileForm({}, {"file": SimpleUploadedFile("a.exe", PDF)}).is_valid()


def test_a_template_form_shows_the_texts_in_force(letter):
    form = TemplateForm(kind="test_letter")
    assert form.initial["part_opening"] == "<p>Bonjour {recipient},</p>"
    assert form.initial["signatory_title"] == "La présidente"
    assert "{recipient} : la personne à qui l’on écrit" in form.fields["part_opening"].help_text


def test_what_the_form_gives_makes_the_next_version(authority, officer):
    data = {"over": 0, "header": "H", "part_opening": "<p>Salut {recipient}</p>", "part_closing": "<p>Fin</p>"}
    form = TemplateForm(data, kind="test_letter")
    assert form.is_valid(), form.errors
    template = lifecycle.edit_template(authority, "test_letter", by=officer, **form.texts())
    assert (template.version, template.header) == (1, "H")
    again = TemplateForm(kind="test_letter", template=template)
    assert (again.initial["over"], again.initial["part_closing"]) == (1, "<p>Fin</p>")


def test_an_unknown_word_is_told_next_to_its_field():
    form = TemplateForm({"over": 0, "part_opening": "{qui}", "part_closing": "x"}, kind="test_letter")
    assert list(form.errors) == ["part_opening"]
    assert "{qui}" in form.errors["part_opening"][0]


def test_the_catalogue_tells_which_kinds_were_rewritten(authority, django_assert_num_queries):
    for version in (1, 2):
        DocumentTemplateFactory(authority=authority, version=version)
    with django_assert_num_queries(1):
        [(kind, template)] = catalogue(authority)
    assert (kind.code, template.version) == ("test_letter", 2)
