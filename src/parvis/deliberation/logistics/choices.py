"""What an event needs, the life of each need, and the delays by which it must be settled (K05)."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.deliberation.meetings.choices import NEEDS
from parvis.deliberation.meetings.choices import NeedKind as AskedKind


class Kind(models.TextChoices):
    """What may be needed so that an event takes place."""

    ROOM = "room", _("salle")
    CATERING = "catering", _("repas et boissons")
    AUDIOVISUAL = "audiovisual", _("sonorisation et image")
    TRANSPORT = "transport", _("transport")
    CHILDCARE = "childcare", _("garde d’enfants")
    INTERPRETING = "interpreting", _("interprétation en langue des signes")
    CAPTIONING = "captioning", _("transcription écrite")
    PRINTING = "printing", _("impression")
    SIGNAGE = "signage", _("signalétique")
    SECURITY = "security", _("ouverture et gardiennage")
    CLEANING = "cleaning", _("nettoyage")
    SPEAKER = "speaker", _("intervention")
    EQUIPMENT = "equipment", _("matériel")
    OTHER = "other", _("autre besoin")


class Status(models.TextChoices):
    DRAFT = "draft", _("à demander")
    REQUESTED = "requested", _("demandé")
    CONFIRMED = "confirmed", _("confirmé")
    DELIVERED = "delivered", _("livré")
    SETTLED = "settled", _("soldé")
    REFUSED = "refused", _("refusé")
    CANCELLED = "cancelled", _("annulé")


TO_CONFIRM = (Status.DRAFT, Status.REQUESTED)
"""Nobody has said yes yet."""

UNSECURED = (*TO_CONFIRM, Status.REFUSED)
"""Nobody said yes: red when the day is near."""

OPEN = (*TO_CONFIRM, Status.CONFIRMED, Status.DELIVERED)
"""Something is still to be done with it."""

ORDERED = (Status.REQUESTED, Status.CONFIRMED)
"""Somebody outside works on it: they are told when the event moves."""

SECURED = (Status.CONFIRMED, Status.DELIVERED, Status.SETTLED)

STEPS = {
    "request": ({Status.DRAFT}, Status.REQUESTED),
    "confirm": ({Status.DRAFT, Status.REQUESTED}, Status.CONFIRMED),
    "refuse": ({Status.REQUESTED, Status.CONFIRMED}, Status.REFUSED),
    "reconsider": ({Status.REFUSED}, Status.DRAFT),
    "ask_again": ({Status.CONFIRMED}, Status.REQUESTED),
    "deliver": ({Status.CONFIRMED}, Status.DELIVERED),
    "settle": ({Status.DELIVERED}, Status.SETTLED),
    "cancel": ({*TO_CONFIRM, Status.CONFIRMED, Status.REFUSED}, Status.CANCELLED),
}

TONES = {
    Status.DRAFT: "wait", Status.REQUESTED: "wait", Status.CONFIRMED: "set", Status.DELIVERED: "go",
    Status.SETTLED: "done", Status.REFUSED: "late", Status.CANCELLED: "off",
}  # fmt: skip

SECURED_BEFORE = dt.timedelta(days=7)
"""Seven days before the event, what is not confirmed is red (K05)."""

PRESSING = dt.timedelta(days=3)
"""What is due so soon and not confirmed is red too."""

LINK_LASTS = dt.timedelta(days=7)
"""How long after the event a supplier's private link still opens."""

USUAL_NEEDS = (
    (Kind.ROOM, "Réservation de la salle", 30),
    (Kind.AUDIOVISUAL, "Micros, sonorisation et écran", 15),
    (Kind.CATERING, "Repas", 10),
    (Kind.SECURITY, "Ouverture et fermeture de la salle", 10),
    (Kind.PRINTING, "Dossiers des participants", 7),
    (Kind.SIGNAGE, "Fléchage depuis l’arrêt et le parking", 7),
    (Kind.CLEANING, "Nettoyage après la séance", 7),
)
"""The template that every authority starts with: kind, words, days before the event."""


class Right(models.TextChoices):
    """Whether a speaker lets the authority show their slides or their image."""

    ASKED = "asked", _("demandé")
    GRANTED = "granted", _("accordé")
    REFUSED = "refused", _("refusé")


COUNTED = {kind: NEEDS[kind] for kind in (AskedKind.DIET, AskedKind.ALLERGY)}
"""What a caterer is told, as people are asked: how many, never who."""
