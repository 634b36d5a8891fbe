"""Channels, states and paths of a message."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    EMAIL = "email", "courriel"
    SMS = "sms", "SMS"
    POST = "post", "courrier postal"
    NONE = "none", "aucun envoi"


class Frequency(models.TextChoices):
    NOW = "now", _("tout de suite")
    DAILY = "daily", _("une fois par jour, en un seul message")


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


STEPS = {
    "resend": ({Status.FAILED, Status.BOUNCED, Status.SENT}, Status.WAITING),
    "cancel": (
        {Status.WAITING, Status.HELD, Status.TO_PRINT, Status.FAILED, Status.BOUNCED},
        Status.CANCELLED,
    ),
    "write_by_post": ({Status.FAILED, Status.BOUNCED, Status.CANCELLED}, Status.TO_PRINT),
}
"""What officers do with a message; the rest is done by the worker and by post batches."""

TONES = {
    Status.WAITING: "wait", Status.HELD: "wait", Status.TO_PRINT: "wait", Status.SENDING: "go", Status.PRINTED: "go",
    Status.SENT: "done", Status.DIGESTED: "done", Status.FAILED: "late", Status.BOUNCED: "late",
    Status.STOPPED: "off", Status.CANCELLED: "off",
}  # fmt: skip

DIGEST = "digest"
"""Key of the summary of the day."""

BACK_OFF_MINUTES = (1, 5, 30, 120, 720)
"""How long a message waits after each failure before the next try; after the last one it is failed."""

MOST_LETTERS = 300
"""Letters printed in one batch: the PDF of more would be long to make and to handle."""
