"""From the referral letter to the follow-up right: S-2026-01 played to its end, after T0.

`REFERRAL` is the whole referral as it stands on 22 March 2027, `COMMITMENTS` what follows from the answer. Each part is
dated, so that a test may take what has happened on the day it plays.
"""

# ruff: noqa: E501 – prose

from dataclasses import replace

from ..asking import commitment, paragraphs, recommendation, response, review, rewritten, stage, step
from ..orzenne import pcaet
from ..orzenne.bodies import COMMISSIONS, MEMBERS
from ..shapes import Adoption, Comment, DebateNote, Divergence, MinorityPosition, Opinion, Version
from ..when import d, t

_R = "s-2026-01"
_RAPPORTEUR = "mathilde-larrieu"
_COUNCILLOR = "helene-darrouy"
_ANSWERED = "22/03/2027"

STARTS_ON = d("11/10/2026")
SUBMITTED_ON, EXPECTED_ON, PLENARY_ON = d("12/10/2026"), d("29/01/2027"), d("10/12/2026")
TRANSMITTED_ON, ANSWER_DUE_ON, ANSWERED_ON = d("11/12/2026"), d("11/03/2027"), d("22/03/2027")
ALERTS_ON = (d("12/03/2027"), d("19/03/2027"))
DAYS_LATE = 11
REVIEWS_ON = (d("22/09/2027"), d("22/03/2028"), d("22/03/2029"))

# --- The text, from the first draft to the adopted version -------------------------------------------

DRAFT = paragraphs(
    "# Ce qui nous a été demandé",
    "Le président de l’agglomération nous consulte sur le plan climat-air-énergie 2027-2032. Il pose trois questions : les efforts demandés aux habitants sont-ils justement répartis, que manque-t-il pour ceux qui ne peuvent ni changer de voiture ni rénover leur logement, comment suivre la mise en œuvre.",
    "# Comment nous avons travaillé",
    "La commission Mobilités et énergie a entendu deux personnes et reçu quatorze contributions. Elle a lu les quarante-huit actions du plan et la note sur leur coût pour les ménages.",
    "# Première question : les efforts sont-ils justement répartis ?",
    "Non. Deux tiers des efforts chiffrés portent sur les logements et les voitures des ménages. Or les ménages les plus modestes possèdent les logements les plus froids et les voitures les plus anciennes.",
    "Le plan compte les tonnes de carbone évitées. Il ne dit pas ce que chaque action coûte par mois à une famille, ni ce qu’elle lui rapporte au bout de cinq ans.",
    "# Deuxième question : que manque-t-il ?",
    "Il manque les locataires. Ils sont quatre sur dix dans l’agglomération et ne décident d’aucun travaux. Il manque les maisons au fioul des villages sans réseau de gaz.",
    "Il manque de quoi essayer. On demande à des artisans, à des soignants à domicile, à des apprentis de changer de véhicule sans en avoir conduit un.",
    "Il manque la trésorerie. Un dossier de rénovation sur trois est abandonné faute d’avance.",
    "# Troisième question : comment suivre ?",
    "Par peu de chiffres, toujours les mêmes, présentés en public chaque année par ceux qui décident.",
    "# Notre avis",
    "Le conseil de développement approuve les objectifs du plan et demande qu’il soit complété par les neuf recommandations qui suivent.",
)

