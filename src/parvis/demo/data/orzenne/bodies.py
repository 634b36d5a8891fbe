"""Val d'Orzenne: the conseil de développement before and after its renewal, its bureau and commissions."""

# ruff: noqa: E501 – prose

from dataclasses import replace

from ..pools import Registry, shuffled
from ..seating import ON_THE_ROLLS, name_one, place, seat, slots
from ..shapes import Body, BodyTerm, College, Renewal, RenewalItem, Step
from ..when import d, t
from .authority import COMMUNES
from .people import AGENTS, ELECTED, OUTSIDERS

_INSTALLED = d("26/09/2026")
_TERM_END = d("25/09/2029")
_ACT = "orzenne-2026-a-142"
_registry = Registry("orzenne", {f"commune-{code}": (code, name) for code, name, _ in COMMUNES})

BODIES = (
    Body(
        key="c2d",
        type="development_council",
        name="Conseil de développement du Val d’Orzenne",
        short_name="C2D",
        description=(
            "Soixante-douze habitantes et habitants, tirés au sort ou volontaires, que l’agglomération consulte sur ses "
            "grands projets et qui choisissent eux-mêmes d’autres sujets. Leurs fonctions ne sont pas rémunérées."
        ),
        legal_basis="CGCT, article L5211-10-1",
        lead_department="ouverture-citoyenne",
        referring_councillor="helene-darrouy",
        creation_act="orzenne-2024-009",
        terms=(
            BodyTerm(
                label="2024-2026",
                act="orzenne-2024-009",
                seats=60,
                voted_on=d("25/01/2024"),
                start=d("09/03/2024"),
                end=d("30/09/2026"),
            ),
            BodyTerm(
                label="2026-2029",
                act="orzenne-2026-071",
                seats=72,
                voted_on=d("25/06/2026"),
                start=_INSTALLED,
                end=_TERM_END,
            ),
        ),
        term_months=36,
        gender_gap_max=1,
        excludes_community_councillors=True,
        age_check=True,
        quorum_ratio="1/2",
        proxies_per_member=1,
        convocation_days=10,
        self_referral_signatories=15,
        self_referral_by_bureau=True,
        officer="maelle-quintard",
        themes=("participation", "climat", "santé", "eau", "jeunesse"),
        steps=(
            Step(verb="create", at=t("25/01/2024", "20:00"), values={"act": "orzenne-2024-009"}),
            Step(verb="install", at=t("09/03/2024", "09:30"), by="maelle-quintard"),
            Step(verb="activate", at=t("09/03/2024", "12:30"), by="maelle-quintard"),
            Step(verb="open_renewal", at=t("23/03/2026", "09:00"), by="maelle-quintard"),
            Step(
                verb="install_renewed",
                at=t("26/09/2026", "09:30"),
                by="maelle-quintard",
                values={"act": "orzenne-2026-071"},
            ),
        ),
        since=d("25/01/2024"),
    ),
    Body(
        key="c2d-bureau",
        type="bureau",
        name="Bureau du conseil de développement",
        short_name="Bureau du C2D",
        description="Neuf membres : la présidence, deux vice-présidences, les quatre commissions, deux délégués.",
        legal_basis="Règlement intérieur du conseil de développement",
        parent="c2d",
        lead_department="ouverture-citoyenne",
        referring_councillor="helene-darrouy",
        creation_act="orzenne-2024-009",
        terms=(
            BodyTerm(
                label="2024-2026",
                act=None,
                seats=7,
                voted_on=d("09/03/2024"),
                start=d("09/03/2024"),
                end=d("30/09/2026"),
            ),
            BodyTerm(
                label="2026-2029",
                act=None,
                seats=9,
                voted_on=_INSTALLED,
                start=_INSTALLED,
                end=_TERM_END,
            ),
        ),
        quorum_ratio="1/2",
        officer="maelle-quintard",
        steps=(
            Step(verb="create", at=t("09/03/2024", "11:30"), by="maelle-quintard"),
            Step(verb="install", at=t("09/03/2024", "12:00"), by="maelle-quintard"),
            Step(verb="activate", at=t("09/03/2024", "12:00"), by="maelle-quintard"),
        ),
        since=d("09/03/2024"),
    ),
    *(
        Body(
            key=key,
            type="commission",
            name=f"Commission {name}",
            short_name=name,
            description=description,
            legal_basis="Règlement intérieur du conseil de développement",
            parent="c2d",
            lead_department="ouverture-citoyenne",
            referring_councillor=councillor,
            terms=(
                BodyTerm(
                    label="2026-2029",
                    act=None,
                    seats=seats,
                    voted_on=_INSTALLED,
                    start=_INSTALLED,
                    end=_TERM_END,
                ),
            ),
            quorum_ratio="1/3",
            officer="maelle-quintard",
            themes=themes,
            steps=(
                Step(verb="create", at=t("26/09/2026", "11:30"), by="maelle-quintard"),
                Step(verb="install", at=t("26/09/2026", "12:00"), by="maelle-quintard"),
                Step(verb="activate", at=t("26/09/2026", "12:00"), by="maelle-quintard"),
            ),
            since=_INSTALLED,
        )
        for key, name, seats, councillor, themes, description in (
            (
                "commission-mobilites",
                "Mobilités et énergie",
                19,
                "sylvie-pouyfaucon",
                ("mobilités", "climat", "énergie"),
                "Se déplacer, se chauffer, moins dépendre de la voiture.",
            ),
            (
                "commission-sante",
                "Santé et liens sociaux",
                18,
                "benoit-larregola",
                ("santé", "solidarités"),
                "Se soigner près de chez soi, ne laisser personne seul.",
            ),
            (
                "commission-eau",
                "Eau, sols, alimentation",
                17,
                "nathalie-estibere",
                ("eau", "alimentation"),
                "Partager l’eau, garder les sols vivants, nourrir le territoire.",
            ),
            (
                "commission-jeunesse",
                "Jeunesse",
                18,
                "helene-darrouy",
                ("jeunesse",),
                "Ce que les moins de trente ans attendent de l’agglomération.",
            ),
        )
    ),
    Body(
        key="comite-te",
        type="steering_committee",
        name="Comité des partenaires Territoires d’engagement",
        short_name="Comité partenaires",
        description="L’agglomération, l’ANCT et le conseil de développement suivent les six actions du programme.",
        legal_basis="Convention du 15 janvier 2024",
        lead_department="ouverture-citoyenne",
        referring_councillor="helene-darrouy",
        creation_act="orzenne-2024-d-007",
        officer="maelle-quintard",
        terms=(
            BodyTerm(
                label="2024-2026",
                act="orzenne-2024-d-007",
                seats=None,
                voted_on=d("15/01/2024"),
                start=d("15/01/2024"),
                end=d("31/12/2026"),
            ),
        ),
        steps=(
            Step(verb="create", at=t("15/01/2024", "10:00"), by="bastien-orsolle"),
            Step(verb="install", at=t("15/01/2024", "10:00"), by="bastien-orsolle"),
            Step(verb="activate", at=t("15/01/2024", "10:00"), by="bastien-orsolle"),
        ),
        since=d("15/01/2024"),
    ),
)

