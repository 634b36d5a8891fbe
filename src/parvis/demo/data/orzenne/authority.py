"""Val d'Orzenne Agglomération: the authority, its services, its communes, its rooms and its acts."""

# ruff: noqa: E501 – prose

from ..shapes import AgeClass, Authority, Colour, Department, Election, LegalAct, Term, Territory, Venue
from ..when import d

AUTHORITY = Authority(
    key="orzenne",
    kind="epci",
    name="Val d’Orzenne Agglomération",
    short_name="Val d’Orzenne",
    article_name="l’agglomération",
    assembly_name="conseil communautaire",
    siren="000101378",
    siret="00010137800016",
    population=58_420,
    electors=43_118,
    register_prefix="S",
    primary=Colour(value="#0f5a4a", character="vert profond de la rivière : le calme et la durée"),
    secondary=Colour(value="#e8a33d", character="ocre des façades : la chaleur et l’accueil"),
    terms=(
        Term(label="2020-2026", start=d("10/07/2020"), end=d("15/04/2026")),
        Term(label="2026-2032", start=d("16/04/2026"), end=d("15/04/2032")),
    ),
    elections=(
        Election(kind="municipal", round=1, day=d("15/03/2026")),
        Election(kind="municipal", round=2, day=d("22/03/2026")),
    ),
    modules=(
        "bodies",
        "referrals",
        "commitments",
        "support",
        "programmes",
        "watch",
        "surveys",
        "finance",
        "workload",
        "partnerships",
    ),
    address="Hôtel d’agglomération, 4 place des Bateliers, 00100 Virazelle",
    phone="05 36 49 10 00",
    email="participation.orzenne@exemple.invalid",
    publication_director="luc-casterande",
    publication_title="Président de Val d’Orzenne Agglomération",
    dpo_email="dpo.orzenne@exemple.invalid",
    legal_notice=(
        "Ce site est édité par Val d’Orzenne Agglomération, établissement public de coopération intercommunale. "
        "Il présente des données de démonstration : les lieux, les personnes et les décisions sont inventés."
    ),
    accessibility_state="partial",
    welcome="Ce que l’agglomération demande à ses habitants, ce qu’ils répondent, et ce qu’elle en fait.",
)

DEPARTMENTS = tuple(
    Department(key=key, name=name, kind=kind, parent=parent, email=f"{key}.orzenne@exemple.invalid")
    for key, name, kind, parent in (
        ("direction-generale", "Direction générale", "direction", None),
        ("cabinet", "Cabinet du président et communication", "cabinet", None),
        ("secretariat-president", "Secrétariat du président", "secretariat", "cabinet"),
        ("ouverture-citoyenne", "Mission Ouverture citoyenne", "service", "direction-generale"),
        ("cellule-innovation", "Cellule Innovation", "service", "direction-generale"),
        ("protocole", "Protocole et accueil", "protocol", "cabinet"),
        ("mobilites", "Service Mobilités", "service", "direction-generale"),
        ("transition", "Service Transition", "service", "direction-generale"),
        ("eau", "Service Eau et assainissement", "service", "direction-generale"),
        ("dechets", "Service Déchets et déchèteries", "service", "direction-generale"),
        ("sante", "Service Santé et solidarités", "service", "direction-generale"),
        ("alimentation", "Service Agriculture et alimentation", "service", "direction-generale"),
        ("restauration", "Service Restauration collective", "service", "direction-generale"),
        ("jeunesse", "Service Jeunesse et culture", "service", "direction-generale"),
        ("habitat", "Service Habitat et urbanisme", "service", "direction-generale"),
        ("finances", "Service Finances et commande publique", "service", "direction-generale"),
        ("juridique", "Service Affaires juridiques et assemblées", "service", "direction-generale"),
        ("numerique", "Service Systèmes d’information", "service", "direction-generale"),
    )
)

