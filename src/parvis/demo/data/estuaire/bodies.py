"""Estuaire-Maritime: the citizen committee of the participatory budget."""

from ..build import persona
from ..pools import Registry
from ..seating import DEPARTMENT_CLASSES, name_one, place, seat, slots
from ..shapes import Body, BodyTerm, College, Step
from ..when import d, t
from .authority import CANTONS
from .people import ELECTED

_START, _END = d("13/01/2026"), d("31/12/2027")
_ACT = "estuaire-2025-12-08"
_registry = Registry("estuaire", {f"canton-{n:02d}": (f"000{30 + n}", name) for n, name, _ in CANTONS})

BODIES = (
    Body(
        key="comite-citoyen",
        type="citizen_committee",
        name="Comité citoyen du budget participatif",
        short_name="Comité citoyen",
        description=(
            "Quinze habitants et cinq conseillers départementaux veillent au respect du règlement : recevabilité, "
            "liste des projets soumis au vote, dépouillement, suivi des lauréats."
        ),
        legal_basis="Règlement du budget participatif",
        lead_department="participation",
        referring_councillor="theo-marchaudon",
        creation_act=_ACT,
        terms=(BodyTerm(label="Édition 2026", act=_ACT, seats=20, voted_on=d("15/12/2025"), start=_START, end=_END),),
        term_months=24,
        quorum_ratio="1/2",
        convocation_days=8,
        officer="baptiste-corlay",
        themes=("budget participatif",),
        steps=(
            Step(verb="create", at=t("15/12/2025", "11:00"), values={"act": _ACT}),
            Step(verb="install", at=t("13/01/2026", "18:00"), by="baptiste-corlay"),
            Step(verb="activate", at=t("13/01/2026", "20:00"), by="baptiste-corlay"),
            Step(verb="adopt_rules", at=t("27/01/2026", "20:00"), by="baptiste-corlay"),
        ),
        since=d("15/12/2025"),
    ),
)

COLLEGES = (
    College(
        key="habitants", body="comite-citoyen", name="Habitants", seats=15, mode="sortition", since=d("15/12/2025")
    ),
    College(key="elus", body="comite-citoyen", name="Élus", seats=5, mode="nomination", since=d("15/12/2025")),
)


def _people():
    wanted = slots("F", (1, 2, 3, 1, 1), DEPARTMENT_CLASSES) + slots("M", (1, 2, 2, 2, 0), DEPARTMENT_CLASSES)
    name_one(
        wanted, "F", 40, name=("Yasmine", "Kerbrat"), key="yasmine-kerbrat", email="yasmine.kerbrat@exemple.invalid"
    )
    cantons = [f"canton-{number:02d}" for number, _, _ in CANTONS]
    return tuple(_registry.person(slot, since=_START) for slot in place(wanted, [*cantons, "canton-01"], "residents"))


PEOPLE = RESIDENTS = _people()
COUNCILLORS = tuple(p for p in ELECTED if p.key not in ("solene-arzhur", "theo-marchaudon"))
MEMBERS = RESIDENTS + COUNCILLORS

MEMBERSHIPS = seat(
    "comite-citoyen",
    RESIDENTS,
    _START,
    _END,
    roles={"yasmine-kerbrat": "chair"},
    college="habitants",
    first_seat=1,
    act=_ACT,
    charter_signed_on=_START,
) + seat("comite-citoyen", COUNCILLORS, _START, _END, college="elus", first_seat=16, act=_ACT)
RENEWALS = ()

PERSONAS = (
    persona(
        next(p.key for p in RESIDENTS if p.key != "yasmine-kerbrat" and p.email),
        "member",
        "Lire le dossier du comité et donner son avis avant la réunion.",
        start=_START,
    ),
)
