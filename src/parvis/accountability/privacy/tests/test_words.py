import pytest

from parvis.accountability.privacy import words
from parvis.accountability.privacy.subjects import account_rows, declared
from parvis.ground.accounts.models import User


def shown_models():
    own = [model for model, personal in declared() if not personal.export]
    return [*own, *(model for model, _ in account_rows(User(pk=0)))]


def test_everything_that_the_copy_of_ones_data_shows_has_a_french_name():
    unnamed = {
        f"{model.__name__}.{field.name}"
        for model in shown_models()
        for field in model._meta.concrete_fields
        if field.name not in words.SECRETS | words.TECHNICAL | set(words.FIELDS)
        and words.field_words(field) == field.name.replace("_", " ")
    }
    assert unnamed == set()


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (True, "oui"),
        (False, "non"),
        ("2026-12-10", "jeudi 10 décembre 2026"),
        ("2026-12-10T17:30:00+00:00", "jeudi 10 décembre 2026, 18 h 30"),
        ("2026-071", "2026-071"),
        (3, 3),
    ],
)
def test_the_page_reads_dates_and_answers_in_words(value, read):
    said = words.value_words(value)
    assert (said.replace("\u00a0", " ") if isinstance(said, str) else said) == read
