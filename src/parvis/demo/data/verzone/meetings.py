"""Haute-Verzone: three plenaries, and the groups' Thursdays by video and in four sites."""

import datetime as dt
from dataclasses import replace

from ..asking import item, step
from ..seating import attendance
from ..shapes import Meeting, Series
from ..when import d, t
from .bodies import GROUPS, MEMBERSHIPS

_BY = "jonas-thevenot"


def _attended(meeting, present):
    members = [m for m in MEMBERSHIPS if m.body == meeting.body]
    came, excused = attendance(members, meeting.starts_at.date(), present, meeting.key)
    return replace(meeting, present=present, present_people=came, excused_people=excused)


SERIES = (
    Series(
        key="jeudis-2026",
        body="assemblee-2",
        title="Jeudis des groupes",
        kind="working_group",
        rule="FREQ=WEEKLY;BYDAY=TH",
        starts_on=d("15/10/2026"),
        ends_on=d("17/12/2026"),
        starts_at="19:00",
        ends_at="21:00",
        planned_on=d("05/10/2026"),
        by=_BY,
        left_out=((d("29/10/2026"), "Vacances de la Toussaint"),),
    ),
)

_SITES = (
    ("Vallorbe", "site-vallorbe"),
    ("Montréjol", "site-montrejol"),
    ("Verfoliou", "site-verfoliou"),
    ("Luchanède", "site-luchanede"),
)


def _thursday(group, day, subject, present=0, outcome="", written=False):
    """One evening of a group: held when somebody came, planned otherwise."""
    month = "-".join(reversed(day.split("/")))
    meeting = Meeting(
        key=f"{group}-{month}",
        body=group,
        kind="working_group",
        title="Jeudi du groupe",
        starts_at=t(day, "19:00"),
        ends_at=t(day, "21:00"),
        venue="site-vallorbe",
        video=True,
        convened=len(GROUPS[group]),
        proxies=0 if present else None,
        video_url="https://visio.haute-verzone.exemple.invalid/jeudis",
        sites=_SITES,
        series="jeudis-2026",
        agenda=(
            item("Ce qui a été fait depuis la dernière fois", 20, by=_BY),
            item(subject, 70, "debate"),
            item("Ce que chaque site rapporte", 30, "debate"),
        ),
        outcome=outcome,
        note="Par visioconférence et dans quatre maisons du Département.",
        steps=(step("plan", "05/10/2026", "10:00", by=_BY),),
        state="planned",
    )
    if not present:
        return meeting
    steps = (*meeting.steps, step("convene", "06/10/2026", by=_BY), step("hold", day, "21:00", _BY))
    held = _attended(replace(meeting, steps=steps, state="held"), present)
    return _written(held) if written else held


def _written(meeting):
    """Its minutes were written, and handed to those who were there, in the ten days."""
    day = meeting.starts_at.date()
    drafted, handed = ((day + dt.timedelta(days=days)).strftime("%d/%m/%Y") for days in (4, 7))
    steps = (step("draft_minutes", drafted, by=_BY), step("review_minutes", handed, by=_BY))
    return replace(meeting, steps=meeting.steps + steps, state="minutes_review")


MEETINGS = (
    _attended(
        Meeting(
            key="pleniere-2026-10",
            body="assemblee-2",
            kind="plenary",
            title="Première plénière de l’Assemblée citoyenne II",
            starts_at=t("03/10/2026", "09:30"),
            ends_at=t("03/10/2026", "17:00"),
            venue="hotel-departement-hemicycle",
            public=True,
            convened=96,
            guests=14,
            proxies=0,
            agenda=(
                item("Accueil par la présidente et remise de la lettre de saisine", 60, by="isabeau-remusat"),
                item("Le Département : ce qu’il fait, ce qu’il ne fait pas", 120, by="clothilde-vernaud"),
                item("Bilan des recommandations de la première assemblée", 90, by="farid-bensalmi"),
                item("Constitution des trois groupes", 90, "debate", _BY),
            ),
            outcome="Trois groupes sont constitués ; les membres ont répondu à un questionnaire : 4,1 sur 5.",
            steps=(
                step("plan", "16/07/2026", by=_BY),
                step("convene", "10/09/2026", by=_BY),
                step("hold", "03/10/2026", "17:00", by=_BY),
                step("draft_minutes", "09/10/2026", by=_BY),
                step("review_minutes", "12/10/2026", by=_BY),
                step("approve_minutes", "21/10/2026", by="bernadette-coulomies"),
                step("publish_minutes", "22/10/2026", by=_BY),
            ),
            state="minutes_published",
        ),
        91,
    ),
    _thursday(
        "groupe-vieillir",
        "15/10/2026",
        "Cartographier les services à moins de trente minutes",
        27,
        "Carte des services à moins de trente minutes : méthode arrêtée.",
        written=True,
    ),
    _thursday(
        "groupe-eau",
        "22/10/2026",
        "Une question à se poser soi-même ?",
        26,
        "Le groupe propose une auto-saisine sur la sécheresse.",
        written=True,
    ),
    _thursday(
        "groupe-jeunes",
        "05/11/2026",
        "Être majeur et sans famille pour aider",
        25,
        "Rencontre avec huit jeunes majeurs accompagnés.",
    ),
    _thursday("groupe-eau", "12/11/2026", "Qui arrête d’arroser en premier ?", 28, "L’auto-saisine est admise."),
    _thursday("groupe-vieillir", "19/11/2026", "Qui peut animer ces services ?"),
    _thursday("groupe-jeunes", "26/11/2026", "Le premier logement"),
    _thursday("groupe-eau", "03/12/2026", "Ce que disent les relevés de l’été"),
    _thursday("groupe-vieillir", "10/12/2026", "À quoi renoncer pour les financer ?"),
    _thursday("groupe-jeunes", "17/12/2026", "Le premier emploi"),
    Meeting(
        key="pleniere-2026-12",
        body="assemblee-2",
        kind="plenary",
        title="Deuxième plénière de l’Assemblée citoyenne II",
        starts_at=t("05/12/2026", "09:30"),
        ends_at=t("05/12/2026", "17:00"),
        venue="hotel-departement-hemicycle",
        public=True,
        convened=96,
        agenda=(
            item("Points d’étape des trois groupes", 90, by="bernadette-coulomies"),
            item("Audition de la direction de l’autonomie", 120, by="delphine-aurignol"),
            item("Travail en tables", 150, "debate", "ombeline-garrabet"),
        ),
        steps=(step("plan", "05/10/2026", by=_BY), step("convene", "12/11/2026", by=_BY)),
        state="convened",
    ),
    Meeting(
        key="pleniere-2027-03",
        body="assemblee-2",
        kind="plenary",
        title="Troisième plénière de l’Assemblée citoyenne II",
        starts_at=t("13/03/2027", "09:30"),
        ends_at=t("13/03/2027", "17:00"),
        venue="hotel-departement-hemicycle",
        public=True,
        steps=(step("plan", "05/10/2026", by=_BY),),
        state="planned",
    ),
)
