"""Cerzelles: nine bodies, of which the Fabrique citoyenne brings together delegates of all the others."""

from dataclasses import replace

from ..build import persona
from ..pools import Registry
from ..seating import name_one, place, seat, slots
from ..shapes import Body, BodyTerm, College, Step
from ..when import d, t
from .authority import DISTRICTS
from .people import ELECTED, ORGANISATIONS

_START, _END = d("30/05/2026"), d("29/05/2028")
_LOCAL_START, _LOCAL_END = d("09/05/2026"), d("31/03/2032")
_registry = Registry("cerzelles", {f"quartier-{key}": ("00301", "Cerzelles") for key, *_ in DISTRICTS})


def _neighbourhood_council(key, name):
    return Body(
        key=f"conseil-{key}",
        type="neighbourhood_council",
        name=f"Conseil de quartier {name}",
        short_name=name,
        description=(
            "Ouvert à toutes celles et tous ceux qui vivent ou travaillent dans le quartier ; trois porte-parole le "
            "représentent et gèrent les micro-subventions."
        ),
        legal_basis="CGCT, article L2143-1 (facultatif : la ville compte entre 20 000 et 79 999 habitants)",
        territory=f"quartier-{key}",
        lead_department=f"maison-{key}",
        referring_councillor="samia-oukaci",
        creation_act="cerzelles-2020-112",
        terms=(
            BodyTerm(
                label="2020-2026",
                act="cerzelles-2020-112",
                seats=3,
                voted_on=d("24/09/2020"),
                start=d("17/10/2020"),
                end=d("31/03/2026"),
            ),
            BodyTerm(
                label="2026-2032",
                act="cerzelles-2026-061",
                seats=3,
                voted_on=d("16/04/2026"),
                start=_LOCAL_START,
                end=_LOCAL_END,
            ),
        ),
        officer="hugo-lantier",
        steps=(
            Step(verb="create", at=t("24/09/2020", "20:00"), values={"act": "cerzelles-2020-112"}),
            Step(verb="install", at=t("17/10/2020", "10:00"), by="hugo-lantier"),
            Step(verb="activate", at=t("17/10/2020", "12:00"), by="hugo-lantier"),
            Step(verb="open_renewal", at=t("01/04/2026", "09:00"), by="hugo-lantier"),
            Step(
                verb="install_renewed",
                at=t("09/05/2026", "10:00"),
                by="hugo-lantier",
                values={"act": "cerzelles-2026-061"},
            ),
            Step(verb="adopt_rules", at=t("22/09/2026", "20:30"), by="hugo-lantier"),
        ),
        since=d("24/09/2020"),
    )


def _born(day, act, rules=None):
    """Created by the council, installed; `rules` is the day on which it adopted its own."""
    adopted = Step(verb="adopt_rules", at=t(rules, "20:30"), by="hugo-lantier") if rules else None
    return (
        Step(verb="create", at=t("16/04/2026", "20:00"), values={"act": act}),
        Step(verb="install", at=t(day, "10:00"), by="hugo-lantier"),
        Step(verb="activate", at=t(day, "12:00"), by="hugo-lantier"),
        *filter(None, (adopted,)),
    )


