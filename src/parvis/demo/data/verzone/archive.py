"""Assembly I (2023-2025): three reports, sixty-one recommendations, and what became of each."""

# ruff: noqa: E501 – prose

from datetime import timedelta

from ..asking import commitment, paragraphs, progress, recommendation, response, review, step
from ..pools import fingerprint
from ..shapes import Adoption, Opinion, Referral, Version
from ..when import d, t

_BY = "farid-bensalmi"
_OFFICER = "jonas-thevenot"
_SHOWN = d("30/10/2026")  # dernière mise à jour du tableau de suivi avant T0
_OWNERS = {
    "autonomie": "delphine-aurignol",
    "enfance": "delphine-aurignol",
    "solidarites": "delphine-aurignol",
    "colleges": "pascal-montagnac-rey",
    "numerique": "rachida-lemlih",
}

# (service, suite à T0, recommandation, motif de la réponse, dernière nouvelle)
_NEAR = (
    ("solidarites", "done", "Ouvrir un samedi par mois les maisons du Département.", "Possible dès l’automne avec les agents volontaires.", "Vingt-deux maisons ouvrent le premier samedi du mois."),
    ("autonomie", "done", "Donner à chaque aidant un seul numéro, joignable le soir.", "La plateforme existante élargit ses horaires.", "Numéro ouvert jusqu’à 21 heures, 640 appels par mois."),
    ("autonomie", "in_progress", "Créer dans chaque canton un répit d’une journée par semaine pour les aidants.", "Retenu, à raison de six cantons par an.", "Quatorze cantons équipés sur vingt-quatre."),
    ("solidarites", "partly", "Confier à une personne de confiance l’accompagnement de tout premier rendez-vous.", "Retenu pour les personnes seules et les personnes sans domicile.", "Accompagnement proposé dans neuf maisons sur vingt-deux, pour les publics retenus."),
    ("enfance", "done", "Supprimer les doublons entre le dossier d’aide sociale et le dossier scolaire.", "Une fiche commune est mise en place.", "Fiche commune utilisée dans tous les collèges."),
    ("autonomie", "refused", "Rembourser tous les frais de téléassistance, sans condition de revenus.", "Le coût, 4,1 millions d’euros par an, dépasse ce que le Département peut inscrire ; l’aide sous condition de revenus est maintenue.", ""),
    ("solidarites", "done", "Payer en trois jours les secours d’urgence.", "Une régie d’avance est créée dans chaque maison.", "Délai moyen de deux jours."),
    ("autonomie", "in_progress", "Adapter en un an mille logements de personnes âgées.", "Retenu avec un objectif de mille logements en trois ans.", "Six cent dix logements adaptés."),
    ("culture", "done", "Faire entrer la culture dans les maisons de retraite, et non l’inverse.", "Retenu avec les structures départementales.", "Cent douze venues d’artistes en 2025."),
    ("colleges", "in_progress", "Servir deux repas végétariens par semaine, avec le choix, dans tous les collèges.", "Retenu, par étapes, avec la formation des cuisiniers.", "Soixante et un collèges sur quatre-vingt-dix."),
    ("colleges", "done", "Acheter en commun avec les communes les produits des cuisines scolaires.", "Un groupement de commandes est constitué.", "Groupement signé par quarante-sept communes."),
    ("colleges", "in_progress", "Ouvrir les cuisines des collèges aux cantines rurales pendant les vacances", "Retenu dans huit collèges volontaires.", "3 cuisines sur 8 sont ouvertes aux cantines voisines."),
    ("colleges", "partly", "Peser les restes dans chaque cantine et en rendre compte aux élèves.", "Retenu pour les cuisines équipées de balances.", "Pesée quotidienne dans cinquante-quatre collèges ; les autres pèsent une semaine par trimestre."),
    ("solidarites", "done", "Prêter sans frais du matériel de puériculture aux familles qui en ont besoin.", "Retenu avec les associations.", "Quatre lieux de prêt, 380 familles."),
    ("autonomie", "partly", "Doubler les places d’accueil de jour dans les cantons de montagne.", "Retenu, à hauteur de quarante places nouvelles au lieu de quatre-vingts.", "Trente-huit places ouvertes."),
    ("enfance", "in_progress", "Former tous les assistants familiaux au handicap.", "Retenu sur trois ans.", "Deux cent quatre assistants formés sur trois cent soixante."),
    ("solidarites", "done", "Écrire toutes les lettres d’aide sociale en français simple.", "Les vingt courriers les plus envoyés seront réécrits.", "Vingt-six courriers réécrits et relus par des habitants."),
    ("autonomie", "refused", "Salarier les aidants familiaux par le Département.", "Le droit réserve ce statut à l’allocation personnalisée et au dédommagement prévus par la loi.", ""),
    ("solidarites", "partly", "Installer une épicerie sociale itinérante par pays.", "Retenu pour les trois pays qui n’en ont pas.", "Deux tournées ouvertes sur trois."),
    ("autonomie", "in_progress", "Tester un service de jour itinérant à moins de trente minutes de chaque domicile.", "Retenu à titre d’essai dans trois cantons.", "Deuxième essai en cours, bilan en juin 2027."),
    ("finances", "done", "Dire, pour chaque recommandation, ce qu’elle coûte et ce à quoi il faudrait renoncer.", "Retenu pour toutes les assemblées à venir.", "Fiche de coût jointe à chaque réponse depuis 2025."),
)  # fmt: skip

