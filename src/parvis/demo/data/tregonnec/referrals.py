"""Trégonnec-Goëlenn: the opinion that waits for its answer, and the one being written."""

# ruff: noqa: E501 – prose

from ..asking import contribution, hearing, paragraphs, recommendation, rewritten, stage, step
from ..shapes import (
    Adoption,
    Comment,
    DebateNote,
    Divergence,
    DraftResponse,
    MinorityPosition,
    Opinion,
    Referral,
    Version,
)
from ..when import d, t
from .bodies import GROUPS, LEAVING, STAYING

_HABITER, _EAU = "a-2026-01", "a-2025-02"
_GROUP = [p.key for p in GROUPS["groupe-habiter"]]
_OLD = [p.key for p in STAYING if p.key not in ("marc-h-tanguy-lozac-h", "fatou-dieme")]
_CHAIR, _REPORTER = "marc-h-tanguy-lozac-h", "fatou-dieme"
_BY = "tifenn-marechal"

# --- A-2025-02, « Eau et maïs »: transmitted on 30 June 2026, no answer -----------------------------

_EAU_TEXT = paragraphs(
    "# Pourquoi nous nous sommes saisis",
    "Trois étés de suite, des arrêtés ont suspendu l’arrosage, le lavage et le remplissage des piscines. Les mêmes étés, le maïs a été irrigué sur 1 900 hectares du bassin. Les uns ont accusé les autres. Nous avons voulu comprendre avant de juger.",
    "# Ce que nous avons appris",
    "L’irrigation prélève moins d’eau, sur l’année, que l’on ne croit : 11 % des volumes. Elle en prélève au pire moment : 58 % des volumes de juillet et d’août, quand les cours d’eau n’en ont plus.",
    "Les exploitants ne choisissent pas le maïs par goût. Ils le choisissent parce que la filière l’achète, que l’assurance le couvre et que le matériel est là. Changer de culture sans changer le reste, c’est demander à une famille de porter seule le risque de tous.",
    "Personne ne sait, le jour même, combien il reste d’eau dans le Leffig. Les relevés arrivent au bout de trois semaines.",
    "# Ce que nous recommandons",
    "Savoir chaque jour, décider ensemble au printemps et non dans l’urgence, partager le risque de celles et ceux qui essaient autre chose.",
)

_EAU_RECOMMENDATIONS = (
    recommendation(_EAU, 1, "Afficher chaque jour, en ligne et en mairie, le débit du Leffig et le niveau des deux nappes.", "eau"),
    recommendation(_EAU, 2, "Réunir avant le 15 avril une conférence de l’eau où irrigants, communes, conchyliculteurs et habitants fixent l’ordre des restrictions.", "eau"),
    recommendation(_EAU, 3, "Garantir pendant trois ans le revenu des exploitations qui remplacent un tiers de leur maïs.", "agriculture"),
    recommendation(_EAU, 4, "Réserver les aides de l’agglomération au matériel qui consomme moins d’eau, et non à celui qui en stocke plus.", "agriculture"),
    recommendation(_EAU, 5, "Servir dans les cantines les cultures de remplacement : sarrasin, lentilles, chanvre alimentaire.", "agriculture"),
    recommendation(_EAU, 6, "Publier chaque automne les volumes prélevés par usage, sans nommer personne.", "eau"),
)  # fmt: skip

