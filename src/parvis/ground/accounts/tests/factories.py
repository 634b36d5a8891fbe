import factory
from factory.django import DjangoModelFactory

from parvis.ground.accounts.models import User


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"personne-{n}@exemple.invalid")
    name = factory.Sequence(lambda n: f"Personne {n}")


def user_with(persona, authority, **role):
    """A user who holds one role on the authority."""
    from parvis.ground.authorities.tests.factories import RoleFactory

    return RoleFactory(authority=authority, persona=persona, **role).user
