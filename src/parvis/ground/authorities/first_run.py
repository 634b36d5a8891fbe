"""The first day of an installation without demonstration: its first authority, and the person who opens it."""

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from parvis.ground.core.errors import Refused

from . import lifecycle
from .choices import Persona
from .models import Authority

FIRST_ROLES = (Persona.OFFICER, Persona.ADMIN)
"""On the first day one person sets up and works; they then grant the roles to others."""


def is_open():
    """Whether the first-run page may be used: only while there is no authority."""
    return not Authority.objects.exists()


@transaction.atomic
def open_first_authority(*, officer_email, officer_name, **authority):
    """The first authority with its host, its legal rules and its first officer; returns both.

    `Refused` when somebody was quicker: the page closes with the first authority.
    """
    # Two people who press at once: the second waits here, then finds the page closed.
    ContentType.objects.select_for_update().get_or_create(app_label="authorities", model="authority")
    if not is_open():
        raise Refused("Une collectivité vient d’être créée : cette page est fermée.")
    return open_authority(officer_email=officer_email, officer_name=officer_name, **authority)


@transaction.atomic
def open_authority(*, officer_email, officer_name, **authority):
    """An authority with its host, its legal rules and its first officer; returns both."""
    opened = lifecycle.create_authority(**authority)
    officer = _account(officer_email, officer_name)
    for persona in FIRST_ROLES:
        lifecycle.grant_role(opened, user=officer, persona=persona, by=None)
    return opened, officer


def _account(email, name):
    accounts = get_user_model().objects
    return accounts.filter(email=email.lower()).first() or accounts.create_user(email, name=name)
