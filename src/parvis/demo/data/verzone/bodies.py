"""Haute-Verzone: the archived first citizen assembly, the second one and its three groups."""

from ..pools import Registry, shuffled, slug
from ..seating import DEPARTMENT_CLASSES, name_one, place, seat, slots
from ..shapes import Body, BodyTerm, College, Consent, Person, Step
from ..when import d, t
from .authority import CANTONS

_START, _END = d("03/10/2026"), d("03/04/2028")
_registry = Registry("haute-verzone", {f"canton-{code}": (code, name) for code, name, _ in CANTONS})


def _born(day):
    return tuple(Step(verb=verb, at=t(day, "12:30"), by="jonas-thevenot") for verb in ("create", "install", "activate"))


BODIES = (
    Body(
        key="assemblee-1",
        type="citizen_assembly",
        name="Assemblée citoyenne I (2023-2025)",
        short_name="Assemblée I",
        description=(
            "Première assemblée : trois rapports, soixante et une recommandations. Les données personnelles de ses "
            "membres ont été effacées à l’échéance prévue ; les trois rapporteurs ont souhaité que leur nom reste."
        ),
        legal_basis="Délibération du Conseil départemental",
        lead_department="dialogue-citoyen",
        referring_councillor="farid-bensalmi",
        creation_act="verzone-2023-06-04",
        terms=(
            BodyTerm(
                label="2023-2025",
                act="verzone-2023-06-04",
                seats=96,
                voted_on=d("22/06/2023"),
                start=d("07/10/2023"),
                end=d("05/04/2025"),
            ),
        ),
        term_months=18,
        excludes_elected=True,
        quorum_ratio="1/2",
        proxies_per_member=1,
        officer="jonas-thevenot",
        themes=("autonomie", "solidarités", "mobilités", "numérique"),
        steps=(
            Step(verb="create", at=t("22/06/2023", "11:00"), values={"act": "verzone-2023-06-04"}),
            Step(verb="install", at=t("07/10/2023", "09:30"), by="jonas-thevenot"),
            Step(verb="activate", at=t("07/10/2023", "17:00"), by="jonas-thevenot"),
            Step(verb="dissolve", at=t("05/04/2025", "17:00"), by="jonas-thevenot"),
        ),
        since=d("22/06/2023"),
    ),
    Body(
        key="assemblee-2",
        type="citizen_assembly",
        name="Assemblée citoyenne II",
        short_name="Assemblée II",
        description=(
            "Quatre-vingt-seize habitantes et habitants tirés au sort, quatre par canton, autant de femmes que "
            "d’hommes, pour dix-huit mois."
        ),
        legal_basis="Délibération du Conseil départemental",
        lead_department="dialogue-citoyen",
        referring_councillor="farid-bensalmi",
        creation_act="verzone-2026-03-11",
        terms=(
            BodyTerm(
                label="2026-2028", act="verzone-2026-03-11", seats=96, voted_on=d("26/03/2026"), start=_START, end=_END
            ),
        ),
        term_months=18,
        gender_gap_max=0,
        excludes_elected=True,
        age_check=True,
        quorum_ratio="1/2",
        convocation_days=15,
        self_referral_signatories=20,
        officer="jonas-thevenot",
        themes=("autonomie", "eau", "jeunesse"),
        steps=(
            Step(verb="create", at=t("26/03/2026", "11:00"), values={"act": "verzone-2026-03-11"}),
            Step(verb="install", at=t("03/10/2026", "09:30"), by="jonas-thevenot"),
            Step(verb="activate", at=t("03/10/2026", "17:00"), by="jonas-thevenot"),
        ),
        since=d("26/03/2026"),
    ),
    *(
        Body(
            key=key,
            type="working_group",
            name=f"Groupe « {name} »",
            short_name=name,
            description=description,
            legal_basis="Règlement intérieur de l’Assemblée citoyenne",
            parent="assemblee-2",
            lead_department=department,
            referring_councillor=councillor,
            terms=(BodyTerm(label="2026-2028", act=None, seats=seats, voted_on=_START, start=_START, end=_END),),
            officer="jonas-thevenot",
            themes=themes,
            steps=_born("03/10/2026"),
            since=_START,
        )
        for key, name, seats, department, councillor, themes, description in (
            (
                "groupe-vieillir",
                "Vieillir chez soi",
                32,
                "autonomie",
                "marie-laure-pujade",
                ("autonomie",),
                "Les services qu’il faut près de chaque domicile, et qui les anime.",
            ),
            (
                "groupe-eau",
                "Eau et sécheresse",
                31,
                "environnement",
                "gilles-castaing-bonnet",
                ("eau",),
                "Partager l’eau quand elle manque.",
            ),
            (
                "groupe-jeunes",
                "Jeunes majeurs",
                33,
                "enfance",
                "farid-bensalmi",
                ("jeunesse",),
                "Passer dix-huit ans sans perdre tout appui.",
            ),
        )
    ),
)

