import hashlib

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from parvis.ground.core import clock
from parvis.ground.documents import models


class StoredFileFactory(DjangoModelFactory):
    class Meta:
        model = models.StoredFile

    class Params:
        content = b"%PDF-1.7 ..."

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    title = factory.Sequence(lambda n: f"Annexe {n}")
    original_name = "annexe.pdf"
    content_type = "application/pdf"
    size = factory.LazyAttribute(lambda f: len(f.content))
    sha256 = factory.LazyAttribute(lambda f: hashlib.sha256(f.content).hexdigest())
    file = factory.LazyAttribute(lambda f: ContentFile(f.content, f.original_name))
    stored_at = factory.LazyFunction(clock.now)


class DocumentTemplateFactory(DjangoModelFactory):
    class Meta:
        model = models.DocumentTemplate

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    kind = "test_letter"
    version = 1
    edited_at = factory.LazyFunction(clock.now)


class ProducedDocumentFactory(DjangoModelFactory):
    class Meta:
        model = models.ProducedDocument

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    kind = "test_letter"
    about = factory.SelfAttribute("authority")
    format = "pdf"
    stored = factory.SubFactory(
        StoredFileFactory,
        authority=factory.SelfAttribute("..authority"),
        owner=factory.SelfAttribute("..about"),
    )
    fingerprint = "0" * 64
    produced_at = factory.LazyFunction(clock.now)
