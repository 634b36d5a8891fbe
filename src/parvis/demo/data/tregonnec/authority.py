"""Trégonnec-Goëlenn Agglomération: the authority, its services, its communes, its rooms and its acts."""

from ..shapes import AgeClass, Authority, Colour, Department, Election, LegalAct, Term, Territory, Venue
from ..when import d

AUTHORITY = Authority(
    key="tregonnec",
    kind="epci",
    name="Trégonnec-Goëlenn Agglomération",
    short_name="Trégonnec-Goëlenn",
    article_name="l’agglomération",
    assembly_name="conseil d’agglomération",
    siren="000102749",
    siret="00010274900017",
    population=72_300,
    electors=56_904,
    register_prefix="A",
    primary=Colour(value="#12426b", character="bleu du large par temps clair : la franchise"),
    secondary=Colour(value="#e86a4a", character="corail des bouées : ce que l’on signale"),
    terms=(
        Term(label="2020-2026", start=d("16/07/2020"), end=d("13/04/2026")),
        Term(label="2026-2032", start=d("14/04/2026"), end=d("13/04/2032")),
    ),
    elections=(
        Election(kind="municipal", round=1, day=d("15/03/2026")),
        Election(kind="municipal", round=2, day=d("22/03/2026")),
    ),
    modules=(
        "bodies",
        "referrals",
        "commitments",
        "strategy",
        "calendar",
        "training",
        "associations",
        "grants",
        "petitions",
        "surveys",
    ),
    address="Maison de l’agglomération, 11 quai des Dentellières, 00200 Trégonnec",
    phone="02 61 91 20 00",
    email="participation.tregonnec@exemple.invalid",
    publication_director="anne-kergadou",
    publication_title="Présidente de Trégonnec-Goëlenn Agglomération",
    dpo_email="dpo.tregonnec@exemple.invalid",
    legal_notice=(
        "Ce site est édité par Trégonnec-Goëlenn Agglomération. Il présente des données de démonstration : "
        "les lieux, les personnes et les décisions sont inventés."
    ),
    accessibility_state="partial",
    welcome="Huit engagements, une charte, et le compte de ce que nous en faisons.",
)

DEPARTMENTS = tuple(
    Department(key=key, name=name, kind=kind, parent=parent, email=f"{key}.tregonnec@exemple.invalid")
    for key, name, kind, parent in (
        ("direction-generale", "Direction générale des services", "directorate", None),
        ("cabinet", "Cabinet de la présidente", "cabinet", None),
        ("communication", "Communication", "service", "cabinet"),
        ("secretariat-presidente", "Secrétariat de la présidente", "unit", "cabinet"),
        ("citoyennete", "Direction Citoyenneté et vie associative", "directorate", "direction-generale"),
        ("contrats", "Service Contrats et financements", "service", "direction-generale"),
        ("habitat", "Service Habitat", "service", "direction-generale"),
        ("urbanisme", "Service Urbanisme et foncier", "service", "direction-generale"),
        ("eau", "Service Eau et milieux aquatiques", "service", "direction-generale"),
        ("agriculture", "Service Agriculture et alimentation", "service", "direction-generale"),
        ("tourisme", "Service Tourisme et littoral", "service", "direction-generale"),
        ("economie", "Service Développement économique", "service", "direction-generale"),
        ("mobilites", "Service Mobilités", "service", "direction-generale"),
        ("culture", "Service Culture et sports", "service", "direction-generale"),
        ("dechets", "Service Prévention et gestion des déchets", "service", "direction-generale"),
        ("juridique", "Service Assemblées et affaires juridiques", "service", "direction-generale"),
        ("numerique", "Service Informatique", "service", "direction-generale"),
    )
)

FORMER_EPCI = (
    ("pays-tregonnec", "000201152", "Pays de Trégonnec"),
    ("littoral", "000201160", "Goëlenn-Littoral"),
    ("argoat", "000201178", "Argoat des Sources"),
    ("leffig", "000201186", "Pays du Leffig"),
    ("menez", "000201194", "Callac-Menez"),
    ("rivieres", "000201202", "Trois-Rivières"),
    ("beffou", "000201210", "Terres de Beffou"),
)

