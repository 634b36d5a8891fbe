"""States and kinds of sessions, recoveries, trips, Saturday agreements and claims."""

from django.db import models


class Kind(models.TextChoices):
    """What a session is paid as, from its day and its hours."""

    ORDINARY = "ordinary", "en journée"
    EVENING = "evening", "soirée"
    SATURDAY = "saturday", "samedi"
    SUNDAY = "sunday", "dimanche ou jour férié"


class SessionStatus(models.TextChoices):
    PLANNED = "planned", "prévue"
    DONE = "done", "faite"
    CREDITED = "credited", "créditée"
    CANCELLED = "cancelled", "annulée"


WORKED = (SessionStatus.DONE, SessionStatus.CREDITED)
HELD = (SessionStatus.PLANNED, *WORKED)
"""Those that count for a Saturday: to come or worked."""

SESSION_STEPS = {
    "do": ({SessionStatus.PLANNED}, SessionStatus.DONE),
    "credit": ({SessionStatus.DONE}, SessionStatus.CREDITED),
    "correct": ({SessionStatus.CREDITED}, SessionStatus.CREDITED),
    "cancel": ({SessionStatus.PLANNED}, SessionStatus.CANCELLED),
}


class UseStatus(models.TextChoices):
    PLANNED = "planned", "posée"
    TAKEN = "taken", "prise"
    CANCELLED = "cancelled", "annulée"


USE_STEPS = {
    "take": ({UseStatus.PLANNED}, UseStatus.TAKEN),
    "give_back": ({UseStatus.PLANNED, UseStatus.TAKEN}, UseStatus.CANCELLED),
}


class AgreementStatus(models.TextChoices):
    ASKED = "asked", "demandé"
    GRANTED = "granted", "donné"
    REFUSED = "refused", "refusé"
    WITHDRAWN = "withdrawn", "retiré"


STANDING = (AgreementStatus.ASKED, AgreementStatus.GRANTED)
ANSWERED = (AgreementStatus.GRANTED, AgreementStatus.REFUSED)

AGREEMENT_STEPS = {
    "grant": ({AgreementStatus.ASKED}, AgreementStatus.GRANTED),
    "refuse": ({AgreementStatus.ASKED}, AgreementStatus.REFUSED),
    "withdraw": ({AgreementStatus.ASKED}, AgreementStatus.WITHDRAWN),
}


class Vehicle(models.TextChoices):
    PERSONAL = "personal", "véhicule personnel"
    SERVICE = "service", "véhicule de service"
    SHARED = "shared", "covoiturage, à bord d’un autre véhicule"
    TRANSIT = "transit", "transport en commun"
    BICYCLE = "bicycle", "vélo"


class ClaimStatus(models.TextChoices):
    DRAFT = "draft", "brouillon"
    SUBMITTED = "submitted", "à vérifier"
    ACCEPTED = "accepted", "accepté"
    REFUSED = "refused", "refusé"


CLAIM_STEPS = {
    "submit": ({ClaimStatus.DRAFT}, ClaimStatus.SUBMITTED),
    "take_back": ({ClaimStatus.SUBMITTED}, ClaimStatus.DRAFT),
    "accept": ({ClaimStatus.SUBMITTED}, ClaimStatus.ACCEPTED),
    "refuse": ({ClaimStatus.SUBMITTED}, ClaimStatus.REFUSED),
}


class LineKind(models.TextChoices):
    """What a member may have paid to come."""

    MILEAGE = "mileage", "trajet en véhicule personnel"
    TRANSIT = "transit", "transport en commun, péage ou stationnement"
    MEAL = "meal", "repas"
    CHILDCARE = "childcare", "garde d’enfant ou d’un proche"
    OTHER = "other", "autre"


DAY_MINUTES = 24 * 60
LONGEST = 16 * 60
"""No session lasts longer: beyond, an hour was typed on the wrong day."""

KEPT_MONTHS = 60
"""Hours, recoveries and trips are kept five years; what is older no longer counts in a balance."""