ADOPTED = rewritten(
    DRAFT,
    p4="La commission Mobilités et énergie a entendu deux personnes et reçu quatorze contributions, dont cinq orales ou sur papier. Elle a lu les quarante-huit actions du plan et la note sur leur coût pour les ménages.",
    p6="Pas encore. Deux tiers des efforts chiffrés portent sur les logements et les voitures des ménages. Or les ménages les plus modestes possèdent les logements les plus froids et les voitures les plus anciennes ; ils paieront les premiers et économiseront les derniers.",
    p7="Le plan compte les tonnes de carbone évitées. Il ne dit pas ce que chaque action coûte par mois à une famille, ni ce qu’elle lui rapporte au bout de cinq ans. Nous demandons les deux colonnes, côte à côte.",
    p9="Il manque les locataires. Ils sont quatre sur dix dans l’agglomération et ne décident d’aucuns travaux. Il manque les maisons au fioul des villages sans réseau de gaz.",
    p10="Il manque de quoi essayer. On demande à des artisans, à des soignants à domicile, à des apprentis de changer de véhicule sans en avoir conduit un. Il manque aussi le car du soir, sans lequel la question de la voiture ne se pose même pas.",
    p11="Il manque la trésorerie. Un dossier de rénovation sur trois est abandonné faute d’avance, selon l’espace conseil.",
    p13="Par dix chiffres, toujours les mêmes, présentés en public chaque année par ceux qui décident.",
)

_TEAM = [p.key for p in COMMISSIONS["commission-mobilites"] if p.email and p.key != _RAPPORTEUR]
_SETTLED = t("04/12/2026", "17:30")


def _comment(number, paragraph, author, day, clock, text, outcome, reason=""):
    return Comment(
        key=f"k{number}", version=1, paragraph=paragraph, author=author, at=t(day, clock), text=text,
        outcome=outcome, reason=reason, settled_at=_SETTLED, settled_by=_RAPPORTEUR,
    )  # fmt: skip


COMMENTS = (
    _comment(1, "p6", _TEAM[0], "19/11/2026", "20:10", "« Non » est trop sec pour ouvrir une réponse. Écrivons « pas encore » et expliquons.", "taken_up"),
    _comment(2, "p6", _TEAM[1], "20/11/2026", "08:40", "Dire que les plus modestes paient d’abord et économisent plus tard : c’est le cœur du sujet.", "taken_up"),
    _comment(3, "p7", _TEAM[2], "21/11/2026", "10:05", "Demander noir sur blanc les deux colonnes, carbone et euros.", "taken_up"),
    _comment(4, "p9", _TEAM[3], "22/11/2026", "18:30", "« Aucun travaux » : au pluriel, « aucuns travaux ».", "taken_up"),
    _comment(5, "p10", _TEAM[4], "24/11/2026", "21:00", "Ajouter le car du soir : sans lui, un apprenti n’a pas le choix.", "taken_up"),
    _comment(6, "p11", _TEAM[5], "26/11/2026", "12:15", "Citer la source du « un sur trois ».", "taken_up"),
    _comment(7, "p13", _TEAM[6], "27/11/2026", "09:20", "« Peu de chiffres » ne veut rien dire : dix.", "taken_up"),
    _comment(
        8, "p15", _TEAM[7], "30/11/2026", "19:45", "N’approuvons pas les objectifs : ils sont inférieurs à ce que demande la science.",
        "refused", "La commission a débattu de ce point le 3 novembre et ne s’est pas accordée ; il peut faire l’objet d’une position minoritaire.",
    ),
    _comment(
        9, "p11", _TEAM[8], "02/12/2026", "22:10", "Supprimer ce paragraphe : l’avance de trésorerie relève de l’État.",
        "refused", "L’agglomération gère déjà une avance pour ses agents et pour les entreprises ; la recommandation 3 lui demande de l’étendre.",
    ),
)  # fmt: skip


def _answer(status, reason, department="transition", due=None, euros=None):
    return response(status, reason, _ANSWERED, _COUNCILLOR, department, due, euros)