_ANSWERS = (
    ("numerique", "done", "Afficher le délai réel de chaque démarche, mois par mois.", "Retenu pour les dix démarches les plus demandées.", "Douze délais affichés et mis à jour chaque mois."),
    ("numerique", "partly", "Garder un guichet et un formulaire papier pour toute démarche en ligne.", "Retenu, sauf pour les marchés publics que la loi impose en ligne.", "Quarante-trois démarches sur quarante-six ont un équivalent papier."),
    ("numerique", "done", "Rappeler sous quarante-huit heures toute personne qui laisse un message.", "Retenu, avec un outil de suivi partagé.", "Rappel sous deux jours pour 91 % des messages."),
    ("solidarites", "in_progress", "Donner un référent unique à chaque personne suivie par trois services ou plus.", "Retenu, canton par canton.", "Onze cantons couverts."),
    ("numerique", "done", "Ne plus redemander un document déjà fourni.", "Retenu pour les pièces d’identité et de domicile.", "Coffre partagé ouvert, 31 000 pièces conservées."),
    ("culture", "done", "Prêter des tablettes et des clés internet dans les bibliothèques.", "Retenu avec le réseau de lecture publique.", "Quatre cent vingt tablettes en circulation."),
    ("juridique", "in_progress", "Publier les délibérations en français simple, avec une page d’explication.", "Retenu pour les délibérations qui touchent au quotidien.", "Trente pages publiées depuis janvier 2026."),
    ("juridique", "partly", "Diffuser et archiver toutes les séances de l’Assemblée départementale.", "Retenu pour les séances plénières, non pour la commission permanente.", "Douze séances en ligne, sous-titrées."),
    ("finances", "done", "Présenter le budget en dix pages, avec des ordres de grandeur par habitant.", "Retenu pour le budget 2025.", "Budget en dix pages distribué dans toutes les maisons du Département."),
    ("numerique", "done", "Une conseillère numérique par canton, avec des horaires du soir", "Retenu avec les communes qui prêtent un local.", "Vingt-quatre conseillères, une permanence du soir par semaine dans chaque canton."),
    ("solidarites", "in_progress", "Former tous les agents d’accueil à l’écoute des personnes en colère ou en détresse.", "Retenu sur deux ans.", "Deux cent soixante agents formés sur quatre cents."),
    ("numerique", "refused", "Développer une application mobile propre au Département.", "Une application de plus éloignerait ceux qui n’en ont pas ; le site sera rendu utilisable sur tout téléphone.", ""),
    ("dialogue-citoyen", "done", "Répondre par écrit à chaque recommandation d’une assemblée citoyenne.", "Retenu et inscrit dans le règlement.", "Soixante et une réponses publiées."),
    ("dialogue-citoyen", "in_progress", "Tirer au sort des habitants dans les comités d’usagers.", "Retenu au fur et à mesure des renouvellements.", "Cinq comités sur douze."),
    ("numerique", "partly", "Rendre accessibles tous les documents publiés depuis 2020.", "Retenu pour les documents encore consultés.", "Les 300 documents les plus demandés sont repris."),
    ("juridique", "done", "Nommer une médiatrice indépendante.", "Retenu, pour un mandat de six ans.", "Médiatrice en fonction depuis mars 2025."),
    ("colleges", "in_progress", "Faire visiter l’hôtel du Département à tous les élèves de quatrième.", "Retenu pour les collèges volontaires, transport compris.", "Trente-huit collèges sur quatre-vingt-dix."),
    ("solidarites", "refused", "Supprimer tout justificatif pour les aides de moins de 200 euros.", "Le comptable public exige une pièce ; la liste est réduite à une seule.", ""),
    ("numerique", "done", "Ouvrir les données des délais, des aides et des refus.", "Retenu, sans donnée personnelle.", "Trois jeux de données publiés."),
    ("dialogue-citoyen", "in_progress", "Évaluer chaque année, avec des habitants, cinq services.", "Retenu à partir de 2026.", "Deux évaluations faites, la troisième commencée."),
)  # fmt: skip

