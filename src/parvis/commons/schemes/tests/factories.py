import datetime as dt

import factory
from factory.django import DjangoModelFactory

from parvis.commons.schemes import models
from parvis.ground.authorities.choices import TIME_LIMITED, Persona


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = models.Theme

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    name = factory.Sequence(lambda n: f"Thème {n}")


class SchemeFactory(DjangoModelFactory):
    """A bare scheme, for the tests of what all kinds share."""

    class Meta:
        model = models.Scheme

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    name = factory.Sequence(lambda n: f"Dispositif {n}")


class SchemeRoleFactory(DjangoModelFactory):
    class Meta:
        model = models.SchemeRole

    scheme = factory.SubFactory(SchemeFactory)
    authority = factory.SelfAttribute("scheme.authority")
    user = factory.SubFactory("parvis.ground.accounts.tests.factories.UserFactory")
    persona = Persona.OFFICER
    starts_on = dt.date(2020, 1, 1)
    ends_on = factory.LazyAttribute(lambda r: dt.date(2099, 1, 1) if r.persona in TIME_LIMITED else None)


def user_on(persona, scheme, **role):
    """A user who holds one role on the scheme, and none elsewhere."""
    return SchemeRoleFactory(scheme=scheme, persona=persona, **role).user
