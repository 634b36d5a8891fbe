"""The photograph of a person: kept as a private file, shown in public only while the person agrees."""

from django.db import transaction

from parvis.ground.core.errors import Refused
from parvis.ground.documents import lifecycle as documents
from parvis.ground.documents.choices import IMAGES
from parvis.ground.journal.acts import record


@transaction.atomic
def set_photo(person, *, upload, by):
    """Put a photograph on the record, in place of the former one."""
    former = person.photo
    stored = documents.store(
        upload, authority=person.authority, by=by, owner=person, title=f"Photographie, fiche {person.pk}",
        alternative=f"Portrait de {person.full_name}", accepted=IMAGES,
    )  # fmt: skip
    person.photo = stored
    person.save(update_fields=["photo"])
    if former is not None:
        documents.remove(former, by=by)
    record(person, "set_photo", by=by, facts={"file": stored.pk})
    return stored


@transaction.atomic
def remove_photo(person, *, by):
    """Delete the photograph."""
    former = person.photo
    if former is None:
        raise Refused("La fiche n’a pas de photographie.")
    person.photo = None
    person.save(update_fields=["photo"])
    documents.remove(former, by=by)
    record(person, "remove_photo", by=by)