_MOVE = (
    ("routes", "in_progress", "Sécuriser en priorité les traversées devant les collèges.", "Retenu : programme de soixante traversées.", "Vingt-six traversées refaites."),
    ("routes", "partly", "Relier chaque bourg-centre à son collège par une voie sûre.", "Retenu pour les trajets de moins de trois kilomètres.", "Dix-neuf liaisons ouvertes."),
    ("routes", "refused", "Gratuité totale des transports scolaires", "compétence régionale depuis 2017", ""),
    ("routes", "done", "Publier la liste des ponts, leur état et la date des travaux.", "Retenu.", "Liste publiée, 1 340 ouvrages."),
    ("routes", "in_progress", "Éteindre l’éclairage des carrefours la nuit, sauf danger.", "Retenu après étude carrefour par carrefour.", "Cent deux carrefours sur cent soixante."),
    ("environnement", "done", "Planter trente kilomètres de haies par an avec des espèces du pays.", "Retenu avec les lycées agricoles.", "Trente-quatre kilomètres plantés en 2025."),
    ("environnement", "partly", "Entretenir sans broyeur tous les bords de route.", "Retenu pour la moitié du réseau, hors visibilité des carrefours.", "Fauche tardive sur 1 900 kilomètres."),
    ("environnement", "in_progress", "Équiper les bâtiments du Département de récupérateurs d’eau de pluie.", "Retenu pour quarante bâtiments.", "Vingt et un bâtiments équipés."),
    ("environnement", "done", "Afficher à chaque étiage le débit des rivières à l’entrée des bourgs.", "Retenu avec les syndicats de rivière.", "Dix-huit panneaux posés."),
    ("routes", "refused", "Abaisser à 70 km/h toutes les routes départementales.", "La vitesse se décide tronçon par tronçon selon le danger ; une règle unique ne serait pas respectée.", ""),
    ("routes", "done", "Créer cent aires de covoiturage éclairées.", "Retenu avec les communes.", "Cent trois aires ouvertes."),
    ("solidarites", "in_progress", "Aider à passer le permis les jeunes en contrat d’insertion.", "Retenu, mille bourses sur trois ans.", "Six cent quarante bourses versées."),
    ("culture", "partly", "Ouvrir tous les sites départementaux sans voiture.", "Retenu pour les sites desservis par une ligne existante.", "Huit sites sur vingt sont accessibles en car le dimanche."),
    ("environnement", "in_progress", "Sortir le fioul des bâtiments départementaux avant 2028.", "Retenu.", "Trente-sept chaudières remplacées sur cinquante-deux."),
    ("routes", "partly", "Prêter aux communes des radars pédagogiques et publier les relevés.", "Retenu, sans publication nominative des lieux pour les riverains isolés.", "Vingt radars en prêt, relevés annuels."),
    ("environnement", "refused", "Interdire l’arrosage agricole dans le département.", "Le Département n’a pas ce pouvoir, qui appartient à l’État.", ""),
    ("colleges", "in_progress", "Planter toutes les cours de collège.", "Retenu pour trente cours d’ici 2027.", "Dix-sept cours plantées."),
    ("culture", "partly", "Réserver un quart des places de spectacle aux communes sans salle.", "Retenu pour les spectacles soutenus par le Département, à hauteur d’un sixième.", "Un sixième des places en 2025-2026."),
    ("routes", "refused", "Rendre gratuits les péages de la rocade.", "La rocade est concédée par l’État.", ""),
    ("environnement", "partly", "Installer un composteur partagé dans chaque commune.", "Retenu pour les communes volontaires.", "Cent quarante-deux communes équipées."),
)  # fmt: skip

