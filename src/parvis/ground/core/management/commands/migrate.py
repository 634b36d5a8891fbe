"""`parvis migrate`: Django's own, which draws the models again only where a step touches them.

Django renders, for each table it adds, every model that some chain of keys links to it: here, nearly all of them, a
hundred and fifty times. A new model, a new index or a new constraint changes nothing in the others.
"""

from contextlib import contextmanager
from unittest import mock

from django.core.management.commands import migrate
from django.db.migrations.state import ProjectState


class Command(migrate.Command):
    def handle(self, *args, **options):
        with drawing_little():
            return super().handle(*args, **options)


@contextmanager
def drawing_little():
    """The steps of migrations draw one model where Django draws all those it is linked to; the tables are the same."""
    with mock.patch.multiple(ProjectState, add_model=add_model, _append_option=append_option):
        yield


def add_model(state, model):
    """Add the state of a model, and draw it alone: those it points to learn of it as it is drawn."""
    key = model.app_label, model.name_lower
    state.models[key] = model
    if state._relations is not None:
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:  # hasattr would draw them all
        state.apps.render_multiple([model])


def append_option(state, app_label, model_name, option, added):
    """Add an index or a constraint to a model, without drawing it again."""
    model = state.models[app_label, model_name]
    model.options[option] = [*model.options[option], added]
    if "apps" in state.__dict__:
        setattr(state.apps.get_model(app_label, model_name)._meta, option, model.options[option])
