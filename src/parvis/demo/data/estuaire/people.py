"""Estuaire-Maritime: elected members, agents, partners, and the people one can sign in as."""

from ..build import agent, elected, office, outsider, persona, role
from ..shapes import Organisation
from ..when import d

_TERM = (d("01/07/2021"), d("31/03/2028"))

ORGANISATIONS = (
    Organisation(
        key="etude-commissaire",
        name="Étude Morvanchard, commissaires de justice",
        kind="company",
        email="etude.morvanchard@exemple.invalid",
        about="Constat du dépouillement.",
    ),
    Organisation(
        key="frigos-solidaires",
        name="Les Frigos solidaires de l’estuaire",
        kind="association",
        rna="W009000412",
        email="frigos.estuaire@exemple.invalid",
        territory="canton-01",
        about="Porteuse du projet EM-031.",
    ),
    Organisation(
        key="mairie-corsaye",
        name="Commune de Corsaye",
        kind="local_authority",
        email="mairie.corsaye@exemple.invalid",
        territory="canton-05",
        about="Destinataire des idées relevant de la voirie communale.",
    ),
)

AGENTS = (
    agent("Lucie", "Esnarriaga", "F", "participation", "Directrice de la participation citoyenne"),
    agent("Baptiste", "Corlay", "M", "participation", "Chargé de mission budget participatif"),
    agent("Inès", "Boutaleb", "F", "participation", "Chargée de mission interpellation citoyenne"),
    agent("Ludovic", "Troadec-Main", "M", "routes", "Responsable du service Routes"),
    agent("Véronique", "Hallouin", "F", "colleges", "Responsable du service Collèges"),
    agent("Pauline", "Desmaret", "F", "cabinet", "Conseillère au cabinet de la présidente"),
    agent("Olivier", "Granvalet", "M", "numerique", "Administrateur des applications"),
)

ELECTED = (
    elected("Solène", "Arzhur", "F", "Présidente du Conseil départemental", "canton-01"),
    elected("Théo", "Marchaudon", "M", "Vice-président à la participation", "canton-09"),
    elected("Catherine", "Bodiguel-Ange", "F", "Conseillère départementale", "canton-02"),
    elected("Jean-Luc", "Prévostin", "M", "Conseiller départemental", "canton-05"),
    elected("Sabrina", "Lecorvaisier", "F", "Conseillère départementale", "canton-07"),
    elected("Patrick", "Ouvrelle", "M", "Conseiller départemental", "canton-11"),
    elected("Mireille", "Chantrenne", "F", "Conseillère départementale", "canton-14"),
)

OFFICES = (
    office("solene-arzhur", "president", "Présidente", *_TERM, territory="canton-01"),
    office(
        "theo-marchaudon",
        "vice_president",
        "3e vice-président",
        *_TERM,
        delegation="Participation citoyenne",
        territory="canton-09",
    ),
    office("catherine-bodiguel-ange", "councillor", "Conseillère départementale", *_TERM, territory="canton-02"),
    office("jean-luc-prevostin", "councillor", "Conseiller départemental", *_TERM, territory="canton-05"),
    office("sabrina-lecorvaisier", "councillor", "Conseillère départementale", *_TERM, territory="canton-07"),
    office("patrick-ouvrelle", "councillor", "Conseiller départemental", *_TERM, territory="canton-11"),
    office("mireille-chantrenne", "councillor", "Conseillère départementale", *_TERM, territory="canton-14"),
)

OUTSIDERS = (
    outsider("Bruno", "Morvanchard", "M", "Commissaire de justice", organisation="etude-commissaire"),
    outsider("Isaline", "Peyronnard", "F", "Déléguée à la protection des données"),
    outsider("Gwenola", "Sérazin", "F", "Présidente, Les Frigos solidaires", organisation="frigos-solidaires"),
    outsider("Fabrice", "Loncle-Duval", "M", "Secrétaire général, Corsaye", organisation="mairie-corsaye"),
    outsider("Amandine", "Rivoallec", "F", "Habitante de Nozelle", kind="resident", territory="canton-07"),
)

ROLES = (
    role("olivier-granvalet", "admin", start=d("01/09/2023")),
    role("baptiste-corlay", "officer", start=d("01/09/2023"), granted_by="olivier-granvalet"),
    role("ines-boutaleb", "officer", start=d("01/09/2023"), granted_by="olivier-granvalet"),
    role("ines-boutaleb", "moderator", start=d("01/09/2023"), granted_by="olivier-granvalet"),
    role("lucie-esnarriaga", "director", start=d("01/09/2023"), granted_by="olivier-granvalet"),
    role("solene-arzhur", "councillor", start=_TERM[0], end=_TERM[1]),
    role("theo-marchaudon", "councillor", start=_TERM[0], end=_TERM[1]),
    role("pauline-desmaret", "cabinet", start=d("01/09/2023")),
    role("ludovic-troadec-main", "agent", "department", "routes", d("01/09/2023")),
    role("veronique-hallouin", "agent", "department", "colleges", d("01/09/2023")),
    role("isaline-peyronnard", "auditor", start=d("01/01/2026"), end=d("31/12/2026")),
    role("bruno-morvanchard", "auditor", "body", "comite-citoyen", d("21/09/2026"), d("31/12/2026")),
    role("gwenola-serazin", "association", start=d("01/03/2026")),
    role("fabrice-loncle-duval", "municipality", start=d("01/03/2026")),
)

DELEGATIONS = ()

PERSONAS = (
    persona("baptiste-corlay", "officer", "Suivre le comité citoyen et la mise en œuvre des projets lauréats."),
    persona("ines-boutaleb", "moderator", "Lire les réunions et les avis du comité citoyen."),
    persona("lucie-esnarriaga", "director", "Valider et voir ce qui est en retard."),
    persona("theo-marchaudon", "councillor", "Demander un avis au comité et y répondre."),
    persona("pauline-desmaret", "cabinet", "Relire les pages publiques avant leur diffusion."),
    persona("veronique-hallouin", "agent", "Tenir à jour les engagements de son service."),
    persona("yasmine-kerbrat", "chair", "Présider le comité citoyen et transmettre son avis.", start=d("13/01/2026")),
    persona("gwenola-serazin", "association", "Lire les avis du comité et l’agenda des réunions ouvertes."),
    persona("fabrice-loncle-duval", "municipality", "Lire les avis, les réponses et ce que devient chaque promesse."),
    persona("amandine-rivoallec", "resident", "Suivre un engagement et être prévenue."),
    persona("olivier-granvalet", "admin", "Ouvrir des comptes et régler la plateforme."),
    persona("isaline-peyronnard", "auditor", "Tout lire, journal compris, sans rien modifier."),
)
