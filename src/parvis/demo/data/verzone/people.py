"""Haute-Verzone: elected members, agents, partners, and the people one can sign in as."""

from ..build import agent, elected, office, outsider, persona, role
from ..shapes import Organisation
from ..when import d

_TERM = (d("01/07/2021"), d("31/03/2028"))

ORGANISATIONS = (
    Organisation(
        key="coop-meandre",
        name="Coop. Méandre",
        kind="company",
        email="coop.meandre@exemple.invalid",
        about="Assistance à maîtrise d’ouvrage de l’Assemblée citoyenne.",
    ),
    Organisation(
        key="cafe-des-aidants",
        name="Café des aidants",
        kind="association",
        rna="W009000311",
        email="cafe.aidants@exemple.invalid",
        territory="canton-00003",
        about="Rencontres mensuelles des proches aidants.",
    ),
    Organisation(
        key="union-des-communes",
        name="Communauté de communes des Six-Clochers",
        kind="local_authority",
        email="sixclochers@exemple.invalid",
        territory="canton-00005",
        about="Territoire volontaire pour le service de jour itinérant.",
    ),
    Organisation(
        key="caisse-retraite",
        name="Caisse de retraite partenaire",
        kind="public_body",
        email="caisse.partenaire@exemple.invalid",
        about="Cofinance la prévention de la perte d’autonomie.",
    ),
)

AGENTS = (
    agent("Clothilde", "Vernaud", "F", "dialogue-citoyen", "Directrice du dialogue citoyen"),
    agent(
        "Jonas", "Thévenot", "M", "dialogue-citoyen", "Chargé de mission Assemblée citoyenne", phone="05 36 49 31 12"
    ),
    agent("Delphine", "Aurignol", "F", "autonomie", "Responsable du schéma de l’autonomie"),
    agent("Pascal", "Montagnac-Rey", "M", "colleges", "Chef du service Restauration des collèges"),
    agent("Rachida", "Lemlih", "F", "numerique", "Responsable de l’inclusion numérique"),
    agent("Étienne", "Vauquelin", "M", "cabinet", "Conseiller au cabinet de la présidente"),
    agent("Corentin", "Malaval", "M", "numerique", "Administrateur des applications"),
)

ELECTED = (
    elected("Isabeau", "Rémusat", "F", "Présidente du Conseil départemental", "canton-00001"),
    elected("Farid", "Bensalmi", "M", "Vice-président au dialogue citoyen", "canton-00010"),
    elected("Marie-Laure", "Pujade", "F", "Vice-présidente à l’autonomie", "canton-00015"),
    elected("Gilles", "Castaing-Bonnet", "M", "Vice-président à l’eau", "canton-00016"),
    elected("Sandrine", "Fauroux", "F", "Conseillère départementale", "canton-00021"),
)

OFFICES = (
    office("isabeau-remusat", "president", "Présidente", *_TERM, territory="canton-00001"),
    office(
        "farid-bensalmi",
        "vice_president",
        "4e vice-président",
        *_TERM,
        delegation="Dialogue citoyen",
        territory="canton-00010",
    ),
    office(
        "marie-laure-pujade",
        "vice_president",
        "2e vice-présidente",
        *_TERM,
        delegation="Autonomie, grand âge",
        territory="canton-00015",
    ),
    office(
        "gilles-castaing-bonnet",
        "vice_president",
        "7e vice-président",
        *_TERM,
        delegation="Eau et environnement",
        territory="canton-00016",
    ),
    office("sandrine-fauroux", "councillor", "Conseillère départementale", *_TERM, territory="canton-00021"),
)

OUTSIDERS = (
    outsider("Mathurin", "Desaulnay", "M", "Consultant, Coop. Méandre", organisation="coop-meandre"),
    outsider("Ombeline", "Garrabet", "F", "Facilitatrice, Coop. Méandre", organisation="coop-meandre"),
    outsider("Viviane", "Estoup", "F", "Déléguée à la protection des données"),
    outsider("Régine", "Lacassin", "F", "Présidente, Café des aidants", organisation="cafe-des-aidants"),
    outsider("Florent", "Barthas", "M", "Directeur, CC des Six-Clochers", organisation="union-des-communes"),
    outsider("Maud", "Teyssonnier", "F", "Chargée de prévention, caisse partenaire", organisation="caisse-retraite"),
    outsider("Lionel", "Marquès", "M", "Habitant de Verfoliou", kind="resident", territory="canton-00021"),
)