COMMUNES = (
    ("00201", "Trégonnec", 9096, "Pays de Trégonnec"),
    ("00202", "Plougoulven", 1427, "Pays de Trégonnec"),
    ("00203", "Lanvaëlig", 462, "Pays de Trégonnec"),
    ("00204", "Saint-Gwilherm", 1288, "Pays de Trégonnec"),
    ("00205", "Pédernoz", 1378, "Pays de Trégonnec"),
    ("00206", "Kermoroc’h-Vihan", 1102, "Pays de Trégonnec"),
    ("00207", "Bourbrélec", 562, "Pays de Trégonnec"),
    ("00208", "Trévérog", 1272, "Pays de Trégonnec"),
    ("00209", "Goëlenn", 7120, "Goëlenn-Littoral"),
    ("00210", "Plouarnec’h", 3940, "Goëlenn-Littoral"),
    ("00211", "L’Anse-Verte", 1413, "Goëlenn-Littoral"),
    ("00212", "Kerlaouen", 3310, "Goëlenn-Littoral"),
    ("00213", "Ploubihan", 1313, "Goëlenn-Littoral"),
    ("00214", "Yvinec-sur-Mer", 317, "Goëlenn-Littoral"),
    ("00215", "Lézardreuc", 958, "Goëlenn-Littoral"),
    ("00216", "Saint-Rion-des-Grèves", 661, "Goëlenn-Littoral"),
    ("00217", "Bégardoué", 646, "Argoat des Sources"),
    ("00218", "Louargadec", 1229, "Argoat des Sources"),
    ("00219", "Plouënezig", 1172, "Argoat des Sources"),
    ("00220", "Gurunhuelig", 339, "Argoat des Sources"),
    ("00221", "Trégloman", 1043, "Argoat des Sources"),
    ("00222", "Pont-Melarc’h", 400, "Argoat des Sources"),
    ("00223", "Kernouënn", 1597, "Argoat des Sources"),
    ("00224", "Plésidiac", 1272, "Argoat des Sources"),
    ("00225", "Leffig-le-Bourg", 821, "Pays du Leffig"),
    ("00226", "Goudelinez", 918, "Pays du Leffig"),
    ("00227", "Lanrodeg", 616, "Pays du Leffig"),
    ("00228", "Saint-Fiacre-du-Leffig", 1288, "Pays du Leffig"),
    ("00229", "Boquého-le-Moustoir", 1244, "Pays du Leffig"),
    ("00230", "Plouvarac", 520, "Pays du Leffig"),
    ("00231", "Tressigneg", 1300, "Pays du Leffig"),
    ("00232", "Callazeg", 1743, "Callac-Menez"),
    ("00233", "Plourac’h-Menez", 1341, "Callac-Menez"),
    ("00234", "Saint-Nicodec", 1108, "Callac-Menez"),
    ("00235", "Duaultig", 1183, "Callac-Menez"),
    ("00236", "Maël-Pestiv-le-Haut", 1107, "Callac-Menez"),
    ("00237", "Carnoat", 428, "Callac-Menez"),
    ("00238", "Lohueg", 643, "Callac-Menez"),
    ("00239", "Plusquelen", 633, "Callac-Menez"),
    ("00240", "Pontrieuzec", 714, "Trois-Rivières"),
    ("00241", "Quemperven-le-Vieux", 1232, "Trois-Rivières"),
    ("00242", "Ploëzec’h", 1031, "Trois-Rivières"),
    ("00243", "Saint-Clétin", 346, "Trois-Rivières"),
    ("00244", "Runan-Vraz", 645, "Trois-Rivières"),
    ("00245", "Brélidouar", 425, "Trois-Rivières"),
    ("00246", "Plouëc-du-Jaudy", 476, "Trois-Rivières"),
    ("00247", "Loguivy-Beffou", 990, "Terres de Beffou"),
    ("00248", "Belle-Isle-du-Léguer-Haut", 312, "Terres de Beffou"),
    ("00249", "Plougonvénez", 887, "Terres de Beffou"),
    ("00250", "Saint-Éloy-des-Bois", 1172, "Terres de Beffou"),
    ("00251", "La Chapelle-Nevez", 1300, "Terres de Beffou"),
    ("00252", "Trézélan", 1619, "Terres de Beffou"),
    ("00253", "Loc-Envélig", 1655, "Terres de Beffou"),
    ("00254", "Plounevézel-Coat", 1286, "Terres de Beffou"),
)

_KEY_OF = {name: f"ancien-epci-{code}" for _, code, name in FORMER_EPCI}

TERRITORIES = tuple(
    Territory(
        key=_KEY_OF[name],
        kind="former_epci",
        name=name,
        code=code,
        population=sum(population for _, _, population, former in COMMUNES if former == name),
    )
    for _, code, name in FORMER_EPCI
) + tuple(
    Territory(
        key=f"commune-{code}",
        kind="commune",
        name=name,
        code=code,
        population=population,
        parent=_KEY_OF[former],
    )
    for code, name, population, former in COMMUNES
)

