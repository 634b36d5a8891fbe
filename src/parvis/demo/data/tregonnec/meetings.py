"""Trégonnec-Goëlenn: the autumn of the renewal."""

# ruff: noqa: E501 – prose

from dataclasses import replace

from ..asking import step
from ..seating import attendance
from ..shapes import Meeting
from ..when import t
from .bodies import MEMBERSHIPS

_BY = "tifenn-marechal"


def _attended(meeting, present):
    members = [m for m in MEMBERSHIPS if m.body == meeting.body]
    came, excused = attendance(members, meeting.starts_at.date(), present, meeting.key)
    return replace(meeting, present=present, present_people=came, excused_people=excused)


MEETINGS = (
    _attended(
        Meeting(
            key="pleniere-2026-06",
            body="conseil-citoyen",
            kind="plenary",
            title="Plénière de juin",
            starts_at=t("27/06/2026", "09:30"),
            ends_at=t("27/06/2026", "12:30"),
            venue="callazeg-salle",
            public=True,
            convened=60,
            proxies=4,
            agenda=("Avis « Eau et maïs »", "Habiter ici à l’année : point d’étape", "Renouvellement du conseil"),
            outcome="L’avis « Eau et maïs » est adopté.",
            steps=(
                step("plan", "12/03/2026", by=_BY),
                step("convene", "12/06/2026", by=_BY),
                step("hold", "27/06/2026", "12:30", by=_BY),
                step("draft_minutes", "03/07/2026", by=_BY),
                step("review_minutes", "06/07/2026", by=_BY),
                step("approve_minutes", "20/07/2026", by="fatou-dieme"),
                step("publish_minutes", "21/07/2026", by=_BY),
            ),
            state="minutes_published",
        ),
        43,
    ),
    Meeting(
        key="conseil-agglomeration-2026-09",
        body="conseil-citoyen",
        kind="public_meeting",
        title="Conseil d’agglomération : renouvellement du conseil citoyen",
        starts_at=t("24/09/2026", "19:00"),
        ends_at=t("24/09/2026", "22:30"),
        venue="maison-agglomeration-conseil",
        public=True,
        agenda=("Renouvellement du conseil citoyen",),
        outcome="Le renouvellement est voté (délibération 2026-147).",
        steps=(
            step("plan", "02/03/2026", by=_BY),
            step("convene", "17/09/2026", by=_BY),
            step("hold", "24/09/2026", "22:30", by=_BY),
        ),
        state="held",
    ),
    _attended(
        Meeting(
            key="installation-2026",
            body="conseil-citoyen",
            kind="plenary",
            title="Installation du conseil citoyen",
            starts_at=t("07/11/2026", "10:00"),
            ends_at=t("07/11/2026", "12:30"),
            venue="plouarnech-salle",
            public=True,
            convened=60,
            guests=12,
            proxies=0,
            agenda=(
                "Accueil par la présidente",
                "La charte et ses huit engagements",
                "Élection de la coprésidence et du bureau",
                "Travaux repris : « Habiter ici à l’année »",
            ),
            outcome="Marc’h Tanguy-Lozac’h et Fatou Diémé sont élus coprésidents. Le conseil reprend l’auto-saisine sur le logement.",
            steps=(
                step("plan", "28/09/2026", by=_BY),
                step("convene", "23/10/2026", by=_BY),
                step("hold", "07/11/2026", "12:30", by=_BY),
            ),
            state="held",
        ),
        52,
    ),
    _attended(
        Meeting(
            key="coordination-2026-11",
            body="comite-coordination",
            kind="coordination",
            title="Comité de coordination",
            starts_at=t("10/11/2026", "17:30"),
            ends_at=t("10/11/2026", "19:00"),
            venue="maison-agglomeration-leff",
            convened=12,
            proxies=0,
            agenda=("Réponse attendue à l’avis « Eau et maïs »", "Calendrier de l’avis sur le logement"),
            outcome="Le retard de réponse est signalé à la présidente ; réponse promise avant la fin de l’année.",
            steps=(
                step("plan", "28/09/2026", by=_BY),
                step("convene", "02/11/2026", by=_BY),
                step("hold", "10/11/2026", "19:00", by=_BY),
            ),
            state="held",
        ),
        11,
    ),
    _attended(
        Meeting(
            key="habiter-2026-11",
            body="groupe-habiter",
            kind="working_group",
            title="Groupe « Habiter ici à l’année »",
            starts_at=t("12/11/2026", "18:30"),
            ends_at=t("12/11/2026", "21:00"),
            venue="kerlaouen-ti-an-holl",
            convened=34,
            proxies=3,
            agenda=(
                "Relecture du projet d’avis",
                "Quota de résidences secondaires : vote indicatif",
                "Positions minoritaires",
            ),
            outcome="Quota de résidences secondaires : 19 pour, 8 contre, 4 abstentions. Deux positions minoritaires sont annoncées.",
            steps=(
                step("plan", "07/11/2026", by=_BY),
                step("convene", "08/11/2026", by=_BY),
                step("hold", "12/11/2026", "21:00", by=_BY),
            ),
            state="held",
        ),
        28,
    ),
    Meeting(
        key="bureau-2026-11",
        body="bureau",
        kind="bureau",
        title="Bureau de novembre",
        starts_at=t("24/11/2026", "18:00"),
        ends_at=t("24/11/2026", "20:00"),
        venue="maison-agglomeration-leff",
        convened=7,
        agenda=("Forum du 28 novembre", "Avis sur le logement", "Plan de formation"),
        steps=(step("plan", "07/11/2026", by=_BY), step("convene", "13/11/2026", by=_BY)),
        state="convened",
    ),
    Meeting(
        key="forum-2026-11",
        body="conseil-citoyen",
        kind="forum",
        title="Rencontres de la vie associative",
        starts_at=t("28/11/2026", "10:00"),
        ends_at=t("28/11/2026", "17:30"),
        venue="plouarnech-salle",
        public=True,
        steps=(step("plan", "15/06/2026", by=_BY),),
        state="planned",
    ),
    Meeting(
        key="habiter-2026-12",
        body="groupe-habiter",
        kind="working_group",
        title="Groupe « Habiter ici à l’année »",
        starts_at=t("08/12/2026", "18:30"),
        ends_at=t("08/12/2026", "21:00"),
        venue="kerlaouen-ti-an-holl",
        steps=(step("plan", "12/11/2026", by=_BY),),
        state="planned",
    ),
    Meeting(
        key="pleniere-2026-12",
        body="conseil-citoyen",
        kind="plenary",
        title="Plénière de décembre",
        starts_at=t("19/12/2026", "09:30"),
        ends_at=t("19/12/2026", "12:30"),
        venue="plouarnech-salle",
        public=True,
        warning="Premier jour des vacances scolaires.",
        steps=(step("plan", "07/11/2026", by=_BY),),
        state="planned",
    ),
)