ROLES = (
    role("corentin-malaval", "admin", start=d("01/09/2022")),
    role("jonas-thevenot", "officer", start=d("01/09/2022"), granted_by="corentin-malaval"),
    role("clothilde-vernaud", "director", start=d("01/09/2022"), granted_by="corentin-malaval"),
    role("isabeau-remusat", "councillor", start=_TERM[0], end=_TERM[1]),
    role("farid-bensalmi", "councillor", start=_TERM[0], end=_TERM[1]),
    role("marie-laure-pujade", "councillor", start=_TERM[0], end=_TERM[1]),
    role("gilles-castaing-bonnet", "councillor", start=_TERM[0], end=_TERM[1]),
    role("etienne-vauquelin", "cabinet", start=d("01/09/2022")),
    role("delphine-aurignol", "agent", "department", "autonomie", d("01/09/2022")),
    role("pascal-montagnac-rey", "agent", "department", "colleges", d("01/09/2022")),
    role("rachida-lemlih", "agent", "department", "numerique", d("01/09/2022")),
    role("mathurin-desaulnay", "contractor", "body", "assemblee-2", d("01/05/2026"), d("03/04/2028")),
    role("ombeline-garrabet", "facilitator", "body", "assemblee-2", d("01/05/2026"), d("03/04/2028")),
    role("rachida-lemlih", "moderator", start=d("01/09/2022")),
    role("viviane-estoup", "auditor", start=d("01/01/2026"), end=d("31/12/2026")),
    role("regine-lacassin", "association", start=d("01/02/2024")),
    role("florent-barthas", "municipality", start=d("01/02/2024")),
    role("maud-teyssonnier", "partner", "body", "assemblee-2", d("03/10/2026"), d("03/04/2028")),
)

DELEGATIONS = ()

PERSONAS = (
    persona("jonas-thevenot", "officer", "Suivre deux saisines et les soixante et une recommandations de 2023-2025."),
    persona("clothilde-vernaud", "director", "Valider, voir les risques et la réserve électorale de 2027."),
    persona("isabeau-remusat", "councillor", "Signer une lettre de saisine et lire où en est chaque promesse."),
    persona("farid-bensalmi", "councillor", "Répondre à l’Assemblée citoyenne."),
    persona("etienne-vauquelin", "cabinet", "Relire les pages publiques et suivre la réserve électorale."),
    persona("delphine-aurignol", "agent", "Préparer l’audition de la direction de l’autonomie."),
    persona("ombeline-garrabet", "facilitator", "Animer un groupe du jeudi et saisir les contributions."),
    persona("rachida-lemlih", "moderator", "Lire les instances, les réunions et les saisines de l’Assemblée."),
    persona("regine-lacassin", "association", "Lire la saisine « Bien vieillir chez soi »."),
    persona("maud-teyssonnier", "partner", "Lire les pages publiques de l’Assemblée citoyenne II."),
    persona("florent-barthas", "municipality", "Lire les avis, les réponses et l’agenda des réunions ouvertes."),
    persona("mathurin-desaulnay", "contractor", "Lire les pages publiques, sans rien voir du bureau."),
    persona(
        "bernadette-coulomies",
        "chair",
        "Porter la parole de l’Assemblée et transmettre son avis.",
        start=d("03/10/2026"),
    ),
    persona(
        "wassim-tarragnat",
        "member",
        "Préparer avec le groupe Eau l’auto-saisine sur la sécheresse.",
        start=d("03/10/2026"),
    ),
    persona("lionel-marques", "resident", "Suivre « Bien vieillir chez soi »."),
    persona("corentin-malaval", "admin", "Ouvrir des comptes et régler la plateforme."),
    persona("viviane-estoup", "auditor", "Tout lire, journal compris, sans rien modifier."),
)