EAU = Referral(
    key=_EAU,
    number="A-2025-02",
    kind="self_referral",
    title="Eau et maïs",
    question="Qui doit renoncer à quoi, et quand, lorsque l’eau manque en été ?",
    body="conseil-citoyen",
    state="acknowledged",
    signed_by=_CHAIR,
    letter=(
        "Quatorze membres du conseil citoyen demandent l’examen d’une question que chaque été rend plus vive : comment partager "
        "l’eau lorsque les cultures, les communes, le tourisme et les milieux en ont besoin la même semaine. Nous rendrons notre "
        "avis avant l’été 2026."
    ),
    context="Trois arrêtés de restriction en 2023, 2024 et 2025. Deux nappes, un fleuve côtier, 212 exploitations, 38 concessions conchylicoles.",
    expected_on=d("30/06/2026"),
    commission="groupe-alimentation",
    rapporteur=_OLD[0],
    lead_department="eau",
    service_contact="maiwenn-quidelleur",
    referring_councillor="loic-pennaneac-h",
    signatories=tuple(_OLD[:14]),
    themes=("eau", "alimentation"),
    steps=(
        step("draft", "20/10/2025", "19:00", _OLD[0]),
        step("submit", "03/11/2025", "09:00", _OLD[0]),
        step("admit", "25/11/2025", "18:30", _CHAIR),
        step("start", "16/12/2025", "18:30", _BY),
        step("start_drafting", "21/04/2026", "18:00", _OLD[0]),
        step("adopt_opinion", "27/06/2026", "11:45", _CHAIR, meeting="pleniere-2026-06"),
        step("transmit", "30/06/2026", "10:00", _CHAIR),
        step("publish_opinion", "30/06/2026", "11:00", _BY),
        step("acknowledge", "06/07/2026", "14:00", "erwan-dreano"),
    ),
    work_plan=(
        stage("16/12/2025", "Première séance du groupe Alimentation"),
        stage("20/01/2026", "Visite d’une exploitation et d’une station de pompage"),
        stage("17/03/2026", "Auditions"),
        stage("21/04/2026", "Projet d’avis"),
        stage("27/06/2026", "Adoption en plénière"),
    ),
    hearings=(
        hearing("17/03/2026", "Maïwenn Quidelleur", "Responsable du service Eau", "Trégonnec", "Débits, nappes, calendrier des restrictions ; délai de trois semaines pour les relevés.", "eau"),
        hearing("17/03/2026", "Deux exploitants de l’Argoat", "Groupement des agriculteurs", "Bégardoué", "Le coût d’une année sans maïs : de 9 000 à 14 000 € par exploitation."),
        hearing("14/04/2026", "Un conchyliculteur de l’Anse-Verte", "Professionnel", "L’Anse-Verte", "L’eau douce d’été fait la taille des huîtres d’hiver."),
    ),
    opinion=Opinion(
        key="avis-a-2025-02",
        title="Avis « Eau et maïs » : décider au printemps",
        summary="Savoir chaque jour combien il reste d’eau, décider au printemps, partager le risque.",
        versions=(
            Version(number=1, at=t("21/04/2026", "18:00"), by=_OLD[0], label="Projet du groupe", paragraphs=_EAU_TEXT),
            Version(
                number=2, at=t("16/06/2026", "18:00"), by=_OLD[0], label="Texte soumis à la plénière",
                paragraphs=rewritten(
                    _EAU_TEXT,
                    p5="Les exploitants ne choisissent pas le maïs par goût. Ils le choisissent parce que la filière l’achète, que l’assurance le couvre et que le matériel est là. Demander à une famille de changer seule de culture, c’est lui demander de porter le risque de tous.",
                ),
            ),
        ),
        recommendations=_EAU_RECOMMENDATIONS,
        comments_until=d("06/05/2026"),
        comments=(
            Comment(
                key="k1", version=1, paragraph="p5", author=_OLD[4], at=t("24/04/2026", "19:20"),
                text="La dernière phrase est juste mais trop longue : on perd le risque en route.",
                outcome="taken_up", settled_at=t("12/06/2026", "17:00"), settled_by=_OLD[0],
            ),
            Comment(
                key="k2", version=1, paragraph="p4", author=LEAVING[3].key, at=t("29/04/2026", "08:05"),
                text="Ces pourcentages vont servir de munitions. Mieux vaut les retirer.",
                outcome="refused", reason="Le groupe tient à publier les deux chiffres ensemble : l’un sans l’autre tromperait.",
                settled_at=t("12/06/2026", "17:00"), settled_by=_OLD[0],
            ),
        ),
        divergences=(
            Divergence(
                key="d1", on=d("27/06/2026"), subject="Faut-il interdire les nouvelles réserves d’irrigation ?",
                positions=(("Oui, dès maintenant.", 15), ("Non, décider réserve par réserve.", 32)),
            ),
        ),
        adoption=Adoption(
            at=t("27/06/2026", "11:45"), mode="plenary", meeting="pleniere-2026-06", members=60, quorum=30, present=43,
            proxies=4, in_favour=39, against=5, abstentions=3,
        ),
    ),
    draft_responses=(
        DraftResponse(
            key="b1", on=d("15/09/2026"), by="maiwenn-quidelleur", department="eau", recommendation="a-2025-02-r1",
            status="accepted", reason="Deux sondes sont commandées ; affichage quotidien au printemps 2027.", due_on=d("31/03/2027"),
        ),
        DraftResponse(
            key="b2", on=d("15/09/2026"), by="maiwenn-quidelleur", department="eau", recommendation="a-2025-02-r2",
            status="accepted", reason="La conférence de l’eau sera réunie en mars, avant l’arrêté-cadre.", due_on=d("15/04/2027"),
        ),
        DraftResponse(
            key="b3", on=d("22/10/2026"), by="maiwenn-quidelleur", department="eau", recommendation="a-2025-02-r6",
            status="partly", reason="Publication par usage et par sous-bassin ; le détail par commune permettrait d’identifier des exploitations.",
            due_on=d("30/11/2027"),
        ),
    ),
)  # fmt: skip

