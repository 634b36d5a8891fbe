"""S-2025-03: the cycling plan, from the letter to the follow-up review that is overdue at T0."""

# ruff: noqa: E501 – prose

from ..asking import commitment, hearing, paragraphs, progress, recommendation, response, review, rewritten, stage, step
from ..shapes import Adoption, Comment, DebateNote, Divergence, MinorityPosition, Opinion, Referral, Version
from ..when import d, t
from .bodies import PREVIOUS

_R = "s-2025-03"
_ANSWERED = "02/10/2025"
_BY = "helene-darrouy"
_MEMBERS = [p.key for p in PREVIOUS if p.key not in ("ginette-roquelaine", "norbert-claviere") and p.email]


def _answer(status, reason, department="mobilites", due=None, euros=None):
    return response(status, reason, _ANSWERED, _BY, department, due, euros)


RECOMMENDATIONS = (
    recommendation(
        _R, 1,
        "Relier d’abord les collèges aux bourgs, ensuite les bourgs entre eux.",
        "mobilites",
        _answer(
            "accepted",
            "L’ordre proposé devient celui du programme de travaux : cinq liaisons entre collèges et bourgs avant la fin de 2027, les autres ensuite.",
            due="31/12/2027", euros=1_850_000,
        ),
        "Huit collégiens sur dix habitent à moins de cinq kilomètres de leur collège ; un sur vingt y va à vélo.",
    ),
    recommendation(
        _R, 2,
        "Installer un stationnement vélo couvert devant chaque équipement communautaire.",
        "mobilites",
        _answer(
            "accepted",
            "Vingt-deux équipements sont concernés ; la commande est groupée avec celle des communes qui le souhaitent.",
            due="30/06/2026", euros=96_000,
        ),
    ),
    recommendation(
        _R, 3,
        "Proposer à tous les élèves de CM2 dix heures de vélo encadrées, dehors, avant la sixième.",
        "jeunesse",
        _answer(
            "accepted",
            "Le service Jeunesse finance les encadrants ; les écoles choisissent leurs dates avec l’association Vélo en Orzenne.",
            due="30/06/2026", euros=38_000,
        ),
    ),
    recommendation(
        _R, 4,
        "Prêter des vélos à assistance électrique trois mois avant tout achat aidé.",
        "mobilites",
        _answer(
            "partly",
            "40 vélos au lieu de 120, évaluation en juin 2026",
            due="30/06/2026", euros=72_000,
        ),
        "Une aide à l’achat profite surtout à ceux qui avaient déjà décidé d’acheter ; le prêt fait essayer les autres.",
    ),
    recommendation(
        _R, 5,
        "Publier une carte des itinéraires calmes, relue par ceux qui les empruntent.",
        "mobilites",
        _answer("accepted", "La carte est préparée avec les usagers, imprimée et mise en ligne.", due="31/03/2026", euros=9_500),
    ),
    recommendation(
        _R, 6,
        "Construire à la gare un parking à vélos fermé, de cent vingt places, ouvert aux premiers et aux derniers trains.",
        "mobilites",
        _answer(
            "accepted",
            "L’étude est lancée sur l’emprise située au nord de la gare ; le chiffrage sera présenté au printemps 2026.",
            due="31/12/2026", euros=310_000,
        ),
    ),
    recommendation(
        _R, 7,
        "Éclairer les passages bas de la voie verte",
        "mobilites",
        _answer("refused", "compétence communale ; signalé aux trois communes concernées"),
    ),
    recommendation(
        _R, 8,
        "Compter les passages toute l’année et publier les chiffres, même lorsqu’ils déçoivent.",
        "mobilites",
        _answer(
            "accepted",
            "Douze compteurs seront posés et leurs relevés publiés chaque trimestre.",
            due="31/12/2026", euros=44_000,
        ),
    ),
)  # fmt: skip

_DRAFT = paragraphs(
    "# Ce qui nous a été demandé",
    "Le président de l’agglomération a demandé au conseil de développement comment faire du vélo un moyen de se déplacer chaque jour, et pas seulement le dimanche. Le conseil a entendu quatre personnes, roulé sur six itinéraires et lu cent douze témoignages.",
    "# Ce que nous avons constaté",
    "Le vélo est d’abord empêché par la peur. Les routes qui mènent aux collèges sont étroites, rapides, sans refuge. Les parents qui conduisent leurs enfants le font moins par confort que par crainte.",
    "Les aménagements existants relient des lieux de promenade. Ils rendent service le week-end ; ils servent peu le mardi à huit heures.",
    "L’aide à l’achat d’un vélo électrique a bénéficié pour les deux tiers à des foyers qui possédaient déjà un vélo.",
    "# Ce que nous recommandons",
    "Commencer par les collèges. Ce choix a un coût : plusieurs bourgs attendront. Il a un effet que les autres n’ont pas, car un enfant qui roule libère deux trajets de voiture.",
    "Faire essayer avant d’aider à acheter, compter avant d’annoncer, dire aux habitants ce qui avance et ce qui n’avance pas.",
)

