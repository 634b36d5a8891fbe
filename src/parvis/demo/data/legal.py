"""The dated figures of the law, and the promises the authorities start with.

`law` comes from a text; `knowledge` too, but must not block anything before a lawyer confirms it; `proposal` is a
setting offered by default, which each authority may change by its own internal rules.
"""

from .shapes import LegalRule
from .when import d

_LAW_2023 = d("29/12/2023")
_LAW_2019 = d("28/12/2019")
_3DS = d("23/02/2022")
_PRODUCT = d("01/01/2020")


def _law(code, label, value, unit, since, source, note="", until=None):
    return LegalRule(
        code=code,
        label=label,
        value=value,
        unit=unit,
        valid_from=since,
        valid_to=until,
        source=source,
        standing="knowledge" if note.startswith("À vérifier") else "law",
        note=note,
    )


def _promise(code, label, value, unit, note=""):
    return LegalRule(
        code=code,
        label=label,
        value=value,
        unit=unit,
        valid_from=_PRODUCT,
        valid_to=None,
        source="Réglage par défaut, modifiable par le règlement intérieur ou la charte",
        standing="proposal",
        note=note,
    )


_L5211_10_1 = "CGCT, article L5211-10-1 (version en vigueur depuis le 29 décembre 2023)"
_L5211_11_2 = "CGCT, article L5211-11-2"
_L1112_16 = "CGCT, article L1112-16 (version du 23 février 2022)"

