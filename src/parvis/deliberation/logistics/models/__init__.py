"""Logistics: the sheet of a meeting, its needs and orders, templates, rides shared by members."""

from .carpool import CarpoolOffer, CarpoolSeat
from .needs import LogisticNeed
from .orders import CateringOrder, EquipmentLoan, MealCount, Speaker, SpeakerBooking
from .sheet import EventLogistics
from .templates import NeedTemplate, TemplateNeed

__all__ = [
    "CarpoolOffer", "CarpoolSeat", "CateringOrder", "EquipmentLoan", "EventLogistics", "LogisticNeed", "MealCount",
    "NeedTemplate", "Speaker", "SpeakerBooking", "TemplateNeed",
]  # fmt: skip
