import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template import Context, Template
from django.test import RequestFactory

from parvis.ground.core import french
from parvis.ground.core.templatetags import parvis


def render(source, **context):
    return Template(source).render(Context(context)).replace(french.NBSP, " ")


@pytest.fixture
def on_the_sixteenth(settings):
    settings.CLOCK = "2026-11-16T09:00"
    settings.CLOCK_FILE = "/nonexistent/clock"


class Form(forms.Form):
    groups = [("La question", ["title", "kind"])]
    title = forms.CharField(label="Titre", help_text="En une ligne.", max_length=140)
    kind = forms.ChoiceField(label="Nature", choices=[("a", "Saisine")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


class Referral:
    TONES = {"draft": "wait", "closed": "done"}

    def __init__(self, status):
        self.status = status

    def get_status_display(self):
        return {"draft": "Brouillon", "closed": "Close"}[self.status]


def test_a_state_is_a_shape_and_a_word():
    html = render("{% badge referral %}", referral=Referral("closed"))
    assert "badge-done" in html
    assert "#tone-done" in html
    assert "Close" in html


def test_a_state_may_be_given_by_its_word():
    assert "badge-late" in render('{% badge "Sans réponse" tone="late" %}')


def test_words_of_a_state_are_escaped():
    assert "&lt;b&gt;" in render("{% badge words %}", words="<b>")


def test_a_field_is_tied_to_its_help_and_its_error():
    html = render("{% field form.title %}", form=Form({"title": ""}))
    assert '<label for="id_title">' in html
    assert 'id="id_title_helptext"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title_error"' in html


def test_a_field_that_may_stay_empty_says_so():
    assert "(facultatif)" in render("{% field form.note %}", form=Form())
    assert "(facultatif)" not in render("{% field form.title %}", form=Form())


@pytest.mark.django_db
@pytest.mark.parametrize(("required", "words"), [(True, "Choisir"), (False, "Non précisé")])
def test_an_empty_choice_says_so_in_words(required, words):
    class Choosing(forms.Form):
        kind = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "Saisine")], required=required)
        body = forms.ModelChoiceField(queryset=ContentType.objects.none(), required=required)

    for name in ("kind", "body"):
        html = render(f"{{% field form.{name} %}}", form=Choosing())
        assert f">{words}</option>" in html
        assert "---" not in html


def test_choices_are_grouped_under_a_legend():
    html = render("{% field form.kind %}", form=Form())
    assert "<fieldset" in html
    assert "<legend>Nature" in html


def test_fields_follow_the_groups_of_the_form_and_keep_what_is_hidden():
    html = render("{% fields form %}", form=Form())
    assert "<legend>La question</legend>" in html
    assert 'type="hidden" name="key"' in html
    assert 'name="note"' not in html


class Range(forms.MultiWidget):
    def __init__(self):
        super().__init__([forms.DateInput(), forms.DateInput()])

    def decompress(self, value):
        return [None, None]


class RangeField(forms.MultiValueField):
    widget = Range

    def __init__(self, **kwargs):
        super().__init__([forms.DateField(), forms.DateField()], **kwargs)


def test_the_two_ends_of_a_range_are_named():
    form = type("F", (forms.Form,), {"held": RangeField(label="Tenue")})()
    html = render("{% filter_control form.held %}", form=form)
    assert "<legend>Tenue</legend>" in html
    assert 'aria-label="Tenue, depuis"' in html
    assert 'aria-label="Tenue, jusqu’à"' in html
    assert html.count('type="date"') == 2
    assert "<label>depuis <input" in html
    assert "<label>jusqu’à <input" in html


def test_the_summary_of_errors_leads_to_each_field():
    html = render('{% include "core/includes/errors_summary.html" %}', form=Form({}))
    assert "2 réponses sont à corriger" in html
    assert 'href="#id_title"' in html
    assert 'href="#id_kind_group"' in html


@pytest.mark.usefixtures("on_the_sixteenth")
def test_a_late_date_says_so_in_words():
    html = render("{% due day %}", day=dt.date(2026, 10, 2))
    assert '<time datetime="2026-10-02">2 oct. 2026</time>' in html
    assert "en retard de 45 jours" in html
    assert "#tone-late" in html


@pytest.mark.usefixtures("on_the_sixteenth")
def test_a_coming_date_says_how_far_it_is():
    assert render("{% when day with_delay=True %}", day=dt.date(2026, 11, 19)).endswith(", dans 3 jours")


def test_an_absent_value_stays_blank():
    assert render("{{ day|full_date }}{% due day %}{% when day %}{{ sum|money }}", day=None, sum=None) == ""


def test_bars_come_with_their_figures():
    html = render('{% bar rows "Voix" %}', rows=[("en ligne", 287), ("papier", 96)])
    assert html.count('<th scope="row">') == 2
    assert 'width="200.0"' in html
    assert "287" in html


def test_parts_of_a_share_fill_the_bar():
    html = render("{% share rows %}", rows=[("faites", 3, "done"), ("sans réponse", 1, "late"), ("aucune", 0, "off")])
    assert 'x="750.0"' in html
    assert "aucune" not in html


def test_an_address_keeps_its_other_parameters():
    request = RequestFactory().get("/gestion/saisines/?etat=close&page=3")
    assert render("{% query page=4 %}", request=request) == "?etat=close&amp;page=4"
    assert render("{% query page=None %}", request=request) == "?etat=close"


@pytest.mark.parametrize("kind", [dict, SimpleNamespace])
def test_a_block_shows_its_template_with_its_context(kind):
    block = kind(template="core/includes/badge.html", context={"subject": "Publié", "tone": "go"})
    html = render("{% block_content block %}{{ subject }}", block=block)
    assert html.strip().endswith("Publié</span>")


def test_initials_stand_for_a_face():
    assert render("{{ name|initials }}", name="Mathilde Larrieu") == "ML"
    assert render("{{ name|initials }}", name="Fanch Lestrade-Bié") == "FB"
    assert render("{{ name|initials }}", name="") == ""


def test_an_id_names_one_element_of_a_group_of_choices():
    html = render("{% field form.kind %}", form=Form())
    found = re.findall(r'\bid="([^"]+)"', html)
    assert found == ["id_kind_group", "id_kind", "id_kind_0"]


def test_the_paving_is_decoration():
    html = render("{% paving_band authority 6 2 %}", authority=SimpleNamespace(name="Cerzelles"))
    assert 'aria-hidden="true"' in html
    assert "style=" not in html


def test_a_title_is_not_cut_between_a_verb_and_its_pronoun_nor_before_a_mark():
    words = parvis.typeset("Que manque-t-il <ici> ? Peut-on ?")
    assert words == 'Que <span class="nowrap">manque-t-il</span> &lt;ici&gt;\u202f? Peut-on\u202f?'