BODIES = (
    Body(
        key="fabrique",
        type="citizen_workshop",
        name="Fabrique citoyenne de Cerzelles",
        short_name="Fabrique",
        description=(
            "Quarante habitantes et habitants pour deux ans : la première année répond à une question du maire, la "
            "seconde à une question que ses membres choisissent."
        ),
        legal_basis="Délibération du conseil municipal",
        territory="cerzelles",
        lead_department="vie-locale",
        referring_councillor="samia-oukaci",
        creation_act="cerzelles-2026-062",
        terms=(
            BodyTerm(
                label="2026-2028", act="cerzelles-2026-062", seats=40, voted_on=d("16/04/2026"), start=_START, end=_END
            ),
        ),
        term_months=24,
        excludes_elected=True,
        age_check=True,
        quorum_ratio="1/2",
        convocation_days=10,
        self_referral_signatories=10,
        officer="hugo-lantier",
        themes=("eau", "nature en ville"),
        steps=_born("30/05/2026", "cerzelles-2026-062"),
        since=d("16/04/2026"),
    ),
    *(_neighbourhood_council(key, name) for key, name, _, _ in DISTRICTS),
    Body(
        key="conseil-jeunes",
        type="youth_council",
        name="Conseil des jeunes de Cerzelles",
        short_name="Conseil des jeunes",
        description="De 16 à 29 ans : ce que la jeunesse de Cerzelles veut changer, et comment.",
        legal_basis="CGCT, article L1112-23",
        territory="cerzelles",
        lead_department="education",
        referring_councillor="samia-oukaci",
        creation_act="cerzelles-2026-061",
        terms=(
            BodyTerm(
                label="2026-2028",
                act="cerzelles-2026-061",
                seats=7,
                voted_on=d("16/04/2026"),
                start=_LOCAL_START,
                end=d("08/05/2028"),
            ),
        ),
        term_months=24,
        gender_gap_max=1,
        excludes_elected=True,
        officer="hugo-lantier",
        themes=("jeunesse",),
        steps=_born("09/05/2026", "cerzelles-2026-061", rules="22/09/2026"),
        since=d("16/04/2026"),
    ),
    Body(
        key="comite-velo",
        type="advisory_committee",
        name="Comité consultatif vélo",
        short_name="Comité vélo",
        description="Usagers, associations et services autour des aménagements cyclables, sous la présidence d’un élu.",
        legal_basis="CGCT, article L2143-2 : présidé par un conseiller désigné par le maire",
        territory="cerzelles",
        lead_department="voirie",
        referring_councillor="remi-castelnau-bray",
        creation_act="cerzelles-2026-061",
        terms=(
            BodyTerm(
                label="2026-2032",
                act="cerzelles-2026-061",
                seats=6,
                voted_on=d("16/04/2026"),
                start=_LOCAL_START,
                end=_LOCAL_END,
            ),
        ),
        officer="hugo-lantier",
        themes=("vélo", "mobilités"),
        steps=_born("09/05/2026", "cerzelles-2026-061", rules="22/09/2026"),
        since=d("16/04/2026"),
    ),
)

COLLEGES = tuple(
    College(key=key, body="fabrique", name=name, seats=seats, mode=mode, since=d("16/04/2026"))
    for key, name, seats, mode in (
        ("tires-au-sort", "Habitants tirés au sort", 20, "sortition"),
        ("etudiants", "Étudiantes et étudiants", 6, "volunteers"),
        ("associations", "Représentants d’associations", 6, "nomination"),
        ("autres-instances", "Membres des autres instances", 8, "election"),
    )
)

_QUARTIERS = tuple(f"quartier-{key}" for key, *_ in DISTRICTS)
_DRAWN_DISTRICTS = tuple(
    quartier for quartier, count in zip(_QUARTIERS, (4, 3, 3, 4, 3, 3), strict=True) for _ in range(count)
)


def _people(wanted, territories, salt, since=_LOCAL_START):
    return tuple(_registry.person(slot, since=since) for slot in place(wanted, territories, salt))


def _drawn():
    wanted = slots("F", (1, 3, 3, 2, 1)) + slots("M", (1, 3, 3, 2, 1))
    name_one(
        wanted,
        "F",
        45,
        name=("Rosalie", "Vandermotte"),
        key="rosalie-vandermotte",
        email="rosalie.vandermotte@exemple.invalid",
    )
    people = _people(wanted, _DRAWN_DISTRICTS, "drawn")
    return tuple(sorted(people, key=lambda p: _QUARTIERS.index(p.territory)))


def _associations():
    people = _people(slots("F", (0, 1, 2, 1, 0)) + slots("M", (0, 1, 1, 0, 0)), _QUARTIERS, "associations")
    by_place = {o.territory: o.key for o in ORGANISATIONS if o.kind == "association"}
    return tuple(replace(p, organisation=by_place[p.territory]) for p in people)


