"""Département de la Haute-Verzone: the authority, its services, its cantons, its rooms and its acts."""

from ..shapes import AgeClass, Authority, Colour, Department, Election, LegalAct, Term, Territory, Venue
from ..when import d

AUTHORITY = Authority(
    key="haute-verzone",
    kind="department",
    name="Département de la Haute-Verzone",
    short_name="Haute-Verzone",
    article_name="le Département",
    assembly_name="Assemblée départementale",
    siren="000104117",
    siret="00010411700015",
    population=894_000,
    electors=661_230,
    register_prefix="D",
    primary=Colour(value="#5b2a6e", character="violette des coteaux : l’attention"),
    secondary=Colour(value="#f2b632", character="jaune des tournesols : la clarté"),
    terms=(Term(label="2021-2028", start=d("01/07/2021"), end=d("31/03/2028")),),
    elections=(
        Election(kind="departmental", round=1, day=d("12/03/2028"), confirmed=False),
        Election(kind="departmental", round=2, day=d("19/03/2028"), confirmed=False),
    ),
    modules=("bodies", "referrals", "commitments", "sortition", "diagnosis", "evaluation", "support", "grants"),
    address="Hôtel du Département, 1 boulevard des Marchands, 00001 Vallorbe-la-Verze",
    phone="05 36 49 31 00",
    email="participation.verzone@exemple.invalid",
    publication_director="isabeau-remusat",
    publication_title="Présidente du Conseil départemental de la Haute-Verzone",
    dpo_email="dpo.verzone@exemple.invalid",
    legal_notice=(
        "Ce site est édité par le Département de la Haute-Verzone. Il présente des données de démonstration : "
        "les lieux, les personnes et les décisions sont inventés."
    ),
    accessibility_state="partial",
    welcome="L’Assemblée citoyenne propose ; le Département répond à chaque recommandation.",
)

DEPARTMENTS = tuple(
    Department(key=key, name=name, kind=kind, parent=parent, email=f"{key}.verzone@exemple.invalid")
    for key, name, kind, parent in (
        ("direction-generale", "Direction générale des services", "directorate", None),
        ("cabinet", "Cabinet de la présidente", "cabinet", None),
        ("dialogue-citoyen", "Direction du dialogue citoyen", "directorate", "direction-generale"),
        ("autonomie", "Direction de l’autonomie", "directorate", "direction-generale"),
        ("enfance", "Direction enfance et famille", "directorate", "direction-generale"),
        ("solidarites", "Direction des solidarités territoriales", "directorate", "direction-generale"),
        ("colleges", "Direction des collèges", "directorate", "direction-generale"),
        ("routes", "Direction des routes et des mobilités", "directorate", "direction-generale"),
        ("environnement", "Direction de l’eau et de l’environnement", "directorate", "direction-generale"),
        ("culture", "Direction de la culture et des sports", "directorate", "direction-generale"),
        ("numerique", "Direction du numérique", "directorate", "direction-generale"),
        ("finances", "Direction des finances", "directorate", "direction-generale"),
        ("juridique", "Direction des affaires juridiques et des assemblées", "directorate", "direction-generale"),
    )
)

CANTONS = (
    ("00001", "Vallorbe-la-Verze", 32776),
    ("00002", "Haut-Verzon", 29733),
    ("00003", "Montaurac", 36536),
    ("00004", "Saint-Cyprien-des-Monts", 37248),
    ("00005", "Les Six-Clochers", 35193),
    ("00006", "Bourg-Lauragnac", 29631),
    ("00007", "Castelnéou", 31382),
    ("00008", "La Verze-Basse", 42661),
    ("00009", "Rieupeyrelle", 39917),
    ("00010", "Sainte-Foy-de-Verze", 44322),
    ("00011", "Aurignelle", 43931),
    ("00012", "Plaine-de-Garnac", 34999),
    ("00013", "Cazèrolles", 42962),
    ("00014", "Pech-Rouzaud", 35873),
    ("00015", "Montréjol", 43434),
    ("00016", "Luchanède", 30435),
    ("00017", "Saint-Béatin", 33829),
    ("00018", "Fontenilhac", 30400),
    ("00019", "Villemurelle", 44069),
    ("00020", "Grenaudin", 39320),
    ("00021", "Verfoliou", 39075),
    ("00022", "Escalquelle", 43612),
    ("00023", "Tournefontaine", 31153),
    ("00024", "Muret-le-Vieux-Pont", 41509),
)

