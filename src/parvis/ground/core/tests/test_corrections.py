import pytest
from django import forms


class Form(forms.Form):
    email = forms.EmailField()
    day = forms.DateField()
    hour = forms.TimeField()
    moment = forms.DateTimeField()


@pytest.mark.parametrize(
    ("name", "example"),
    [
        ("email", "nom@exemple.fr"), ("day", "31/12/2026"), ("hour", "18:30"), ("moment", "31/12/2026 18:30"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told_with_an_example_that_the_field_takes(name, example):
    said = Form({name: "zélie"}).errors[name][0]
    assert f"Exemple : {example}." in said
    assert name not in Form({name: example}).errors
