"""Ville de Cerzelles: the authority, its services, its districts, its neighbourhood houses and its acts."""

from ..shapes import AgeClass, Authority, Colour, Department, Election, LegalAct, Term, Territory, Venue
from ..when import d

AUTHORITY = Authority(
    key="cerzelles",
    kind="commune",
    name="Ville de Cerzelles",
    short_name="Cerzelles",
    article_name="la Ville",
    assembly_name="conseil municipal",
    siren="000106856",
    siret="00010685600016",
    population=66_200,
    electors=38_412,
    register_prefix="C",
    primary=Colour(value="#8f2d2d", character="rouge brique des maisons de quartier : le voisinage"),
    secondary=Colour(value="#7fb58a", character="vert tendre des cours plantées : la fraîcheur"),
    terms=(
        Term(label="2020-2026", start=d("03/07/2020"), end=d("27/03/2026")),
        Term(label="2026-2032", start=d("28/03/2026"), end=d("31/03/2032")),
    ),
    elections=(
        Election(kind="municipal", round=1, day=d("15/03/2026")),
        Election(kind="municipal", round=2, day=d("22/03/2026")),
    ),
    modules=("bodies", "referrals", "commitments", "pb", "calendar", "coordination", "petitions", "grants", "surveys"),
    address="Hôtel de Ville, 1 place de la Fabrique, 00301 Cerzelles",
    phone="01 99 00 53 00",
    email="participation.cerzelles@exemple.invalid",
    publication_director="dominique-vautrelle",
    publication_title="Maire de Cerzelles",
    dpo_email="dpo.cerzelles@exemple.invalid",
    legal_notice=(
        "Ce site est édité par la Ville de Cerzelles. Il présente des données de démonstration : "
        "les lieux, les personnes et les décisions sont inventés."
    ),
    accessibility_state="partial",
    welcome="Neuf instances, six maisons de quartier, une réponse écrite à chaque proposition.",
)

DEPARTMENTS = tuple(
    Department(key=key, name=name, kind=kind, parent=parent, email=f"{key}.cerzelles@exemple.invalid")
    for key, name, kind, parent in (
        ("direction-generale", "Direction générale des services", "directorate", None),
        ("cabinet", "Cabinet du maire", "cabinet", None),
        ("communication", "Communication", "service", "cabinet"),
        ("protocole", "Protocole", "service", "cabinet"),
        ("vie-locale", "Direction de la vie locale et de la participation", "directorate", "direction-generale"),
        ("maison-hauts-pins", "Maison de quartier des Hauts-Pins", "service", "vie-locale"),
        ("maison-vieux-bourg", "Maison de quartier du Vieux-Bourg", "service", "vie-locale"),
        ("maison-la-fontaine", "Maison de quartier La Fontaine", "service", "vie-locale"),
        ("maison-les-ormeaux", "Maison de quartier des Ormeaux", "service", "vie-locale"),
        ("maison-gare", "Maison de quartier de la Gare", "service", "vie-locale"),
        ("maison-bord-de-ligne", "Maison de quartier Bord-de-Ligne", "service", "vie-locale"),
        ("nature-en-ville", "Nature en ville et cours d’école", "service", "direction-generale"),
        ("voirie", "Voirie et mobilités actives", "service", "direction-generale"),
        ("education", "Éducation et jeunesse", "service", "direction-generale"),
        ("batiments", "Bâtiments et énergie", "service", "direction-generale"),
        ("juridique", "Affaires juridiques et assemblées", "service", "direction-generale"),
        ("numerique", "Systèmes d’information", "service", "direction-generale"),
    )
)

DISTRICTS = (
    ("hauts-pins", "Hauts-Pins", "003010001", 13_480),
    ("vieux-bourg", "Vieux-Bourg", "003010002", 9_120),
    ("la-fontaine", "La Fontaine", "003010003", 11_760),
    ("les-ormeaux", "Les Ormeaux", "003010004", 12_310),
    ("gare", "Gare", "003010005", 10_240),
    ("bord-de-ligne", "Bord-de-Ligne", "003010006", 9_290),
)