# --- A-2026-01, « Habiter ici à l'année »: the opinion is being written ------------------------------

_HABITER_DRAFT = paragraphs(
    "# Ce qui nous décide",
    "Dans onze communes du littoral, plus d’un logement sur deux est fermé en février. Dans les mêmes communes, une aide-soignante sur trois vient de plus de quarante kilomètres.",
    "Le conseil ne demande pas moins de tourisme, il demande que ceux qui travaillent ici puissent y dormir. Il propose une règle simple : pour un logement transformé en meublé de courte durée, un logement loué à l’année dans la même commune.",
    "# Ce que nous avons entendu",
    "Les saisonniers dorment en fourgon, les jeunes couples achètent à une heure de route, les écoles perdent une classe tous les deux ans. Les loueurs disent que le meublé leur paie les études des enfants ou la maison de retraite des parents. Les uns et les autres disent vrai.",
    "# Ce sur quoi nous ne sommes pas d’accord",
    "Le groupe s’est partagé sur un quota de résidences secondaires dans les nouvelles opérations. Dix-neuf membres l’approuvent, huit le refusent, quatre s’abstiennent. Les deux positions minoritaires sont jointes, au même rang que le texte.",
    "# Ce que nous recommandons",
    "Quatorze mesures, de la plus rapide à la plus longue. Aucune n’interdit ; toutes obligent à choisir.",
)

_HABITER_RECOMMENDATIONS = tuple(
    recommendation(_HABITER, number, text, addressee)
    for number, (addressee, text) in enumerate(
        (
            ("habitat", "Tenir une carte publique des logements loués à l’année, loués à la semaine et vides, mise à jour chaque semestre."),
            ("habitat", "Ouvrir un guichet unique pour louer à l’année en confiance : bail type, garantie d’impayés, médiation."),
            ("habitat", "Pour un logement transformé en meublé de courte durée, exiger un logement loué à l’année dans la même commune."),
            ("habitat", "Limiter à un seul, par foyer, le nombre de meublés de courte durée dans les communes où l’école a perdu une classe."),
            ("urbanisme", "Fixer un quota de résidences secondaires dans les opérations nouvelles des communes littorales."),
            ("urbanisme", "Inscrire dans le plan local d’urbanisme des secteurs réservés aux résidences principales."),
            ("urbanisme", "Acheter chaque année, par l’établissement foncier, dix maisons vides depuis plus de cinq ans, et les remettre en location."),
            ("habitat", "Créer deux cents places pour les saisonniers et les remplaçants, dans des bâtiments publics, de mai à septembre."),
            ("economie", "Demander aux employeurs saisonniers qui reçoivent une aide de l’agglomération un plan de logement de leurs équipes."),
            ("habitat", "Prêter 15 000 € sans intérêt aux propriétaires qui rénovent pour louer à l’année pendant neuf ans."),
            ("culture", "Ouvrir en hiver les équipements fermés hors saison : salles, piscine, navettes du soir."),
            ("tourisme", "Consacrer la moitié de la taxe de séjour au logement des habitants."),
            ("habitat", "Proposer aux propriétaires âgés une colocation accompagnée avec un jeune en formation."),
            ("citoyennete", "Réunir chaque année locataires, loueurs, maires et employeurs pour dire ce qui a été fait."),
        ),
        start=1,
    )
)  # fmt: skip

