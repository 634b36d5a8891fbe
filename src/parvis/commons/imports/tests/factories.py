import factory
from factory.django import DjangoModelFactory

from parvis.commons.imports import models


class ImportBatchFactory(DjangoModelFactory):
    class Meta:
        model = models.ImportBatch

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    importer_key = "people"
    filename = "membres.csv"
    by = factory.SubFactory("parvis.ground.accounts.tests.factories.UserFactory")
