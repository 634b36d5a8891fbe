"""States of a commitment and of its reviews. `late` is computed, never stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    TO_DO = "to_do", _("à faire")
    IN_PROGRESS = "in_progress", _("en cours")
    DONE = "done", _("tenu")
    ABANDONED = "abandoned", _("abandonné")


OPEN = (Status.TO_DO, Status.IN_PROGRESS)

STEPS = {
    "start": ({Status.TO_DO}, Status.IN_PROGRESS),
    "complete": ({Status.TO_DO, Status.IN_PROGRESS}, Status.DONE),
    "abandon": ({Status.TO_DO, Status.IN_PROGRESS}, Status.ABANDONED),
    "reopen": ({Status.DONE, Status.ABANDONED}, Status.IN_PROGRESS),
}


class ReviewState(models.TextChoices):
    """What a review found."""

    ON_TRACK = "on_track", "en bonne voie"
    SLOW = "slow", "prend du retard"
    BLOCKED = "blocked", "bloqué"
    KEPT = "kept", "tenu"
    GIVEN_UP = "given_up", "abandonné"


REVIEW_RULES = ("commitment.review.1", "commitment.review.2", "commitment.review.3")
"""Legal rules that hold the months after which a promise is looked at again."""

LEGAL_RULES = tuple(
    {
        "code": code, "label": f"Revue d’un engagement, {rank}", "value": months, "unit": "months",
        "valid_from": "2020-01-01", "source": "Usage proposé : revues à six, douze et vingt-quatre mois",
        "standing": "proposal",
    }
    for code, rank, months in zip(REVIEW_RULES, ("première", "deuxième", "troisième"), (6, 12, 24), strict=True)
)  # fmt: skip
