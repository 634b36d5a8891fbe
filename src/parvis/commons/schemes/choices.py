"""Codes of schemes."""

from django.db import models

from parvis.ground.authorities.choices import Persona

GRANTABLE = (
    Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR, Persona.CABINET, Persona.AGENT, Persona.FACILITATOR,
    Persona.PARTNER, Persona.MUNICIPALITY, Persona.MODERATOR, Persona.AUDITOR, Persona.CONTRACTOR,
)  # fmt: skip
"""Roles that somebody gives on a scheme. Members and chairs get theirs from their seat in the body."""


class Source(models.TextChoices):
    """Where a role on a scheme comes from: granted by somebody, or the consequence of a seat in a body."""

    GRANT = "grant", "attribué"
    MEMBERSHIP = "membership", "mandat dans l’instance"
