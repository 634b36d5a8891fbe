"""Cerzelles: the plenaries of the Fabrique, the forum and the monthly coordination."""

from dataclasses import replace

from ..asking import step
from ..seating import attendance
from ..shapes import Meeting
from ..when import d, t
from .bodies import MEMBERSHIPS

_BY = "hugo-lantier"


def _plenary(key, title, day, present, agenda, outcome, planned="01/06/2026"):
    convened = d(day).fromordinal(d(day).toordinal() - 14).strftime("%d/%m/%Y")
    meeting = Meeting(
        key=key,
        body="fabrique",
        kind="plenary",
        title=title,
        starts_at=t(day, "09:00"),
        ends_at=t(day, "13:00"),
        venue="maison-la-fontaine",
        public=True,
        convened=40,
        proxies=0,
        agenda=agenda,
        outcome=outcome,
        steps=(step("plan", planned, by=_BY), step("convene", convened, by=_BY), step("hold", day, "13:00", _BY)),
        state="held",
    )
    members = [m for m in MEMBERSHIPS if m.body == "fabrique"]
    came, excused = attendance(members, d(day), present, key)
    return replace(meeting, present=present, present_people=came, excused_people=excused)


MEETINGS = (
    _plenary(
        "pleniere-1",
        "Plénière 1 : installation",
        "30/05/2026",
        37,
        ("Accueil par le maire", "Lettre de saisine", "Règles de la Fabrique"),
        "La Fabrique est installée ; le maire lui confie la question de l’eau dans la ville.",
        "20/04/2026",
    ),
    _plenary(
        "pleniere-2",
        "Plénière 2 : marcher sous la chaleur",
        "19/09/2026",
        33,
        ("Restitution des marches d’été", "D’où vient l’eau, où va-t-elle ?"),
        "Douze lieux à rafraîchir sont repérés.",
    ),
    _plenary(
        "pleniere-3",
        "Plénière 3 : premières idées",
        "17/10/2026",
        34,
        ("Premières idées", "Choix des tables thématiques"),
        "Quatre idées sont retenues pour être approfondies.",
    ),
    Meeting(
        key="coordination-2026-11",
        body="fabrique",
        kind="coordination",
        title="Coordination mensuelle des neuf instances",
        starts_at=t("24/11/2026", "18:00"),
        ends_at=t("24/11/2026", "19:30"),
        venue="hotel-de-ville-salle-conseil",
        agenda=("Dix-sept sujets en cours", "Trois chevauchements", "Calendrier de décembre"),
        warning="Deux réunions le jeudi 10 décembre à 19 heures pour le même public.",
        steps=(step("plan", "01/06/2026", by=_BY), step("convene", "10/11/2026", by=_BY)),
        state="convened",
    ),
    Meeting(
        key="forum-2026-12",
        body="fabrique",
        kind="forum",
        title="Forum de la participation",
        starts_at=t("05/12/2026", "10:00"),
        ends_at=t("05/12/2026", "17:00"),
        venue="hotel-de-ville-salle-conseil",
        public=True,
        steps=(step("plan", "01/06/2026", by=_BY),),
        state="planned",
    ),
    Meeting(
        key="ormeaux-2026-12",
        body="conseil-les-ormeaux",
        kind="plenary",
        title="Conseil de quartier : les arbres des Ormeaux",
        starts_at=t("10/12/2026", "19:00"),
        ends_at=t("10/12/2026", "21:00"),
        venue="maison-les-ormeaux",
        public=True,
        warning="Même soir et même public que la réunion du conseil des jeunes.",
        steps=(step("plan", "12/10/2026", by=_BY),),
        state="planned",
    ),
    Meeting(
        key="jeunes-2026-12",
        body="conseil-jeunes",
        kind="plenary",
        title="Conseil des jeunes : des arbres pour les cours",
        starts_at=t("10/12/2026", "19:00"),
        ends_at=t("10/12/2026", "21:00"),
        venue="maison-gare",
        warning="Même soir et même public que le conseil de quartier Les Ormeaux.",
        steps=(step("plan", "19/10/2026", by=_BY),),
        state="planned",
    ),
    Meeting(
        key="pleniere-4",
        body="fabrique",
        kind="plenary",
        title="Plénière 4 : où va la pluie ?",
        starts_at=t("12/12/2026", "09:00"),
        ends_at=t("12/12/2026", "13:00"),
        venue="maison-la-fontaine",
        public=True,
        convened=40,
        guests=6,
        agenda=(
            "9 h 00 – Accueil",
            "9 h 20 – Retour sur la plénière 3",
            "9 h 45 – « Où va la pluie ? », par Ilse Hartog, hydrologue",
            "10 h 30 – Trois tables",
            "12 h 00 – Mise en commun graphique",
            "12 h 30 – Repas",
        ),
        note="Repas pour 46 personnes ; garde de cinq enfants.",
        steps=(step("plan", "01/06/2026", by=_BY), step("draft_agenda", "09/11/2026", by=_BY)),
        state="agenda_draft",
    ),
)