COMMUNES = (
    ("00101", "Virazelle", 16840),
    ("00102", "Marsanne-d’Orzenne", 6210),
    ("00103", "Tournabelle", 4980),
    ("00104", "Castelorze", 3120),
    ("00105", "Saint-Aubrac-sur-Orzenne", 1344),
    ("00106", "Montpeyrelle", 724),
    ("00107", "Labastide-Fontvieil", 452),
    ("00108", "Puymirelle", 1339),
    ("00109", "Cazaubelle", 485),
    ("00110", "Lagrivelle", 214),
    ("00111", "Fauguerolande", 655),
    ("00112", "Sainte-Bazilde", 413),
    ("00113", "Coussanelle", 551),
    ("00114", "Gontarède", 1216),
    ("00115", "Caubonnac-le-Vieux", 1093),
    ("00116", "Biracelle", 584),
    ("00117", "Senestignac", 348),
    ("00118", "Escassefoil", 837),
    ("00119", "Mauvezon-d’Orzenne", 466),
    ("00120", "Villetonnelle", 1278),
    ("00121", "Beaupuyssac", 751),
    ("00122", "Marcelluc", 888),
    ("00123", "Jusignac", 281),
    ("00124", "Sainte-Gemmelle", 218),
    ("00125", "Varennac-le-Bas", 313),
    ("00126", "Calonjac", 1162),
    ("00127", "Roumagnelle", 334),
    ("00128", "Peyrouse-Vieille", 903),
    ("00129", "Monteilhac", 239),
    ("00130", "Lafitelle", 754),
    ("00131", "Clairacelle", 1417),
    ("00132", "Grateloubie", 762),
    ("00133", "Tombebizac", 520),
    ("00134", "Saint-Orens-des-Prades", 1352),
    ("00135", "Aiguemorte-d’Orzenne", 1086),
    ("00136", "Pardaillon-le-Haut", 997),
    ("00137", "Lavergnasse", 381),
    ("00138", "Saint-Pardoulin", 720),
    ("00139", "Cambessac", 1200),
    ("00140", "Samazelle", 376),
    ("00141", "Les Trois-Moulins-d’Orzenne", 617),
)

TERRITORIES = tuple(
    Territory(key=f"commune-{code}", kind="commune", name=name, code=code, population=population)
    for code, name, population in COMMUNES
)

VENUES = (
    Venue(
        key="virazelle-salle-des-fetes",
        name="Salle des fêtes de Virazelle",
        kind="village_hall",
        address="12, allée des Platanes, 00100 Virazelle",
        territory="commune-00101",
        capacity=220,
        step_free=True,
        hearing_loop=True,
        equipment=("vidéoprojecteur", "sonorisation", "cuisine de réchauffage", "parking de 90 places"),
    ),
    Venue(
        key="hotel-agglomeration-salle-conseil",
        name="Hôtel d’agglomération, salle du conseil",
        kind="council_room",
        address="4, place des Bateliers, 00100 Virazelle",
        territory="commune-00101",
        capacity=95,
        step_free=True,
        hearing_loop=True,
        equipment=("micros de table", "retransmission", "vidéoprojecteur"),
    ),
    Venue(
        key="hotel-agglomeration-salle-orzenne",
        name="Hôtel d’agglomération, salle de l’Orzenne",
        kind="office",
        address="4, place des Bateliers, 00100 Virazelle",
        territory="commune-00101",
        capacity=24,
        step_free=True,
        hearing_loop=False,
        equipment=("écran", "visioconférence"),
    ),
    Venue(
        key="marsanne-salle-polyvalente",
        name="Salle polyvalente de Marsanne-d’Orzenne",
        kind="village_hall",
        address="1, rue du Foirail, 00102 Marsanne-d’Orzenne",
        territory="commune-00102",
        capacity=110,
        step_free=False,
        hearing_loop=False,
        equipment=("chaises", "tables rondes"),
        constraints="Huit marches à l’entrée ; pas d’accès de plain-pied.",
    ),
    Venue(
        key="marsanne-halle",
        name="Halle de Marsanne-d’Orzenne",
        kind="village_hall",
        address="Place de la Halle, 00102 Marsanne-d’Orzenne",
        territory="commune-00102",
        capacity=140,
        step_free=True,
        hearing_loop=True,
        equipment=("sonorisation", "vidéoprojecteur", "office traiteur", "estrade démontable"),
    ),
    Venue(
        key="tournabelle-mediatheque",
        name="Médiathèque de Tournabelle",
        kind="library",
        address="8, cours Lagardère, 00103 Tournabelle",
        territory="commune-00103",
        capacity=45,
        step_free=True,
        hearing_loop=False,
        equipment=("écran", "espace jeunesse"),
        constraints="Fermée le lundi ; libérer la salle à 21 h 30.",
    ),
    Venue(
        key="castelorze-foyer",
        name="Foyer rural de Castelorze",
        kind="village_hall",
        address="3, chemin du Port-Vieux, 00104 Castelorze",
        territory="commune-00104",
        capacity=70,
        step_free=True,
        hearing_loop=False,
        equipment=("cuisine", "vidéoprojecteur"),
    ),
)

