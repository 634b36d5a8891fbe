"""Codes of schemes."""

from django.db import models


class Source(models.TextChoices):
    """Where a role on a scheme comes from: granted by somebody, or the consequence of a seat in a body."""

    GRANT = "grant", "attribué"
    MEMBERSHIP = "membership", "mandat dans l’instance"
