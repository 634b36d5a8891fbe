"""Haute-Verzone: three plenaries, and the groups' Thursdays by video and in four sites."""

from dataclasses import replace

from ..asking import step
from ..seating import attendance
from ..shapes import Meeting
from ..when import t
from .bodies import GROUPS, MEMBERSHIPS

_BY = "jonas-thevenot"


def _attended(meeting, present):
    members = [m for m in MEMBERSHIPS if m.body == meeting.body]
    came, excused = attendance(members, meeting.starts_at.date(), present, meeting.key)
    return replace(meeting, present=present, present_people=came, excused_people=excused)


def _thursday(group, day, present, outcome):
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
        outcome=outcome,
        note="Par visioconférence et dans quatre maisons du Département.",
        steps=(step("plan", "05/10/2026", by=_BY),),
        state="planned",
    )
    if not present:
        return meeting
    steps = (*meeting.steps, step("convene", "06/10/2026", by=_BY), step("hold", day, "21:00", _BY))
    return _attended(replace(meeting, steps=steps, state="held"), present)


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
                "Accueil par la présidente et remise de la lettre de saisine",
                "Le Département : ce qu’il fait, ce qu’il ne fait pas",
                "Bilan des recommandations de la première assemblée",
                "Constitution des trois groupes",
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
    _thursday("groupe-vieillir", "15/10/2026", 27, "Carte des services à moins de trente minutes : méthode arrêtée."),
    _thursday("groupe-eau", "22/10/2026", 26, "Le groupe propose une auto-saisine sur la sécheresse."),
    _thursday("groupe-jeunes", "05/11/2026", 25, "Rencontre avec huit jeunes majeurs accompagnés."),
    _thursday("groupe-eau", "12/11/2026", 28, "L’auto-saisine est admise."),
    _thursday("groupe-vieillir", "19/11/2026", 0, ""),
    _thursday("groupe-jeunes", "26/11/2026", 0, ""),
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
        agenda=("Points d’étape des trois groupes", "Audition de la direction de l’autonomie", "Travail en tables"),
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