_REPORTS = (
    {
        "key": "d-2023-01",
        "rapporteur": "huguette-sarrail-pons",
        "number": "D-2023-01",
        "title": "Se nourrir, se soigner, s’entraider près de chez soi",
        "question": "De quoi chacun doit-il disposer près de chez soi pour vivre dignement à tout âge ?",
        "rows": _NEAR,
        "first": 1,
        "lead": "solidarites",
        "themes": ("solidarités", "autonomie"),
        "days": ("07/10/2023", "21/10/2023", "13/01/2024", "09/03/2024", "11/03/2024", "24/05/2024"),
        "votes": (78, 4, 71, 6, 5),
        "reviews": (
            (6, "24/11/2024", "22/11/2024"),
            (12, "24/05/2025", "23/05/2025"),
            (24, "24/05/2026", "29/05/2026"),
        ),
    },
    {
        "key": "d-2024-01",
        "rapporteur": "anselme-duffour-roy",
        "number": "D-2024-01",
        "title": "Une administration qui répond",
        "question": "Que doit changer le Département pour que chacun obtienne une réponse claire, à temps ?",
        "rows": _ANSWERS,
        "first": 22,
        "lead": "numerique",
        "themes": ("numérique", "accueil"),
        "days": ("06/04/2024", "13/04/2024", "06/07/2024", "28/09/2024", "01/10/2024", "20/12/2024"),
        "votes": (74, 6, 76, 2, 2),
        "reviews": (
            (6, "20/06/2025", "19/06/2025"),
            (12, "20/12/2025", "18/12/2025"),
            (24, "20/12/2026", None),
        ),
    },
    {
        "key": "d-2024-02",
        "rapporteur": "myriam-castagnede",
        "number": "D-2024-02",
        "title": "Bouger, respirer, préserver",
        "question": "Comment se déplacer davantage et abîmer moins ?",
        "rows": _MOVE,
        "first": 42,
        "lead": "routes",
        "themes": ("mobilités", "environnement"),
        "days": ("05/10/2024", "12/10/2024", "18/01/2025", "05/04/2025", "07/04/2025", "12/06/2025"),
        "votes": (72, 5, 60, 11, 6),
        "reviews": (
            (6, "12/12/2025", "11/12/2025"),
            (12, "12/06/2026", "11/06/2026"),
            (24, "12/06/2027", None),
        ),
    },
)

_STATUS = {"done": "accepted", "in_progress": "accepted", "partly": "partly", "refused": "refused"}


def _numbered(report):
    return enumerate(report["rows"], start=report["first"])


def _fr(day):
    return day.strftime("%d/%m/%Y")


def _due(key, number, outcome, answered):
    """Fulfilled promises fell due within two years of the answer; the others run to 2026 and 2027."""
    if outcome == "in_progress":
        return ("31/12/2026", "30/06/2027", "31/12/2027")[number % 3]
    return _fr(d(answered) + timedelta(days=180 + fingerprint(key, number, "due") % 280))


def _recommendations(report):
    answered = report["days"][5]
    return tuple(
        recommendation(
            report["key"],
            number,
            text,
            service,
            response(
                _STATUS[outcome],
                reason,
                answered,
                _BY,
                service,
                None if outcome == "refused" else _due(report["key"], number, outcome, answered),
            ),
        )
        for number, (service, outcome, text, reason, _) in _numbered(report)
    )


def _finished_on(report, number, outcome):
    due = d(_due(report["key"], number, outcome, report["days"][5]))
    return min(due - timedelta(days=fingerprint(report["key"], number, "early") % 40), _SHOWN)


def _commitment(report, number, row):
    service, outcome, text, reason, news = row
    owner, answered = _OWNERS.get(service, _OFFICER), report["days"][5]
    due = _due(report["key"], number, outcome, answered)
    if outcome == "in_progress":
        share = 30 + fingerprint(report["key"], number, "share") % 50
        state, ends = "in_progress", {}
        told = (progress(_fr(_SHOWN), owner, share, news),)
    else:
        finished = _fr(_finished_on(report, number, outcome))
        state, ends = "done", {"done_on": finished}
        told = (progress(finished, owner, 100, news, "Tableau de suivi de la direction"),)
    return commitment(
        report["key"], number, "assemblee-1", text.rstrip("."), reason, owner, service, answered, due, state, told,
        themes=report["themes"], **ends,
    )  # fmt: skip


