"""What every table of the product says about itself."""

import pytest
from django.db.models import Field

from parvis.ground.core.personal import PersonalData

from . import registry

MODELS = registry.models()


def ids(model):
    return model._meta.label


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_every_model_declares_its_personal_data(model):
    assert "personal" in vars(model), f"{model._meta.label}: personal = PersonalData(…), or None when it holds none"
    assert model.personal is None or isinstance(model.personal, PersonalData)


@pytest.mark.parametrize("model", [m for m in MODELS if m.personal], ids=ids)
def test_a_declaration_names_fields_that_exist(model):
    declared = model.personal
    assert declared.purpose
    assert declared.fields or declared.keep or declared.retention or declared.subject
    for name in declared.fields:
        assert isinstance(model._meta.get_field(name), Field), name
    for path in (declared.subject, declared.retention.since if declared.retention else ""):
        if path and path != "self":
            assert follow(model, path), path


def follow(model, path):
    """Whether a dotted path starts from a field of the model."""
    first, _, rest = path.replace("__", ".").partition(".")
    field = model._meta.get_field(first) if first in {f.name for f in model._meta.get_fields()} else None
    if field is None or not rest:
        return field is not None or hasattr(model, first)
    return field.related_model is not None and follow(field.related_model, rest)


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_every_model_has_french_names(model):
    assert {"verbose_name", "verbose_name_plural"} <= set(model._meta.original_attrs)
