import datetime as dt

import factory
from factory.django import DjangoModelFactory

from parvis.commons.commitments import models


class CommitmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Commitment

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    title = factory.Sequence(lambda n: f"Étendre la navette du soir, tranche {n}")
    department = factory.SubFactory(
        "parvis.ground.authorities.tests.factories.DepartmentFactory", authority=factory.SelfAttribute("..authority")
    )
    promised_on = dt.date(2026, 1, 15)
    due_on = dt.date(2027, 6, 30)


class ProgressReportFactory(DjangoModelFactory):
    class Meta:
        model = models.ProgressReport

    commitment = factory.SubFactory(CommitmentFactory)
    text = "Les horaires sont fixés avec le transporteur."


class CommitmentReviewFactory(DjangoModelFactory):
    class Meta:
        model = models.CommitmentReview

    commitment = factory.SubFactory(CommitmentFactory)
    due_on = dt.date(2026, 7, 15)
