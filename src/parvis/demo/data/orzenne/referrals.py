"""Val d'Orzenne: the register of referrals."""

# ruff: noqa: E501 – prose

from ..asking import commitment, hearing, paragraphs, progress, recommendation, response, review, stage, step
from ..shapes import Adoption, DebateNote, Opinion, Referral, Version
from ..when import d, t
from . import pcaet, plan_velo
from .bodies import BUREAU, COMMISSION_CHAIRS, PREVIOUS

_SOINS, _CANTINES, _DECHETS = "s-2026-02", "s-2025-01", "s-2024-02"
_REPORTER = next(p.key for p in PREVIOUS if p.gender == "F" and p.key != "ginette-roquelaine" and p.email)
_BIN_REPORTER = next(p.key for p in PREVIOUS if p.gender == "M" and p.key != "norbert-claviere" and p.email)

SOINS = Referral(
    key=_SOINS,
    number="S-2026-02",
    kind="self_referral",
    title="Accès aux soins",
    question="Comment tenir dix ans avec moins de médecins ?",
    body="c2d",
    state="admitted",
    signed_by="odile-fontbonne",
    letter=(
        "Le bureau du conseil de développement décide d’étudier l’accès aux soins. Un habitant sur six n’a plus de médecin traitant ; "
        "onze généralistes sur trente-quatre auront plus de soixante-cinq ans en 2030. Le conseil ne cherchera pas à dire comment "
        "faire venir des médecins, question que d’autres étudient, mais comment se soigner, prévenir et s’entraider en attendant "
        "qu’ils viennent. Il rendra son avis avant le 30 avril 2027."
    ),
    context=(
        "Trente-quatre généralistes en exercice, deux maisons de santé, un hôpital de proximité à Virazelle. Le contrat local de "
        "santé arrive à son terme en décembre 2027."
    ),
    expected_on=d("30/04/2027"),
    commission="commission-sante",
    rapporteur=COMMISSION_CHAIRS["commission-sante"].key,
    lead_department="sante",
    referring_councillor="benoit-larregola",
    signatories=tuple(p.key for p in BUREAU),
    themes=("santé", "solidarités"),
    steps=(
        step("draft", "28/09/2026", "20:00", "odile-fontbonne"),
        step("submit", "01/10/2026", "09:00", "odile-fontbonne"),
        step("admit", "06/10/2026", "19:30", "odile-fontbonne", meeting="bureau-2026-10"),
    ),
    work_plan=(
        stage("06/10/2026", "Admission par le bureau"),
        stage("05/11/2026", "Cadrage en commission", "Liste des personnes à entendre."),
        stage("14/01/2027", "Auditions des soignants et de la caisse"),
        stage("11/02/2027", "Visite de deux maisons de santé"),
        stage("25/03/2027", "Premier projet d’avis"),
        stage("29/04/2027", "Adoption"),
    ),
)

# --- S-2025-01, cantines: closed, everything done ---------------------------------------------------

_ON = "20/06/2025"


def _yes(reason, due, euros=None):
    return response("accepted", reason, _ON, "helene-darrouy", "restauration", due, euros)


_CANTINES_RECOMMENDATIONS = (
    recommendation(
        _CANTINES,
        1,
        "Cuisiner deux repas par semaine avec des légumes du territoire.",
        "restauration",
        _yes("Deux marchés réservés aux producteurs locaux sont passés à la rentrée.", "30/09/2025", 65_000),
    ),
    recommendation(
        _CANTINES,
        2,
        "Peser ce qui est jeté et l’afficher à l’entrée du réfectoire.",
        "restauration",
        _yes("Les neuf cuisines sont équipées de balances ; l’affichage est hebdomadaire.", "31/12/2025", 8_000),
    ),
    recommendation(
        _CANTINES,
        3,
        "Laisser les élèves goûter et noter un menu sur quatre.",
        "restauration",
        _yes("Une commission d’élèves se réunit chaque mois dans chaque établissement.", "31/10/2025"),
    ),
    recommendation(
        _CANTINES,
        4,
        "Donner aux associations les repas non servis, le jour même.",
        "restauration",
        _yes("Une convention est signée avec deux associations.", "31/01/2026", 12_000),
    ),
)