RECOMMENDATIONS = (
    recommendation(
        _R, 1, "Afficher, pour chacune des quarante-huit actions, son coût par mois et son gain à cinq ans pour trois familles types.", "transition",
        _answer("accepted", "Le tableau sera annexé au plan arrêté en mars, puis mis à jour chaque année.", due="30/06/2027", euros=12_000),
    ),
    recommendation(
        _R, 2, "Réserver aux locataires et aux bailleurs modestes la moitié de l’aide communautaire à la rénovation.", "habitat",
        _answer("partly", "Un tiers dès 2027, la moitié en 2029 : les dossiers engagés seront honorés.", "habitat", "31/12/2029", 900_000),
    ),
    recommendation(
        _R, 3, "Avancer les aides à la rénovation, sans attendre les factures acquittées.", "finances",
        _answer("accepted", "Une avance remboursable de 80 % est créée pour les ménages sous plafond de ressources.", "finances", "30/09/2027", 600_000),
    ),
    recommendation(
        _R, 4, "Prêter une semaine un véhicule utilitaire électrique à tout artisan, soignant ou agriculteur qui le demande.", "transition",
        _answer("accepted", "Quatre véhicules de la flotte seront prêtés, sur réservation.", due="30/09/2027", euros=28_000),
    ),
    recommendation(
        _R, 5, "Faire passer un car le soir, au moins trois jours par semaine, entre Virazelle et les quatre bourgs.", "mobilites",
        _answer("partly", "Deux soirs par semaine à partir de septembre 2027, trois si la fréquentation dépasse douze voyageurs par car.", "mobilites", "01/09/2027", 145_000),
    ),
    recommendation(
        _R, 6, "Décaler de dix minutes le bus de 17 h 40 qui dessert le collège de Tournabelle.", "mobilites",
        _answer("accepted", "L’horaire est corrigé au service d’été.", "mobilites", "05/07/2027", 0),
    ),
    recommendation(
        _R, 7, "Accompagner, village par village, la sortie du fioul des maisons sans réseau de gaz.", "transition",
        _answer("accepted", "Douze villages volontaires en 2027 et 2028, avec un technicien dédié.", due="31/12/2028", euros=240_000),
    ),
    recommendation(
        _R, 8, "Payer pendant trois ans l’entretien des haies plantées à la demande de l’agglomération.", "alimentation",
        _answer("refused", "L’entretien des haies est aidé par la politique agricole commune ; une seconde aide publique sur la même dépense serait irrégulière. Le service aidera à remplir les demandes.", "alimentation"),
    ),
    recommendation(
        _R, 9, "Présenter chaque année, en public, dix chiffres toujours identiques, devant le conseil de développement.", "transition",
        _answer("accepted", "Première présentation en juin 2028, à Tournabelle.", due="30/06/2028", euros=4_000),
    ),
)  # fmt: skip

_AGAINST = _TEAM[7:10]

MINORITY = MinorityPosition(
    key="m1",
    at=t("10/12/2026", "20:35"),
    title="Des objectifs insuffisants",
    holders=tuple(_AGAINST),
    text=(
        "Nous avons voté contre cet avis, non pour ce qu’il demande, mais pour ce qu’il accepte.\n"
        "Les objectifs du plan restent inférieurs de moitié à ceux que la loi fixe pour 2030.\n"
        "On ne répartit pas justement un effort que l’on a d’abord choisi trop petit.\n"
        "Nous demandons que le plan soit revu en 2029, objectifs compris, et non en 2032."
    ),
    votes=(48, 3, 6),
)

