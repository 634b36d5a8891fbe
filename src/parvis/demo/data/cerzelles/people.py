"""Cerzelles: elected members, agents, partners, and the people one can sign in as."""

from ..build import agent, elected, office, outsider, persona, role
from ..shapes import Delegation, Organisation
from ..when import d

_BEFORE = (d("03/07/2020"), d("27/03/2026"))
_NOW = (d("28/03/2026"), d("31/03/2032"))
_NEW = _NOW[0]

ORGANISATIONS = (
    Organisation(
        key="studio-grand-angle",
        name="Studio Grand Angle",
        kind="company",
        email="studio.grandangle@exemple.invalid",
        about="Facilitation graphique des plénières de la Fabrique.",
    ),
    Organisation(
        key="agence-de-l-eau",
        name="Agence de bassin partenaire",
        kind="public_body",
        email="agence.bassin@exemple.invalid",
        about="Cofinance la désimperméabilisation des cours d’école.",
    ),
    *(
        Organisation(
            key=key,
            name=name,
            kind="association",
            rna=rna,
            email=f"{key}@exemple.invalid",
            territory=f"quartier-{district}",
        )
        for key, name, rna, district in (
            ("parents-des-ecoles", "Parents des écoles de Cerzelles", "W009000512", "la-fontaine"),
            ("jardiniers-de-la-ligne", "Les Jardiniers de la Ligne", "W009000529", "bord-de-ligne"),
            ("cerzelles-a-velo", "Cerzelles à vélo", "W009000536", "gare"),
            ("locataires-hauts-pins", "Amicale des locataires des Hauts-Pins", "W009000543", "hauts-pins"),
            ("commercants-vieux-bourg", "Commerçants du Vieux-Bourg", "W009000550", "vieux-bourg"),
            ("ormeaux-vivants", "Ormeaux vivants", "W009000567", "les-ormeaux"),
        )
    ),
    Organisation(
        key="commune-voisine",
        name="Commune de Saint-Just-les-Cerzelles",
        kind="local_authority",
        email="mairie.saintjust@exemple.invalid",
        about="Commune voisine, intéressée par la méthode.",
    ),
)

AGENTS = (
    agent("Perrine", "Delmotte", "F", "vie-locale", "Directrice adjointe de la vie locale"),
    agent("Hugo", "Lantier", "M", "vie-locale", "Chargé de mission participation citoyenne", phone="01 99 00 53 18"),
    agent("Brigitte", "Savary", "F", "protocole", "Responsable du protocole"),
    agent("Noé", "Pasquier", "M", "communication", "Responsable de la communication"),
    agent("Fatima", "Ouarzaz", "F", "nature-en-ville", "Responsable Nature en ville"),
    agent("Julien", "Brémaud", "M", "numerique", "Administrateur des applications"),
    agent("Awatef", "Slimani", "F", "maison-la-fontaine", "Animatrice, maison de quartier La Fontaine"),
    agent("Gaëtan", "Morvilliers", "M", "maison-hauts-pins", "Animateur, maison de quartier des Hauts-Pins"),
    agent("Lise", "Cordonnier", "F", "maison-gare", "Animatrice, maison de quartier de la Gare"),
)

ELECTED = (
    elected("Dominique", "Vautrelle", "M", "Maire", "quartier-vieux-bourg"),
    elected("Samia", "Oukaci", "F", "Adjointe à la vie locale et à la jeunesse", "quartier-gare"),
    elected(
        "Rémi", "Castelnau-Bray", "M", "Conseiller municipal, mobilités actives", "quartier-hauts-pins", since=_NEW
    ),
    elected("Florence", "Djerroud", "F", "Adjointe à la nature en ville", "quartier-les-ormeaux", since=_NEW),
)

OFFICES = (
    office("dominique-vautrelle", "mayor", "Maire", *_BEFORE),
    office("dominique-vautrelle", "mayor", "Maire", *_NOW),
    office("samia-oukaci", "councillor", "Conseillère municipale", *_BEFORE, delegation="Jeunesse"),
    office("samia-oukaci", "deputy", "4e adjointe", *_NOW, delegation="Vie locale, jeunesse, participation"),
    office("remi-castelnau-bray", "councillor", "Conseiller municipal délégué", *_NOW, delegation="Mobilités actives"),
    office("florence-djerroud", "deputy", "6e adjointe", *_NOW, delegation="Nature en ville, eau, cours d’école"),
)

