"""States of requests and purges (life cycle B.17), and the rights one may exercise."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Right(models.TextChoices):
    """RGPD, articles 15 to 21."""

    ACCESS = "access", _("accéder à mes données")
    RECTIFICATION = "rectification", _("corriger mes données")
    ERASURE = "erasure", _("effacer mes données")
    RESTRICTION = "restriction", _("limiter l’usage de mes données")
    OBJECTION = "objection", _("m’opposer à l’usage de mes données")
    PORTABILITY = "portability", _("recevoir mes données dans un format réutilisable")


class Status(models.TextChoices):
    RECEIVED = "received", "reçue"
    IDENTITY_CHECK = "identity_check", "identité à vérifier"
    IN_PROGRESS = "in_progress", "en cours"
    EXTENDED = "extended", "délai prolongé"
    ANSWERED = "answered", "réponse donnée"
    REFUSED = "refused", "refusée"
    CLOSED = "closed", "close"


OPEN = (Status.RECEIVED, Status.IDENTITY_CHECK, Status.IN_PROGRESS, Status.EXTENDED)

STEPS = {
    "check_identity": ({Status.RECEIVED, Status.IN_PROGRESS}, Status.IDENTITY_CHECK),
    "take": ({Status.RECEIVED, Status.IDENTITY_CHECK}, Status.IN_PROGRESS),
    "extend": ({Status.IN_PROGRESS}, Status.EXTENDED),
    "answer": ({Status.IN_PROGRESS, Status.EXTENDED}, Status.ANSWERED),
    "refuse": ({Status.RECEIVED, Status.IDENTITY_CHECK, Status.IN_PROGRESS, Status.EXTENDED}, Status.REFUSED),
    "close": ({Status.ANSWERED, Status.REFUSED}, Status.CLOSED),
}


class PurgeStatus(models.TextChoices):
    PREPARED = "prepared", "à approuver"
    DONE = "done", "faite"
    DISCARDED = "discarded", "abandonnée"


PURGE_STEPS = {
    "approve_purge": ({PurgeStatus.PREPARED}, PurgeStatus.DONE),
    "discard_purge": ({PurgeStatus.PREPARED}, PurgeStatus.DISCARDED),
}

ANSWER, EXTENSION = "data_request.answer", "data_request.extension"

LEGAL_RULES = (
    {
        "code": ANSWER, "label": "Délai de réponse à une demande sur ses données", "value": 1, "unit": "months",
        "valid_from": "2018-05-25", "source": "RGPD, art. 12 § 3", "standing": "law",
    },
    {
        "code": EXTENSION, "label": "Prolongation de ce délai, si la demande est complexe", "value": 2,
        "unit": "months", "valid_from": "2018-05-25", "source": "RGPD, art. 12 § 3", "standing": "law",
    },
)  # fmt: skip