ACTS = (
    LegalAct(
        key="orzenne-2024-009",
        number="2024-009",
        kind="resolution",
        title="Création du conseil de développement et composition pour la période 2024-2026",
        adopted_on=d("25/01/2024"),
        summary="Soixante sièges : trente habitants tirés au sort, trente représentants des milieux du territoire.",
        legal_basis="CGCT, article L5211-10-1",
    ),
    LegalAct(
        key="orzenne-2025-097",
        number="2025-097",
        kind="resolution",
        title="Réponse de l’agglomération à l’avis du conseil de développement sur le plan vélo",
        adopted_on=d("02/10/2025"),
        summary="Six recommandations retenues, une retenue en partie, une refusée.",
    ),
    LegalAct(
        key="orzenne-2026-a-058",
        number="2026-A-058",
        kind="order",
        title="Délégation de signature à Mireille Sabathé pour la transmission des saisines",
        adopted_on=d("20/04/2026"),
        summary="Dépôt des saisines et accusé de réception des avis, au nom du président.",
        legal_basis="CGCT, article L5211-9",
    ),
    LegalAct(
        key="orzenne-2026-070",
        number="2026-070",
        kind="resolution",
        title="Débat sur le pacte de gouvernance entre les communes et l’agglomération",
        adopted_on=d("25/06/2026"),
        summary="Le conseil décide d’élaborer un pacte de gouvernance et d’en saisir les quarante et un conseils.",
        legal_basis="CGCT, article L5211-11-2",
    ),
    LegalAct(
        key="orzenne-2026-071",
        number="2026-071",
        kind="resolution",
        title="Renouvellement du conseil de développement et modalités de sa consultation",
        adopted_on=d("25/06/2026"),
        summary=(
            "Soixante-douze sièges pour trois ans : collège A, quarante et un habitants tirés au sort, un par commune ; "
            "collège B, trente et un volontaires. Modalités de consultation du conseil et d’association de la population."
        ),
        legal_basis="CGCT, articles L5211-10-1 et L5211-11-2",
    ),
    LegalAct(
        key="orzenne-2026-a-142",
        number="2026-A-142",
        kind="order",
        title="Liste des membres du conseil de développement",
        adopted_on=d("18/09/2026"),
        summary="Nomination des soixante-douze membres à compter du 26 septembre 2026.",
        legal_basis="Délibération 2026-071 du 25 juin 2026",
    ),
)

# Recensement (fictif) : les classes d’âge auxquelles la composition du conseil est comparée.
AGE_CLASSES = (
    AgeClass(key="0-15", label="moins de 16 ans", lower=0, upper=15, population=9_820, in_scope=False),
    AgeClass(key="16-29", label="16 à 29 ans", lower=16, upper=29, population=7_290),
    AgeClass(key="30-44", label="30 à 44 ans", lower=30, upper=44, population=10_935),
    AgeClass(key="45-59", label="45 à 59 ans", lower=45, upper=59, population=13_122),
    AgeClass(key="60-74", label="60 à 74 ans", lower=60, upper=74, population=12_636),
    AgeClass(key="75-plus", label="75 ans et plus", lower=75, upper=None, population=4_617),
)
