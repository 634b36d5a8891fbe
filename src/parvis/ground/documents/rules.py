"""Who may read a file: the people who see the record; of them, those the record names when it is private."""

from rules import predicate

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import is_officer, is_staff, role

TEMPLATE_READERS = (Persona.ADMIN, Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR)
"""Matrix E.2, « Outbox, templates »: the mission writes them, administrators read them to put things right."""


@predicate
def sees_owner(user, stored):
    """The person may view the record that the file belongs to."""
    owner = stored.owner
    if owner is None:
        return False
    meta = owner._meta
    return user.has_perm(f"{meta.app_label}.view_{meta.model_name}", owner)


@predicate
def is_public(user, stored):
    """The file was made public."""
    return stored.is_public


@predicate
def is_uploader(user, stored):
    """The person handed the file over."""
    return user.is_authenticated and stored.uploaded_by_id == user.pk


@predicate
def is_loose(user, stored):
    """The file belongs to no record yet."""
    return stored.owner_id is None


def opens_private_files(user, owner):
    """Whether the person reads the private files of a record that they see."""
    permission = private_files_permission(type(owner))
    return user.has_perm(permission, owner) if permission else is_staff.test(user, owner)


def private_files_permission(model):
    """The permission that opens the private files of these records; empty when the staff reads them."""
    return getattr(model, "private_files_permission", "")


def shared_kinds(user, owner):
    """The kinds of documents that the person reads about this record though they are private (`shared_documents`)."""
    shared = getattr(type(owner), "shared_documents", {})
    return [kind for kind, permission in shared.items() if user.has_perm(permission, owner)]


@predicate
def reads_its_kind(user, stored):
    """The record gives documents of this kind to more people than its other private files."""
    produced = getattr(stored, "produced", None)
    return produced is not None and produced.kind in shared_kinds(user, stored.owner)


@predicate
def sees_private_files(user, stored):
    """The record says by `private_files_permission` who reads its private files; else the staff does."""
    return opens_private_files(user, stored.owner)


may_view = (is_loose & is_uploader) | (sees_owner & (is_public | is_uploader | reads_its_kind | sees_private_files))
may_edit_templates = is_officer
may_view_templates = role(*TEMPLATE_READERS)


@predicate
def may_view_produced(user, produced):
    """Whoever may read the file may know of the document."""
    return may_view(user, produced.stored)
