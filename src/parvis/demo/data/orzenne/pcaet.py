"""S-2026-01: the compulsory consultation on the climate plan, as it stands at T0 (what comes next is a scenario)."""

# ruff: noqa: E501 – prose

from ..asking import contribution, hearing, stage, step
from ..shapes import Referral
from ..when import d
from .bodies import COMMISSIONS

_R = "s-2026-01"
_MOBILITES = [p for p in COMMISSIONS["commission-mobilites"] if p.email and p.key != "mathilde-larrieu"]
_JEUNESSE = [p for p in COMMISSIONS["commission-jeunesse"] if p.email]

LETTER = (
    "Madame la Présidente, le conseil communautaire arrêtera en mars 2027 son plan climat-air-énergie. Avant cela, je souhaite "
    "connaître l’avis du C2D sur trois points : les efforts demandés aux habitants vous paraissent-ils justement répartis ? "
    "quelles mesures manquent pour celles et ceux qui ne peuvent ni changer de voiture ni rénover leur logement ? comment le "
    "conseil souhaite-t-il suivre la mise en œuvre ? Je vous remercie de me faire parvenir votre avis avant le 29 janvier 2027. "
    "Le service Transition se tient à votre disposition."
)

CONTRIBUTIONS = (
    contribution(1, "14/10/2026", "web", "Un habitant de Tournabelle", "Le bus de 17 h 40 passe avant la sortie du collège : décalez-le de dix minutes et vous remplirez la ligne."),
    contribution(2, "15/10/2026", "paper", "Une habitante de Virazelle, 81 ans", "Merci d’écrire plus gros. J’ai 81 ans et j’ai des idées."),
    contribution(3, "17/10/2026", "street", "Une dame, marché de Marsanne (saisie par un agent)", "Une dame : elle ne vient plus aux réunions parce qu’il n’y a personne pour garder ses petits."),
    contribution(4, "19/10/2026", "phone", "Un habitant de Castelorze", "On nous a déjà demandé tout cela il y a trois ans. Qu’est devenu le cahier ?"),
    contribution(5, "20/10/2026", "meeting", _MOBILITES[0].name, "Le plan compte les tonnes de carbone, pas les fins de mois. Il faut les deux colonnes côte à côte.", _MOBILITES[0].key),
    contribution(6, "20/10/2026", "meeting", _MOBILITES[1].name, "Ceux qui louent ne décident pas des travaux : toutes les aides à la rénovation leur passent au-dessus de la tête.", _MOBILITES[1].key),
    contribution(7, "22/10/2026", "web", "Une aide à domicile de Calonjac", "Contre. Le parking sert aux aides à domicile, pas seulement aux clients."),
    contribution(8, "24/10/2026", "web", _JEUNESSE[0].name, "Sans permis ni car le soir, je refuse un apprentissage sur deux.", _JEUNESSE[0].key),
    contribution(9, "27/10/2026", "meeting", "Atelier de Castelorze", "Point de désaccord : la moitié de la table veut fermer la rue le samedi, l’autre seulement pendant le marché."),
    contribution(10, "29/10/2026", "web", "Un élu municipal de Gontarède", "La commune est prête à tester, à condition que l’agglomération finance le bilan."),
    contribution(11, "03/11/2026", "meeting", _MOBILITES[2].name, "Dans nos villages on se chauffe au fioul parce que le réseau de gaz ne viendra jamais : que propose-t-on à ces maisons-là ?", _MOBILITES[2].key),
    contribution(12, "04/11/2026", "desk", "Une agricultrice de Peyrouse-Vieille", "On me demande de planter des haies et de baisser mes charges. Payez l’entretien trois ans, je plante."),
    contribution(13, "06/11/2026", "web", _MOBILITES[3].name, "Publiez chaque année dix chiffres, toujours les mêmes, et venez nous les expliquer.", _MOBILITES[3].key),
    contribution(14, "12/11/2026", "paper", "Un artisan de Saint-Orens-des-Prades", "Un camion électrique coûte le double. Prêtez-m’en un une semaine, je saurai vous dire s’il tient la tournée."),
)  # fmt: skip

HEARINGS = (
    hearing(
        "20/10/2026", "Yannick Faureau", "Responsable du service Transition", "Foyer rural de Castelorze",
        "Présentation du projet de plan : 48 actions, 61 millions d’euros sur six ans. Deux tiers des efforts chiffrés portent sur "
        "les logements et les déplacements des ménages.",
        "transition",
    ),
    hearing(
        "03/11/2026", "Conseillère de l’espace France Rénov’", "Conseil en rénovation énergétique", "Hôtel d’agglomération",
        "Sur 640 foyers reçus en 2025, 71 locataires. Un dossier aidé sur trois est abandonné faute d’avance de trésorerie.",
    ),
)  # fmt: skip

STEPS = (
    step("draft", "08/10/2026", "16:00", "mireille-sabathe"),
    step("submit", "12/10/2026", "10:15", "mireille-sabathe", on_behalf_of="luc-casterande"),
    step("admit", "15/10/2026", "18:00", "odile-fontbonne", note="Bureau consulté par courriel."),
    step("start", "20/10/2026", "19:00", "maelle-quintard", meeting="mobilites-2026-10"),
)

REFERRAL = Referral(
    key=_R,
    number="S-2026-01",
    kind="compulsory",
    title="Plan climat-air-énergie territorial 2027-2032",
    question="Les efforts demandés aux habitants par le plan climat sont-ils justement répartis, que manque-t-il, et comment en suivre la mise en œuvre ?",
    body="c2d",
    state="in_progress",
    signed_by="luc-casterande",
    letter=LETTER,
    context=(
        "Le plan climat-air-énergie territorial 2027-2032 comporte 48 actions. Il sera arrêté par le conseil communautaire en mars "
        "2027, après l’avis de l’autorité environnementale. Le dossier remis aux membres comprend le diagnostic, la stratégie, le "
        "programme d’actions et une note de quatre pages sur les coûts supportés par les ménages."
    ),
    legal_ground="planning_document",
    legal_ground_text="Consultation obligatoire du conseil de développement sur les documents de planification (CGCT, article L5211-10-1).",
    expected_on=d("29/01/2027"),
    commission="commission-mobilites",
    rapporteur="mathilde-larrieu",
    lead_department="transition",
    service_contact="yannick-faureau",
    referring_councillor="helene-darrouy",
    themes=("climat", "énergie", "mobilités"),
    steps=STEPS,
    work_plan=(
        stage("15/10/2026", "Admission par le bureau", "Commission Mobilités et énergie ; rapporteure : Mathilde Larrieu."),
        stage("20/10/2026", "Première séance et audition du service Transition"),
        stage("03/11/2026", "Audition de l’espace conseil en rénovation"),
        stage("18/11/2026", "Premier projet d’avis, ouvert aux remarques pendant quinze jours"),
        stage("10/12/2026", "Adoption en plénière"),
        stage("11/12/2026", "Transmission au président"),
    ),
    hearings=HEARINGS,
    contributions=CONTRIBUTIONS,
    on_agendas=((d("09/11/2026"), "pleniere-2026-12", 2),),
)  # fmt: skip
