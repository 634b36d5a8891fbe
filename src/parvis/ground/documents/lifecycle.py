"""The verbs of files and documents: hand over, describe, make public, remove, produce, rewrite the texts."""

import hashlib
import io
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.core.html import clean
from parvis.ground.journal.acts import record

from . import uploads
from .choices import ANY, BY_TYPE
from .kinds import FORMATS, kind_of
from .models import DocumentTemplate, ProducedDocument, StoredFile
from .texts import EDITABLE, in_force, unknown_words
from .writers import FORMATS as WRITERS
from .writers import write


def store(upload, *, authority, by, owner=None, title="", alternative="", public=False, accepted=ANY):
    """Keep a file that somebody hands over, private unless told otherwise. `Refused` when it is not acceptable."""
    content_type = getattr(upload, "checked_type", "") or uploads.check(upload, accepted=accepted)
    name = uploads.clean_name(upload.name)
    stored = StoredFile(
        authority=authority,
        owner=owner,
        title=(title or name.rpartition(".")[0])[:200],
        original_name=name,
        content_type=content_type,
        size=upload.size,
        sha256=fingerprint(upload),
        is_public=public,
        alternative=alternative,
        uploaded_by=by,
        stored_at=clock.now(),
    )
    with kept(stored, upload, BY_TYPE[content_type].extensions[0]):
        record(owner or stored, "store_file", by=by, facts={"file": stored.pk, "sha256": stored.sha256})
    return stored


@transaction.atomic
def attach(stored, owner, *, by):
    """Give a file that was handed over alone to the record it belongs to. `Refused` when it belongs to another."""
    _change(stored, {"owner_id": None}, owner_type=_type_of(owner), owner_id=owner.pk)
    stored.owner = owner
    record(owner, "store_file", by=by, facts={"file": stored.pk, "sha256": stored.sha256})


@transaction.atomic
def describe(stored, *, by, title, alternative):
    """Give a file its title and its accessible equivalent (RGAA 13.3)."""
    _change(stored, {}, title=title, alternative=alternative)
    record(stored.owner or stored, "describe_file", by=by, facts={"file": stored.pk})


@transaction.atomic
def publish_file(stored, *, by):
    """Let everybody who sees the record read the file. `Refused` without an accessible version (RGAA 13.3)."""
    if not stored.is_accessible:
        raise Refused("Ajoutez l’équivalent accessible du fichier avant de le rendre public.")
    _change(stored, {"is_public": False}, is_public=True)
    record(stored.owner or stored, "publish_file", by=by, facts={"file": stored.pk})


@transaction.atomic
def withdraw_file(stored, *, by):
    """Make a public file private again."""
    _change(stored, {"is_public": True}, is_public=False)
    record(stored.owner or stored, "withdraw_file", by=by, facts={"file": stored.pk})


@transaction.atomic
def remove(stored, *, by):
    """Take a file away. `Refused` for a document that the product wrote: it is the proof of what was handed out."""
    if ProducedDocument.objects.filter(stored=stored).exists():
        raise Refused("Un document produit se conserve : produisez-en une nouvelle version.")
    record(stored.owner or stored, "remove_file", by=by, facts={"file": stored.pk, "sha256": stored.sha256})
    file = stored.file
    stored.delete()
    transaction.on_commit(lambda: file.storage.delete(file.name))


def produce(document, *, kind, about, by, formats=None, template=None, public=False):
    """Write a document in each format, keep the files with their fingerprints, and say who asked.

    `about` is the record it speaks of, `kind` the code of its `DocumentKind`, `template` the texts it was made with
    (`Texts.template`). The writers take up to a second: call it before opening a long transaction. `Refused` names
    the passage that cannot be made accessible; then nothing is kept.
    """
    now = clock.now()
    codes = formats or kind_of(kind).formats or FORMATS
    written = [(code, write(document, code, at=now)) for code in codes]
    with transaction.atomic():
        produced = [
            _keep(document, code, content, kind=kind, about=about, by=by, template=template, public=public, at=now)
            for code, content in written
        ]
        facts = {"kind": kind, "files": {p.format: p.sha256 for p in produced}, "version": produced[0].template_version}
        record(about, "produce_document", by=by, facts=facts)
    return produced


def _keep(document, code, content, *, kind, about, by, template, public, at):
    form = WRITERS[code]
    stored = StoredFile(
        authority_id=about.authority_id,
        owner=about,
        title=document.title[:200],
        original_name=f"{kind}.{form.extension}",
        content_type=form.content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        is_public=public,
        uploaded_by=by,
        stored_at=at,
    )
    with kept(stored, ContentFile(content), form.extension):
        return ProducedDocument.objects.create(
            authority_id=about.authority_id,
            kind=kind,
            about=about,
            format=code,
            stored=stored,
            fingerprint=document.fingerprint,
            template=template,
            produced_by=by,
            produced_at=at,
        )


def edit_template(authority, kind, *, by, over, **texts):
    """Write the next version of an authority's texts for a kind of document; what is not given stays as it was.

    `over` is the version that was being read (0 for the product's own texts). `Refused` when somebody wrote another
    in between, or when a text holds a word in braces that cannot be filled.
    """
    declared = kind_of(kind)
    values = in_force(declared, DocumentTemplate.objects.current(authority, kind))
    parts = {code: clean(text) for code, text in (values["parts"] | texts.pop("parts", {})).items()}
    _refuse_unknown_words(declared, parts)
    values |= {name: text for name, text in texts.items() if name in EDITABLE} | {"parts": parts}
    try:
        with transaction.atomic():
            template = DocumentTemplate.objects.create(
                authority=authority, kind=kind, version=over + 1, edited_by=by, edited_at=clock.now(), **values
            )
            record(template, "edit_template", by=by, facts={"kind": kind, "version": template.version})
    except IntegrityError as error:
        raise Refused("Quelqu’un vient de modifier ce modèle : rechargez la page pour voir sa version.") from error
    return template


@contextmanager
def kept(stored, content, extension):
    """Write the file, then its row with whatever the caller adds; if the rows fail, the file goes away again."""
    stored.file.save(f"x.{extension}", content, save=False)
    try:
        with transaction.atomic():
            stored.save()
            yield stored
    except BaseException:
        stored.file.storage.delete(stored.file.name)
        raise


def fingerprint(file):
    """The SHA-256 of a file, read piece by piece."""
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(io.DEFAULT_BUFFER_SIZE * 8):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def _change(stored, expected, **values):
    if not StoredFile.objects.filter(pk=stored.pk, **expected).update(**values):
        raise Refused("Ce fichier vient d’être modifié par quelqu’un d’autre. Rechargez la page.")
    for name, value in values.items():
        setattr(stored, name, value)


def _type_of(owner):
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(owner)


def _refuse_unknown_words(kind, parts):
    for code, text in parts.items():
        if unknown := unknown_words(kind, text):
            known = ", ".join(f"{{{word}}}" for word, _ in kind.words) or "aucun"
            raise Refused(
                f"« {kind.part(code).label} » contient un mot entre accolades que Parvis ne sait pas remplir : "
                f"{{{unknown[0]}}}. Mots possibles : {known}."
            )
