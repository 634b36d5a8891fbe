"""States of an import and of its lines."""

from django.db import models


class Status(models.TextChoices):
    UPLOADED = "uploaded", "à rapprocher"
    CHECKED = "checked", "vérifié"
    WRITTEN = "written", "écrit"
    UNDONE = "undone", "défait"
    DISCARDED = "discarded", "abandonné"


STEPS = {
    "match": ({Status.UPLOADED, Status.CHECKED}, Status.CHECKED),
    "confirm": ({Status.CHECKED}, Status.WRITTEN),
    "undo": ({Status.WRITTEN}, Status.UNDONE),
    "discard": ({Status.UPLOADED, Status.CHECKED}, Status.DISCARDED),
}


class Outcome(models.TextChoices):
    """What a line gives: a new record, nothing because it is already there, or an error."""

    PENDING = "pending", "pas encore lue"
    NEW = "new", "nouvelle"
    PRESENT = "present", "déjà présente"
    ERROR = "error", "en erreur"