CANTINES = Referral(
    key=_CANTINES,
    number="S-2025-01",
    kind="referral",
    title="Restauration des collèges et des centres de loisirs",
    question="Que voulons-nous manger dans les cantines de l’agglomération, et qu’acceptons-nous d’y jeter ?",
    body="c2d",
    state="closed",
    signed_by="luc-casterande",
    letter=(
        "Madame la Présidente, neuf cuisines préparent chaque jour 3 100 repas. Avant de renouveler les marchés, je souhaite "
        "connaître les attentes des familles et des élèves, et ce que le conseil propose pour jeter moins. Je vous remercie de "
        "votre avis avant le 31 mars 2025."
    ),
    expected_on=d("31/03/2025"),
    rapporteur=_REPORTER,
    lead_department="restauration",
    referring_councillor="helene-darrouy",
    themes=("alimentation",),
    steps=(
        step("draft", "06/01/2025", by="mireille-sabathe"),
        step("submit", "13/01/2025", "10:00", "mireille-sabathe", on_behalf_of="luc-casterande"),
        step("admit", "21/01/2025", "18:30", "ginette-roquelaine"),
        step("start", "04/02/2025", "18:30", "maelle-quintard"),
        step("start_drafting", "03/03/2025", "18:00", _REPORTER),
        step("adopt_opinion", "26/03/2025", "20:30", "ginette-roquelaine"),
        step("transmit", "28/03/2025", "09:00", "ginette-roquelaine"),
        step("publish_opinion", "28/03/2025", "10:00", "maelle-quintard"),
        step("acknowledge", "01/04/2025", "11:00", "mireille-sabathe"),
        step("answer", _ON, "17:00", "helene-darrouy"),
        step("publish_response", "23/06/2025", "09:00", "maelle-quintard"),
        step("follow_up", "23/06/2025", "09:00"),
        step("close", "24/02/2026", "18:30", "ginette-roquelaine", note="Les quatre engagements sont tenus."),
    ),
    work_plan=(
        stage("04/02/2025", "Visite de deux cuisines"),
        stage("03/03/2025", "Projet d’avis"),
        stage("26/03/2025", "Adoption en plénière"),
    ),
    hearings=(
        hearing(
            "04/02/2025",
            "Cheffe de la cuisine centrale",
            "Service Restauration collective",
            "Virazelle",
            "118 grammes jetés par repas ; le pain et les crudités d’abord.",
            "restauration",
        ),
    ),
    opinion=Opinion(
        key="avis-s-2025-01",
        title="Avis sur les cantines : goûter, peser, donner",
        summary="Cuisiner plus près, peser ce qui est jeté, faire goûter, donner le reste.",
        versions=(
            Version(
                number=1,
                at=t("03/03/2025", "18:00"),
                by=_REPORTER,
                label="Projet de la rapporteure",
                paragraphs=paragraphs(
                    "# Ce que nous avons vu",
                    "Nous avons déjeuné dans quatre réfectoires et passé une matinée en cuisine. Les équipes travaillent bien ; elles travaillent seules. Personne ne leur dit ce que les élèves ont laissé, ni pourquoi.",
                    "Un repas sur huit finit à la poubelle. Ce n’est pas le prix des légumes qui empêche d’acheter local, c’est l’organisation des livraisons.",
                    "# Ce que nous proposons",
                    "Quatre gestes simples, tenables en une année scolaire, et dont chacun pourra vérifier le résultat en poussant la porte du réfectoire.",
                ),
            ),
        ),
        recommendations=_CANTINES_RECOMMENDATIONS,
        debate_notes=(
            DebateNote(
                key="n1",
                on=d("04/02/2025"),
                kind="verbatim",
                theme="gaspillage",
                text="« Le vendredi, on jette le poisson ; le lundi, on rachète du poisson. »",
            ),
        ),
        adoption=Adoption(
            at=t("26/03/2025", "20:30"),
            mode="plenary",
            meeting="pleniere-2025-03",
            members=60,
            quorum=30,
            present=41,
            proxies=5,
            in_favour=44,
            against=0,
            abstentions=2,
        ),
        plain_language="Le conseil demande de cuisiner des légumes d’ici, de peser ce qu’on jette, de faire goûter les enfants et de donner les restes.",
        plain_language_on=d("15/04/2025"),
    ),
    reviews=(
        review(
            6,
            "20/12/2025",
            held="16/12/2025",
            published="18/12/2025",
            by="maelle-quintard",
            prefix=_CANTINES,
            summary="Trois recommandations réalisées, une en cours.",
            lines=(
                (1, "done", "Deux repas par semaine depuis septembre."),
                (2, "done", "Balances installées, 118 grammes jetés par repas ramenés à 79."),
                (3, "done", "Neuf commissions d’élèves, réunies chaque mois."),
                (4, "in_progress", "Convention en cours de signature."),
            ),
        ),
    ),
)