TERRITORIES = tuple(
    Territory(key=f"canton-{code}", kind="canton", name=name, code=code, population=population)
    for code, name, population in CANTONS
)

VENUES = (
    Venue(
        key="hotel-departement-hemicycle",
        name="Hôtel du Département, hémicycle",
        kind="council_room",
        address="1, boulevard des Marchands, 00001 Vallorbe-la-Verze",
        territory="canton-00001",
        capacity=180,
        step_free=True,
        hearing_loop=True,
        equipment=("micros de table", "retransmission", "cabine d’interprétation"),
    ),
    *(
        Venue(
            key=key,
            name=name,
            kind="office",
            address=address,
            territory=territory,
            capacity=35,
            step_free=True,
            hearing_loop=False,
            equipment=("visioconférence", "écran"),
        )
        for key, name, address, territory in (
            (
                "site-vallorbe",
                "Maison du Département de Vallorbe",
                "9, rue Haute, 00001 Vallorbe-la-Verze",
                "canton-00001",
            ),
            (
                "site-montrejol",
                "Maison du Département de Montréjol",
                "2, avenue du Piémont, 00015 Montréjol",
                "canton-00015",
            ),
            (
                "site-verfoliou",
                "Maison du Département de Verfoliou",
                "14, place Neuve, 00021 Verfoliou",
                "canton-00021",
            ),
            (
                "site-luchanede",
                "Maison du Département de Luchanède",
                "5, allée des Bains, 00016 Luchanède",
                "canton-00016",
            ),
        )
    ),
)

ACTS = (
    LegalAct(
        key="verzone-2023-06-04",
        number="CD-2023-06-04",
        kind="resolution",
        title="Création de l’Assemblée citoyenne départementale",
        adopted_on=d("22/06/2023"),
        summary="Quatre-vingt-seize habitants tirés au sort, quatre par canton, pour dix-huit mois.",
    ),
    LegalAct(
        key="verzone-2026-03-11",
        number="CD-2026-03-11",
        kind="resolution",
        title="Deuxième Assemblée citoyenne : méthode de tirage au sort et moyens",
        adopted_on=d("26/03/2026"),
        summary=(
            "Quatre-vingt-seize membres, quatre par canton, deux femmes et deux hommes, dix-huit mois ; tirage public "
            "devant commissaire de justice ; élus et agents du Département exclus."
        ),
    ),
    LegalAct(
        key="verzone-2026-a-207",
        number="2026-A-207",
        kind="order",
        title="Liste des membres de l’Assemblée citoyenne II",
        adopted_on=d("16/07/2026"),
        summary="Quatre-vingt-seize membres à compter du 3 octobre 2026.",
    ),
)

AGE_CLASSES = (
    AgeClass(key="0-15", label="moins de 16 ans", lower=0, upper=15, population=159_200, in_scope=False),
    AgeClass(key="16-24", label="16 à 24 ans", lower=16, upper=24, population=91_850),
    AgeClass(key="25-39", label="25 à 39 ans", lower=25, upper=39, population=168_390),
    AgeClass(key="40-59", label="40 à 59 ans", lower=40, upper=59, population=244_940),
    AgeClass(key="60-74", label="60 à 74 ans", lower=60, upper=74, population=153_080),
    AgeClass(key="75-plus", label="75 ans et plus", lower=75, upper=None, population=76_540),
)
