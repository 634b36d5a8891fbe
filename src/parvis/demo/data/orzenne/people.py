"""Val d'Orzenne: elected members, agents, partners, and the people one can sign in as."""

from ..build import agent, elected, office, outsider, persona, role
from ..shapes import Delegation, Organisation
from ..when import d

_BEFORE = (d("10/07/2020"), d("15/04/2026"))
_NOW = (d("16/04/2026"), d("15/04/2032"))
_NEW = _NOW[0]

ORGANISATIONS = (
    Organisation(
        key="atelier-passerelle",
        name="Atelier Passerelle",
        kind="company",
        email="atelier.passerelle@exemple.invalid",
        about="Animation de réunions et formation des membres.",
    ),
    Organisation(
        key="anct-delegation",
        name="ANCT – programme Territoires d’engagement",
        kind="public_body",
        email="territoires.engagement@exemple.invalid",
        about="Financeur et partenaire du programme, jusqu’au 31 décembre 2026.",
    ),
    Organisation(
        key="velo-en-orzenne",
        name="Vélo en Orzenne",
        kind="association",
        rna="W009000214",
        email="velo.orzenne@exemple.invalid",
        territory="commune-00101",
        about="Usagers du vélo : atelier, vélo-école, baromètre des communes.",
    ),
    Organisation(
        key="mairie-marsanne",
        name="Commune de Marsanne-d’Orzenne",
        kind="local_authority",
        email="mairie.marsanne@exemple.invalid",
        territory="commune-00102",
        about="Commune membre, accueille la plénière de décembre.",
    ),
    Organisation(
        key="ligue-sante-orzenne",
        name="Maison médicale des Bateliers",
        kind="association",
        rna="W009000221",
        email="maison.bateliers@exemple.invalid",
        territory="commune-00101",
        about="Association de soignants installés à Virazelle.",
    ),
)

AGENTS = (
    agent("Bastien", "Orsolle", "M", "direction-generale", "Directeur général délégué", phone="05 36 49 10 02"),
    agent(
        "Maëlle",
        "Quintard",
        "F",
        "ouverture-citoyenne",
        "Chargée de mission ouverture citoyenne",
        phone="05 36 49 10 24",
    ),
    agent("Idris", "Belkham", "M", "cellule-innovation", "Chargé d’innovation publique, facilitateur"),
    agent("Sonia", "Partheuil", "F", "cellule-innovation", "Chargée de médiation territoriale"),
    agent("Camille", "Rodanet", "F", "mobilites", "Responsable du service Mobilités", phone="05 36 49 10 41"),
    agent("Yannick", "Faureau", "M", "transition", "Responsable du service Transition", phone="05 36 49 10 43"),
    agent("Mireille", "Sabathé", "F", "secretariat-president", "Secrétaire du président", phone="05 36 49 10 01"),
    agent("Thibault", "Cassagnol", "M", "numerique", "Administrateur des applications"),
    agent("Léa", "Monségur", "F", "cabinet", "Directrice de cabinet et de la communication"),
)

ELECTED = (
    elected("Luc", "Castérande", "M", "Président", territory="commune-00101"),
    elected("Hélène", "Darrouy", "F", "Vice-présidente à la participation citoyenne", territory="commune-00102"),
    elected("Gérard", "Lacoustille", "M", "Vice-président aux mobilités", territory="commune-00104"),
    elected("Sylvie", "Pouyfaucon", "F", "Vice-présidente au climat et à l’énergie", "commune-00103", since=_NEW),
    elected("Benoît", "Larrégola", "M", "Vice-président à la santé", "commune-00114", since=_NEW),
    elected("Nathalie", "Estibère", "F", "Vice-présidente à l’eau", "commune-00131", since=_NEW),
    elected("Mamadou", "Kanté-Roussille", "M", "Conseiller communautaire", "commune-00101", since=_NEW),
    elected("Josette", "Tauzinard", "F", "Conseillère communautaire", "commune-00137", since=_NEW),
)

OFFICES = (
    office("luc-casterande", "president", "Président", *_BEFORE, community=True, territory="commune-00101"),
    office("luc-casterande", "president", "Président", *_NOW, community=True, territory="commune-00101"),
    office(
        "helene-darrouy",
        "vice_president",
        "4e vice-présidente",
        *_BEFORE,
        delegation="Participation citoyenne",
        community=True,
        territory="commune-00102",
    ),
    office(
        "helene-darrouy",
        "vice_president",
        "3e vice-présidente",
        *_NOW,
        delegation="Participation citoyenne et ouverture des données",
        community=True,
        territory="commune-00102",
    ),
    office(
        "gerard-lacoustille",
        "vice_president",
        "2e vice-président",
        *_BEFORE,
        delegation="Mobilités",
        community=True,
        territory="commune-00104",
    ),
    office(
        "gerard-lacoustille",
        "vice_president",
        "2e vice-président",
        *_NOW,
        delegation="Mobilités",
        community=True,
        territory="commune-00104",
    ),
    office(
        "sylvie-pouyfaucon",
        "vice_president",
        "1re vice-présidente",
        *_NOW,
        delegation="Climat, énergie, plan climat-air-énergie territorial",
        community=True,
        territory="commune-00103",
    ),
    office(
        "benoit-larregola",
        "vice_president",
        "5e vice-président",
        *_NOW,
        delegation="Santé et solidarités",
        community=True,
        territory="commune-00114",
    ),
    office(
        "nathalie-estibere",
        "vice_president",
        "6e vice-présidente",
        *_NOW,
        delegation="Eau, assainissement, prévention des inondations",
        community=True,
        territory="commune-00131",
    ),
    office(
        "mamadou-kante-roussille",
        "councillor",
        "Conseiller communautaire",
        *_NOW,
        community=True,
        territory="commune-00101",
    ),
    office(
        "josette-tauzinard",
        "councillor",
        "Conseillère communautaire",
        *_NOW,
        community=True,
        territory="commune-00137",
    ),
)

