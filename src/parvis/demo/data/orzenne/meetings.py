"""Val d'Orzenne: ten meetings of autumn and winter, and the plenaries of the previous term that adopted opinions."""

# ruff: noqa: E501 – prose

from dataclasses import replace

from ..asking import step
from ..periods import school
from ..seating import attendance
from ..shapes import Meeting, Period
from ..when import d, t
from .bodies import MEMBERSHIPS

_OFFICER = "maelle-quintard"


def _in(body):
    return [m for m in MEMBERSHIPS if m.body == body]


def _attended(meeting, present):
    """The same meeting with the names of those who came and of those excused."""
    day = meeting.starts_at.date()
    came, excused = attendance(_in(meeting.body), day, present, meeting.key)
    return replace(meeting, present=present, present_people=came, excused_people=excused)


AUTUMN = (
    _attended(
        Meeting(
            key="installation-2026",
            body="c2d",
            kind="seminar",
            title="Séminaire d’installation du conseil de développement",
            starts_at=t("26/09/2026", "09:30"),
            ends_at=t("26/09/2026", "13:00"),
            venue="virazelle-salle-des-fetes",
            public=True,
            convened=72,
            guests=9,
            proxies=0,
            agenda=(
                "Accueil par le président et la vice-présidente",
                "Ce que la loi attend d’un conseil de développement",
                "Signature de la charte du membre",
                "Élection de la présidence et du bureau",
                "Composition des quatre commissions",
            ),
            outcome="Le conseil est installé ; Odile Fontbonne est élue présidente.",
            steps=(
                step("plan", "29/06/2026", by=_OFFICER),
                step("draft_agenda", "01/09/2026", by=_OFFICER),
                step("convene", "08/09/2026", by=_OFFICER),
                step("hold", "26/09/2026", "13:00", by=_OFFICER),
                step("draft_minutes", "29/09/2026", by=_OFFICER),
                step("review_minutes", "02/10/2026", by=_OFFICER),
                step("approve_minutes", "12/10/2026", by="odile-fontbonne"),
                step("publish_minutes", "13/10/2026", by=_OFFICER),
            ),
            state="minutes_published",
        ),
        66,
    ),
    _attended(
        Meeting(
            key="bureau-2026-10",
            body="c2d-bureau",
            kind="bureau",
            title="Bureau d’octobre",
            starts_at=t("06/10/2026", "18:00"),
            ends_at=t("06/10/2026", "20:00"),
            venue="hotel-agglomeration-salle-orzenne",
            convened=9,
            proxies=0,
            agenda=("Règlement intérieur", "Auto-saisine sur l’accès aux soins", "Calendrier 2026-2027"),
            outcome="L’auto-saisine sur l’accès aux soins est admise et confiée à la commission Santé et liens sociaux.",
            steps=(
                step("plan", "28/09/2026", by=_OFFICER),
                step("convene", "29/09/2026", by=_OFFICER),
                step("hold", "06/10/2026", "20:00", by=_OFFICER),
            ),
            state="held",
        ),
        8,
    ),
    _attended(
        Meeting(
            key="mobilites-2026-10",
            body="commission-mobilites",
            kind="commission",
            title="Commission Mobilités et énergie",
            starts_at=t("20/10/2026", "19:00"),
            ends_at=t("20/10/2026", "21:15"),
            venue="castelorze-foyer",
            convened=19,
            guests=2,
            proxies=0,
            agenda=("Saisine sur le plan climat-air-énergie", "Audition du service Transition", "Premières questions"),
            outcome="Le travail sur la saisine S-2026-01 est ouvert ; le service Transition a été entendu.",
            steps=(
                step("plan", "28/09/2026", by=_OFFICER),
                step("convene", "09/10/2026", by=_OFFICER),
                step("hold", "20/10/2026", "21:15", by=_OFFICER),
                step("draft_minutes", "23/10/2026", by=_OFFICER),
                step("review_minutes", "26/10/2026", by=_OFFICER),
                step("approve_minutes", "05/11/2026", by="mathilde-larrieu"),
            ),
            state="minutes_approved",
        ),
        15,
    ),
    _attended(
        Meeting(
            key="sante-2026-11",
            body="commission-sante",
            kind="commission",
            title="Commission Santé et liens sociaux",
            starts_at=t("05/11/2026", "18:30"),
            ends_at=t("05/11/2026", "20:45"),
            venue="hotel-agglomeration-salle-conseil",
            convened=18,
            proxies=0,
            agenda=("Cadrage de l’auto-saisine", "Personnes à entendre", "Calendrier jusqu’en avril 2027"),
            outcome="Liste des auditions arrêtée ; trois remarques sur le projet de compte rendu.",
            remarks=(
                (
                    "chloe-salmonie",
                    t("12/11/2026", "20:10"),
                    "L’audition des infirmières libérales a été demandée avant celle de l’hôpital : gardons cet ordre.",
                ),
                (
                    "henri-haddoui",
                    t("13/11/2026", "09:40"),
                    "Il manque la question posée sur les visites à domicile dans les communes du plateau.",
                ),
                (
                    "solange-ybarnegue",
                    t("14/11/2026", "17:25"),
                    "Précisez que le calendrier court jusqu’en avril 2027, et non jusqu’en mars.",
                ),
            ),
            steps=(
                step("plan", "28/09/2026", by=_OFFICER),
                step("convene", "23/10/2026", by=_OFFICER),
                step("hold", "05/11/2026", "20:45", by=_OFFICER),
                step("draft_minutes", "10/11/2026", by=_OFFICER),
                step("review_minutes", "12/11/2026", by=_OFFICER),
            ),
            state="minutes_review",
        ),
        12,
    ),
    Meeting(
        key="bureau-2026-11",
        body="c2d-bureau",
        kind="bureau",
        title="Bureau de novembre",
        starts_at=t("24/11/2026", "18:00"),
        ends_at=t("24/11/2026", "20:00"),
        venue="hotel-agglomeration-salle-orzenne",
        convened=9,
        agenda=(
            "Ordre du jour de la plénière du 10 décembre",
            "Suivi de l’avis sur le plan vélo",
            "Questions diverses",
        ),
        steps=(step("plan", "06/10/2026", by=_OFFICER), step("convene", "13/11/2026", by=_OFFICER)),
        state="convened",
    ),
    Meeting(
        key="comite-partenaires-2026-11",
        body="comite-te",
        kind="committee",
        title="Comité des partenaires Territoires d’engagement",
        starts_at=t("30/11/2026", "10:00"),
        ends_at=t("30/11/2026", "12:00"),
        venue="hotel-agglomeration-salle-orzenne",
        agenda=("État des six actions", "Situation financière", "Note de sortie du programme"),
        steps=(step("plan", "07/10/2026", by=_OFFICER),),
        state="planned",
    ),
    Meeting(
        key="eau-2026-12",
        body="commission-eau",
        kind="commission",
        title="Commission Eau, sols, alimentation",
        starts_at=t("01/12/2026", "18:30"),
        ends_at=t("01/12/2026", "20:30"),
        venue="tournabelle-mediatheque",
        steps=(step("plan", "28/09/2026", by=_OFFICER),),
        state="planned",
    ),
    Meeting(
        key="pleniere-2026-12",
        body="c2d",
        kind="plenary",
        title="Plénière de décembre",
        starts_at=t("10/12/2026", "18:30"),
        ends_at=t("10/12/2026", "21:30"),
        venue="marsanne-salle-polyvalente",
        public=True,
        convened=72,
        guests=6,
        agenda=(
            "Approbation du compte rendu du 26 septembre",
            "Avis sur le plan climat-air-énergie territorial",
            "Accès aux soins : point d’étape",
            "Suites données à l’avis sur le plan vélo",
        ),
        note="Repas prévu pour 55 personnes.",
        warning="La salle n’a pas d’accès de plain-pied.",
        steps=(step("plan", "28/09/2026", by=_OFFICER), step("draft_agenda", "09/11/2026", by=_OFFICER)),
        state="agenda_draft",
    ),
    Meeting(
        key="jeunesse-2026-12",
        body="commission-jeunesse",
        kind="working_group",
        title="Groupe Jeunesse",
        starts_at=t("15/12/2026", "18:00"),
        ends_at=t("15/12/2026", "20:00"),
        venue="tournabelle-mediatheque",
        steps=(step("plan", "06/10/2026", by=_OFFICER),),
        state="planned",
    ),
    Meeting(
        key="seminaire-elus-2027",
        body="c2d",
        kind="seminar",
        title="Séminaire avec les élus communautaires",
        starts_at=t("23/01/2027", "09:00"),
        ends_at=t("23/01/2027", "12:30"),
        venue="virazelle-salle-des-fetes",
        warning="Le Département organise le même jour une rencontre des élus locaux.",
        steps=(step("plan", "06/10/2026", by=_OFFICER),),
        state="planned",
    ),
)


