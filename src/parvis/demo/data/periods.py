"""School holidays of the season, as the ministry publishes them, by zone; a few local dates."""

from .shapes import Period
from .when import d

_SOURCE = "Calendrier scolaire national 2026-2027"


def _school(label, zone, first, last):
    return Period(kind="school", label=label, zone=zone, starts_on=d(first), ends_on=d(last), source=_SOURCE)


def school(zone):
    """The holidays of one zone."""
    winter = {"A": ("13/02/2027", "28/02/2027"), "B": ("20/02/2027", "07/03/2027"), "C": ("06/02/2027", "21/02/2027")}
    spring = {"A": ("10/04/2027", "25/04/2027"), "B": ("17/04/2027", "02/05/2027"), "C": ("03/04/2027", "18/04/2027")}
    return (
        _school("Vacances de la Toussaint", zone, "17/10/2026", "01/11/2026"),
        _school("Vacances de Noël", zone, "19/12/2026", "03/01/2027"),
        _school("Vacances d’hiver", zone, *winter[zone]),
        _school("Vacances de printemps", zone, *spring[zone]),
    )