_ADOPTED = rewritten(
    _DRAFT,
    p4="Le vélo est d’abord empêché par la peur. Les routes qui mènent aux collèges sont étroites, rapides, sans refuge, et mal éclairées de novembre à février. Les parents qui conduisent leurs enfants le font moins par confort que par crainte.",
    p8="Commencer par les collèges. Ce choix a un coût : onze bourgs attendront deux ans de plus. Il a un effet que les autres n’ont pas, car un enfant qui roule libère deux trajets de voiture.",
)

OPINION = Opinion(
    key="avis-s-2025-03",
    title="Avis sur le plan vélo : d’abord les collèges",
    summary="Relier les collèges avant les bourgs, prêter avant d’aider à acheter, compter et publier.",
    versions=(
        Version(number=1, at=t("24/04/2025", "18:00"), by="norbert-claviere", label="Projet du rapporteur", paragraphs=_DRAFT),
        Version(number=2, at=t("04/06/2025", "18:00"), by="norbert-claviere", label="Texte soumis à la plénière", paragraphs=_ADOPTED),
    ),
    recommendations=RECOMMENDATIONS,
    comments_until=d("09/05/2025"),
    comments=(
        Comment(
            key="k1", version=1, paragraph="p4", author=_MEMBERS[3], at=t("28/04/2025", "20:10"),
            text="Il faut dire aussi la nuit : de novembre à février, on rentre du collège dans le noir.",
            outcome="taken_up", settled_at=t("03/06/2025", "17:00"), settled_by="norbert-claviere",
        ),
        Comment(
            key="k2", version=1, paragraph="p8", author=_MEMBERS[11], at=t("02/05/2025", "09:30"),
            text="« Plusieurs bourgs attendront » : lesquels, combien de temps ? Disons-le franchement.",
            outcome="taken_up", settled_at=t("03/06/2025", "17:00"), settled_by="norbert-claviere",
        ),
        Comment(
            key="k3", version=1, paragraph="p6", author=_MEMBERS[20], at=t("05/05/2025", "12:00"),
            text="Supprimer l’aide à l’achat.",
            outcome="refused", reason="La commission préfère la faire précéder d’un prêt : c’est l’objet de la recommandation 4.",
            settled_at=t("03/06/2025", "17:00"), settled_by="norbert-claviere",
        ),
    ),
    debate_notes=(
        DebateNote(key="n1", on=d("20/03/2025"), kind="emotion", theme="sécurité", text="« Je ne laisserai pas ma fille sur cette départementale. »"),
        DebateNote(key="n2", on=d("20/03/2025"), kind="for", theme="priorités", text="Un collège, c’est quatre cents familles d’un coup."),
        DebateNote(key="n3", on=d("20/03/2025"), kind="against", theme="priorités", text="Les villages sans collège paieront et n’auront rien avant 2028."),
        DebateNote(key="n4", on=d("10/04/2025"), kind="idea", theme="essayer", text="Prêter un vélo électrique le temps d’un hiver."),
    ),
    divergences=(
        Divergence(
            key="d1", on=d("18/06/2025"), subject="Faut-il commencer par les collèges ?",
            positions=(("Oui, l’effet est immédiat pour les familles.", 41), ("Non, d’abord les bourgs sans autre transport.", 3)),
        ),
    ),
    minority_positions=(
        MinorityPosition(
            key="m1", at=t("18/06/2025", "20:40"), title="Les villages d’abord",
            holders=(_MEMBERS[5], _MEMBERS[17], _MEMBERS[29]),
            text=(
                "Nous habitons des communes sans collège, sans gare et sans car le soir. Servir d’abord ceux qui ont déjà le plus "
                "de transports n’est pas ce que nous attendions d’un plan commun. Nous demandons qu’une liaison sur trois, chaque "
                "année, desserve une commune qui n’a rien."
            ),
            votes=(38, 3, 3),
        ),
    ),
    adoption=Adoption(
        at=t("18/06/2025", "20:45"), mode="plenary", meeting="pleniere-2025-06", members=60, quorum=30, present=38,
        proxies=6, in_favour=41, against=1, abstentions=2,
    ),
    plain_language=(
        "L’agglomération veut que plus de gens fassent du vélo. Le conseil dit : faites d’abord des chemins sûrs pour aller au "
        "collège. Prêtez des vélos avant d’aider à en acheter. Comptez les vélos et dites les chiffres à tout le monde."
    ),
    plain_language_on=d("10/07/2025"),
)  # fmt: skip