COLLEGES = (
    College(
        key="tires-au-sort",
        body="assemblee-2",
        name="Habitants tirés au sort",
        seats=96,
        mode="sortition",
        description="Quatre par canton, deux femmes et deux hommes ; tirage public du 30 juin 2026.",
        since=d("26/03/2026"),
    ),
)


def _people():
    cantons = [f"canton-{code}" for code, _, _ in CANTONS]
    women = slots("F", (6, 11, 16, 10, 5), DEPARTMENT_CLASSES)
    men = slots("M", (6, 10, 17, 10, 5), DEPARTMENT_CLASSES)
    name_one(
        women,
        "F",
        60,
        name=("Bernadette", "Coulomiès"),
        key="bernadette-coulomies",
        email="bernadette.coulomies@exemple.invalid",
    )
    name_one(
        men, "M", 25, name=("Wassim", "Tarragnat"), key="wassim-tarragnat", email="wassim.tarragnat@exemple.invalid"
    )
    placed = place(women, cantons * 2, "women") + place(men, cantons * 2, "men")
    placed.sort(key=lambda slot: cantons.index(slot.territory))
    return tuple(_registry.person(slot, since=d("16/07/2026")) for slot in placed)


MEMBERS = _people()
SPOKESPEOPLE = {"bernadette-coulomies": "chair", "wassim-tarragnat": "vice_chair"}
_TITLES = {"bernadette-coulomies": "Porte-parole", "wassim-tarragnat": "Porte-parole suppléant"}


def _former(first, last, gender, canton):
    """A rapporteur of the first assembly: the name is kept, nothing else."""
    return Person(
        key=slug(f"{first} {last}"),
        first_name=first,
        last_name=last,
        gender=gender,
        territory=canton,
        kind="member",
        has_account=False,
        consents=(Consent(purpose="name", given_on=d("05/04/2025")),),
        since=d("07/10/2023"),
    )


RAPPORTEURS = (
    _former("Huguette", "Sarrail-Pons", "F", "canton-00003"),
    _former("Anselme", "Duffour-Roy", "M", "canton-00011"),
    _former("Myriam", "Castagnède", "F", "canton-00021"),
)


def _groups():
    fixed = {"bernadette-coulomies": "groupe-vieillir", "wassim-tarragnat": "groupe-eau"}
    order = shuffled([p for p in MEMBERS if p.key not in fixed], "groups")
    groups = {}
    for key, size in (("groupe-vieillir", 32), ("groupe-eau", 31), ("groupe-jeunes", 33)):
        people = [p for p in MEMBERS if fixed.get(p.key) == key]
        missing = size - len(people)
        groups[key], order = people + order[:missing], order[missing:]
    return groups


GROUPS = _groups()

_ARCHIVED = seat(
    "assemblee-1",
    RAPPORTEURS,
    d("07/10/2023"),
    d("05/04/2025"),
    roles={p.key: "rapporteur" for p in RAPPORTEURS},
    ended_on=d("05/04/2025"),
    end_reason="dissolved",
    act="verzone-2023-06-04",
)
_CURRENT = seat(
    "assemblee-2",
    MEMBERS,
    _START,
    _END,
    roles=SPOKESPEOPLE,
    titles=_TITLES,
    college="tires-au-sort",
    first_seat=1,
    act="verzone-2026-a-207",
    charter_signed_on=_START,
)
_IN_GROUPS = tuple(
    membership
    for key, people in GROUPS.items()
    for membership in seat(key, people, _START, _END, roles={people[0].key: "rapporteur"})
)
MEMBERSHIPS = _ARCHIVED + _CURRENT + _IN_GROUPS
PEOPLE = MEMBERS + RAPPORTEURS
RENEWALS = ()
