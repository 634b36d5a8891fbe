"""Cerzelles: the Saturdays of the officer, eight done and two to come in 2026, and those of the next season."""

from ..working_time import session, trip

_BY = "hugo-lantier"


def _saturday(day, label, planned, start="09:00", end="13:00", meeting=None, scheme="fabrique"):
    return session(_BY, day, start, end, label, planned, meeting=meeting, scheme=scheme)


SESSIONS = (
    _saturday("17/01/2026", "Vœux de la participation", "08/12/2025", scheme=None),
    _saturday("14/02/2026", "Marche exploratoire aux Ormeaux", "12/01/2026", scheme=None),
    _saturday("11/04/2026", "Réunion des candidates et candidats à la Fabrique", "09/03/2026", scheme=None),
    _saturday("30/05/2026", "Plénière 1 : installation", "20/04/2026", meeting="pleniere-1"),
    _saturday("20/06/2026", "Marche d’été de la Fabrique", "01/06/2026"),
    _saturday("19/09/2026", "Plénière 2 : marcher sous la chaleur", "01/06/2026", meeting="pleniere-2"),
    _saturday("17/10/2026", "Plénière 3 : premières idées", "01/06/2026", meeting="pleniere-3"),
    _saturday("14/11/2026", "Visite de la station de pompage", "12/10/2026"),
    _saturday("05/12/2026", "Forum de la participation", "01/06/2026", "10:00", "17:00", meeting="forum-2026-12"),
    _saturday("12/12/2026", "Plénière 4 : où va la pluie ?", "01/06/2026", meeting="pleniere-4"),
    _saturday("16/01/2027", "Plénière 5", "09/11/2026"),
    _saturday("13/02/2027", "Plénière 6", "09/11/2026"),
    _saturday("13/03/2027", "Plénière 7", "09/11/2026"),
)

TRIPS = (
    trip(_BY, "20/06/2026", "Hôtel de ville", "Bord-de-Ligne", 9, "Marche d’été de la Fabrique", "bicycle"),
    trip(_BY, "14/11/2026", "Hôtel de ville", "Station de pompage", 18, "Visite de la station de pompage"),
)
