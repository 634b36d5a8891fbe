"""Meetings: the date, the agenda, who is called and who came, what was decided, and what is written of it."""

from .agenda import AgendaItem, ItemProposal, PlanStep, PlanTemplate, PlanTemplateStep, Site
from .convocation import Convocation, Need, Proxy, Sending
from .meeting import Meeting
from .minutes import ActionPoint, Decision, Minutes, MinutesRecipient
from .series import MeetingSeries, SeriesException
from .session import (
    Attendance,
    CheckInDesk,
    CheckInEntry,
    MeetingPhoto,
    RecordedBallot,
    SecretBallot,
    SecretVoter,
    SpeakingTime,
    Vote,
)
from .thread import ThreadDigest, ThreadPost

__all__ = [
    "ActionPoint", "AgendaItem", "Attendance", "CheckInDesk", "CheckInEntry", "Convocation", "Decision",
    "ItemProposal", "Meeting", "MeetingPhoto", "MeetingSeries", "Minutes", "MinutesRecipient", "Need", "PlanStep",
    "PlanTemplate", "PlanTemplateStep", "Proxy", "RecordedBallot", "SecretBallot", "SecretVoter", "Sending",
    "SeriesException", "Site", "SpeakingTime", "ThreadDigest", "ThreadPost", "Vote",
]  # fmt: skip
