"""Trégonnec-Goëlenn: the conseil citoyen before and after its renewal, its groups and its coordination."""

# ruff: noqa: E501 – prose

from dataclasses import replace

from ..build import persona
from ..pools import Registry, shuffled
from ..seating import name_one, place, seat, slots
from ..shapes import Body, BodyTerm, College, Renewal, RenewalItem, Step
from ..when import d, t
from .authority import COMMUNES
from .people import AGENTS, ELECTED, ORGANISATIONS

_INSTALLED = d("07/11/2026")
_TERM_END = d("06/11/2029")
_BEFORE = d("18/11/2023")
_registry = Registry("tregonnec", {f"commune-{code}": (code, name) for code, name, _, _ in COMMUNES})


def _terms(seats, *, with_act=True):
    old, new = ("tregonnec-2023-131", "tregonnec-2026-147") if with_act else (None, None)
    return (
        BodyTerm(label="2023-2026", act=old, seats=seats, voted_on=d("28/09/2023"), start=_BEFORE, end=d("06/11/2026")),
        BodyTerm(label="2026-2029", act=new, seats=seats, voted_on=d("24/09/2026"), start=_INSTALLED, end=_TERM_END),
    )


def _born(day, clock="10:00"):
    return tuple(Step(verb=verb, at=t(day, clock), by="tifenn-marechal") for verb in ("create", "install", "activate"))


BODIES = (
    Body(
        key="conseil-citoyen",
        type="development_council",
        name="Conseil citoyen de Trégonnec-Goëlenn",
        short_name="Conseil citoyen",
        description=(
            "Soixante personnes du territoire : habitants tirés au sort, volontaires et acteurs organisés. C’est le "
            "conseil de développement de l’agglomération, sous le nom que ses membres lui ont donné."
        ),
        legal_basis="CGCT, article L5211-10-1",
        lead_department="citoyennete",
        referring_councillor="ronan-le-duigou",
        creation_act="tregonnec-2023-131",
        terms=_terms(60),
        term_months=36,
        gender_gap_max=1,
        excludes_community_councillors=True,
        age_check=True,
        quorum_ratio="1/2",
        proxies_per_member=1,
        convocation_days=10,
        self_referral_signatories=12,
        self_referral_by_bureau=True,
        officer="tifenn-marechal",
        themes=("logement", "eau", "alimentation", "littoral"),
        steps=(
            Step(verb="create", at=t("28/09/2023", "19:00"), values={"act": "tregonnec-2023-131"}),
            Step(verb="install", at=t("18/11/2023", "10:00"), by="tifenn-marechal"),
            Step(verb="activate", at=t("18/11/2023", "12:30"), by="tifenn-marechal"),
            Step(verb="open_renewal", at=t("15/04/2026", "09:00"), by="tifenn-marechal"),
            Step(
                verb="install_renewed",
                at=t("07/11/2026", "10:00"),
                by="tifenn-marechal",
                values={"act": "tregonnec-2026-147"},
            ),
        ),
        since=d("28/09/2023"),
    ),
    Body(
        key="bureau",
        type="bureau",
        name="Bureau du conseil citoyen",
        short_name="Bureau",
        description="Deux coprésidents et cinq membres, qui préparent les plénières et admettent les auto-saisines.",
        legal_basis="Règlement intérieur du conseil citoyen",
        parent="conseil-citoyen",
        lead_department="citoyennete",
        referring_councillor="ronan-le-duigou",
        terms=_terms(7, with_act=False),
        quorum_ratio="1/2",
        officer="tifenn-marechal",
        steps=_born("18/11/2023", "12:00"),
        since=_BEFORE,
    ),
    Body(
        key="comite-coordination",
        type="coordination_committee",
        name="Comité de coordination",
        short_name="Coordination",
        description="Six membres du conseil citoyen, quatre élus et deux agents : ce que l’on demande, ce que l’on répond, quand.",
        legal_basis="Charte de la participation citoyenne, engagement 8",
        parent="conseil-citoyen",
        lead_department="citoyennete",
        referring_councillor="ronan-le-duigou",
        terms=_terms(12, with_act=False),
        officer="tifenn-marechal",
        steps=_born("18/11/2023", "12:00"),
        since=_BEFORE,
    ),
    *(
        Body(
            key=key,
            type="working_group",
            name=f"Groupe « {name} »",
            short_name=name,
            description=description,
            legal_basis="Règlement intérieur du conseil citoyen",
            parent="conseil-citoyen",
            lead_department=department,
            referring_councillor=councillor,
            terms=_terms(None, with_act=False),
            officer="tifenn-marechal",
            themes=themes,
            steps=_born("18/11/2023", "12:00"),
            since=_BEFORE,
        )
        for key, name, department, councillor, themes, description in (
            (
                "groupe-littoral",
                "Littoral",
                "tourisme",
                "ronan-le-duigou",
                ("littoral",),
                "Partager le rivage entre celles et ceux qui y vivent, y travaillent et y passent.",
            ),
            (
                "groupe-alimentation",
                "Alimentation",
                "agriculture",
                "loic-pennaneac-h",
                ("alimentation", "eau"),
                "Ce que l’on produit, ce que l’on mange, l’eau qu’il y faut.",
            ),
            (
                "groupe-jeunes",
                "Jeunes",
                "citoyennete",
                "ronan-le-duigou",
                ("jeunesse",),
                "Rester, revenir ou arriver quand on a moins de trente ans.",
            ),
            (
                "groupe-habiter",
                "Habiter ici à l’année",
                "habitat",
                "armelle-cadoudec",
                ("logement",),
                "Pouvoir dormir toute l’année là où l’on travaille.",
            ),
        )
    ),
)