OUTSIDERS = (
    outsider(
        "Élodie",
        "Charbonnel-Vey",
        "F",
        "Facilitatrice graphique, Studio Grand Angle",
        organisation="studio-grand-angle",
    ),
    outsider("Xavier", "Montrésor", "M", "Délégué à la protection des données"),
    outsider("Ilse", "Hartog", "F", "Hydrologue, intervenante"),
    outsider("Rodrigue", "Sainsaulieu", "M", "Chargé d’opération, agence de bassin", organisation="agence-de-l-eau"),
    outsider("Nawel", "Bensoussane", "F", "Présidente, Ormeaux vivants", organisation="ormeaux-vivants"),
    outsider("Sylvain", "Courtemanche", "M", "Directeur général, commune voisine", organisation="commune-voisine"),
    outsider("Margaux", "Thiéblin", "F", "Habitante de la Gare", kind="resident", territory="quartier-gare"),
)

ROLES = (
    role("julien-bremaud", "admin", start=d("01/09/2022")),
    role("hugo-lantier", "officer", start=d("01/09/2022"), granted_by="julien-bremaud"),
    role("perrine-delmotte", "director", start=d("01/09/2022"), granted_by="julien-bremaud"),
    role("dominique-vautrelle", "councillor", start=_BEFORE[0], end=_NOW[1]),
    role("samia-oukaci", "councillor", start=_BEFORE[0], end=_NOW[1]),
    role("remi-castelnau-bray", "councillor", start=_NOW[0], end=_NOW[1]),
    role("florence-djerroud", "councillor", start=_NOW[0], end=_NOW[1]),
    role("noe-pasquier", "cabinet", start=d("01/09/2022")),
    role("brigitte-savary", "agent", "department", "protocole", d("01/09/2022")),
    role("fatima-ouarzaz", "agent", "department", "nature-en-ville", d("01/09/2022")),
    role("awatef-slimani", "facilitator", start=d("01/09/2022"), end=d("31/08/2027")),
    role("gaetan-morvilliers", "facilitator", start=d("01/09/2022"), end=d("31/08/2027")),
    role("lise-cordonnier", "facilitator", start=d("01/09/2022"), end=d("31/08/2027")),
    role("lise-cordonnier", "moderator", start=d("01/09/2022")),
    role("xavier-montresor", "auditor", start=d("16/11/2026"), end=d("16/11/2026")),
    role("elodie-charbonnel-vey", "contractor", "body", "fabrique", d("30/05/2026"), d("29/05/2028")),
    role("rodrigue-sainsaulieu", "partner", "body", "fabrique", d("30/05/2026"), d("29/05/2028")),
    role("nawel-bensoussane", "association", start=d("01/02/2024")),
    role("sylvain-courtemanche", "municipality", start=d("01/02/2024")),
)

DELEGATIONS = (
    Delegation(
        key="vautrelle-delmotte-2026",
        giver="dominique-vautrelle",
        agent="perrine-delmotte",
        verbs=("submit", "acknowledge"),
        act=None,
        start=d("30/03/2026"),
        end=d("31/03/2032"),
    ),
)

PERSONAS = (
    persona("hugo-lantier", "officer", "Préparer la plénière de la Fabrique et coordonner neuf instances."),
    persona("perrine-delmotte", "director", "Valider, voir la charge et les samedis de l’équipe."),
    persona("samia-oukaci", "councillor", "Répondre à la Fabrique et aux conseils de quartier."),
    persona("noe-pasquier", "cabinet", "Relire les pages publiques avant leur diffusion."),
    persona("brigitte-savary", "agent", "Répondre aux demandes du protocole."),
    persona("fatima-ouarzaz", "agent", "Préparer les éléments du service Nature en ville."),
    persona("awatef-slimani", "facilitator", "Animer une séance et saisir les contributions papier."),
    persona("lise-cordonnier", "moderator", "Animer une séance et saisir les contributions papier."),
    persona(
        "nawel-bensoussane", "association", "Lire la saisine « L’eau dans la ville » et l’agenda des réunions ouvertes."
    ),
    persona("rodrigue-sainsaulieu", "partner", "Lire les pages publiques de la Fabrique."),
    persona("sylvain-courtemanche", "municipality", "Lire les avis, les réponses et l’agenda des réunions ouvertes."),
    persona("elodie-charbonnel-vey", "contractor", "Lire les pages publiques, sans rien voir du bureau."),
    persona(
        "rosalie-vandermotte",
        "chair",
        "Animer la Fabrique entre deux plénières et transmettre ses propositions.",
        start=d("30/05/2026"),
    ),
    persona("margaux-thieblin", "resident", "Suivre « L’eau dans la ville »."),
    persona("julien-bremaud", "admin", "Ouvrir des comptes et régler la plateforme."),
    persona("xavier-montresor", "auditor", "Tout lire pendant une journée, sans rien modifier."),
)
