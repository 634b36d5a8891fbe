"""From one database to another, whatever their engines: how a town that began on SQLite moves to PostgreSQL."""

from itertools import islice

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, transaction

from . import guards
from .errors import Refused

BATCH = 500
# Rebuilt for the new engine, or without meaning elsewhere.
LEFT = {"search", "core"}


def transfer(source, target, say):
    """Copy every row from alias `source` to alias `target`, table by table; refuses unless all counts agree.

    The target receives its tables first. It must serve no authority yet.
    """
    call_command("migrate", database=target, verbosity=0, interactive=False)
    if apps.get_model("authorities", "Authority").objects.using(target).exists():
        raise Refused("The target already serves an authority: transfer into an empty database.")
    guards.lift(connections[target])  # a closed budget, which takes no more rows, comes with its own
    try:
        _copy_all(source, target, say)
    finally:
        guards.put_back(connections[target])
    differences = list(compare(source, target))
    if differences:
        raise Refused("Not the same number of rows in " + ", ".join(differences))


def _copy_all(source, target, say):
    with transaction.atomic(using=target):
        for model in models():
            _empty(model, target)
        for model in models():
            say(f"  {model._meta.db_table}: {copy(model, source, target)}")
        _reset_sequences(target)


def models():
    """Every table that holds rows of the product, with the tables of many-to-many links."""
    for config in apps.get_app_configs():
        if config.label not in LEFT:
            yield from (model for model in config.get_models(include_auto_created=True) if model._meta.managed)


def _empty(model, target):
    # Only what the migrations themselves wrote: the journal, which refuses it, is empty.
    table = connections[target].ops.quote_name(model._meta.db_table)
    with connections[target].cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
        if cursor.fetchone():
            cursor.execute(f"DELETE FROM {table}")


def copy(model, source, target):
    """Copy the rows of one table as they are, without signals or defaults; returns how many."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    names = [field.attname for field in fields]
    rows = model._base_manager.using(source).order_by("pk").values_list(*names).iterator(chunk_size=BATCH)
    count = 0
    while objects := [_instance(model, names, row) for row in islice(rows, BATCH)]:
        model._base_manager._insert(objects, fields=fields, using=target, raw=True)
        count += len(objects)
    return count


def _instance(model, names, row):
    obj = model.__new__(model)
    obj.__dict__.update(zip(names, row, strict=True))
    return obj


def _reset_sequences(target):
    connection = connections[target]
    statements = connection.ops.sequence_reset_sql(no_style(), list(models()))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def compare(source, target):
    """Name each table whose number of rows differs."""
    for model in models():
        here, there = (model._base_manager.using(alias).count() for alias in (source, target))
        if here != there:
            yield f"{model._meta.db_table} ({here} and {there})"
