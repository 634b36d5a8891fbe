"""Channels, states and paths of a message."""

from django.db import models


class Channel(models.TextChoices):
    EMAIL = "email", "courriel"
    SMS = "sms", "SMS"
    POST = "post", "courrier postal"
    NONE = "none", "aucun envoi"


class Frequency(models.TextChoices):
    NOW = "now", "tout de suite"
    DAILY = "daily", "une fois par jour, en un seul message"


class Status(models.TextChoices):
    WAITING = "waiting", "en attente"
    HELD = "held", "gardé pour le résumé du jour"
    SENDING = "sending", "en cours d’envoi"
    SENT = "sent", "parti"
    TO_PRINT = "to_print", "à imprimer"
    PRINTED = "printed", "imprimé"
    DIGESTED = "digested", "dans le résumé du jour"
    FAILED = "failed", "échec"
    BOUNCED = "bounced", "revenu"
    STOPPED = "stopped", "arrêté par la personne"
    CANCELLED = "cancelled", "annulé"


BACK_OFF_MINUTES = (1, 5, 30, 120, 720)
"""How long a message waits after each failure before the next try; after the last one it is failed."""

LEASE_MINUTES = 10
"""A message still « sending » after that was left by a dead worker: it is taken up again, once."""