_KITCHEN = ("yannick-faureau", "restauration", _ON)
_FOOD = {"themes": ("alimentation",)}

CANTINES_COMMITMENTS = (
    commitment(
        _CANTINES,
        1,
        "c2d",
        "Deux repas locaux par semaine",
        "Servir deux repas par semaine avec des légumes du territoire.",
        *_KITCHEN,
        "30/09/2025",
        "done",
        (progress("15/09/2025", "yannick-faureau", 100, "Les deux marchés sont en place.", "Actes d’engagement"),),
        done_on="15/09/2025",
        **_FOOD,
    ),
    commitment(
        _CANTINES,
        2,
        "c2d",
        "Peser et afficher",
        "Peser ce qui est jeté dans les neuf cuisines et l’afficher.",
        *_KITCHEN,
        "31/12/2025",
        "done",
        (
            progress(
                "12/12/2025", "yannick-faureau", 100, "79 grammes jetés par repas contre 118.", "Relevés hebdomadaires"
            ),
        ),
        done_on="12/12/2025",
        **_FOOD,
    ),
    commitment(
        _CANTINES,
        3,
        "c2d",
        "Commissions d’élèves",
        "Réunir chaque mois une commission d’élèves par établissement.",
        *_KITCHEN,
        "31/10/2025",
        "done",
        (progress("20/10/2025", "yannick-faureau", 100, "Neuf commissions installées.", "Comptes rendus d’octobre"),),
        done_on="20/10/2025",
        **_FOOD,
    ),
    commitment(
        _CANTINES,
        4,
        "c2d",
        "Don des repas non servis",
        "Donner le jour même les repas non servis à deux associations.",
        *_KITCHEN,
        "31/01/2026",
        "done",
        (
            progress(
                "29/01/2026", "yannick-faureau", 100, "Convention signée, 140 repas par semaine.", "Convention de don"
            ),
        ),
        done_on="29/01/2026",
        **_FOOD,
    ),
)

# --- S-2024-02, déchets: lapsed ---------------------------------------------------------------------

DECHETS = Referral(
    key=_DECHETS,
    number="S-2024-02",
    kind="referral",
    title="Réduction des déchets ménagers",
    question="Comment jeter un tiers de moins en cinq ans sans pénaliser les familles nombreuses ?",
    body="c2d",
    state="lapsed",
    signed_by="luc-casterande",
    letter=(
        "Madame la Présidente, la tarification des déchets sera revue en 2025. Je souhaite l’avis du conseil sur la part variable et "
        "sur les situations qu’il faut protéger, avant le 31 mars 2025."
    ),
    expected_on=d("31/03/2025"),
    rapporteur=_BIN_REPORTER,
    lead_department="dechets",
    referring_councillor="helene-darrouy",
    themes=("déchets",),
    steps=(
        step("draft", "09/09/2024", by="mireille-sabathe"),
        step("submit", "16/09/2024", "10:00", "mireille-sabathe", on_behalf_of="luc-casterande"),
        step("admit", "08/10/2024", "18:30", "ginette-roquelaine"),
        step("start", "12/11/2024", "18:30", "maelle-quintard"),
        step(
            "lapse",
            "15/04/2025",
            "09:00",
            "maelle-quintard",
            reason="La date prévue est passée sans avis : l’étude tarifaire n’a été remise au conseil que le 24 mars 2025.",
        ),
    ),
    work_plan=(stage("12/11/2024", "Première séance"), stage("04/02/2025", "Audition reportée, puis annulée")),
)

REFERRALS = (DECHETS, CANTINES, plan_velo.REFERRAL, pcaet.REFERRAL, SOINS)
COMMITMENTS = CANTINES_COMMITMENTS + plan_velo.COMMITMENTS
