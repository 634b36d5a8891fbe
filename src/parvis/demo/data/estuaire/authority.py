"""Département de l'Estuaire-Maritime: the authority, its services, its cantons, its rooms and its acts."""

from ..shapes import AgeClass, Authority, Colour, Department, Election, LegalAct, Term, Territory, Venue
from ..when import d

AUTHORITY = Authority(
    key="estuaire",
    kind="department",
    name="Département de l’Estuaire-Maritime",
    short_name="Estuaire-Maritime",
    article_name="le Département",
    assembly_name="Assemblée départementale",
    siren="000105486",
    siret="00010548600013",
    population=541_000,
    electors=402_316,
    register_prefix="L",
    primary=Colour(value="#0a5f70", character="bleu-vert de la marée montante : le mouvement"),
    secondary=Colour(value="#f26b5e", character="rouge des balises : ce que l’on choisit ensemble"),
    terms=(Term(label="2021-2028", start=d("01/07/2021"), end=d("31/03/2028")),),
    elections=(
        Election(kind="departmental", round=1, day=d("12/03/2028"), confirmed=False),
        Election(kind="departmental", round=2, day=d("19/03/2028"), confirmed=False),
    ),
    modules=("bodies", "referrals", "commitments", "pb", "petitions", "surveys"),
    address="Hôtel du Département, 3 quai de la Marée, 00031 Port-Aubrac",
    phone="02 61 91 44 00",
    email="participation.estuaire@exemple.invalid",
    publication_director="solene-arzhur",
    publication_title="Présidente du Conseil départemental de l’Estuaire-Maritime",
    dpo_email="dpo.estuaire@exemple.invalid",
    legal_notice=(
        "Ce site est édité par le Département de l’Estuaire-Maritime. Il présente des données de démonstration : "
        "les lieux, les personnes et les décisions sont inventés."
    ),
    accessibility_state="partial",
    welcome="Des idées d’habitants, votées par les habitants, suivies jusqu’à l’inauguration.",
)

DEPARTMENTS = tuple(
    Department(key=key, name=name, kind=kind, parent=parent, email=f"{key}.estuaire@exemple.invalid")
    for key, name, kind, parent in (
        ("direction-generale", "Direction générale des services", "directorate", None),
        ("cabinet", "Cabinet de la présidente", "cabinet", None),
        ("participation", "Direction de la participation citoyenne", "directorate", "direction-generale"),
        ("solidarites", "Solidarités", "service", "direction-generale"),
        ("autonomie", "Autonomie", "service", "direction-generale"),
        ("enfance-famille", "Enfance-famille", "service", "direction-generale"),
        ("insertion", "Insertion", "service", "direction-generale"),
        ("colleges", "Collèges", "service", "direction-generale"),
        ("mobilites", "Mobilités", "service", "direction-generale"),
        ("routes", "Routes", "service", "direction-generale"),
        ("batiments", "Bâtiments", "service", "direction-generale"),
        ("espaces-naturels", "Espaces naturels", "service", "direction-generale"),
        ("culture", "Culture", "service", "direction-generale"),
        ("lecture-publique", "Lecture publique", "service", "direction-generale"),
        ("sports", "Sports", "service", "direction-generale"),
        ("juridique", "Affaires juridiques et assemblées", "service", "direction-generale"),
        ("numerique", "Numérique", "service", "direction-generale"),
    )
)

# Numéros et noms des cantons : ceux du budget participatif.
CANTONS = (
    (1, "Port-Aubrac", 61_240),
    (2, "Saint-Elvin", 48_310),
    (3, "Les Marais-Blancs", 33_470),
    (4, "Vallorgue", 36_820),
    (5, "Corsaye", 39_150),
    (6, "Brévanne-l’Étang", 31_690),
    (7, "Nozelle", 42_080),
    (8, "La Haie-Fourchue", 30_540),
    (9, "Pontivran", 45_760),
    (10, "Clairvent", 40_930),
    (11, "Trémarais", 34_210),
    (12, "Ancevigne", 32_400),
    (13, "Goulvenac", 29_880),
    (14, "Rochefauve", 34_520),
)

TERRITORIES = tuple(
    Territory(
        key=f"canton-{number:02d}",
        kind="canton",
        name=name,
        code=f"000{30 + number}",
        population=population,
    )
    for number, name, population in CANTONS
)

VENUES = (
    Venue(
        key="hotel-departement-salle-maree",
        name="Hôtel du Département, salle de la Marée",
        kind="council_room",
        address="3, quai de la Marée, 00031 Port-Aubrac",
        territory="canton-01",
        capacity=80,
        step_free=True,
        hearing_loop=True,
        equipment=("micros de table", "retransmission"),
    ),
    Venue(
        key="archives-salle-lecture",
        name="Archives départementales, salle de lecture",
        kind="library",
        address="20, rue des Sauniers, 00031 Port-Aubrac",
        territory="canton-01",
        capacity=40,
        step_free=True,
        hearing_loop=False,
        equipment=("grandes tables", "écran"),
    ),
    Venue(
        key="college-nozelle",
        name="Collège de Nozelle, salle polyvalente",
        kind="school",
        address="6, rue des Écoles, 00037 Nozelle",
        territory="canton-07",
        capacity=90,
        step_free=True,
        hearing_loop=False,
        equipment=("vidéoprojecteur",),
        constraints="Hors temps scolaire.",
    ),
)

ACTS = (
    LegalAct(
        key="estuaire-2025-12-08",
        number="CD-2025-12-08",
        kind="resolution",
        title="Comité citoyen du budget participatif 2026",
        adopted_on=d("15/12/2025"),
        summary="Vingt membres : quinze habitants et cinq conseillers départementaux.",
    ),
    LegalAct(
        key="estuaire-2026-02-03",
        number="CD-2026-02-03",
        kind="resolution",
        title="Règlement du budget participatif, deuxième édition",
        adopted_on=d("09/02/2026"),
        summary=(
            "Enveloppe de 600 000 € en investissement, plafond de 60 000 € par projet, vote dès 16 ans, trois à dix "
            "choix ; premier projet de chaque canton, puis au nombre de voix ; à égalité, le moins coûteux."
        ),
    ),
)

AGE_CLASSES = (
    AgeClass(key="0-15", label="moins de 16 ans", lower=0, upper=15, population=97_400, in_scope=False),
    AgeClass(key="16-24", label="16 à 24 ans", lower=16, upper=24, population=52_300),
    AgeClass(key="25-39", label="25 à 39 ans", lower=25, upper=39, population=96_800),
    AgeClass(key="40-59", label="40 à 59 ans", lower=40, upper=59, population=143_600),
    AgeClass(key="60-74", label="60 à 74 ans", lower=60, upper=74, population=98_200),
    AgeClass(key="75-plus", label="75 ans et plus", lower=75, upper=None, population=52_700),
)