# Les quatre anciennes intercommunalités rurales : 44 % de la population.
RURAL = tuple(_KEY_OF[name] for name in ("Argoat des Sources", "Pays du Leffig", "Callac-Menez", "Terres de Beffou"))

VENUES = (
    Venue(
        key="plouarnech-salle",
        name="Salle de Plouarnec’h",
        kind="village_hall",
        address="2, rue du Sémaphore, 00210 Plouarnec’h",
        territory="commune-00210",
        capacity=400,
        step_free=True,
        hearing_loop=True,
        equipment=("grilles d’exposition", "sonorisation", "cuisine", "parking de 160 places"),
    ),
    Venue(
        key="maison-agglomeration-conseil",
        name="Maison de l’agglomération, salle du conseil",
        kind="council_room",
        address="11, quai des Dentellières, 00201 Trégonnec",
        territory="commune-00201",
        capacity=120,
        step_free=True,
        hearing_loop=True,
        equipment=("micros de table", "retransmission"),
    ),
    Venue(
        key="maison-agglomeration-leff",
        name="Maison de l’agglomération, salle du Leffig",
        kind="office",
        address="11, quai des Dentellières, 00201 Trégonnec",
        territory="commune-00201",
        capacity=22,
        step_free=True,
        hearing_loop=False,
        equipment=("écran", "visioconférence"),
    ),
    Venue(
        key="kerlaouen-ti-an-holl",
        name="Ti an Holl, tiers-lieu de Kerlaouen",
        kind="village_hall",
        address="7, place du Marc’hallac’h, 00212 Kerlaouen",
        territory="commune-00212",
        capacity=60,
        step_free=True,
        hearing_loop=False,
        equipment=("cuisine partagée", "espace enfants"),
    ),
    Venue(
        key="callazeg-salle",
        name="Salle multi-activités de Callazeg",
        kind="village_hall",
        address="1, rue de la Gare, 00232 Callazeg",
        territory="commune-00232",
        capacity=150,
        step_free=True,
        hearing_loop=True,
        equipment=("sonorisation", "vidéoprojecteur"),
    ),
)

ACTS = (
    LegalAct(
        key="tregonnec-2021-184",
        number="2021-184",
        kind="resolution",
        title="Adoption de la charte de la participation citoyenne",
        adopted_on=d("14/10/2021"),
        summary="Huit engagements de l’agglomération envers les habitants.",
    ),
    LegalAct(
        key="tregonnec-2023-131",
        number="2023-131",
        kind="resolution",
        title="Composition du conseil citoyen pour la période 2023-2026",
        adopted_on=d("28/09/2023"),
        summary="Soixante membres en trois collèges.",
        legal_basis="CGCT, article L5211-10-1",
    ),
    LegalAct(
        key="tregonnec-2026-a-031",
        number="2026-A-031",
        kind="order",
        title="Délégation de signature à Erwan Dréano pour les saisines du conseil citoyen",
        adopted_on=d("20/04/2026"),
        summary="Dépôt des saisines et accusé de réception des avis, au nom de la présidente.",
    ),
    LegalAct(
        key="tregonnec-2026-118",
        number="2026-118",
        kind="resolution",
        title="Débat sur le pacte de gouvernance et sur l’association de la population",
        adopted_on=d("02/07/2026"),
        summary="Modalités de consultation du conseil citoyen et d’association de la population.",
        legal_basis="CGCT, article L5211-11-2",
    ),
    LegalAct(
        key="tregonnec-2026-147",
        number="2026-147",
        kind="resolution",
        title="Renouvellement du conseil citoyen",
        adopted_on=d("24/09/2026"),
        summary=(
            "Soixante membres pour trois ans : vingt-quatre habitants tirés au sort, dix-huit volontaires, "
            "dix-huit acteurs organisés ; trente femmes et trente hommes."
        ),
        legal_basis="CGCT, articles L5211-10-1 et L5211-11-2",
    ),
)

AGE_CLASSES = (
    AgeClass(key="0-15", label="moins de 16 ans", lower=0, upper=15, population=11_560, in_scope=False),
    AgeClass(key="16-29", label="16 à 29 ans", lower=16, upper=29, population=8_190),
    AgeClass(key="30-44", label="30 à 44 ans", lower=30, upper=44, population=12_930),
    AgeClass(key="45-59", label="45 à 59 ans", lower=45, upper=59, population=16_400),
    AgeClass(key="60-74", label="60 à 74 ans", lower=60, upper=74, population=15_490),
    AgeClass(key="75-plus", label="75 ans et plus", lower=75, upper=None, population=7_730),
)
