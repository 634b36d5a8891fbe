"""Which tables of the product name people: found in the model registry, so that later apps need not be listed here."""

from functools import cache

from django.apps import apps


@cache
def links():
    """(model, field) of every foreign key to a person, links of many-to-many fields included."""
    person = apps.get_model("people.Person")
    return tuple(
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.local_fields
        if field.is_relation and field.related_model is person
    )


def still_named(people):
    """Among these records, those that something needs: an account, a function in force, or a row of another app."""
    role = apps.get_model("people.PersonRole")
    kept = (
        people.filter(user__isnull=False).order_by()
        | people.filter(pk__in=role.objects.in_force().values("person")).order_by()
    )
    for model, field in links():
        if model._meta.app_label != "people":
            named = model._base_manager.filter(**{f"{field.name}__isnull": False}).values(field.attname)
            kept = kept | people.filter(pk__in=named).order_by()
    return kept
