from django.db import models
from django.db.migrations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.state import ProjectState

from parvis.ground.core.management.commands.migrate import drawing_little

KEY = ("id", models.BigAutoField(primary_key=True))
STEPS = [
    CreateModel("Town", [KEY, ("name", models.CharField(max_length=9))]),
    CreateModel("Body", [KEY, ("town", models.ForeignKey("lab.Town", models.CASCADE, related_name="bodies"))]),
    CreateModel(
        "Seat",
        [
            KEY,
            ("body", models.ForeignKey("lab.Body", models.CASCADE)),
            ("next", models.ForeignKey("self", models.CASCADE, null=True)),
            ("towns", models.ManyToManyField("lab.Town")),
        ],
    ),
    AddIndex("Town", models.Index(fields=["name"], name="town_name")),
    AddConstraint("Body", models.UniqueConstraint(fields=["town"], name="one_body_a_town")),
]


def drawn():
    """The models after these steps, as the schema editor reads them."""
    state = ProjectState()
    assert not state.apps.get_models()
    for step in STEPS:
        step.state_forwards("lab", state)
    return {
        model._meta.label: {
            "columns": [(field.column, field.related_model and field.related_model._meta.label) for field in concrete],
            "linked": sorted(relation.name for relation in model._meta.related_objects),
            "indexes": model._meta.indexes,
            "constraints": model._meta.constraints,
        }
        for model in state.apps.get_models(include_auto_created=True)
        for concrete in [model._meta.local_fields + model._meta.local_many_to_many]
    }


def test_models_drawn_one_by_one_are_those_that_django_draws_together():
    with drawing_little():
        little = drawn()
    assert little == drawn()
    assert little["lab.Town"]["linked"] == ["bodies", "seat"]
    assert little["lab.Body"]["constraints"]