def _review_lines(report, held):
    """What each recommendation had become on the day of the review."""
    for number, (_, outcome, _, reason, news) in _numbered(report):
        if outcome == "refused":
            yield number, "refused", reason
        elif outcome != "in_progress" and _finished_on(report, number, outcome) <= d(held):
            yield number, "done", news
        else:
            yield number, "in_progress", "Action engagée."


def _review(report, months, due, held):
    if held is None:
        return review(months, due, prefix=report["key"])
    lines = tuple(_review_lines(report, held))
    done = sum(state == "done" for _, state, _ in lines)
    return review(
        months, due, lines, held, held, _OFFICER, f"{done} recommandations réalisées sur {len(lines)}.", report["key"]
    )  # fmt: skip


def _opinion(report):
    _, _, drafted, adopted, _, _ = report["days"]
    present, proxies, in_favour, against, abstentions = report["votes"]
    text = paragraphs(
        "# Notre méthode",
        "Quatre-vingt-seize habitants tirés au sort ont travaillé trois samedis et neuf soirées. Ils ont entendu des agents, des élus, des associations et des personnes concernées.",
        "# Notre réponse",
        f"À la question « {report['question']} », l’Assemblée répond par {len(report['rows'])} recommandations. Elles sont numérotées à la suite de celles des autres rapports, pour que chacune garde son nom.",
    )
    return Opinion(
        key=f"avis-{report['key']}",
        title=report["title"],
        summary=f"{len(report['rows'])} recommandations de la première Assemblée citoyenne.",
        versions=(
            Version(
                number=1, at=t(drafted, "16:00"), by=_OFFICER, label="Texte soumis à l’Assemblée", paragraphs=text
            ),
        ),
        recommendations=_recommendations(report),
        adoption=Adoption(
            at=t(adopted, "16:30"), mode="plenary", meeting=None, members=96, quorum=48, present=present,
            proxies=proxies, in_favour=in_favour, against=against, abstentions=abstentions,
        ),
    )  # fmt: skip


def _referral(report):
    submitted, admitted, drafted, adopted, transmitted, answered = report["days"]
    return Referral(
        key=report["key"],
        number=report["number"],
        kind="referral",
        title=report["title"],
        question=report["question"],
        body="assemblee-1",
        state="under_follow_up",
        signed_by="isabeau-remusat",
        letter=f"Mesdames et Messieurs les membres de l’Assemblée citoyenne, je vous soumets une question : {report['question']} Le Département répondra par écrit à chacune de vos recommandations.",
        expected_on=d(adopted),
        rapporteur=report["rapporteur"],
        lead_department=report["lead"],
        referring_councillor=_BY,
        themes=report["themes"],
        steps=(
            step("draft", submitted, "08:30", "isabeau-remusat"),
            step("submit", submitted, "09:30", "isabeau-remusat"),
            step("admit", admitted, "10:00", _OFFICER),
            step("start", admitted, "10:30", _OFFICER),
            step("start_drafting", drafted, "16:00", report["rapporteur"]),
            step("adopt_opinion", adopted, "16:30", report["rapporteur"]),
            step("transmit", transmitted, "09:00", report["rapporteur"]),
            step("publish_opinion", transmitted, "10:00", _OFFICER),
            step("acknowledge", transmitted, "15:00", _BY),
            step("answer", answered, "12:00", _BY),
            step("publish_response", answered, "14:00", _OFFICER),
            step("follow_up", answered, "14:00"),
        ),
        opinion=_opinion(report),
        reviews=tuple(_review(report, *when) for when in report["reviews"]),
    )


REFERRALS = tuple(_referral(report) for report in _REPORTS)
COMMITMENTS = tuple(
    _commitment(report, number, row) for report in _REPORTS for number, row in _numbered(report) if row[1] != "refused"
)
OUTCOMES = tuple(row[1] for report in _REPORTS for row in report["rows"])
