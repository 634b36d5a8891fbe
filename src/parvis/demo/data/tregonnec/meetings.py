"""Trégonnec-Goëlenn: the autumn of the renewal."""

# ruff: noqa: E501 – prose

from dataclasses import replace

from ..asking import item, step
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
            agenda=(
                item(
                    "Avis « Eau et maïs »",
                    90,
                    "opinion",
                    "fatou-dieme",
                    paper="Avis « Eau et maïs », texte soumis au vote",
                    notes="Lecture article par article ; deux amendements de forme.",
                ),
                item(
                    "Habiter ici à l’année : point d’étape",
                    60,
                    "debate",
                    "marc-h-tanguy-lozac-h",
                    notes="Dix-huit entretiens menés ; le groupe demande les chiffres des sept communes tendues.",
                ),
                item(
                    "Renouvellement du conseil",
                    30,
                    by="tifenn-marechal",
                    notes="Le calendrier court de juin à novembre.",
                ),
            ),
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
                item("Accueil par la présidente", 20, by="anne-kergadou"),
                item("La charte et ses huit engagements", 40, by="ronan-le-duigou", paper="Charte de la participation"),
                item(
                    "Élection de la coprésidence et du bureau",
                    50,
                    "vote",
                    "tifenn-marechal",
                    paper="Appel à candidatures pour le bureau",
                ),
                item("Travaux repris : « Habiter ici à l’année »", 40, "debate", "fatou-dieme"),
            ),
            decisions=(
                (3, "Marc’h Tanguy-Lozac’h et Fatou Diémé sont élus coprésidents."),
                (4, "Le conseil reprend l’auto-saisine sur le logement."),
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
            agenda=(
                item("Réponse attendue à l’avis « Eau et maïs »", 50, "debate", "ronan-le-duigou"),
                item("Calendrier de l’avis sur le logement", 40, by="tifenn-marechal"),
            ),
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
                item("Relecture du projet d’avis", 60, "debate", "fatou-dieme"),
                item(
                    "Quota de résidences secondaires : vote indicatif",
                    50,
                    "vote",
                    "fatou-dieme",
                    paper="Trois rédactions possibles du quota",
                ),
                item("Positions minoritaires", 40, "debate"),
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
        agenda=(
            item("Forum du 28 novembre", 40, by="tifenn-marechal"),
            item("Avis sur le logement", 50, "debate", "fatou-dieme"),
            item("Plan de formation", 30, "debate", "marc-h-tanguy-lozac-h"),
        ),
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
        steps=(step("plan", "15/06/2026", by=_BY), step("save_the_date", "09/11/2026", "09:30", by=_BY)),
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
        despite="Seul samedi libre de la salle de Plouarnec’h avant le vote du budget ; une garde d’enfants est prévue.",
        steps=(step("plan", "07/11/2026", by=_BY), step("save_the_date", "09/11/2026", "09:40", by=_BY)),
        state="planned",
    ),
)