COLLEGES = (
    College(
        key="habitants-2024",
        body="c2d",
        name="Habitants tirés au sort (2024-2026)",
        seats=30,
        mode="sortition",
        since=d("25/01/2024"),
        until=d("25/09/2026"),
    ),
    College(
        key="milieux-2024",
        body="c2d",
        name="Milieux du territoire (2024-2026)",
        seats=30,
        mode="nomination",
        description="Milieux économiques, sociaux, culturels, éducatifs, scientifiques, environnementaux et associatifs.",
        since=d("25/01/2024"),
        until=d("25/09/2026"),
    ),
    College(
        key="college-a",
        body="c2d",
        name="Collège A, habitants tirés au sort",
        seats=41,
        mode="sortition",
        description="Un habitant par commune, tiré sur les listes électorales.",
        since=d("25/06/2026"),
    ),
    College(
        key="college-b",
        body="c2d",
        name="Collège B, volontaires",
        seats=31,
        mode="volunteers",
        description="Volontaires retenus pour équilibrer l’ensemble.",
        since=d("25/06/2026"),
    ),
)


# --- Previous term: sixty seats, two of them vacant since 2025-2026 ---------------------------------


def _previous_people():
    wanted = slots("F", (3, 6, 9, 9, 3)) + slots("M", (2, 6, 9, 10, 3))
    name_one(
        wanted,
        "F",
        60,
        name=("Ginette", "Roquelaine"),
        key="ginette-roquelaine",
        email="ginette.roquelaine@exemple.invalid",
    )
    name_one(
        wanted,
        "M",
        45,
        name=("Norbert", "Clavière"),
        key="norbert-claviere",
        email="norbert.claviere@exemple.invalid",
    )
    communes = [f"commune-{code}" for code, _, _ in COMMUNES]
    territories = (communes + shuffled(communes, "previous"))[:60]
    return tuple(_registry.person(slot, since=d("09/03/2024")) for slot in place(wanted, territories, "previous"))


