"""Cerzelles: the mayor's question to the Fabrique, « L'eau dans la ville »."""

# ruff: noqa: E501 – prose

from ..asking import contribution, hearing, stage, step
from ..shapes import Referral
from ..when import d
from .bodies import ASSOCIATIONS, DRAWN, STUDENTS

_REPORTER = DRAWN[4]

EAU = Referral(
    key="c-2026-01",
    number="C-2026-01",
    kind="referral",
    title="L’eau dans la ville",
    question="Où devons-nous garder de l’eau, où devons-nous la laisser partir, et qu’acceptons-nous de changer dans nos rues et nos cours d’école ?",
    body="fabrique",
    state="in_progress",
    signed_by="dominique-vautrelle",
    letter=(
        "Chaque été, nous arrosons moins et nous avons plus chaud. Je confie à la Fabrique une question sans détour : où devons-nous "
        "garder de l’eau, où devons-nous la laisser partir, et qu’acceptons-nous de changer dans nos rues et nos cours d’école ? Vos "
        "propositions seront examinées par le conseil municipal de juin 2027 ; chacune recevra une réponse écrite."
    ),
    context=(
        "Onze jours au-dessus de 38 °C en 2025. Soixante-huit pour cent des sols du centre sont imperméables. Le questionnaire « Ma rue "
        "quand il fait 38 °C » a recueilli 1 038 réponses : 612 en ligne, 301 sur papier dans les maisons de quartier, 125 dans la rue."
    ),
    expected_on=d("15/05/2027"),
    rapporteur=_REPORTER.key,
    lead_department="nature-en-ville",
    service_contact="fatima-ouarzaz",
    referring_councillor="samia-oukaci",
    themes=("eau", "nature en ville"),
    territories=("cerzelles",),
    steps=(
        step("draft", "22/05/2026", "10:00", "perrine-delmotte"),
        step("submit", "30/05/2026", "09:30", "perrine-delmotte", on_behalf_of="dominique-vautrelle"),
        step("admit", "30/05/2026", "12:30", "rosalie-vandermotte", meeting="pleniere-1"),
        step("start", "19/09/2026", "09:00", "hugo-lantier", meeting="pleniere-2"),
    ),
    work_plan=(
        stage("30/05/2026", "Plénière 1 : la question"),
        stage("04/07/2026", "Marches sous la chaleur", "Six parcours, un par quartier."),
        stage("19/09/2026", "Plénière 2 : ce que nous avons vu"),
        stage("17/10/2026", "Plénière 3 : premières idées"),
        stage("12/12/2026", "Plénière 4 : où va la pluie ?"),
        stage("16/01/2027", "Plénière 5 : choisir"),
        stage("13/03/2027", "Plénière 6 : projet d’avis"),
        stage("15/05/2027", "Adoption"),
    ),
    hearings=(
        hearing("19/09/2026", "Fatima Ouarzaz", "Responsable Nature en ville", "Maison de quartier La Fontaine", "Quarante-deux cours d’école, dont trois débitumées ; coût moyen de 210 000 € par cour.", "nature-en-ville"),
        hearing("17/10/2026", "Rodrigue Sainsaulieu", "Agence de bassin partenaire", "Maison de quartier La Fontaine", "Une aide à la désimperméabilisation est possible si l’eau est infiltrée sur place."),
    ),
    contributions=(
        contribution(1, "17/10/2026", "meeting", DRAWN[1].name, "Débitumer douze cours d’école.", DRAWN[1].key),
        contribution(2, "17/10/2026", "meeting", ASSOCIATIONS[1].name, "Récupérer l’eau des toits des gymnases.", ASSOCIATIONS[1].key),
        contribution(3, "17/10/2026", "meeting", STUDENTS[2].name, "Carte des ruelles fraîches.", STUDENTS[2].key),
        contribution(4, "17/10/2026", "meeting", DRAWN[9].name, "Arrêter les jets d’eau sans circuit fermé.", DRAWN[9].key),
        contribution(5, "04/11/2026", "web", "Une habitante du Vieux-Bourg", "Ici, l’eau traverse la route à chaque grosse pluie."),
        contribution(6, "09/11/2026", "desk", "Ormeaux vivants", "L’association propose de prêter sa salle, gratuitement, contre un coup de peinture."),
    ),
)  # fmt: skip

REFERRALS = (EAU,)
COMMITMENTS = ()
