"""The full-text index of the engine in use."""

from django.db import migrations

from parvis.ground.search import engines


def create(apps, schema_editor):
    engines.create(schema_editor.connection)


def drop(apps, schema_editor):
    engines.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