PREVIOUS = _previous_people()
_GONE = {"F": (d("12/11/2025"), "resigned"), "M": (d("01/02/2026"), "moved")}


def _previous_memberships():
    start, end, act = d("09/03/2024"), d("30/09/2026"), "orzenne-2024-009"
    roles = {"ginette-roquelaine": "chair", "norbert-claviere": "vice_chair"}
    done = {"ended_on": d("25/09/2026"), "end_reason": "term", "charter_signed_on": start}
    seated = seat(
        "c2d", PREVIOUS[:30], start, end, roles=roles, college="habitants-2024", first_seat=1, act=act, **done
    ) + seat("c2d", PREVIOUS[30:], start, end, roles=roles, college="milieux-2024", first_seat=31, act=act, **done)
    return tuple(_left_early(membership) for membership in seated) + _previous_bureau(start, end)


def _left_early(membership):
    leavers = {_leaver("F"): _GONE["F"], _leaver("M"): _GONE["M"]}
    if membership.person not in leavers:
        return membership
    day, reason = leavers[membership.person]
    note = {"resigned": "Démission par courrier.", "moved": "A quitté le territoire de l’agglomération."}[reason]
    return replace(membership, ended_on=day, end_reason=reason, end_note=note)


def _leaver(gender):
    named = {"ginette-roquelaine", "norbert-claviere"}
    return next(p.key for p in reversed(PREVIOUS) if p.gender == gender and p.key not in named)


def _previous_bureau(start, end):
    named = [p for p in PREVIOUS if p.key in ("ginette-roquelaine", "norbert-claviere")]
    leavers = {_leaver("F"), _leaver("M")}
    others = [p for p in PREVIOUS if p not in named and p.key not in leavers][:5]
    return seat(
        "c2d-bureau",
        named + others,
        start,
        end,
        roles={"ginette-roquelaine": "chair", "norbert-claviere": "vice_chair"},
        ended_on=d("25/09/2026"),
        end_reason="term",
    )


# --- Current term: seventy-two members ---------------------------------------------------------------


def _college_a():
    wanted = slots("F", (3, 5, 6, 5, 1), ON_THE_ROLLS) + slots("M", (3, 5, 6, 6, 1), ON_THE_ROLLS)
    name_one(wanted, "M", 60, email=None)
    territories = [f"commune-{code}" for code, _, _ in COMMUNES]
    return tuple(_registry.person(slot, since=d("01/09/2026")) for slot in place(wanted, territories, "college-a"))


def _college_b():
    wanted = slots("F", (3, 3, 4, 4, 2)) + slots("M", (2, 4, 4, 4, 1))
    for gender, lower, first, last in (
        ("F", 60, "Odile", "Fontbonne"),
        ("M", 45, "Karim", "Ouzari"),
        ("F", 30, "Mathilde", "Larrieu"),
    ):
        key = f"{first}-{last}".lower()
        email = f"{first}.{last}@exemple.invalid".lower()
        name_one(wanted, gender, lower, name=(first, last), key=key, email=email)
    name_one(wanted, "F", 75, email=None)
    return _placed_volunteers(wanted, "college-b")


