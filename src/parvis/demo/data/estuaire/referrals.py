"""Estuaire-Maritime: no standing body, but one request for an opinion, on how to break a tie."""

# ruff: noqa: E501 – prose

from ..asking import commitment, paragraphs, progress, recommendation, response, review, stage, step
from ..shapes import Adoption, Divergence, Opinion, Referral, Version
from ..when import d, t

_KEY = "l-2026-01"
_CHAIR = "yasmine-kerbrat"
_OFFICER = "baptiste-corlay"
_ANSWERED = "09/02/2026"


def _answer(status, reason, due=None):
    return response(status, reason, _ANSWERED, "theo-marchaudon", "participation", due)


TIE_BREAK = Referral(
    key=_KEY,
    number="L-2026-01",
    kind="referral",
    title="Départage des projets à égalité de voix",
    question="Lorsque deux projets obtiennent le même nombre de voix et que l’enveloppe n’en finance qu’un, lequel retenir ?",
    body="comite-citoyen",
    state="under_follow_up",
    signed_by="theo-marchaudon",
    letter=(
        "Madame la Présidente, le règlement de la première édition ne disait rien des égalités. L’assemblée adoptera le 9 février le "
        "règlement de la deuxième. Je souhaite connaître auparavant l’avis du comité citoyen sur la manière de départager deux projets "
        "à égalité : le sort, l’ancienneté du dépôt, le coût, le canton ? Votre avis est attendu pour le 2 février 2026."
    ),
    context="En 2024, deux projets classés trente et unièmes ont recueilli 611 voix. Le tirage au sort, improvisé, a été mal compris.",
    expected_on=d("02/02/2026"),
    rapporteur=_CHAIR,
    lead_department="participation",
    service_contact=_OFFICER,
    referring_councillor="theo-marchaudon",
    themes=("budget participatif",),
    steps=(
        step("draft", "12/01/2026", "11:00", "theo-marchaudon"),
        step("submit", "13/01/2026", "18:30", "theo-marchaudon"),
        step("admit", "13/01/2026", "19:45", _CHAIR, meeting="comite-2026-01-13"),
        step("start", "20/01/2026", "18:00", _OFFICER),
        step("start_drafting", "22/01/2026", "18:00", _CHAIR),
        step("adopt_opinion", "27/01/2026", "20:00", _CHAIR, meeting="comite-2026-01-27"),
        step("transmit", "28/01/2026", "09:00", _CHAIR),
        step("publish_opinion", "28/01/2026", "10:00", _OFFICER),
        step("acknowledge", "29/01/2026", "09:00", "theo-marchaudon"),
        step("answer", _ANSWERED, "18:00", "theo-marchaudon", act="estuaire-2026-02-03"),
        step("publish_response", "10/02/2026", "09:00", _OFFICER),
        step("follow_up", "10/02/2026", "09:00"),
    ),
    work_plan=(stage("20/01/2026", "Essai des quatre règles sur les résultats de 2024"), stage("27/01/2026", "Avis du comité")),
    opinion=Opinion(
        key="avis-l-2026-01",
        title="Avis sur le départage : le moins coûteux d’abord",
        summary="À égalité, retenir le projet le moins coûteux, puis le plus anciennement déposé ; le dire avant le vote.",
        versions=(
            Version(
                number=1, at=t("22/01/2026", "18:00"), by=_CHAIR, label="Texte soumis au comité",
                paragraphs=paragraphs(
                    "# Ce que nous avons essayé",
                    "Nous avons rejoué le résultat de 2024 avec quatre règles : le sort, l’ancienneté, le coût, le canton le moins servi. Les gagnants ne changent que pour un projet, mais les explications changent beaucoup.",
                    "Le sort est équitable et ne s’explique pas. Le canton fausse le vote une seconde fois, puisque le premier projet de chaque canton est déjà retenu. Le coût s’explique en une phrase : à envie égale, on en finance davantage.",
                ),
            ),
        ),
        recommendations=(
            recommendation(_KEY, 1, "À égalité de voix, retenir le projet le moins coûteux.", "participation", _answer("accepted", "Inscrit au règlement, article 9.", "20/10/2026")),
            recommendation(_KEY, 2, "Si le coût est aussi le même, retenir le projet déposé le premier.", "participation", _answer("accepted", "Inscrit au règlement, article 9.", "20/10/2026")),
            recommendation(_KEY, 3, "Imprimer la règle sur le bulletin, et publier le calcul après le vote.", "participation", _answer("partly", "La règle figure dans la brochure et sur le site, non sur le bulletin, où la place manque ; le calcul sera publié.", "31/10/2026")),
        ),
        divergences=(
            Divergence(
                key="d1", on=d("27/01/2026"), subject="Faut-il préférer le canton le moins servi ?",
                positions=(("Non, le premier projet de chaque canton est déjà retenu.", 13), ("Oui, une égalité doit profiter au plus éloigné.", 3)),
            ),
        ),
        adoption=Adoption(
            at=t("27/01/2026", "20:00"), mode="plenary", meeting="comite-2026-01-27", members=20, quorum=10, present=16,
            proxies=0, in_favour=13, against=2, abstentions=1,
        ),
        plain_language="Si deux projets ont le même nombre de voix, c’est le moins cher qui gagne. On le dit avant le vote.",
        plain_language_on=d("16/02/2026"),
    ),
    reviews=(
        review(
            6, "09/08/2026", held="08/09/2026", published="09/09/2026", by=_OFFICER, prefix=_KEY,
            summary="Règle inscrite et imprimée dans la brochure ; calcul à publier après le dépouillement.",
            lines=((1, "done", "Règlement voté."), (2, "done", "Règlement voté."), (3, "in_progress", "Brochure imprimée à 60 000 exemplaires.")),
        ),
        review(12, "09/02/2027", prefix=_KEY),
        review(24, "09/02/2028", prefix=_KEY),
    ),
)  # fmt: skip

_PB = {"themes": ("budget participatif",)}

COMMITMENTS = (
    commitment(
        _KEY, 1, "comite-citoyen", "Le moins coûteux d’abord, à égalité", "Inscrire la règle de départage par le coût dans le règlement.",
        _OFFICER, "participation", _ANSWERED, "20/10/2026", "done",
        (progress("10/02/2026", _OFFICER, 100, "Règlement voté et publié.", "Délibération CD-2026-02-03"),),
        done_on="10/02/2026", **_PB,
    ),
    commitment(
        _KEY, 2, "comite-citoyen", "Le plus ancien ensuite", "Inscrire l’ordre de dépôt comme second départage.",
        _OFFICER, "participation", _ANSWERED, "20/10/2026", "done",
        (progress("10/02/2026", _OFFICER, 100, "Règlement voté et publié.", "Délibération CD-2026-02-03"),),
        done_on="10/02/2026", **_PB,
    ),
    commitment(
        _KEY, 3, "comite-citoyen", "Calcul public des lauréats", "Imprimer la règle dans la brochure et publier le calcul complet.",
        _OFFICER, "participation", _ANSWERED, "31/10/2026", "done",
        (
            progress("09/09/2026", _OFFICER, 50, "Règle imprimée dans la brochure."),
            progress("24/10/2026", _OFFICER, 100, "Calcul publié avec les résultats : vingt-quatre lauréats, 595 800 €.", "Page des résultats"),
        ),
        done_on="24/10/2026", **_PB,
    ),
)  # fmt: skip

REFERRALS = (TIE_BREAK,)
