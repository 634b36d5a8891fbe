"""Trégonnec-Goëlenn: elected members, agents, partners, and the people one can sign in as."""

from ..build import agent, elected, office, outsider, persona, role
from ..shapes import Delegation, Organisation
from ..when import d

_BEFORE = (d("16/07/2020"), d("13/04/2026"))
_NOW = (d("14/04/2026"), d("13/04/2032"))
_NEW = _NOW[0]

ORGANISATIONS = (
    Organisation(
        key="studio-grand-angle",
        name="Studio Grand Angle",
        kind="company",
        email="studio.grandangle@exemple.invalid",
        about="Facilitation graphique et formation.",
    ),
    *(
        Organisation(
            key=key,
            name=name,
            kind="association",
            siret=siret,
            rna=rna,
            email=f"{key}@exemple.invalid",
            territory=territory,
        )
        for key, name, siret, rna, territory in (
            ("passeurs-de-memoire", "Les Passeurs de mémoire", "00010822500012", "", "commune-00209"),
            ("radio-goelenn", "Radio Goëlenn", "00010959500017", "", "commune-00209"),
            ("amicale-nautique", "Amicale nautique de l’Anse-Verte", "00011096500019", "", "commune-00211"),
            ("ateliers-du-lin", "Les Ateliers du lin", "00011233400016", "", "commune-00232"),
            ("ti-an-holl", "Ti an Holl (tiers-lieu)", "00011370400019", "", "commune-00212"),
            ("club-des-aines", "Club des aînés de Kerlaouen", "00011507100011", "", "commune-00212"),
            ("handi-voile", "Handi-Voile Goëlenn", "00011644200013", "", "commune-00209"),
            ("comite-des-fetes", "Comité des fêtes de Plouarnec’h", "00011781200016", "", "commune-00210"),
            ("ecole-de-musique", "École de musique du pays", "00011918000016", "", "commune-00201"),
            ("reparons-ensemble", "Réparons ensemble", "00012055000017", "", "commune-00240"),
            ("vent-d-ouest", "Festival Vent d’ouest", "00012192100019", "", "commune-00210"),
            ("solid-goelenn", "Solid’Goëlenn", "00012329900018", "", "commune-00209"),
            ("four-a-pain", "Les Amis du four à pain", "", "W009000113", "commune-00252"),
            ("breizh-roues", "Breizh’Roues", "00012466900011", "", "commune-00201"),
            ("union-des-agriculteurs", "Groupement des agriculteurs de l’Argoat", "", "W009000127", "commune-00223"),
            ("eau-vive", "Eau vive du Leffig", "", "W009000134", "commune-00225"),
            ("locataires-du-littoral", "Locataires du littoral", "", "W009000141", "commune-00210"),
            ("club-hotelier", "Club hôtelier de Goëlenn", "", "W009000158", "commune-00209"),
        )
    ),
)

AGENTS = (
    agent("Nolwenn", "Bothuon", "F", "citoyennete", "Directrice Citoyenneté et vie associative"),
    agent(
        "Tifenn",
        "Maréchal",
        "F",
        "citoyennete",
        "Chargée de mission participation citoyenne",
        phone="02 61 91 20 34",
    ),
    agent("Gwendal", "Prigeot", "M", "contrats", "Responsable du service Contrats et financements"),
    agent("Enora", "Salliou", "F", "communication", "Responsable de la communication"),
    agent("Goulven", "Le Hénanff", "M", "habitat", "Responsable du service Habitat"),
    agent("Maïwenn", "Quidelleur", "F", "eau", "Responsable du service Eau et milieux aquatiques"),
    agent("Erwan", "Dréano", "M", "secretariat-presidente", "Secrétaire de la présidente"),
    agent("Soizic", "Lastennet", "F", "numerique", "Administratrice des applications"),
)

ELECTED = (
    elected("Anne", "Kergadou", "F", "Présidente", "commune-00201"),
    elected("Ronan", "Le Duigou", "M", "Vice-président à la citoyenneté", "commune-00210"),
    elected("Armelle", "Cadoudec", "F", "Vice-présidente à l’habitat", "commune-00209", since=_NEW),
    elected("Loïc", "Pennanéac’h", "M", "Vice-président à l’eau", "commune-00225", since=_NEW),
    elected("Marie-Annick", "Tosser", "F", "Conseillère d’agglomération", "commune-00232", since=_NEW),
    elected("Hervé", "Guillouzic-Bras", "M", "Conseiller d’agglomération", "commune-00247", since=_NEW),
)

OFFICES = (
    office("anne-kergadou", "president", "Présidente", *_BEFORE, community=True, territory="commune-00201"),
    office("anne-kergadou", "president", "Présidente", *_NOW, community=True, territory="commune-00201"),
    office(
        "ronan-le-duigou",
        "vice_president",
        "6e vice-président",
        *_BEFORE,
        delegation="Citoyenneté",
        community=True,
        territory="commune-00210",
    ),
    office(
        "ronan-le-duigou",
        "vice_president",
        "4e vice-président",
        *_NOW,
        delegation="Citoyenneté, vie associative",
        community=True,
        territory="commune-00210",
    ),
    office(
        "armelle-cadoudec",
        "vice_president",
        "2e vice-présidente",
        *_NOW,
        delegation="Habitat, logement à l’année",
        community=True,
        territory="commune-00209",
    ),
    office(
        "loic-pennaneac-h",
        "vice_president",
        "5e vice-président",
        *_NOW,
        delegation="Eau, milieux aquatiques, agriculture",
        community=True,
        territory="commune-00225",
    ),
    office(
        "marie-annick-tosser",
        "councillor",
        "Conseillère d’agglomération",
        *_NOW,
        community=True,
        territory="commune-00232",
    ),
    office(
        "herve-guillouzic-bras",
        "councillor",
        "Conseiller d’agglomération",
        *_NOW,
        community=True,
        territory="commune-00247",
    ),
)