def _archived_plenary(key, title, day, present, proxies, outcome):
    held = Meeting(
        key=key,
        body="c2d",
        kind="plenary",
        title=title,
        starts_at=t(day, "18:30"),
        ends_at=t(day, "21:00"),
        venue="hotel-agglomeration-salle-conseil",
        public=True,
        convened=60,
        proxies=proxies,
        outcome=outcome,
        steps=(
            step("plan", _days_before(day, 60), by=_OFFICER),
            step("convene", _days_before(day, 12), by=_OFFICER),
            step("hold", day, "21:00", by=_OFFICER),
            step("draft_minutes", _days_before(day, -5), by=_OFFICER),
            step("review_minutes", _days_before(day, -8), by=_OFFICER),
            step("approve_minutes", _days_before(day, -20), by="ginette-roquelaine"),
            step("publish_minutes", _days_before(day, -21), by=_OFFICER),
        ),
        state="minutes_published",
    )
    return _attended(held, present)


def _days_before(day, days):
    moment = d(day)
    return moment.fromordinal(moment.toordinal() - days).strftime("%d/%m/%Y")


ARCHIVE = (
    _archived_plenary(
        "pleniere-2025-03", "Plénière de mars 2025", "26/03/2025", 41, 5, "Adoption de l’avis sur les cantines."
    ),
    _archived_plenary(
        "pleniere-2025-06", "Plénière de juin 2025", "18/06/2025", 38, 6, "Adoption de l’avis sur le plan vélo."
    ),
)

MEETINGS = ARCHIVE + AUTUMN

PERIODS = (
    *school("B"),
    Period(
        kind="local",
        label="Rencontres de district des associations",
        starts_on=d("23/01/2027"),
        ends_on=d("24/01/2027"),
        source="Agenda du district",
    ),
)
