"""Controls drawn by hand are those that Django's own templates draw."""

import datetime as dt

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.safestring import mark_safe

from parvis.ground.core.form_renderer import DRAWERS, Renderer

pytestmark = pytest.mark.pure

TRICKY = 'L’« avis » & <b>"Orzenne"</b>'
CHOICES = [("", "Choisir"), ("a", TRICKY), ("Groupe & cie", [("b", "Béta"), (3, mark_safe("<i>Trois</i>"))])]
ATTRS = {"id": "id_champ", "class": "wide", "required": True, "disabled": False, "data-mots": TRICKY}


class Range(forms.MultiWidget):
    def __init__(self):
        super().__init__([forms.DateInput(), forms.TextInput()])

    def decompress(self, value):
        return value


CONTROLS = [
    (forms.TextInput(), TRICKY), (forms.TextInput(), None), (forms.NumberInput(), 0), (forms.EmailInput(), "a@b.fr"),
    (forms.URLInput(), "https://orzenne.fr/?a=1&b=2"), (forms.PasswordInput(), "secret"), (forms.HiddenInput(), "x"),
    (forms.DateInput(format="%Y-%m-%d"), dt.date(2026, 11, 16)), (forms.TimeInput(), dt.time(18, 30)),
    (forms.DateTimeInput(), dt.datetime(2026, 11, 16, 18, 30)), (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False), (forms.FileInput(), None), (forms.Textarea(), f"\n{TRICKY}\n fin "),
    (forms.Textarea(), None), (forms.Select(choices=CHOICES), "a"), (forms.Select(choices=CHOICES), None),
    (forms.SelectMultiple(choices=CHOICES), ["a", "3"]), (forms.RadioSelect(choices=CHOICES), "b"),
    (forms.CheckboxSelectMultiple(choices=CHOICES), ["a", "b"]), (forms.MultipleHiddenInput(), ["a", TRICKY]),
    (forms.SplitDateTimeWidget(), dt.datetime(2026, 11, 16, 18, 30)), (forms.NullBooleanSelect(), True),
    (forms.ClearableFileInput(), None), (forms.ColorInput(), "#1c5d99"), (forms.TelInput(), "04 00 00 00 00"),
    (forms.SearchInput(), "vélo"), (Range(), [None, "x"]),
]  # fmt: skip


@pytest.mark.parametrize(("widget", "value"), CONTROLS, ids=lambda value: type(value).__name__)
def test_a_control_is_the_one_of_the_templates(widget, value):
    ours, theirs = (widget.render("champ", value, ATTRS, renderer) for renderer in (Renderer(), DjangoTemplates()))
    assert parse_html(ours) == parse_html(theirs)


def test_a_text_keeps_its_first_line_feed_and_its_spaces():
    drawn = Renderer().render("django/forms/widgets/textarea.html", {"widget": _text("\n a ")})
    assert drawn == '<textarea name="champ">\n\n a </textarea>'


def test_every_control_drawn_by_hand_is_compared():
    drawn = {widget.template_name for widget, _ in CONTROLS} | {
        part.option_template_name for part, _ in CONTROLS if hasattr(part, "option_template_name")
    }
    assert set(DRAWERS) - drawn == {"django/forms/widgets/input.html"}


def _text(value):
    return {"name": "champ", "value": value, "attrs": {}}