OUTSIDERS = (
    outsider("Aurore", "Villeneuve-Sol", "F", "Déléguée à la protection des données, mutualisée"),
    outsider("Simon", "Delaroque", "M", "Consultant, Atelier Passerelle", organisation="atelier-passerelle"),
    outsider("Clémence", "Vauthier", "F", "Référente du programme, ANCT", organisation="anct-delegation"),
    outsider("Adrien", "Lespiaut", "M", "Coprésident, Vélo en Orzenne", organisation="velo-en-orzenne"),
    outsider("Jean-Noël", "Peyrusse", "M", "Secrétaire général de mairie", organisation="mairie-marsanne"),
    outsider("Josiane", "Courtiade", "F", "Habitante de Castelorze", kind="resident", territory="commune-00104"),
)

ROLES = (
    role("thibault-cassagnol", "admin", start=d("02/01/2024")),
    role("maelle-quintard", "officer", start=d("15/01/2024"), granted_by="thibault-cassagnol"),
    role("bastien-orsolle", "director", start=d("02/01/2024"), granted_by="thibault-cassagnol"),
    role("luc-casterande", "councillor", start=_BEFORE[0], end=_NOW[1]),
    role("helene-darrouy", "councillor", start=_BEFORE[0], end=_NOW[1]),
    role("gerard-lacoustille", "councillor", start=_BEFORE[0], end=_NOW[1]),
    role("sylvie-pouyfaucon", "councillor", start=_NOW[0], end=_NOW[1]),
    role("benoit-larregola", "councillor", start=_NOW[0], end=_NOW[1]),
    role("nathalie-estibere", "councillor", start=_NOW[0], end=_NOW[1]),
    role("lea-monsegur", "cabinet", start=d("02/01/2024")),
    role("mireille-sabathe", "agent", "department", "secretariat-president", d("02/01/2024")),
    role("camille-rodanet", "agent", "department", "mobilites", d("02/01/2024")),
    role("yannick-faureau", "agent", "department", "transition", d("02/01/2024")),
    role("idris-belkham", "facilitator", start=d("02/01/2024"), end=d("31/12/2027")),
    role("sonia-partheuil", "moderator", start=d("02/01/2024")),
    role("aurore-villeneuve-sol", "auditor", start=d("01/01/2026"), end=d("31/12/2026")),
    role("simon-delaroque", "contractor", "body", "c2d", start=d("01/02/2026"), end=d("31/01/2027")),
    role("clemence-vauthier", "partner", "body", "comite-te", start=d("15/01/2024"), end=d("31/12/2026")),
    role("adrien-lespiaut", "association", start=d("01/03/2024")),
    role("jean-noel-peyrusse", "municipality", start=d("01/03/2024")),
)

DELEGATIONS = (
    Delegation(
        key="casterande-sabathe-2024",
        giver="luc-casterande",
        agent="mireille-sabathe",
        verbs=("submit", "acknowledge"),
        act="orzenne-2024-a-003",
        start=d("05/01/2024"),
        end=d("15/04/2026"),
    ),
    Delegation(
        key="casterande-sabathe-2026",
        giver="luc-casterande",
        agent="mireille-sabathe",
        verbs=("submit", "acknowledge"),
        act="orzenne-2026-a-058",
        start=d("20/04/2026"),
        end=d("15/04/2032"),
    ),
)

PERSONAS = (
    persona(
        "maelle-quintard",
        "officer",
        "Conduire les saisines, composer le conseil de développement, voir ce qui est en retard.",
    ),
    persona("bastien-orsolle", "director", "Valider, décliner, surveiller la charge et les réponses en retard."),
    persona("helene-darrouy", "councillor", "Répondre aux avis, recommandation par recommandation."),
    persona("mireille-sabathe", "agent", "Déposer une saisine et accuser réception au nom du président."),
    persona("yannick-faureau", "agent", "Préparer pour le service Transition des éléments de réponse."),
    persona("lea-monsegur", "cabinet", "Relire les pages publiques et suivre la réserve électorale."),
    persona("idris-belkham", "facilitator", "Animer une séance et saisir les contributions orales et papier."),
    persona("odile-fontbonne", "chair", "Convoquer, faire adopter et transmettre un avis.", start=d("26/09/2026")),
    persona("mathilde-larrieu", "member", "Rapporter la saisine sur le plan climat.", start=d("26/09/2026")),
    persona("ginette-roquelaine", "chair", "Présider le conseil sortant.", start=d("09/03/2024"), end=d("25/09/2026")),
    persona("sonia-partheuil", "moderator", "Lire les instances, les réunions et les saisines du conseil."),
    persona("adrien-lespiaut", "association", "Lire l’avis sur le plan vélo et ce que devient chaque promesse."),
    persona("jean-noel-peyrusse", "municipality", "Lire les avis, les réponses et l’agenda des réunions ouvertes."),
    persona("clemence-vauthier", "partner", "Lire les pages publiques, sans rien voir du bureau."),
    persona("simon-delaroque", "contractor", "Lire les pages publiques, sans rien voir du bureau."),
    persona("josiane-courtiade", "resident", "Suivre un avis et être prévenue de la réponse."),
    persona("thibault-cassagnol", "admin", "Ouvrir des comptes et régler la plateforme, sans lire les échanges."),
    persona("aurore-villeneuve-sol", "auditor", "Tout lire, journal compris, sans rien modifier."),
)
