"""Whoever may write the rows may import them: the right is the importer's own."""

from rules import predicate

from parvis.ground.authorities.models import Authority

from .importing import importer_of, importers


@predicate
def may_import(user, obj):
    """The importer's permission, asked on the authority of the batch; any importer when asked on an authority."""
    if not user.is_authenticated:
        return False
    authority = Authority(pk=obj.authority_id)
    if hasattr(obj, "importer_key"):
        importer = importer_of(obj.importer_key)
        return importer is not None and user.has_perm(importer.permission, authority)
    return bool(keys_for(user, authority))


def keys_for(user, authority):
    """The importers that the person may use on this authority."""
    return [i.key for i in importers() if user.has_perm(i.permission, authority)]
