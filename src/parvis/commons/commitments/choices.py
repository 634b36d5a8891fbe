"""States of a commitment and of its reviews. `late` is computed, never stored."""

from django.db import models


class Status(models.TextChoices):
    TO_DO = "to_do", "à faire"
    IN_PROGRESS = "in_progress", "en cours"
    DONE = "done", "tenu"
    ABANDONED = "abandoned", "abandonné"


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
