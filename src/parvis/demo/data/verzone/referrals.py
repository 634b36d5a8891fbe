"""Haute-Verzone: the president's question, the assembly's own, and the archive of the first assembly."""

# ruff: noqa: E501 – prose

from ..asking import contribution, hearing, stage, step
from ..shapes import Referral
from ..when import d
from . import archive
from .bodies import GROUPS

_EAU = [p.key for p in GROUPS["groupe-eau"]]
_VIEILLIR = [p for p in GROUPS["groupe-vieillir"] if p.key != "bernadette-coulomies"]

BIEN_VIEILLIR = Referral(
    key="d-2026-01",
    number="D-2026-01",
    kind="referral",
    title="Bien vieillir chez soi, partout en Haute-Verzone",
    question="Quels services doivent exister à moins de trente minutes de chaque domicile, qui doit les animer, et à quoi renoncer pour les financer ?",
    body="assemblee-2",
    state="in_progress",
    signed_by="isabeau-remusat",
    letter=(
        "L’Assemblée départementale votera en décembre 2027 son schéma de l’autonomie. Je demande à l’Assemblée citoyenne : quels "
        "services doivent exister à moins de trente minutes de chaque domicile, qui doit les animer, et à quoi êtes-vous prêts à ce "
        "que le Département renonce pour les financer ? Une première note est souhaitée pour le 13 mars 2027, l’avis définitif pour "
        "le 30 juin 2027."
    ),
    context=(
        "En 2035, une personne sur huit aura plus de soixante-quinze ans en Haute-Verzone. Le Département consacre 312 millions "
        "d’euros par an à l’autonomie. Sept cantons n’ont ni accueil de jour ni service de répit."
    ),
    expected_on=d("30/06/2027"),
    commission="groupe-vieillir",
    rapporteur="bernadette-coulomies",
    lead_department="autonomie",
    service_contact="delphine-aurignol",
    referring_councillor="farid-bensalmi",
    themes=("autonomie",),
    steps=(
        step("draft", "28/09/2026", "10:00", "isabeau-remusat"),
        step("submit", "03/10/2026", "09:45", "isabeau-remusat"),
        step("admit", "08/10/2026", "19:30", "bernadette-coulomies"),
        step("start", "15/10/2026", "19:00", "jonas-thevenot", meeting="groupe-vieillir-2026-10-15"),
    ),
    work_plan=(
        stage("15/10/2026", "Carte des services existants"),
        stage("05/12/2026", "Audition de la direction de l’autonomie en plénière"),
        stage("28/01/2027", "Visites dans quatre cantons"),
        stage("13/03/2027", "Première note à la présidente"),
        stage("20/05/2027", "Projet d’avis"),
        stage("30/06/2027", "Avis définitif"),
    ),
    hearings=(
        hearing("12/11/2026", "Régine Lacassin", "Présidente, Café des aidants", "Montaurac", "Les aidants demandent moins de réunions et plus de soirées gardées."),
    ),
    contributions=(
        contribution(1, "15/10/2026", "meeting", _VIEILLIR[0].name, "Trente minutes en voiture, c’est deux heures en car : comptons pour ceux qui ne conduisent plus.", _VIEILLIR[0].key),
        contribution(2, "29/10/2026", "paper", "Une habitante de Luchanède", "Je ne veux pas d’un robot qui me parle. Je veux la même personne deux fois de suite."),
        contribution(3, "05/11/2026", "phone", "Un fils aidant, Grenaudin", "Le répit ouvre à neuf heures. Je pars au travail à six."),
    ),
)  # fmt: skip

SECHERESSE = Referral(
    key="d-2026-02",
    number="D-2026-02",
    kind="self_referral",
    title="Sécheresse : qui arrête d’arroser en premier ?",
    question="Quand l’eau manque, dans quel ordre chacun doit-il s’arrêter, et qui le décide ?",
    body="assemblee-2",
    state="admitted",
    signed_by="wassim-tarragnat",
    letter=(
        "Vingt-trois membres du groupe Eau et sécheresse demandent que l’Assemblée étudie l’ordre dans lequel les usages de l’eau "
        "s’arrêtent en été. Les arrêtés le fixent dans l’urgence ; nous voulons en parler l’hiver. Nous associerons agriculteurs, "
        "communes, pêcheurs et golfs. Avis proposé pour le 30 juin 2027."
    ),
    context="Quatre étés sur cinq en restriction. Le Département gère trois barrages et soutient l’étiage de deux rivières.",
    expected_on=d("30/06/2027"),
    commission="groupe-eau",
    rapporteur="wassim-tarragnat",
    lead_department="environnement",
    referring_councillor="gilles-castaing-bonnet",
    signatories=tuple(_EAU[:23]),
    themes=("eau",),
    steps=(
        step("draft", "22/10/2026", "20:45", "wassim-tarragnat"),
        step("submit", "29/10/2026", "09:00", "wassim-tarragnat"),
        step("admit", "12/11/2026", "20:30", "bernadette-coulomies", meeting="groupe-eau-2026-11-12"),
    ),
    work_plan=(
        stage("14/01/2027", "Auditions croisées"),
        stage("18/03/2027", "Jeu de rôle : une semaine d’août"),
        stage("30/06/2027", "Avis"),
    ),
)

REFERRALS = (*archive.REFERRALS, BIEN_VIEILLIR, SECHERESSE)
COMMITMENTS = archive.COMMITMENTS