LEGAL_RULES = (
    # Conseil de développement
    _law(
        "development_council.compulsory_above",
        "Conseil de développement obligatoire au-delà de ce nombre d’habitants (EPCI à fiscalité propre)",
        "50000",
        "inhabitants",
        _LAW_2019,
        _L5211_10_1,
    ),
    _law(
        "development_council.gender_gap_max",
        "Écart maximal entre le nombre de femmes et le nombre d’hommes au conseil de développement",
        "1",
        "people",
        _LAW_2019,
        _L5211_10_1,
    ),
    _law(
        "development_council.reflects_age_classes",
        "La composition reflète les classes d’âge du recensement",
        "1",
        "flag",
        _LAW_2019,
        _L5211_10_1,
    ),
    _law(
        "development_council.excludes_community_councillors",
        "Les conseillers communautaires ou métropolitains ne peuvent pas être membres",
        "1",
        "flag",
        _LAW_2023,
        _L5211_10_1,
    ),
    _law(
        "development_council.unpaid",
        "Les fonctions de membre du conseil de développement ne sont pas rémunérées",
        "1",
        "flag",
        _LAW_2019,
        _L5211_10_1,
    ),
    _law(
        "development_council.activity_report",
        "Rapport d’activité examiné et débattu par l’assemblée, chaque année",
        "1",
        "years",
        _LAW_2019,
        _L5211_10_1,
    ),
    # Pacte de gouvernance et débat sur la participation, après le renouvellement général
    _law(
        "governance_pact.adopted_within",
        "Adoption du pacte de gouvernance, s’il est décidé, après le renouvellement général",
        "9",
        "months",
        _LAW_2019,
        _L5211_11_2,
        note="Point de départ à vérifier : premier ou second tour, ou installation du conseil.",
    ),
    _law(
        "governance_pact.municipal_opinions_within",
        "Délai des conseils municipaux pour rendre leur avis sur le projet de pacte",
        "2",
        "months",
        _LAW_2019,
        _L5211_11_2,
    ),
    _law(
        "renewal.participation_debate",
        "Débat et délibération sur la consultation du conseil de développement et l’association de la population",
        "1",
        "flag",
        _LAW_2019,
        _L5211_11_2,
    ),
    _law(
        "governance_pact.debate",
        "Débat et délibération sur un pacte de gouvernance, après le renouvellement général",
        "1",
        "flag",
        _LAW_2019,
        _L5211_11_2,
    ),
    # Conseils de quartier, comités consultatifs, conseils de jeunes
    _law(
        "neighbourhood_council.compulsory_from",
        "Conseils de quartier obligatoires à partir de ce nombre d’habitants",
        "80000",
        "inhabitants",
        d("28/02/2002"),
        "CGCT, article L2143-1",
    ),
    _law(
        "neighbourhood_council.optional_from",
        "Conseils de quartier facultatifs à partir de ce nombre d’habitants (et jusqu’à 79 999)",
        "20000",
        "inhabitants",
        d("28/02/2002"),
        "CGCT, article L2143-1",
    ),
    _law(
        "advisory_committee.chaired_by_councillor",
        "Comité consultatif présidé par un membre du conseil municipal désigné par le maire",
        "1",
        "flag",
        d("28/02/2002"),
        "CGCT, article L2143-2",
    ),
    _law(
        "advisory_committee.ends_with_term",
        "La durée d’un comité consultatif ne dépasse pas celle du mandat municipal",
        "1",
        "flag",
        d("28/02/2002"),
        "CGCT, article L2143-2",
    ),
    _law(
        "youth_council.gender_gap_max",
        "Écart maximal entre le nombre de femmes et le nombre d’hommes au conseil de jeunes",
        "1",
        "people",
        d("29/01/2017"),
        "CGCT, article L1112-23",
        note="À vérifier sur Légifrance.",
    ),
    _law(
        "youth_council.under",
        "Âge que les membres du conseil de jeunes n’ont pas atteint",
        "30",
        "years",
        d("29/01/2017"),
        "CGCT, article L1112-23",
        note="À vérifier sur Légifrance.",
    ),
    # Demande de consultation par les électeurs
    _law(
        "legal_petition.commune_ratio",
        "Part des électeurs inscrits pour saisir une commune",
        "0.1",
        "ratio",
        _3DS,
        _L1112_16,
        note="Seuil arrondi à l’entier supérieur.",
    ),
    _law(
        "legal_petition.other_ratio",
        "Part des électeurs inscrits pour saisir une autre collectivité territoriale",
        "0.05",
        "ratio",
        _3DS,
        _L1112_16,
        note="Seuil arrondi à l’entier supérieur. Un EPCI n’est pas une collectivité territoriale.",
    ),
    _law(
        "legal_petition.one_per_quarter",
        "Demandes signées par électeur, par collectivité et par trimestre",
        "1",
        "people",
        _3DS,
        _L1112_16,
    ),
    _law(
        "elector_consultation.notice_before",
        "Transmission de la délibération au représentant de l’État avant la consultation des électeurs",
        "2",
        "months",
        d("08/08/2004"),
        "CGCT, article L1112-17",
    ),
    # Convocations des assemblées
    _law(
        "assembly_notice.large_commune",
        "Convocation du conseil à partir de 3 500 habitants (jours francs)",
        "5",
        "clear_days",
        d("01/01/2020"),
        "CGCT, article L2121-12",
    ),
    _law(
        "assembly_notice.small_commune",
        "Convocation du conseil en dessous de 3 500 habitants (jours francs)",
        "3",
        "clear_days",
        d("01/01/2020"),
        "CGCT, article L2121-11",
    ),
    _law(
        "assembly_notice.department",
        "Envoi des rapports aux conseillers départementaux",
        "12",
        "days",
        d("01/01/2020"),
        "CGCT, article L3121-19",
        note="À vérifier, y compris pour l’envoi dématérialisé.",
    ),
    # Réserve électorale et information du public
    _law(
        "electoral_reserve.months_before",
        "Réserve électorale : dès le premier jour du sixième mois précédant le mois des élections générales",
        "6",
        "months",
        d("15/01/1990"),
        "Code électoral, article L52-1",
        note="Classement des actions de communication à confirmer par le service juridique.",
    ),
    _law(
        "public_association.publish_results",
        "Publication des modalités, des résultats ou des suites envisagées d’une association du public",
        "1",
        "flag",
        d("01/01/2016"),
        "CRPA, article L131-1",
    ),
    # Promesses par défaut
    _promise("referral.answer_within", "Réponse motivée à un avis, après sa transmission", "3", "months"),
    _promise("referral.notice_before_expected", "Délai laissé à l’instance pour rendre son avis", "8", "weeks"),
    _promise("referral.transmit_within", "Transmission de l’avis après son adoption", "8", "days"),
    _promise("referral.publish_after", "Publication de l’avis après sa transmission", "0", "days"),
    _promise("referral.lapse_after", "Saisine caduque après la date attendue sans avis", "0", "days"),
    _promise("referral.late_alert_officer", "Réponse en retard : rappel à la chargée de mission", "7", "days"),
    _promise("referral.late_alert_director", "Réponse en retard : rappel à la direction", "1", "months"),
    _promise("writing.comment_period", "Durée ouverte aux remarques des membres sur un projet d’avis", "15", "days"),
    _promise("follow_up.first_review", "Premier bilan de suivi, après la réponse", "6", "months"),
    _promise("follow_up.second_review", "Deuxième bilan de suivi, après la réponse", "12", "months"),
    _promise("follow_up.third_review", "Troisième bilan de suivi, après la réponse", "24", "months"),
    _promise("membership.ending_soon", "Mandats signalés avant leur terme", "6", "months"),
    _promise("renewal.alert_before", "Ouverture du renouvellement avant la fin du mandat", "9", "months"),
    _promise("body.internal_rules_within", "Adoption du règlement intérieur après l’installation", "6", "months"),
    _promise("body.composition_age_tolerance", "Écart toléré par classe d’âge, en points", "5", "count"),
    _promise("minutes.draft_within", "Projet de compte rendu après la réunion", "10", "working_days"),
    _promise("minutes.comment_period", "Relecture du compte rendu par les membres", "8", "days"),
    _promise("meeting.convocation_notice", "Envoi de la convocation d’une instance", "10", "days"),
    _promise("deadline.first_alert", "Première alerte avant une échéance", "30", "days"),
    _promise("deadline.second_alert", "Deuxième alerte avant une échéance", "10", "days"),
    _promise("deadline.last_alert", "Dernière alerte avant une échéance", "3", "days"),
)
