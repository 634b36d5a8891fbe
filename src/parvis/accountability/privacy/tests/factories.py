import datetime as dt

import factory
from factory.django import DjangoModelFactory

from parvis.accountability.privacy import choices, models


class DataSubjectRequestFactory(DjangoModelFactory):
    class Meta:
        model = models.DataSubjectRequest

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    right = choices.Right.ACCESS
    name = "Anne Dubois"
    email = factory.Sequence(lambda n: f"anne-{n}@exemple.invalid")
    received_on = dt.date(2026, 11, 16)
    due_on = dt.date(2026, 12, 16)


class PurgeRunFactory(DjangoModelFactory):
    class Meta:
        model = models.PurgeRun

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    prepared_by = factory.SubFactory("parvis.ground.accounts.tests.factories.UserFactory")
    planned = factory.LazyFunction(
        lambda: [{"model": "mailing.Message", "then": "anonymise", "months": 24, "count": 3}]
    )


class ErasureFactory(DjangoModelFactory):
    class Meta:
        model = models.Erasure

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    by = factory.SubFactory("parvis.ground.accounts.tests.factories.UserFactory")
