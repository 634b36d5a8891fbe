import datetime as dt

import factory
from factory.django import DjangoModelFactory

from parvis.ground.authorities import choices, models


class AuthorityFactory(DjangoModelFactory):
    class Meta:
        model = models.Authority
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"ville-{n}")
    name = factory.LazyAttribute(lambda a: f"Ville de {a.slug}")
    short_name = factory.LazyAttribute(lambda a: a.slug)
    kind = choices.AuthorityKind.COMMUNE
    population = 66_200
    host = factory.RelatedFactory(
        "parvis.ground.authorities.tests.factories.HostFactory", factory_related_name="authority"
    )


class HostFactory(DjangoModelFactory):
    class Meta:
        model = models.Host

    authority = factory.SubFactory(AuthorityFactory, host=None)
    name = factory.LazyAttribute(lambda h: f"{h.authority.slug}.localhost")
    is_primary = True


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Department

    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence(lambda n: f"Service {n}")


class TerritoryFactory(DjangoModelFactory):
    class Meta:
        model = models.Territory

    authority = factory.SubFactory(AuthorityFactory)
    kind = choices.TerritoryKind.COMMUNE
    name = factory.Sequence(lambda n: f"Commune {n}")


class VenueFactory(DjangoModelFactory):
    class Meta:
        model = models.Venue

    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence(lambda n: f"Salle {n}")


class LegalActFactory(DjangoModelFactory):
    class Meta:
        model = models.LegalAct

    authority = factory.SubFactory(AuthorityFactory)
    kind = choices.ActKind.RESOLUTION
    number = factory.Sequence(lambda n: f"2026-{n:03}")
    date = dt.date(2026, 6, 25)
    title = "Création de l’instance"


class LegalRuleFactory(DjangoModelFactory):
    class Meta:
        model = models.LegalRule

    code = factory.Sequence(lambda n: f"rule_{n}")
    label = "Règle"
    value = 3
    unit = choices.RuleUnit.MONTHS
    valid_from = dt.date(2000, 1, 1)
    source = "Règlement intérieur"


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = models.Role

    authority = factory.SubFactory(AuthorityFactory)
    user = factory.SubFactory("parvis.ground.accounts.tests.factories.UserFactory")
    persona = choices.Persona.OFFICER
    starts_on = dt.date(2020, 1, 1)
    ends_on = factory.LazyAttribute(lambda r: dt.date(2099, 1, 1) if r.persona in choices.TIME_LIMITED else None)


class TermFactory(DjangoModelFactory):
    class Meta:
        model = models.Term

    authority = factory.SubFactory(AuthorityFactory)
    name = "2026-2032"
    starts_on = dt.date(2026, 3, 29)
    ends_on = dt.date(2032, 3, 28)


class ElectionFactory(DjangoModelFactory):
    class Meta:
        model = models.Election

    authority = factory.SubFactory(AuthorityFactory)
    name = "Élections municipales"
    first_round = dt.date(2026, 3, 15)
    second_round = dt.date(2026, 3, 22)


class AvoidedPeriodFactory(DjangoModelFactory):
    class Meta:
        model = models.AvoidedPeriod

    authority = factory.SubFactory(AuthorityFactory)
    label = "Vacances de Noël"
    zone = "B"
    starts_on = dt.date(2026, 12, 19)
    ends_on = dt.date(2027, 1, 3)


class DelegationFactory(DjangoModelFactory):
    class Meta:
        model = models.Delegation

    authority = factory.SubFactory(AuthorityFactory)
    principal = factory.SubFactory("parvis.ground.accounts.tests.factories.UserFactory")
    delegate = factory.SubFactory("parvis.ground.accounts.tests.factories.UserFactory")
    act = models.Delegation.Act.SUBMIT
    starts_on = dt.date(2026, 4, 1)


class BreakGlassFactory(DjangoModelFactory):
    class Meta:
        model = models.BreakGlass

    authority = factory.SubFactory(AuthorityFactory)
    user = factory.SubFactory("parvis.ground.accounts.tests.factories.UserFactory")
    reason = "Fiche introuvable pendant une demande d’effacement"
    starts_at = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)
    ends_at = dt.datetime(2026, 11, 16, 10, tzinfo=dt.UTC)


CONVENTIONS = {
    models.LegalRule: [LegalRuleFactory, lambda: LegalRuleFactory(authority=AuthorityFactory())],
}
