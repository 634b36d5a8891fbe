"""Every model of the product with the ways to make one: what the tests of conventions walk through.

An app's `tests/factories.py` is enough: each factory makes its model. An app that has several situations worth
comparing (published or not, own or not) names them there:

    CONVENTIONS = {Referral: [ReferralFactory, lambda: ReferralFactory(status=Status.PUBLISHED)]}
"""

from importlib import import_module
from importlib.util import find_spec
from inspect import isclass

from django.apps import apps
from factory.django import DjangoModelFactory


def app_configs():
    return [config for config in apps.get_app_configs() if config.name.startswith("parvis.")]


def models():
    """Every concrete model of the product."""
    return [m for config in app_configs() for m in config.get_models() if not m._meta.auto_created]


def makers():
    """model → callables that each make one row of it."""
    found = small_rows()
    for config in app_configs():
        if not find_spec(f"{config.name}.tests") or not find_spec(f"{config.name}.tests.factories"):
            continue
        module = import_module(f"{config.name}.tests.factories")
        for value in vars(module).values():
            if isclass(value) and issubclass(value, DjangoModelFactory) and value.__module__ == module.__name__:
                found.setdefault(value._meta.model, []).append(value)
        found |= getattr(module, "CONVENTIONS", {})
    return found


def small_rows():
    """Rows that no story needs a factory for."""
    from parvis.commons.people.models import NotDuplicates, PersonMerge
    from parvis.commons.people.tests.factories import PersonFactory
    from parvis.deliberation.referrals.choices import ResponseStatus
    from parvis.deliberation.referrals.models import Register, ServiceDraft
    from parvis.deliberation.referrals.tests.factories import ResponseFactory
    from parvis.ground.accounts.models import ConnectionLog
    from parvis.ground.authorities.tests.factories import AuthorityFactory
    from parvis.ground.core import clock
    from parvis.ground.mailing.models import PostBatch

    def pair():
        first = PersonFactory()
        return first, PersonFactory(authority=first.authority)

    def merge():
        kept, removed = pair()
        return PersonMerge.objects.create(authority=kept.authority, kept=kept, removed=removed)

    def apart():
        first, second = pair()
        return NotDuplicates.objects.create(authority=first.authority, first=first, second=second)

    def draft():
        return ServiceDraft.objects.create(
            response=ResponseFactory(), at=clock.now(), status=ResponseStatus.ACCEPTED, reasons="Oui."
        )

    return {
        ServiceDraft: [draft],
        ConnectionLog: [lambda: ConnectionLog.objects.create(authority=AuthorityFactory(), event="signed_in")],
        PostBatch: [lambda: PostBatch.objects.create(authority=AuthorityFactory(), made_at=clock.now())],
        PersonMerge: [merge],
        NotDuplicates: [apart],
        Register: [lambda: Register.objects.create(authority=AuthorityFactory(), year=2026)],
    }
