"""States and kinds of meetings: the part of B.3 that referrals need."""

from django.db import models


class MeetingKind(models.TextChoices):
    PLENARY = "plenary", "plénière"
    BUREAU = "bureau", "bureau"
    COMMISSION = "commission", "commission"
    WORKING_GROUP = "working_group", "groupe de travail"
    SEMINAR = "seminar", "séminaire"
    COORDINATION = "coordination", "coordination"
    COMMITTEE = "committee", "comité"
    PUBLIC_MEETING = "public_meeting", "réunion publique"
    FORUM = "forum", "forum"


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", "prévue"
    CONVENED = "convened", "convoquée"
    HELD = "held", "tenue"
    CANCELLED = "cancelled", "annulée"


UPCOMING = (MeetingStatus.PLANNED, MeetingStatus.CONVENED)

STEPS = {
    "convene": ({MeetingStatus.PLANNED}, MeetingStatus.CONVENED),
    "hold": ({MeetingStatus.PLANNED, MeetingStatus.CONVENED}, MeetingStatus.HELD),
    "cancel": (set(UPCOMING), MeetingStatus.CANCELLED),
}

TONES = {
    MeetingStatus.PLANNED: "wait",
    MeetingStatus.CONVENED: "go",
    MeetingStatus.HELD: "done",
    MeetingStatus.CANCELLED: "off",
}
