"""Who may read a file: the people who see the record it belongs to, and of them only insiders when it is private."""

from rules import predicate

from parvis.ground.authorities.rules import is_admin, is_officer, is_staff


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


@predicate
def sees_private_files(user, stored):
    """The record says, by `private_files_permission`, who else than the staff reads its private files."""
    permission = getattr(stored.owner, "private_files_permission", "")
    return bool(permission) and user.has_perm(permission, stored.owner)


may_view = (is_loose & is_uploader) | (sees_owner & (is_public | is_staff | is_uploader | sees_private_files))
may_edit_templates = is_officer | is_admin


@predicate
def may_view_produced(user, produced):
    """Whoever may read the file may know of the document."""
    return may_view(user, produced.stored)