def _placed_volunteers(wanted, salt):
    # Virazelle et les bourgs se portent plus souvent volontaires que les villages.
    communes = [f"commune-{code}" for code, _, population in COMMUNES for _ in range(1 + population // 900)]
    territories = shuffled(communes, salt)[: len(wanted)]
    return tuple(_registry.person(slot, since=d("01/09/2026")) for slot in place(wanted, territories, salt))


def _not_retained():
    wanted = slots("F", (2, 3, 4, 5, 1)) + slots("M", (1, 2, 4, 4, 1))
    return _placed_volunteers(wanted, "not-retained")


COLLEGE_A = _college_a()
COLLEGE_B = _college_b()
NOT_RETAINED = _not_retained()  # the 27 volunteers of the 58 who were not retained; not loaded at T0
MEMBERS = COLLEGE_A + COLLEGE_B

CHAIRS = {
    "odile-fontbonne": "chair",
    "karim-ouzari": "vice_chair",
    "mathilde-larrieu": "vice_chair",
}
_COMMISSIONS = (
    ("commission-mobilites", 19),
    ("commission-sante", 18),
    ("commission-eau", 17),
    ("commission-jeunesse", 18),
)


def _age(person):
    return 2026 - person.birth_date.year


def _by_commission():
    """Each member in one commission: the young in Jeunesse, the three leaders where they are known to sit."""
    fixed = {
        "mathilde-larrieu": "commission-mobilites",
        "odile-fontbonne": "commission-sante",
        "karim-ouzari": "commission-eau",
    }
    groups = {key: [p for p in MEMBERS if fixed.get(p.key) == key] for key, _ in _COMMISSIONS}
    groups["commission-jeunesse"] += [p for p in MEMBERS if _age(p) < 30]
    placed = {p.key for people in groups.values() for p in people}
    left = [p for p in shuffled(MEMBERS, "commissions") if p.key not in placed]
    for key, size in _COMMISSIONS:
        missing = size - len(groups[key])
        groups[key], left = groups[key] + left[:missing], left[missing:]
    return {key: tuple(people) for key, people in groups.items()}


COMMISSIONS = _by_commission()
COMMISSION_CHAIRS = {
    key: next(p for p in people if p.key not in CHAIRS and p.email) for key, people in COMMISSIONS.items()
}


def _bureau():
    named = [p for p in MEMBERS if p.key in CHAIRS]
    heads = list(COMMISSION_CHAIRS.values())
    taken = {p.key for p in named + heads}
    delegates = [p for p in shuffled(MEMBERS, "bureau") if p.key not in taken and p.email][:2]
    return tuple(named + heads + delegates)


BUREAU = _bureau()


def _current_memberships():
    start, end = _INSTALLED, _TERM_END
    council = {"roles": {p.key: "bureau" for p in BUREAU} | CHAIRS, "act": _ACT, "charter_signed_on": start}
    seated = seat("c2d", COLLEGE_A, start, end, college="college-a", first_seat=1, **council)
    seated += seat("c2d", COLLEGE_B, start, end, college="college-b", first_seat=42, **council)
    seated += seat("c2d-bureau", BUREAU, start, end, roles=CHAIRS, titles=_bureau_titles())
    for key, people in COMMISSIONS.items():
        seated += seat(key, people, start, end, roles={COMMISSION_CHAIRS[key].key: "chair"})
    return seated


def _bureau_titles():
    names = {body.key: body.short_name for body in BODIES}
    return {person.key: f"Responsable de la commission {names[key]}" for key, person in COMMISSION_CHAIRS.items()}


def _partners():
    """The partners' committee: the authority, the funder, and the chair of the council of the day."""
    start, end = d("15/01/2024"), d("31/12/2026")
    standing = [p for p in ELECTED + AGENTS + OUTSIDERS if p.key in _PARTNERS]
    chairs = [p for p in PREVIOUS if p.key == "ginette-roquelaine"], [p for p in MEMBERS if p.key == "odile-fontbonne"]
    over = {"ended_on": d("25/09/2026"), "end_reason": "replaced"}
    return (
        seat("comite-te", standing, start, end, roles={"helene-darrouy": "chair"})
        + seat("comite-te", chairs[0], d("09/03/2024"), end, **over)
        + seat("comite-te", chairs[1], _INSTALLED, end)
    )


_PARTNERS = ("helene-darrouy", "bastien-orsolle", "maelle-quintard", "clemence-vauthier")
PEOPLE = PREVIOUS + MEMBERS
MEMBERSHIPS = _previous_memberships() + _current_memberships() + _partners()

RENEWALS = (
    Renewal(
        key="renouvellement-2026",
        body="c2d",
        title="Renouvellement 2026",
        election_date=d("22/03/2026"),
        opinions_asked=41,
        opinions_received=33,
        opinions_asked_on=d("05/10/2026"),
        steps=(
            Step(verb="open", at=t("23/03/2026", "10:00"), by="maelle-quintard"),
            Step(
                verb="vote_composition",
                at=t("25/06/2026", "20:00"),
                by="maelle-quintard",
                values={"act": "orzenne-2026-071"},
            ),
            Step(verb="start_recruitment", at=t("01/07/2026", "09:00"), by="maelle-quintard"),
            Step(verb="install", at=t("26/09/2026", "12:30"), by="maelle-quintard"),
        ),
        items=(
            RenewalItem(
                key="pacte-debat",
                label="Débat et vote sur le principe d’un pacte de gouvernance",
                due_on=d("25/06/2026"),
                done_on=d("25/06/2026"),
                source="CGCT, article L5211-11-2",
            ),
            RenewalItem(
                key="modalites",
                label="Débat et vote sur la consultation du conseil de développement et l’association de la population",
                due_on=d("25/06/2026"),
                done_on=d("25/06/2026"),
                source="CGCT, article L5211-11-2",
            ),
            RenewalItem(
                key="avis-communes",
                label="Avis des quarante et un conseils municipaux sur le projet de pacte",
                due_on=d("05/12/2026"),
                done_on=None,
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
