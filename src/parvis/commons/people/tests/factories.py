import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.commons.people import choices, models


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = models.Person

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    given_name = "Camille"
    family_name = factory.Sequence(lambda n: f"Dupuy-{n}")
    email = factory.Sequence(lambda n: f"camille-{n}@exemple.invalid")


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = models.Organisation

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    name = factory.Sequence(lambda n: f"Association des riverains {n}")


class PersonRoleFactory(DjangoModelFactory):
    class Meta:
        model = models.PersonRole

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory, authority=factory.SelfAttribute("..person.authority"))
    kind = choices.RoleKind.REPRESENTATIVE
    title = "Présidence"


class ElectedRoleFactory(PersonRoleFactory):
    """A seat on the authority's governing assembly."""

    organisation = None
    kind = choices.RoleKind.ELECTED
    title = "Conseillère communautaire"


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = models.Consent

    person = factory.SubFactory(PersonFactory)
    purpose = choices.Purpose.NAME
    given_at = factory.LazyFunction(timezone.now)
    proof = "Formulaire signé"


class PersonMergeFactory(DjangoModelFactory):
    """The trace of a merge of two records of one authority."""

    class Meta:
        model = models.PersonMerge

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    kept = factory.SubFactory(PersonFactory, authority=factory.SelfAttribute("..authority"))
    removed = factory.SubFactory(PersonFactory, authority=factory.SelfAttribute("..authority"))