OUTSIDERS = (
    outsider(
        "Bleuenn", "Carval", "F", "Facilitatrice graphique, Studio Grand Angle", organisation="studio-grand-angle"
    ),
    outsider("Yves-Marie", "Foll-Kerbiriou", "M", "Délégué à la protection des données, mutualisé"),
    outsider("Annaïg", "Stéphan-Roux", "F", "Trésorière, Radio Goëlenn", organisation="radio-goelenn"),
    outsider("Jérôme", "Lagadeuc", "M", "Directeur, Ti an Holl", organisation="ti-an-holl"),
    outsider("Katell", "Morvannou", "F", "Habitante de Kerlaouen", kind="resident", territory="commune-00212"),
    outsider("Tugdual", "Riou-Lannic", "M", "Secrétaire de mairie, Callazeg"),
)

ROLES = (
    role("soizic-lastennet", "admin", start=d("01/09/2023")),
    role("tifenn-marechal", "officer", start=d("01/09/2023"), granted_by="soizic-lastennet"),
    role("nolwenn-bothuon", "director", start=d("01/09/2023"), granted_by="soizic-lastennet"),
    role("anne-kergadou", "councillor", start=_BEFORE[0], end=_NOW[1]),
    role("ronan-le-duigou", "councillor", start=_BEFORE[0], end=_NOW[1]),
    role("armelle-cadoudec", "councillor", start=_NOW[0], end=_NOW[1]),
    role("loic-pennaneac-h", "councillor", start=_NOW[0], end=_NOW[1]),
    role("enora-salliou", "cabinet", start=d("01/09/2023")),
    role("erwan-dreano", "agent", "department", "secretariat-presidente", d("01/09/2023")),
    role("gwendal-prigeot", "agent", "department", "contrats", d("01/09/2023")),
    role("goulven-le-henanff", "agent", "department", "habitat", d("01/09/2023")),
    role("maiwenn-quidelleur", "agent", "department", "eau", d("01/09/2023")),
    role("bleuenn-carval", "facilitator", "body", "conseil-citoyen", d("01/10/2026"), d("31/12/2027")),
    role("bleuenn-carval", "contractor", "body", "conseil-citoyen", d("01/10/2026"), d("31/12/2027")),
    role("erwan-dreano", "moderator", start=d("01/09/2023")),
    role("yves-marie-foll-kerbiriou", "auditor", start=d("01/01/2026"), end=d("31/12/2026")),
    role("annaig-stephan-roux", "association", start=d("01/01/2024")),
    role("jerome-lagadeuc", "association", start=d("01/01/2024")),
    role("tugdual-riou-lannic", "municipality", start=d("01/01/2024")),
)

DELEGATIONS = (
    Delegation(
        key="kergadou-dreano-2026",
        giver="anne-kergadou",
        agent="erwan-dreano",
        verbs=("submit", "acknowledge"),
        act="tregonnec-2026-a-031",
        start=d("20/04/2026"),
        end=d("13/04/2032"),
    ),
)

PERSONAS = (
    persona("tifenn-marechal", "officer", "Suivre l’avis en retard de 47 jours et celui qui s’écrit."),
    persona("nolwenn-bothuon", "director", "Voir en rouge ce qui attend une réponse et décider."),
    persona("ronan-le-duigou", "councillor", "Signer la réponse motivée à un avis."),
    persona("loic-pennaneac-h", "councillor", "Répondre, au titre de l’eau, à l’avis « Eau et maïs »."),
    persona("maiwenn-quidelleur", "agent", "Préparer la réponse du service Eau."),
    persona("goulven-le-henanff", "agent", "Préparer la réponse du service Habitat."),
    persona("enora-salliou", "cabinet", "Relire les pages publiques avant leur diffusion."),
    persona(
        "marc-h-tanguy-lozac-h",
        "chair",
        "Coprésider le conseil citoyen, convoquer, transmettre.",
        start=d("18/11/2023"),
    ),
    persona(
        "fatou-dieme",
        "chair",
        "Coprésider le conseil citoyen et conduire le groupe « Habiter ici ».",
        start=d("18/11/2023"),
    ),
    persona("bleuenn-carval", "facilitator", "Animer un groupe de travail et saisir les idées."),
    persona("erwan-dreano", "moderator", "Déposer une saisine et accuser réception au nom de la présidente."),
    persona("annaig-stephan-roux", "association", "Lire l’avis « Eau et maïs » et l’agenda des réunions ouvertes."),
    persona("tugdual-riou-lannic", "municipality", "Lire les avis, les réponses et l’agenda des réunions ouvertes."),
    persona("katell-morvannou", "resident", "Suivre « Habiter ici à l’année »."),
    persona("soizic-lastennet", "admin", "Ouvrir des comptes et régler la plateforme."),
    persona("yves-marie-foll-kerbiriou", "auditor", "Tout lire, journal compris, sans rien modifier."),
)
