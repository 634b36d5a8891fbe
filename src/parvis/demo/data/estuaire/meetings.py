"""Estuaire-Maritime: the meetings of the citizen committee."""

from dataclasses import replace

from ..asking import step
from ..seating import attendance
from ..shapes import Meeting
from ..when import d, t
from .bodies import MEMBERSHIPS

_BY = "baptiste-corlay"
_BODY = "comite-citoyen"


def _meeting(key, title, day, clock, present, agenda, outcome, venue="hotel-departement-salle-maree"):
    convened = d(day).fromordinal(d(day).toordinal() - 12).strftime("%d/%m/%Y")
    meeting = Meeting(
        key=key,
        body=_BODY,
        kind="plenary",
        title=title,
        starts_at=t(day, clock),
        ends_at=t(day, f"{int(clock[:2]) + 2}:30"),
        venue=venue,
        convened=20,
        proxies=0,
        agenda=agenda,
        outcome=outcome,
        steps=(
            step("plan", "16/12/2025", by=_BY),
            step("convene", convened, by=_BY),
            step("hold", day, f"{int(clock[:2]) + 2}:30", _BY),
        ),
        state="held",
    )
    came, excused = attendance(MEMBERSHIPS, d(day), present, key)
    return replace(meeting, present=present, present_people=came, excused_people=excused)


MEETINGS = (
    _meeting(
        "comite-2026-01-13",
        "Installation du comité citoyen",
        "13/01/2026",
        "18:00",
        19,
        ("Rôle du comité", "Départage des projets à égalité : demande d’avis", "Calendrier"),
        "Yasmine Kerbrat est élue présidente.",
    ),
    _meeting(
        "comite-2026-01-27",
        "Avis sur le départage",
        "27/01/2026",
        "18:00",
        16,
        ("Départage des projets à égalité",),
        "Avis adopté : à égalité, le projet le moins coûteux passe d’abord.",
    ),
    _meeting(
        "comite-2026-05-05",
        "Recevabilité, première séance",
        "05/05/2026",
        "18:00",
        18,
        ("Examen de trente idées",),
        "Sept idées déclarées irrecevables.",
    ),
    _meeting(
        "comite-2026-05-19",
        "Recevabilité, deuxième séance",
        "19/05/2026",
        "18:00",
        17,
        ("Examen de trente idées", "Fusions"),
        "Cinq idées déclarées irrecevables, trois fusions acceptées.",
        "archives-salle-lecture",
    ),
    _meeting(
        "comite-2026-09-08",
        "Validation de la liste des projets",
        "08/09/2026",
        "18:00",
        17,
        ("Liste des projets soumis au vote", "Ordre des projets sur le bulletin"),
        "Trente-huit projets sont soumis au vote.",
    ),
    _meeting(
        "comite-2026-10-21",
        "Dépouillement",
        "21/10/2026",
        "09:00",
        16,
        ("Ouverture des urnes", "Totalisation", "Procès-verbal"),
        "Dépouillement en présence du commissaire de justice : 9 823 votants.",
    ),
    Meeting(
        key="comite-2026-12-15",
        body=_BODY,
        kind="plenary",
        title="Lancement de la mise en œuvre",
        starts_at=t("15/12/2026", "18:00"),
        ends_at=t("15/12/2026", "20:30"),
        venue="hotel-departement-salle-maree",
        steps=(step("plan", "26/10/2026", by=_BY),),
        state="planned",
    ),
)