_COLLEGES = (
    ("habitants", "Habitants tirés au sort", 24, "sortition", "Tirés au sort parmi les sept anciens territoires."),
    ("volontaires", "Volontaires", 18, "volunteers", "Habitants qui ont répondu à l’appel à candidatures."),
    ("acteurs", "Acteurs organisés", 18, "nomination", "Associations, entreprises et groupements du territoire."),
)

_OF_THE_COUNCIL = tuple(
    College(key=key, body="conseil-citoyen", name=name, seats=seats, mode=mode, description=text, since=d("28/09/2023"))
    for key, name, seats, mode, text in _COLLEGES
)
COLLEGES = (
    *_OF_THE_COUNCIL,
    College(
        key="membres",
        body="comite-coordination",
        name="Membres du conseil citoyen",
        seats=6,
        mode="election",
        since=_BEFORE,
    ),
    College(key="elus", body="comite-coordination", name="Élus", seats=4, mode="nomination", since=_BEFORE),
    College(key="agents", body="comite-coordination", name="Agents", seats=2, mode="ex_officio", since=_BEFORE),
)

_CO_CHAIRS = {"marc-h-tanguy-lozac-h": "co_chair", "fatou-dieme": "co_chair"}


def _communes(count, salt):
    """Communes drawn in proportion to their population."""
    weighted = [f"commune-{code}" for code, _, population, _ in COMMUNES for _ in range(1 + population // 450)]
    return shuffled(weighted, salt)[:count]


def _named(wanted):
    for gender, lower, first, last, key in (
        ("M", 60, "Marc’h", "Tanguy-Lozac’h", "marc-h-tanguy-lozac-h"),
        ("F", 30, "Fatou", "Diémé", "fatou-dieme"),
    ):
        email = key.replace("marc-h-", "marc-h.").replace("fatou-", "fatou.") + "@exemple.invalid"
        name_one(wanted, gender, lower, name=(first, last), key=key, email=email)


def _staying():
    """Twenty-two people who sat before and sit again: eleven women, eleven men."""
    wanted = slots("F", (0, 3, 4, 3, 1)) + slots("M", (0, 3, 3, 4, 1))
    _named(wanted)
    return tuple(_registry.person(s, since=_BEFORE) for s in place(wanted, _communes(22, "stay"), "stay"))


def _arriving():
    wanted = slots("F", (4, 3, 5, 5, 2)) + slots("M", (4, 4, 5, 4, 2))
    return tuple(_registry.person(s, since=d("01/10/2026")) for s in place(wanted, _communes(38, "arrive"), "arrive"))


def _leaving():
    wanted = slots("F", (3, 4, 5, 5, 2)) + slots("M", (3, 4, 5, 5, 2))
    return tuple(_registry.person(s, since=_BEFORE) for s in place(wanted, _communes(38, "leave"), "leave"))


def _with_organisations(people):
    """The eighteen seats of the third college speak for an association each."""
    keys = [o.key for o in ORGANISATIONS if o.kind == "association"]
    return tuple(replace(p, organisation=key) for p, key in zip(people, keys, strict=True))


STAYING, ARRIVING, LEAVING = _staying(), _arriving(), _leaving()
# Collège des acteurs : huit restent, dix arrivent. Habitants : trois restent. Volontaires : onze restent.
_OLD_HANDS = [p for p in STAYING if p.key not in _CO_CHAIRS]
ACTORS = _with_organisations(tuple(_OLD_HANDS[:8]) + ARRIVING[:10])
DRAWN = tuple(_OLD_HANDS[8:11]) + ARRIVING[10:31]
VOLUNTEERS = tuple(p for p in STAYING if p.key in _CO_CHAIRS) + tuple(_OLD_HANDS[11:]) + ARRIVING[31:]
MEMBERS = DRAWN + VOLUNTEERS + ACTORS
PEOPLE = MEMBERS + LEAVING


def _council(groups, start, end, act, **facts):
    seated, first = (), 1
    leaders = {p.key: "bureau" for p in _bureau_people(groups[0] + groups[1])} | _CO_CHAIRS
    for (college, *_), people in zip(_COLLEGES, groups, strict=True):
        seated += seat(
            "conseil-citoyen",
            people,
            start,
            end,
            roles=leaders,
            college=college,
            first_seat=first,
            act=act,
            charter_signed_on=start,
            **facts,
        )
        first += len(people)
    return seated


def _bureau_people(people):
    """The two co-chairs, three more women and two more men."""
    chairs = [p for p in people if p.key in _CO_CHAIRS]
    others = [p for p in shuffled(people, "bureau") if p.key not in _CO_CHAIRS]
    women, men = ([p for p in others if p.gender == gender] for gender in "FM")
    return chairs + women[:3] + men[:2]


BUREAU = _bureau_people(DRAWN + VOLUNTEERS)
_GROUPS = (("groupe-littoral", 14), ("groupe-alimentation", 15), ("groupe-jeunes", 12), ("groupe-habiter", 34))


def _group_people(members, key, size):
    chairs = [p for p in members if p.key == "fatou-dieme"] if key == "groupe-habiter" else []
    pool = [p for p in shuffled(members, key) if p not in chairs]
    if key == "groupe-jeunes":
        pool.sort(key=lambda p: p.birth_date, reverse=True)
    return chairs + pool[: size - len(chairs)]


GROUPS = {key: _group_people(MEMBERS, key, size) for key, size in _GROUPS}


def _memberships():
    old_end = d("06/11/2026")
    before = (
        tuple(_OLD_HANDS[8:11]) + LEAVING[:21],
        tuple(p for p in STAYING if p.key in _CO_CHAIRS) + tuple(_OLD_HANDS[11:]) + LEAVING[21:28],
        ACTORS[:8] + LEAVING[28:],
    )
    ended = {"ended_on": old_end, "end_reason": "term"}
    seated = _council(before, _BEFORE, old_end, "tregonnec-2023-131", **ended)
    seated += seat("bureau", _bureau_people(before[0] + before[1]), _BEFORE, old_end, roles=_CO_CHAIRS, **ended)
    for key, size in _GROUPS:
        people = _group_people(sum(before, ()), key, size - 4)
        seated += seat(key, people, _BEFORE, old_end, roles={people[0].key: "chair"}, **ended)
    seated += _council((DRAWN, VOLUNTEERS, ACTORS), _INSTALLED, _TERM_END, "tregonnec-2026-147")
    seated += seat("bureau", BUREAU, _INSTALLED, _TERM_END, roles=_CO_CHAIRS)
    seated += seat("comite-coordination", BUREAU[:6], _INSTALLED, _TERM_END, roles=_CO_CHAIRS, college="membres")
    for key, people in GROUPS.items():
        seated += seat(key, people, _INSTALLED, _TERM_END, roles={people[0].key: "chair"})
    return seated


def _coordination_of_the_authority():
    councillors = [p for p in ELECTED if p.key not in ("anne-kergadou", "loic-pennaneac-h")]
    agents = [p for p in AGENTS if p.key in ("nolwenn-bothuon", "tifenn-marechal")]
    return seat("comite-coordination", councillors, _INSTALLED, _TERM_END, college="elus") + seat(
        "comite-coordination", agents, _INSTALLED, _TERM_END, college="agents"
    )


MEMBERSHIPS = _memberships() + _coordination_of_the_authority()

RENEWALS = (
    Renewal(
        key="renouvellement-2026",
        body="conseil-citoyen",
        title="Renouvellement du conseil citoyen 2026",
        election_date=d("22/03/2026"),
        steps=(
            Step(verb="open", at=t("15/04/2026", "09:30"), by="tifenn-marechal"),
            Step(
                verb="vote_composition",
                at=t("24/09/2026", "19:30"),
                by="tifenn-marechal",
                values={"act": "tregonnec-2026-147"},
            ),
            Step(verb="start_recruitment", at=t("25/09/2026", "09:00"), by="tifenn-marechal"),
            Step(verb="install", at=t("07/11/2026", "12:30"), by="tifenn-marechal"),
        ),
        items=(
            RenewalItem(
                key="modalites",
                label="Débat et vote sur la consultation du conseil citoyen et l’association de la population",
                due_on=d("02/07/2026"),
                done_on=d("02/07/2026"),
                source="CGCT, article L5211-11-2",
            ),
            RenewalItem(
                key="pacte-adoption",
                label="Adoption du pacte de gouvernance",
                due_on=d("22/12/2026"),
                done_on=None,
                source="CGCT, article L5211-11-2",
            ),
        ),
    ),
)

PERSONAS = (
    persona(
        next(p.key for p in GROUPS["groupe-habiter"][1:] if p.email),
        "member",
        "Lire le dossier du groupe, commenter un paragraphe, écrire une position.",
        start=_INSTALLED,
    ),
)