TERRITORIES = (
    Territory(key="cerzelles", kind="commune", name="Cerzelles", code="00301", population=66_200),
    *(
        Territory(
            key=f"quartier-{key}",
            kind="district",
            name=name,
            code=code,
            population=population,
            parent="cerzelles",
        )
        for key, name, code, population in DISTRICTS
    ),
)

VENUES = (
    Venue(
        key="hotel-de-ville-salle-conseil",
        name="Hôtel de Ville, salle du conseil",
        kind="council_room",
        address="1, place de la Fabrique, 00301 Cerzelles",
        territory="quartier-vieux-bourg",
        capacity=110,
        step_free=True,
        hearing_loop=True,
        equipment=("micros de table", "retransmission"),
    ),
    *(
        Venue(
            key=f"maison-{key}",
            name=name,
            kind="neighbourhood_house",
            address=address,
            territory=f"quartier-{key}",
            capacity=capacity,
            step_free=step_free,
            hearing_loop=loop,
            equipment=("cuisine", "tables mobiles"),
        )
        for key, name, address, capacity, step_free, loop in (
            ("hauts-pins", "Maison de quartier des Hauts-Pins", "20, rue des Pins-Francs", 80, True, False),
            ("vieux-bourg", "Maison de quartier du Vieux-Bourg", "5, rue de l’Abreuvoir", 45, False, False),
            ("la-fontaine", "Maison de quartier La Fontaine", "2, place de la Fontaine", 60, True, True),
            ("les-ormeaux", "Maison de quartier des Ormeaux", "31, allée des Ormeaux", 70, True, False),
            ("gare", "Maison de quartier de la Gare", "9, rue du Départ", 55, True, True),
            ("bord-de-ligne", "Maison de quartier Bord-de-Ligne", "17, rue du Ballast", 50, True, False),
        )
    ),
)

ACTS = (
    LegalAct(
        key="cerzelles-2020-112",
        number="2020-112",
        kind="resolution",
        title="Création des six conseils de quartier",
        adopted_on=d("24/09/2020"),
        summary="Périmètres, fonctionnement et désignation de trois porte-parole par quartier.",
        legal_basis="CGCT, article L2143-1",
    ),
    LegalAct(
        key="cerzelles-2026-061",
        number="2026-061",
        kind="resolution",
        title="Conseils de quartier, conseil des jeunes et comité vélo pour le mandat 2026-2032",
        adopted_on=d("16/04/2026"),
        summary="Renouvellement des six conseils de quartier ; création du conseil des jeunes et du comité vélo.",
        legal_basis="CGCT, articles L2143-1, L2143-2 et L1112-23",
    ),
    LegalAct(
        key="cerzelles-2026-062",
        number="2026-062",
        kind="resolution",
        title="Création de la Fabrique citoyenne",
        adopted_on=d("16/04/2026"),
        summary=(
            "Quarante membres pour deux ans : vingt habitants tirés au sort, six étudiants, six représentants "
            "d’associations, huit membres des autres instances."
        ),
    ),
    LegalAct(
        key="cerzelles-2026-a-318",
        number="2026-A-318",
        kind="order",
        title="Désignation de la présidence du comité vélo",
        adopted_on=d("04/05/2026"),
        summary="Rémi Castelnau-Bray, conseiller municipal, préside le comité consultatif vélo.",
        legal_basis="CGCT, article L2143-2",
    ),
)

AGE_CLASSES = (
    AgeClass(key="0-15", label="moins de 16 ans", lower=0, upper=15, population=13_900, in_scope=False),
    AgeClass(key="16-29", label="16 à 29 ans", lower=16, upper=29, population=12_550),
    AgeClass(key="30-44", label="30 à 44 ans", lower=30, upper=44, population=13_600),
    AgeClass(key="45-59", label="45 à 59 ans", lower=45, upper=59, population=12_550),
    AgeClass(key="60-74", label="60 à 74 ans", lower=60, upper=74, population=9_420),
    AgeClass(key="75-plus", label="75 ans et plus", lower=75, upper=None, population=4_180),
)