HABITER = Referral(
    key=_HABITER,
    number="A-2026-01",
    kind="self_referral",
    title="Habiter ici à l’année",
    question="Que faut-il changer pour que celles et ceux qui travaillent ici puissent y habiter toute l’année ?",
    body="conseil-citoyen",
    state="opinion_drafting",
    signed_by=_REPORTER,
    letter=(
        "Seize membres du conseil citoyen demandent que le conseil étudie le logement à l’année. Nous voyons des maisons fermées "
        "dix mois sur douze et des collègues qui dorment dans leur voiture. Nous voulons proposer des règles que chacun puisse "
        "comprendre, et dire franchement ce qu’elles coûtent et à qui. Nous rendrons notre avis avant la fin de janvier 2027."
    ),
    context=(
        "Onze communes littorales comptent plus de résidences secondaires que de principales. L’enquête « Bien vivre ici toute "
        "l’année » (742 réponses sur 3 000 courriers) indique que 61 % des habitants connaissent quelqu’un qui a dû partir faute "
        "de logement. L’auto-saisine, déposée par le conseil précédent, est reprise par le conseil installé le 7 novembre 2026."
    ),
    expected_on=d("29/01/2027"),
    commission="groupe-habiter",
    rapporteur=_REPORTER,
    lead_department="habitat",
    service_contact="goulven-le-henanff",
    referring_councillor="ronan-le-duigou",
    signatories=(_REPORTER, *_OLD[:13], LEAVING[6].key, LEAVING[9].key),
    themes=("logement",),
    territories=("commune-00210", "commune-00211", "commune-00212", "commune-00214", "commune-00216"),
    steps=(
        step("draft", "02/03/2026", "19:00", _REPORTER),
        step("submit", "23/03/2026", "09:00", _REPORTER),
        step("admit", "07/04/2026", "18:30", _CHAIR),
        step("start", "28/04/2026", "18:30", _BY),
        step("start_drafting", "15/10/2026", "18:00", _REPORTER),
    ),
    work_plan=(
        stage("28/04/2026", "Première séance du groupe"),
        stage("19/05/2026", "Nuit des saisonniers", "Rencontre à Plouarnec’h."),
        stage("10/09/2026", "Auditions"),
        stage("15/10/2026", "Premier projet d’avis"),
        stage("12/11/2026", "Relecture et vote indicatif sur le quota"),
        stage("08/12/2026", "Deuxième relecture"),
        stage("19/12/2026", "Adoption en plénière, si le groupe est prêt"),
    ),
    hearings=(
        hearing("10/09/2026", "Goulven Le Hénanff", "Responsable du service Habitat", "Kerlaouen", "Ce que la loi permet dans les communes classées en zone tendue, et ce qu’elle ne permet pas ailleurs.", "habitat"),
        hearing("10/09/2026", "Locataires du littoral", "Association", "Kerlaouen", "Cent quarante baux non renouvelés en deux ans."),
        hearing("24/09/2026", "Club hôtelier de Goëlenn", "Association professionnelle", "Goëlenn", "Trente-deux postes non pourvus cet été, faute de chambre."),
    ),
    contributions=(
        contribution(1, "19/05/2026", "meeting", "Un cuisinier, Plouarnec’h", "Je loue une chambre de mai à juin, puis je rends les clés : en juillet elle vaut trois fois mon loyer."),
        contribution(2, "19/05/2026", "meeting", "Une loueuse, Yvinec-sur-Mer", "Sans mon meublé, je vends la maison de mes parents. À qui, à votre avis ?"),
        contribution(3, "02/07/2026", "paper", "Une directrice d’école", "Chaque départ de famille, c’est un banc de moins dans la classe."),
        contribution(4, "11/09/2026", "web", "Un maire de l’Argoat", "Chez nous les maisons vides ne manquent pas. Ce sont les cars qui manquent pour aller travailler sur la côte."),
    ),
    opinion=Opinion(
        key="avis-a-2026-01",
        title="Avis « Habiter ici à l’année »",
        summary="Quatorze mesures pour que ceux qui travaillent ici puissent y dormir.",
        versions=(
            Version(number=1, at=t("15/10/2026", "18:00"), by=_REPORTER, label="Projet du groupe", paragraphs=_HABITER_DRAFT),
            Version(
                number=2, at=t("13/11/2026", "10:00"), by=_REPORTER, label="Après la séance du 12 novembre",
                paragraphs=rewritten(
                    _HABITER_DRAFT,
                    p9="Quatorze mesures, de la plus rapide à la plus longue. Une seule interdit, la quatrième ; toutes obligent à choisir.",
                ),
            ),
        ),
        recommendations=_HABITER_RECOMMENDATIONS,
        comments_until=d("30/11/2026"),
        comments=(
            Comment(
                key="k1", version=1, paragraph="p9", author=_GROUP[4], at=t("20/10/2026", "21:15"),
                text="« Aucune n’interdit » : si, la quatrième. Écrivons-le.",
                outcome="taken_up", settled_at=t("13/11/2026", "10:00"), settled_by=_REPORTER,
            ),
            Comment(
                key="k2", version=2, paragraph="p2", author=_GROUP[9], at=t("14/11/2026", "17:40"),
                text="D’où vient le chiffre de quarante kilomètres ? Mettons la source.",
            ),
            Comment(
                key="k3", version=2, paragraph="p5", author=_GROUP[12], at=t("15/11/2026", "09:05"),
                text="Ajouter les propriétaires qui louent déjà à l’année, à perte : on n’entend qu’eux au guichet.",
            ),
        ),
        debate_notes=(
            DebateNote(key="n1", on=d("12/11/2026"), kind="for", theme="quota", text="Un lotissement sans lumière l’hiver n’est pas un quartier."),
            DebateNote(key="n2", on=d("12/11/2026"), kind="against", theme="quota", text="Le quota fera monter les prix de tout ce qui n’y est pas soumis."),
            DebateNote(key="n3", on=d("12/11/2026"), kind="question", theme="quota", text="Qui contrôlera, et avec quels agents ?"),
            DebateNote(key="n4", on=d("28/04/2026"), kind="verbatim", theme="saisonniers", text="« On me demande de sourire au petit déjeuner et je me suis lavée à la borne du port. »"),
        ),
        divergences=(
            Divergence(
                key="d1", on=d("12/11/2026"), subject="Faut-il un quota de résidences secondaires dans les opérations nouvelles ?",
                positions=(("Pour un quota", 19), ("Contre un quota", 8), ("Abstentions", 4)),
            ),
        ),
        minority_positions=(
            MinorityPosition(
                key="m1", at=t("14/11/2026", "11:00"), title="Contre le quota de résidences secondaires",
                holders=tuple(_GROUP[20:28]),
                text=(
                    "Nous refusons le quota de la recommandation 5. Il ne logera personne : il déplacera les acheteurs vers les maisons "
                    "anciennes, celles que les jeunes d’ici pouvaient encore acheter. Nous préférons la règle de compensation et le rachat "
                    "des maisons vides, qui créent des logements au lieu d’en interdire. Nous demandons que le quota soit retiré de l’avis."
                ),
                votes=(19, 8, 4),
            ),
            MinorityPosition(
                key="m2", at=t("15/11/2026", "18:30"), title="La règle de compensation doit valoir partout",
                holders=tuple(_GROUP[2:7]),
                text=(
                    "Nous approuvons l’avis, mais il s’arrête aux communes classées en zone tendue. Dans l’Argoat, les meublés arrivent à "
                    "leur tour, maison par maison. Attendre le classement, c’est attendre que le mal soit fait. Nous demandons que "
                    "l’agglomération sollicite dès maintenant l’extension du classement à ses cinquante-quatre communes."
                ),
            ),
        ),
    ),
    draft_responses=(
        DraftResponse(
            key="b1", on=d("13/11/2026"), by="goulven-le-henanff", department="habitat", recommendation="a-2026-01-r3",
            status="partly",
            reason=(
                "La règle de compensation sera proposée dans les sept communes classées en zone tendue ; elle n’est pas applicable "
                "ailleurs faute de base légale. Service : Habitat. Échéance : délibération de juin 2027."
            ),
            due_on=d("30/06/2027"),
        ),
    ),
)  # fmt: skip

REFERRALS = (EAU, HABITER)
COMMITMENTS = ()
