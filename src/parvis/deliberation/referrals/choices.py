"""The whole life of a referral (part B.2): states, paths, and the codes of answers and reviews."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    REFERRAL = "referral", _("saisine")
    SELF_REFERRAL = "self_referral", _("auto-saisine")
    COMPULSORY = "compulsory", _("consultation obligatoire")


class Status(models.TextChoices):
    DRAFT = "draft", _("brouillon")
    SUBMITTED = "submitted", _("transmise à l’instance")
    ADMITTED = "admitted", _("acceptée")
    IN_PROGRESS = "in_progress", _("en cours d’examen")
    OPINION_DRAFTING = "opinion_drafting", _("avis en cours d’écriture")
    OPINION_ADOPTED = "opinion_adopted", _("avis adopté")
    TRANSMITTED = "transmitted", _("avis transmis")
    ACKNOWLEDGED = "acknowledged", _("avis reçu")
    ANSWERED = "answered", _("réponse donnée")
    UNDER_FOLLOW_UP = "under_follow_up", _("suites en cours")
    CLOSED = "closed", _("close")
    DECLINED = "declined", _("déclinée")
    WITHDRAWN = "withdrawn", _("retirée")
    LAPSED = "lapsed", _("caduque")


STEPS = {
    "submit": ({Status.DRAFT}, Status.SUBMITTED),
    "admit": ({Status.SUBMITTED}, Status.ADMITTED),
    "decline": ({Status.SUBMITTED}, Status.DECLINED),
    "start": ({Status.ADMITTED}, Status.IN_PROGRESS),
    "start_drafting": ({Status.IN_PROGRESS}, Status.OPINION_DRAFTING),
    "return_to_work": ({Status.OPINION_DRAFTING}, Status.IN_PROGRESS),
    "adopt_opinion": ({Status.OPINION_DRAFTING}, Status.OPINION_ADOPTED),
    "transmit": ({Status.OPINION_ADOPTED}, Status.TRANSMITTED),
    "acknowledge": ({Status.TRANSMITTED}, Status.ACKNOWLEDGED),
    "answer": ({Status.ACKNOWLEDGED}, Status.ANSWERED),
    "follow_up": ({Status.ANSWERED}, Status.UNDER_FOLLOW_UP),
    "close": ({Status.ANSWERED, Status.UNDER_FOLLOW_UP}, Status.CLOSED),
    "reopen": ({Status.CLOSED}, Status.UNDER_FOLLOW_UP),
    "withdraw": (
        {Status.SUBMITTED, Status.ADMITTED, Status.IN_PROGRESS, Status.OPINION_DRAFTING},
        Status.WITHDRAWN,
    ),
    "lapse": ({Status.ADMITTED, Status.IN_PROGRESS, Status.OPINION_DRAFTING}, Status.LAPSED),
    "resume": ({Status.LAPSED}, Status.IN_PROGRESS),
}

TONES = {
    Status.DRAFT: "wait",
    Status.SUBMITTED: "wait",
    Status.ADMITTED: "set",
    Status.IN_PROGRESS: "go",
    Status.OPINION_DRAFTING: "go",
    Status.OPINION_ADOPTED: "set",
    Status.TRANSMITTED: "wait",
    Status.ACKNOWLEDGED: "wait",
    Status.ANSWERED: "done",
    Status.UNDER_FOLLOW_UP: "go",
    Status.CLOSED: "done",
    Status.DECLINED: "off",
    Status.WITHDRAWN: "off",
    Status.LAPSED: "off",
}

RECEIVED = tuple(s for s in Status if s != Status.DRAFT)
"""From the receipt on, the question is known to everybody (part E.2)."""

AT_WORK = (Status.ADMITTED, Status.IN_PROGRESS, Status.OPINION_DRAFTING)
"""The body works on it and an opinion is expected."""

OPEN_QUESTIONS = (Status.SUBMITTED, *AT_WORK)

AWAITING_ANSWER = (Status.TRANSMITTED, Status.ACKNOWLEDGED)

TRANSMITTED_ON = (*AWAITING_ANSWER, Status.ANSWERED, Status.UNDER_FOLLOW_UP, Status.CLOSED)
"""The opinion was sent: the answer clock started."""

ANSWERED_ON = (Status.ANSWERED, Status.UNDER_FOLLOW_UP, Status.CLOSED)

ADOPTED_ON = (Status.OPINION_ADOPTED, *TRANSMITTED_ON)

ENDED_ASIDE = (Status.DECLINED, Status.WITHDRAWN, Status.LAPSED)


class ResponseStatus(models.TextChoices):
    ACCEPTED = "accepted", _("acceptée")
    PARTLY = "partly", _("acceptée en partie")
    UNDER_STUDY = "under_study", _("à l’étude")
    REFUSED = "refused", _("refusée")


RESPONSE_TONES = {
    ResponseStatus.ACCEPTED: "set",
    ResponseStatus.PARTLY: "set",
    ResponseStatus.UNDER_STUDY: "wait",
    ResponseStatus.REFUSED: "off",
}

TO_FOLLOW = (ResponseStatus.ACCEPTED, ResponseStatus.PARTLY, ResponseStatus.UNDER_STUDY)
"""Answers that create a commitment and open the follow-up."""


class HearingStatus(models.TextChoices):
    PLANNED = "planned", "prévue"
    HELD = "held", "tenue"
    CANCELLED = "cancelled", "annulée"


class GuestAnswer(models.TextChoices):
    NONE = "", "pas encore répondu"
    COMING = "coming", "viendra"
    NOT_COMING = "not_coming", "ne pourra pas venir"


GUEST_TONES = {GuestAnswer.NONE: "wait", GuestAnswer.COMING: "done", GuestAnswer.NOT_COMING: "off"}

HEARING_TONES = {HearingStatus.PLANNED: "wait", HearingStatus.HELD: "done", HearingStatus.CANCELLED: "off"}


class ContributionKind(models.TextChoices):
    WRITTEN = "written", "écrit"
    HEARING = "hearing", "audition"
    MEMBER = "member", "membre de l’instance"
    RESIDENT = "resident", "habitant ou habitante"
    ORGANISATION = "organisation", "organisation"


class ReviewState(models.TextChoices):
    DONE = "done", _("fait")
    IN_PROGRESS = "in_progress", _("en cours")
    TO_DO = "to_do", _("à faire")
    ABANDONED = "abandoned", _("abandonné")
    REFUSED = "refused", _("refusé")


REVIEW_TONES = {
    ReviewState.DONE: "done",
    ReviewState.IN_PROGRESS: "go",
    ReviewState.TO_DO: "wait",
    ReviewState.ABANDONED: "off",
    ReviewState.REFUSED: "off",
}