REFERRAL = Referral(
    key=_R,
    number="S-2025-03",
    kind="referral",
    title="Plan vélo de l’agglomération",
    question="Que faut-il changer pour que le vélo serve chaque jour, et pas seulement le dimanche ?",
    body="c2d",
    state="under_follow_up",
    signed_by="luc-casterande",
    letter=(
        "Madame la Présidente, le conseil communautaire adoptera à l’automne son plan vélo pour dix ans. Je souhaite savoir ce "
        "qui, aux yeux des habitants, empêche aujourd’hui de prendre un vélo pour aller travailler, apprendre ou faire ses "
        "courses, et par quoi il faut commencer. Je vous remercie de me faire parvenir votre avis avant le 30 juin 2025."
    ),
    context=(
        "Le schéma cyclable de 2016 a produit 34 kilomètres de voie verte. La part du vélo dans les déplacements n’a pas bougé : "
        "1,8 %. Une enveloppe de 2,4 millions d’euros est inscrite sur trois ans."
    ),
    expected_on=d("30/06/2025"),
    rapporteur="norbert-claviere",
    lead_department="mobilites",
    service_contact="camille-rodanet",
    referring_councillor="helene-darrouy",
    themes=("mobilités", "vélo"),
    steps=(
        step("draft", "17/02/2025", by="mireille-sabathe"),
        step("submit", "24/02/2025", "10:00", "mireille-sabathe", on_behalf_of="luc-casterande"),
        step("admit", "05/03/2025", "18:30", "ginette-roquelaine"),
        step("start", "20/03/2025", "18:30", "maelle-quintard"),
        step("start_drafting", "24/04/2025", "18:00", "norbert-claviere"),
        step("adopt_opinion", "18/06/2025", "20:45", "ginette-roquelaine"),
        step("transmit", "18/06/2025", "21:15", "ginette-roquelaine"),
        step("publish_opinion", "19/06/2025", "09:00", "maelle-quintard"),
        step("acknowledge", "23/06/2025", "11:00", "mireille-sabathe"),
        step("answer", _ANSWERED, "19:00", "helene-darrouy", act="orzenne-2025-097"),
        step("publish_response", "03/10/2025", "09:00", "maelle-quintard"),
        step("follow_up", "03/10/2025", "09:00"),
    ),
    work_plan=(
        stage("05/03/2025", "Admission par le bureau"),
        stage("20/03/2025", "Première séance et auditions"),
        stage("12/04/2025", "Sortie à vélo sur six itinéraires"),
        stage("24/04/2025", "Projet d’avis"),
        stage("18/06/2025", "Adoption en plénière"),
    ),
    hearings=(
        hearing("20/03/2025", "Camille Rodanet", "Responsable du service Mobilités", "Hôtel d’agglomération", "Trafic, budget et foncier disponible ; trois départementales concentrent les refus.", "mobilites"),
        hearing("20/03/2025", "Adrien Lespiaut", "Coprésident, Vélo en Orzenne", "Hôtel d’agglomération", "Résultats du baromètre des usagers : 4,2 sur 10 pour la sécurité."),
        hearing("10/04/2025", "Principal du collège de Tournabelle", "Chef d’établissement", "Tournabelle", "Six places de vélo pour 430 élèves ; quarante familles seraient prêtes à essayer."),
        hearing("10/04/2025", "Loueur de cycles", "Artisan, Virazelle", "Tournabelle", "Un essai de trois mois décide un locataire sur deux."),
    ),
    opinion=OPINION,
    reviews=(
        review(
            6, "02/04/2026", held="09/04/2026", published="15/04/2026", by="camille-rodanet", prefix=_R,
            summary="Une recommandation réalisée, six en cours, une refusée.",
            lines=(
                (1, "in_progress", "Première liaison, collège de Tournabelle, en travaux."),
                (2, "in_progress", "Quatorze abris posés sur vingt-deux."),
                (3, "in_progress", "Vingt-six classes inscrites sur trente-quatre."),
                (4, "in_progress", "Quarante vélos prêtés depuis décembre."),
                (5, "done", "Carte publiée le 20 février, huit mille exemplaires."),
                (6, "in_progress", "L’opérateur ferroviaire demande la même emprise ; discussion ouverte."),
                (7, "refused", "Les trois communes ont été saisies par courrier."),
                (8, "in_progress", "Cinq compteurs posés sur douze."),
            ),
        ),
        review(12, "02/10/2026", prefix=_R),
        review(24, "02/10/2027", prefix=_R),
    ),
)  # fmt: skip