OPINION = Opinion(
    key="avis-s-2026-01",
    title="Avis sur le plan climat-air-énergie : l’effort et les fins de mois",
    summary="Neuf recommandations pour que l’effort soit mieux réparti, que chacun puisse essayer, et que dix chiffres le montrent.",
    versions=(
        Version(number=1, at=t("18/11/2026", "18:00"), by=_RAPPORTEUR, label="Projet de la rapporteure", paragraphs=DRAFT),
        Version(number=2, at=_SETTLED, by=_RAPPORTEUR, label="Texte soumis à la plénière", paragraphs=ADOPTED),
    ),
    recommendations=RECOMMENDATIONS,
    comments_until=d("03/12/2026"),
    comments=COMMENTS,
    debate_notes=(
        DebateNote(key="n1", on=PLENARY_ON, kind="for", theme="équité", text="Enfin un avis qui parle d’euros et de carbone dans la même phrase."),
        DebateNote(key="n2", on=PLENARY_ON, kind="against", theme="objectifs", text="Approuver des objectifs trop bas, c’est les faire nôtres."),
        DebateNote(key="n3", on=PLENARY_ON, kind="question", theme="suivi", text="Que fera-t-on l’année où les chiffres seront mauvais ?"),
    ),
    divergences=(
        Divergence(
            key="d1", on=PLENARY_ON, subject="Faut-il approuver les objectifs du plan ?",
            positions=(("Oui, en demandant une meilleure répartition.", 48), ("Non, ils sont insuffisants.", 3), ("Abstentions", 6)),
        ),
    ),
    minority_positions=(MINORITY,),
    adoption=Adoption(
        at=t("10/12/2026", "20:40"), mode="plenary", meeting="pleniere-2026-12", members=72, quorum=36, present=51,
        proxies=6, in_favour=48, against=3, abstentions=6,
    ),
    plain_language=(
        "L’agglomération prépare un plan pour le climat. Le conseil dit : c’est bien, mais ce sont toujours les mêmes qui paient. "
        "Montrez combien cela coûte à une famille. Aidez les locataires. Donnez l’argent avant les travaux. Prêtez des voitures "
        "électriques. Mettez un car le soir. Et montrez dix chiffres chaque année."
    ),
    plain_language_on=d("18/12/2026"),
)  # fmt: skip

STEPS_AFTER_T0 = (
    step("start_drafting", "18/11/2026", "18:00", _RAPPORTEUR),
    step("adopt_opinion", "10/12/2026", "20:40", "odile-fontbonne", meeting="pleniere-2026-12"),
    step("transmit", "11/12/2026", "09:00", "odile-fontbonne"),
    step("publish_opinion", "11/12/2026", "10:00", "maelle-quintard"),
    step("acknowledge", "14/12/2026", "11:00", "mireille-sabathe"),
    step("answer", _ANSWERED, "16:00", _COUNCILLOR),
    step("publish_response", _ANSWERED, "17:00", "maelle-quintard"),
    step("follow_up", _ANSWERED, "17:00"),
)

REVIEWS = tuple(
    review(months, due.strftime("%d/%m/%Y"), prefix=_R) for months, due in zip((6, 12, 24), REVIEWS_ON, strict=True)
)

REFERRAL = replace(
    pcaet.REFERRAL,
    state="under_follow_up",
    steps=pcaet.REFERRAL.steps + STEPS_AFTER_T0,
    opinion=OPINION,
    reviews=REVIEWS,
    work_plan=(*pcaet.REFERRAL.work_plan, stage("11/03/2027", "Réponse attendue du président")),
)

_OWNERS = {"mobilites": "camille-rodanet"}
_TITLES = {
    1: "Le coût et le gain de chaque action, pour trois familles types",
    2: "L’aide à la rénovation, aussi pour les locataires",
    3: "Une avance remboursable de 80 %",
    4: "Un utilitaire électrique à l’essai pendant une semaine",
    5: "Un car le soir, deux fois par semaine",
    6: "Le bus de 17 h 40 décalé de dix minutes",
    7: "La sortie du fioul dans douze villages",
    9: "Dix chiffres, chaque année, en public",
}

COMMITMENTS = tuple(
    commitment(
        _R, item.number, "c2d", _TITLES[item.number], item.response.reason,
        _OWNERS.get(item.response.department, "yannick-faureau"), item.response.department, _ANSWERED,
        item.response.due_on.strftime("%d/%m/%Y"), "to_do", themes=("climat", "énergie"),
    )
    for item in RECOMMENDATIONS
    if item.response.status != "refused"
)  # fmt: skip

PRESENT_AT_PLENARY, PROXIES_AT_PLENARY = 51, 6
MEMBERS_AT_PLENARY = len(MEMBERS)
