"""Val d'Orzenne: eleven evenings and three Saturdays since January, what was taken back, the road, two claims."""

from ..asking import step
from ..shapes import Claim, RecoveryRate
from ..when import d
from ..working_time import recovery, session, trip

_BY = "maelle-quintard"
_ACT = "Délibération du 11 décembre 2025 relative au temps de travail, article 7"


def _rate(kind, numerator, denominator=1):
    return RecoveryRate(
        key=f"{kind}-2026",
        kind=kind,
        numerator=numerator,
        denominator=denominator,
        valid_from=d("01/01/2026"),
        source=_ACT,
        by="bastien-orsolle",
    )


def _evening(day, label, planned, start="18:00", end="20:00", **more):
    return session(_BY, day, start, end, label, planned, **more)


def _saturday(day, label, planned, **more):
    return session(_BY, day, "09:00", "13:00", label, planned, **more)


RATES = (_rate("evening", 1), _rate("saturday", 4, 3), _rate("sunday", 2))

SESSIONS = (
    _evening("13/01/2026", "Réunion publique sur le plan climat, Tournabelle", "05/01/2026"),
    _evening("27/01/2026", "Réunion publique sur le plan climat, Castelorze", "05/01/2026"),
    _evening("10/02/2026", "Bureau du conseil de développement", "12/01/2026"),
    _evening("10/03/2026", "Plénière de clôture du mandat 2023-2026", "12/01/2026"),
    _evening("24/03/2026", "Rencontre des associations de quartier", "09/03/2026"),
    _saturday("28/03/2026", "Forum des initiatives, Marsanne-d’Orzenne", "02/02/2026"),
    _evening("14/04/2026", "Présentation du renouvellement aux communes", "16/03/2026"),
    _evening("19/05/2026", "Réunion d’information des candidates et candidats", "04/05/2026"),
    _evening("09/06/2026", "Tirage au sort du collège des habitants", "18/05/2026"),
    _saturday("13/06/2026", "Accueil des nouveaux membres", "18/05/2026"),
    _saturday(
        "26/09/2026", "Séminaire d’installation", "29/06/2026", meeting="installation-2026", scheme="c2d"
    ),
    _evening("06/10/2026", "Bureau d’octobre", "28/09/2026", meeting="bureau-2026-10", scheme="c2d-bureau"),
    _evening(
        "20/10/2026", "Commission Mobilités et énergie", "28/09/2026", "19:00", "21:00", meeting="mobilites-2026-10",
        scheme="commission-mobilites",
    ),
    _evening(
        "05/11/2026", "Commission Santé et liens sociaux", "28/09/2026", "18:30", "20:30", meeting="sante-2026-11",
        scheme="commission-sante",
    ),
    _evening("24/11/2026", "Bureau de novembre", "06/10/2026", meeting="bureau-2026-11", scheme="c2d-bureau"),
    _evening(
        "01/12/2026", "Commission Eau, sols, alimentation", "28/09/2026", "18:30", "20:30", meeting="eau-2026-12",
        scheme="commission-eau",
    ),
    _evening(
        "10/12/2026", "Plénière de décembre", "28/09/2026", "18:30", "21:30", meeting="pleniere-2026-12", scheme="c2d"
    ),
)  # fmt: skip

RECOVERIES = (
    recovery(_BY, "26/02/2026", 210, "après-midi"),
    recovery(_BY, "04/05/2026", 420, "journée"),
    recovery(_BY, "20/07/2026", 420, "journée"),
    recovery(_BY, "30/10/2026", 420, "journée"),
)

TRIPS = (
    trip(_BY, "26/09/2026", "Hôtel d’agglomération", "Virazelle, salle des fêtes", 6, "Séminaire d’installation"),
    trip(_BY, "20/10/2026", "Virazelle", "Castelorze", 31, "Commission Mobilités et énergie"),
    trip(_BY, "05/11/2026", "Virazelle", "Virazelle, salle du conseil", 4, "Commission Santé", "bicycle"),
    trip(_BY, "12/11/2026", "Virazelle", "Marsanne-d’Orzenne", 36, "Visite de la salle pour la plénière de décembre"),
)  # fmt: skip

CLAIMS = (
    Claim(
        key="larrieu-2026-10-20",
        person="mathilde-larrieu",
        body="commission-mobilites",
        meeting_label="Commission Mobilités et énergie du 20 octobre",
        day=d("20/10/2026"),
        spent=(("mileage", 284, "aller et retour"), ("childcare", 2400, "garde du soir, trois heures")),
        steps=(step("submit", "23/10/2026", by="mathilde-larrieu"), step("accept", "27/10/2026", by=_BY)),
        receipt="Attestation de garde du 20 octobre",
    ),
    Claim(
        key="larrieu-2026-11-05",
        person="mathilde-larrieu",
        body="commission-mobilites",
        meeting_label="Audition du service Transition",
        day=d("05/11/2026"),
        spent=(("transit", 840, "bus, aller et retour"), ("meal", 1390, "repas avant la réunion")),
        steps=(step("submit", "12/11/2026", by="mathilde-larrieu"),),
        receipt="Ticket de bus et addition du 5 novembre",
    ),
)
