"""Estuaire-Maritime: the meetings of the citizen committee."""

from dataclasses import replace

from ..asking import item, step
from ..seating import attendance
from ..shapes import Meeting
from ..when import d, t
from .bodies import MEMBERSHIPS

_BY = "baptiste-corlay"
_BODY = "comite-citoyen"


def _after(day, days):
    return d(day).fromordinal(d(day).toordinal() + days).strftime("%d/%m/%Y")


def _meeting(key, title, day, clock, present, agenda, outcome, venue="hotel-departement-salle-maree"):
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
        agenda=tuple(item(*point) for point in agenda),
        outcome=outcome,
        steps=(
            step("plan", "16/12/2025", by=_BY),
            step("convene", _after(day, -12), by=_BY),
            step("hold", day, f"{int(clock[:2]) + 2}:30", _BY),
            step("draft_minutes", _after(day, 3), by=_BY),
            step("review_minutes", _after(day, 6), by=_BY),
            step("approve_minutes", _after(day, 15), by="yasmine-kerbrat"),
            step("publish_minutes", _after(day, 16), by=_BY),
        ),
        state="minutes_published",
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
        (
            ("Rôle du comité", 60, "information", "theo-marchaudon"),
            ("Départage des projets à égalité : demande d’avis", 60, "debate", "baptiste-corlay"),
            ("Calendrier", 30, "information", "baptiste-corlay"),
        ),
        "Yasmine Kerbrat est élue présidente.",
    ),
    _meeting(
        "comite-2026-01-27",
        "Avis sur le départage",
        "27/01/2026",
        "18:00",
        16,
        (("Départage des projets à égalité", 120, "opinion", "yasmine-kerbrat"),),
        "Avis adopté : à égalité, le projet le moins coûteux passe d’abord.",
    ),
    _meeting(
        "comite-2026-05-05",
        "Recevabilité, première séance",
        "05/05/2026",
        "18:00",
        18,
        (("Examen de trente idées", 150, "debate", "baptiste-corlay"),),
        "Sept idées déclarées irrecevables.",
    ),
    _meeting(
        "comite-2026-05-19",
        "Recevabilité, deuxième séance",
        "19/05/2026",
        "18:00",
        17,
        (
            ("Examen de trente idées", 110, "debate", "baptiste-corlay"),
            ("Fusions", 40, "vote", "yasmine-kerbrat"),
        ),
        "Cinq idées déclarées irrecevables, trois fusions acceptées.",
        "archives-salle-lecture",
    ),
    _meeting(
        "comite-2026-09-08",
        "Validation de la liste des projets",
        "08/09/2026",
        "18:00",
        17,
        (
            ("Liste des projets soumis au vote", 110, "vote", "yasmine-kerbrat"),
            ("Ordre des projets sur le bulletin", 40, "vote", "baptiste-corlay"),
        ),
        "Trente-huit projets sont soumis au vote.",
    ),
    _meeting(
        "comite-2026-10-21",
        "Dépouillement",
        "21/10/2026",
        "09:00",
        16,
        (
            ("Ouverture des urnes", 30, "information", "baptiste-corlay"),
            ("Totalisation", 90, "information", "baptiste-corlay"),
            ("Procès-verbal", 30, "vote", "yasmine-kerbrat"),
        ),
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
