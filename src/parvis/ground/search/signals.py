"""The index follows every save, every step and every deletion, once the transaction is committed."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from parvis.ground.journal.acts import moved

from . import index


def connect():
    post_save.connect(changed, dispatch_uid="search-saved")
    moved.connect(stepped, dispatch_uid="search-moved")
    post_delete.connect(deleted, dispatch_uid="search-deleted")


def changed(sender, instance, raw=False, **kwargs):
    if not raw and sender in index.sources():
        transaction.on_commit(lambda: _refresh(sender, instance.pk))


def stepped(sender, instance, **kwargs):
    if sender in index.sources():
        _refresh(sender, instance.pk)


def deleted(sender, instance, **kwargs):
    if sender in index.sources():
        pk = instance.pk
        transaction.on_commit(lambda: index.forget(sender, [pk]))


def _refresh(model, pk):
    source = index.sources()[model]
    rows = source.rows() if source.rows else model._default_manager.all()
    if obj := rows.filter(pk=pk).first():
        with transaction.atomic():
            index.refresh(obj)