def _delegates():
    """One delegate of each of the eight other bodies: six districts, the young, the cyclists."""
    local = _people(slots("F", (0, 1, 1, 1, 0)) + slots("M", (0, 1, 1, 1, 0)), _QUARTIERS, "delegates")
    local = tuple(sorted(local, key=lambda p: _QUARTIERS.index(p.territory)))
    young = _people(slots("F", (1, 0, 0, 0, 0)), ("quartier-gare",), "young-delegate")
    cyclist = _people(slots("M", (0, 1, 0, 0, 0)), ("quartier-hauts-pins",), "cyclist-delegate")
    return local, young, cyclist


DRAWN = _drawn()
STUDENTS = _people(slots("F", (3, 0, 0, 0, 0)) + slots("M", (3, 0, 0, 0, 0)), _QUARTIERS, "students")
ASSOCIATIONS = _associations()
LOCAL_DELEGATES, YOUNG_DELEGATE, CYCLIST_DELEGATE = _delegates()
DELEGATES = LOCAL_DELEGATES + YOUNG_DELEGATE + CYCLIST_DELEGATE
MEMBERS = DRAWN + STUDENTS + ASSOCIATIONS + DELEGATES
FORMER_SPOKESPEOPLE = _people(
    slots("F", (1, 2, 3, 2, 1)) + slots("M", (1, 2, 3, 2, 1)), _QUARTIERS * 3, "former", d("17/10/2020")
)
PEOPLE = MEMBERS + FORMER_SPOKESPEOPLE
_CHAIR = {"rosalie-vandermotte": "chair"}


def _fabrique():
    seated, first = (), 1
    for college, people in zip(COLLEGES, (DRAWN, STUDENTS, ASSOCIATIONS, DELEGATES), strict=True):
        seated += seat(
            "fabrique",
            people,
            _START,
            _END,
            roles=_CHAIR,
            college=college.key,
            first_seat=first,
            act="cerzelles-2026-062",
            charter_signed_on=_START,
        )
        first += len(people)
    return seated


def _neighbourhood_seats():
    seated = ()
    for rank, (key, *_) in enumerate(DISTRICTS):
        quartier = f"quartier-{key}"
        neighbours = [p for p in DRAWN if p.territory == quartier and p.key not in _CHAIR][:2]
        spokespeople = [LOCAL_DELEGATES[rank], *neighbours]
        former = [p for p in FORMER_SPOKESPEOPLE if p.territory == quartier]
        seated += seat(
            f"conseil-{key}",
            former,
            d("17/10/2020"),
            d("31/03/2026"),
            roles={former[0].key: "chair"},
            first_seat=1,
            ended_on=d("31/03/2026"),
            end_reason="term",
        ) + seat(
            f"conseil-{key}",
            spokespeople,
            _LOCAL_START,
            _LOCAL_END,
            roles={spokespeople[0].key: "chair"},
            titles={p.key: "Porte-parole" for p in spokespeople},
            first_seat=1,
        )
    return seated


def _other_seats():
    young = YOUNG_DELEGATE + STUDENTS
    councillor = tuple(p for p in ELECTED if p.key == "remi-castelnau-bray")
    riders = CYCLIST_DELEGATE + tuple(p for p in ASSOCIATIONS if p.organisation == "cerzelles-a-velo") + DRAWN[-3:]
    return (
        seat("conseil-jeunes", young, _LOCAL_START, d("08/05/2028"), roles={young[0].key: "chair"}, first_seat=1)
        + seat(
            "comite-velo",
            councillor,
            _LOCAL_START,
            _LOCAL_END,
            roles={"remi-castelnau-bray": "chair"},
            first_seat=1,
            act="cerzelles-2026-a-318",
        )
        + seat("comite-velo", riders, _LOCAL_START, _LOCAL_END, first_seat=2)
    )


MEMBERSHIPS = _fabrique() + _neighbourhood_seats() + _other_seats()
RENEWALS = ()

PERSONAS = (
    persona(
        next(p.key for p in DRAWN if p.key not in _CHAIR and p.email),
        "member",
        "Lire le dossier de la plénière et contribuer entre deux séances.",
        start=_START,
    ),
)
