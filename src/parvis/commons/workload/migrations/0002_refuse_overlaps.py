"""The database refuses that a person worked in two places at once."""

from django.db import migrations

from parvis.commons.workload import overlaps


def install(apps, schema_editor):
    overlaps.install(schema_editor.connection)


def remove(apps, schema_editor):
    overlaps.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("workload", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