_OWNER = ("camille-rodanet", "mobilites")
_TAGS = {"themes": ("mobilités", "vélo")}

COMMITMENTS = (
    commitment(
        _R, 1, "c2d", "Cinq liaisons cyclables entre collèges et bourgs",
        "Ouvrir cinq liaisons sûres entre un collège et les bourgs voisins avant la fin de 2027.",
        *_OWNER, _ANSWERED, "31/12/2027", "in_progress",
        (
            progress("09/04/2026", "camille-rodanet", 20, "Travaux commencés au collège de Tournabelle."),
            progress("18/09/2026", "camille-rodanet", 40, "Deux liaisons ouvertes, Tournabelle et Castelorze ; enquête parcellaire en cours pour la troisième.", "Procès-verbaux de réception des 4 et 11 septembre 2026"),
        ),
        **_TAGS,
    ),
    commitment(
        _R, 2, "c2d", "Stationnement vélo couvert devant vingt-deux équipements",
        "Équiper les vingt-deux équipements communautaires avant l’été 2026.",
        *_OWNER, _ANSWERED, "30/06/2026", "done",
        (
            progress("09/04/2026", "camille-rodanet", 64, "Quatorze abris posés."),
            progress("24/06/2026", "camille-rodanet", 100, "Les vingt-deux abris sont posés, soit 264 places.", "Tableau de réception et photographies"),
        ),
        done_on="24/06/2026", **_TAGS,
    ),
    commitment(
        _R, 3, "c2d", "Dix heures de vélo en CM2",
        "Proposer dix heures encadrées à toutes les classes de CM2 volontaires.",
        "camille-rodanet", "jeunesse", _ANSWERED, "30/06/2026", "done",
        (
            progress("09/04/2026", "camille-rodanet", 76, "Vingt-six classes inscrites."),
            progress("26/06/2026", "camille-rodanet", 100, "Trente et une classes sur trente-quatre, 712 élèves ; trois écoles n’ont pas souhaité participer.", "Bilan de l’association Vélo en Orzenne"),
        ),
        done_on="26/06/2026", **_TAGS,
    ),
    commitment(
        _R, 4, "c2d", "Prêt de quarante vélos à assistance électrique",
        "Prêter quarante vélos pendant trois mois avant toute aide à l’achat ; évaluer en juin 2026.",
        *_OWNER, _ANSWERED, "30/06/2026", "done",
        (
            progress("09/04/2026", "camille-rodanet", 60, "Quarante vélos prêtés depuis décembre, liste d’attente de 87 personnes."),
            progress("30/06/2026", "camille-rodanet", 100, "Évaluation publiée : 118 emprunteurs, 52 ont acheté, 41 ne l’auraient pas fait sans essai.", "Rapport d’évaluation, juin 2026"),
        ),
        done_on="30/06/2026", **_TAGS,
    ),
    commitment(
        _R, 5, "c2d", "Carte des itinéraires calmes",
        "Publier une carte relue par les usagers, sur papier et en ligne.",
        *_OWNER, _ANSWERED, "31/03/2026", "done",
        (progress("20/02/2026", "camille-rodanet", 100, "Carte publiée, huit mille exemplaires distribués dans les mairies.", "Bon à tirer et liste de diffusion"),),
        done_on="20/02/2026", **_TAGS,
    ),
    commitment(
        _R, 6, "c2d", "Parking à vélos de la gare",
        "Étudier puis construire un parking fermé de cent vingt places au nord de la gare.",
        *_OWNER, _ANSWERED, "31/12/2026", "abandoned",
        (progress("09/04/2026", "camille-rodanet", 10, "L’opérateur ferroviaire demande la même emprise pour ses propres installations."),),
        abandoned_on="12/06/2026", abandonment_reason="parking à vélos de la gare : emprise cédée à l’opérateur", **_TAGS,
    ),
    commitment(
        _R, 8, "c2d", "Douze compteurs et leurs chiffres",
        "Poser douze compteurs et publier leurs relevés chaque trimestre.",
        *_OWNER, _ANSWERED, "31/12/2026", "in_progress",
        (
            progress("09/04/2026", "camille-rodanet", 42, "Cinq compteurs posés."),
            progress("05/10/2026", "camille-rodanet", 75, "Neuf compteurs posés ; premier relevé publié en juillet, le deuxième en octobre.", "Jeu de données « comptages vélo »"),
        ),
        **_TAGS,
    ),
)  # fmt: skip
