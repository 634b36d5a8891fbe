"""States, paths and codes of what is written together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TextKind(models.TextChoices):
    OPINION = "opinion", "avis"
    MINUTES = "minutes", "compte rendu"
    SYNTHESIS = "synthesis", "synthèse"
    CONTRIBUTION = "contribution", "contribution"
    REPORT = "report", "rapport"
    PLAIN_LANGUAGE = "plain_language", "version facile à lire"


OF_A_SESSION = (TextKind.MINUTES, TextKind.SYNTHESIS, TextKind.CONTRIBUTION)
"""What is written of a session that somebody facilitates."""


OWN_PAGE = (TextKind.SYNTHESIS, TextKind.CONTRIBUTION, TextKind.REPORT)
"""What has a public page of its own, when no other record decides of it."""


class Status(models.TextChoices):
    DRAFTING = "drafting", "en cours d’écriture"
    COMMENTING = "commenting", "ouvert aux commentaires"
    FINAL = "final", "version du rapporteur"
    VOTING = "voting", "soumis au vote"
    ADOPTED = "adopted", "adopté"
    PUBLISHED = "published", "publié"


OPEN = (Status.DRAFTING, Status.COMMENTING, Status.FINAL)
"""States in which the text still changes."""

UNLOCKED = (*OPEN, Status.VOTING)

LOCKED = (Status.ADOPTED, Status.PUBLISHED)

STEPS = {
    "open_comments": ({Status.DRAFTING, Status.FINAL}, Status.COMMENTING),
    "close_comments": ({Status.COMMENTING}, Status.FINAL),
    "return_to_drafting": ({Status.COMMENTING, Status.FINAL}, Status.DRAFTING),
    "open_written_procedure": (set(OPEN), Status.VOTING),
    "close_written_procedure": ({Status.VOTING}, Status.FINAL),
    "adopt_text": (set(OPEN), Status.ADOPTED),
    "publish_text": ({Status.ADOPTED}, Status.PUBLISHED),
}

TONES = {
    Status.DRAFTING: "go",
    Status.COMMENTING: "wait",
    Status.FINAL: "go",
    Status.VOTING: "wait",
    Status.ADOPTED: "done",
    Status.PUBLISHED: "done",
}


class Outcome(models.TextChoices):
    OPEN = "open", "à examiner"
    TAKEN_UP = "taken_up", "repris"
    REFUSED = "refused", "non repris"


OUTCOME_TONES = {Outcome.OPEN: "wait", Outcome.TAKEN_UP: "done", Outcome.REFUSED: "off"}


class NoteKind(models.TextChoices):
    VERBATIM = "verbatim", "parole"
    IDEA = "idea", "idée"
    FOR = "for", "argument pour"
    AGAINST = "against", "argument contre"
    QUESTION = "question", "question"
    EMOTION = "emotion", "ressenti"


class AdoptionMode(models.TextChoices):
    PLENARY = "plenary", _("en séance plénière")
    WRITTEN = "written", _("par procédure écrite")


class VoteChoice(models.TextChoices):
    FOR = "for", "pour"
    AGAINST = "against", "contre"
    ABSTENTION = "abstention", "abstention"
