"""D12 (letter, context note), D13 (opinion), D14 (transmission, table of answers, follow-up), as content trees."""

import datetime as dt

from parvis.commons.people.choices import RoleKind
from parvis.deliberation.bodies.queries import speaking_for
from parvis.ground.core import clock, french
from parvis.ground.core.html import plain
from parvis.ground.documents import tree
from parvis.ground.documents.kinds import DocumentKind, TextPart
from parvis.ground.documents.rich import from_html
from parvis.ground.documents.texts import texts_for

from . import queries

WORDS = (
    ("numero", "le numéro de la saisine"),
    ("objet", "l’objet de la saisine"),
    ("instance", "le nom de l’instance"),
    ("question", "la question posée"),
    ("attendu", "la date à laquelle l’avis est attendu"),
)
AFTER = (
    *WORDS,
    ("adoption", "la date d’adoption de l’avis"),
    ("transmission", "la date de transmission"),
    ("echeance", "la date à laquelle la réponse est attendue"),
)

LETTER = DocumentKind(
    code="referrals.letter", number="D12", label="Lettre de saisine", words=WORDS, signed=True,
    signatory_title="Le président ou la présidente",
    parts=(
        TextPart("opening", "Ouverture", "<p>Madame, Monsieur,</p>"),
        TextPart(
            "closing", "Fin de la lettre",
            "<p>Je vous remercie de me faire parvenir votre avis avant le {attendu}.</p>",
        ),
    ),
)  # fmt: skip
CONTEXT = DocumentKind(
    code="referrals.context", number="D12", label="Note de contexte", words=WORDS,
    parts=(TextPart("introduction", "Introduction", "<p>Cette note accompagne la saisine {numero}.</p>"),),
)  # fmt: skip
OPINION = DocumentKind(
    code="referrals.opinion", number="D13", label="Avis", words=AFTER,
    parts=(TextPart("introduction", "Introduction", "<p>Avis adopté le {adoption} par : {instance}.</p>"),),
)  # fmt: skip
TRANSMISSION = DocumentKind(
    code="referrals.transmission", number="D14", label="Courrier de transmission", words=AFTER, signed=True,
    signatory_title="La présidence de l’instance",
    parts=(
        TextPart(
            "letter", "Texte du courrier",
            "<p>Madame, Monsieur,</p><p>J’ai l’honneur de vous transmettre l’avis adopté le {adoption} par l’instance "
            "« {instance} » sur la question suivante : « {question} ».</p><p>Une réponse motivée à chacune des "
            "recommandations est attendue le {echeance} au plus tard. Elle sera présentée à l’instance et publiée.</p>",
        ),
    ),
)  # fmt: skip
ANSWERS = DocumentKind(
    code="referrals.answers", number="D14", label="Tableau de réponse motivée", words=AFTER,
    parts=(TextPart("introduction", "Introduction", "<p>Réponse à l’avis {numero}, « {objet} ».</p>"),),
)  # fmt: skip
FOLLOW_UP = DocumentKind(
    code="referrals.follow_up", number="D14", label="Tableau de suivi", words=AFTER,
    parts=(TextPart("introduction", "Introduction", "<p>Ce qu’est devenu l’avis {numero}, « {objet} ».</p>"),),
)  # fmt: skip
KINDS = (LETTER, CONTEXT, OPINION, TRANSMISSION, ANSWERS, FOLLOW_UP)


SALUTATIONS = ("Madame", "Monsieur", "Mesdames", "Messieurs")


def letter(referral):
    """(tree, template) of the letter that asks the question. What its author wrote already is not said twice."""
    texts = texts_for(referral.authority, LETTER.code)
    words = _words(referral)
    ground = queries.ground_words(referral) if referral.is_compulsory else ""
    said = plain(referral.letter_html)
    blocks = [
        _head(referral, (referral.body.name,), "Saisine", referral.submitted_at, texts),
        *([] if said.startswith(SALUTATIONS) else texts.part("opening", **words)),
        *from_html(referral.letter_html),
        tree.Paragraph("La question posée est la suivante :"),
        tree.Quote((referral.question,)),
        *([tree.Paragraph(ground)] if ground else []),
        *([] if _expected(referral) in said else texts.part("closing", **words)),
        _signed(texts, _local_day(referral.submitted_at), *_requester(referral)),
    ]
    title = f"Lettre de saisine {referral.number}"
    return texts.document(title, blocks, show_title=False, **_address(referral)), texts.template


def _expected(referral):
    """The expected day as plain words say it."""
    return " ".join(french.plain_date(referral.expected_on).split())


def context_note(referral):
    """(tree, template) of the note given to the members with the question."""
    texts = texts_for(referral.authority, CONTEXT.code)
    blocks = [
        *texts.part("introduction", **_words(referral)),
        tree.Heading(1, "La question"),
        tree.Quote((referral.question,)),
        tree.Heading(1, "Le contexte"),
        *from_html(referral.context_html, under=1),
    ]
    return texts.document(f"Note de contexte : {referral.title}", blocks, **_address(referral)), texts.template


def opinion(referral):
    """(tree, template) of the opinion: its words numbered, its recommendations, then every position of equal rank."""
    text, dossier = referral.text, queries.dossier_of(referral)
    texts = texts_for(referral.authority, OPINION.code)
    blocks = [
        *texts.part("introduction", **_words(referral)),
        tree.Quote((referral.question,), source=queries.asked_by(referral)),
        *from_html(dossier.version.html, numbered=True),
        *_recommendations(dossier.recommendations),
        *_positions(dossier.positions),
        *_divergences(dossier.divergences),
        *_vote(text),
    ]
    lines = (referral.body.name, f"Avis adopté le {french.plain_date(referral.opinion_adopted_on)}", referral.number)
    document = texts.document(
        text.title, blocks, cover_lines=lines, contents=True, seal=text.fingerprint, **_address(referral)
    )
    return document, texts.template


def transmission(referral):
    """(tree, template) of the letter that goes with the opinion."""
    texts = texts_for(referral.authority, TRANSMISSION.code)
    to = tuple(filter(None, (str(referral.requested_by or ""), referral.authority.name)))
    blocks = [
        _head(referral, to, f"Avis sur « {referral.title} »", referral.transmitted_on, texts, referral.body.name),
        *texts.part("letter", **_words(referral)),
        _signed(texts, _local_day(referral.transmitted_on), *_speaker(referral)),
    ]
    title = f"Transmission de l’avis {referral.number}"
    return texts.document(title, blocks, show_title=False, **_address(referral)), texts.template


def answers(referral):
    """(tree, template) of the reasoned response, one row per recommendation."""
    texts = texts_for(referral.authority, ANSWERS.code)
    rows = tuple(
        (r["code"], r["text"], r["answer_status"] or "sans réponse", r.get("answer", ""))
        for r in queries.answer_rows(referral)
    )
    table = tree.Table(
        ("N°", "Recommandation", "Réponse", "Motifs, service, échéance"), rows, row_heads=True,
        caption="Réponse à chaque recommandation", widths=(1, 5, 2, 6),
    )  # fmt: skip
    blocks = [
        *texts.part("introduction", **_words(referral)),
        tree.Paragraph(_answer_line(referral)),
        *from_html(referral.answer_html, under=1),
        table if rows else tree.Paragraph("L’avis ne contient aucune recommandation."),
    ]
    return texts.document(f"Réponse motivée : {referral.title}", blocks, **_address(referral)), texts.template


def follow_up(referral):
    """(tree, template) of what became of each recommendation, with the reviews held."""
    texts = texts_for(referral.authority, FOLLOW_UP.code)
    rows = tuple(
        (r["code"], r["text"], r["answer_status"], r.get("today", ""), r.get("note", ""))
        for r in queries.answer_rows(referral)
    )
    table = tree.Table(
        ("N°", "Recommandation", "Réponse", "Aujourd’hui", "Ce qui a été fait"), rows, row_heads=True,
        caption=f"État au {french.plain_date(clock.today())}", widths=(1, 4, 2, 2, 4),
    )  # fmt: skip
    blocks = [*texts.part("introduction", **_words(referral)), table, *_reviews(referral)]
    return texts.document(f"Tableau de suivi : {referral.title}", blocks, **_address(referral)), texts.template


def _words(referral):
    def day(value):
        return french.plain_date(value) if value else "…"

    return {
        "numero": referral.number, "objet": referral.title, "instance": referral.body.name,
        "question": referral.question, "attendu": day(referral.expected_on),
        "adoption": day(referral.opinion_adopted_on), "transmission": day(referral.transmitted_on),
        "echeance": day(referral.answer_due_on),
    }  # fmt: skip


def _signed(texts, on, name, title):
    """The signature, by the office that the person held that day; by the template's words when it is not known."""
    return texts.signature(on=on, name=name, title=title)


def _requester(referral):
    """(name, office) of whoever asks the question."""
    person = referral.requested_by
    if person is None:
        return "", ""
    roles = person.roles.filter(kind=RoleKind.ELECTED).exclude(title="").in_force(_local_day(referral.submitted_at))
    role = roles.first()
    return person.full_name, role.title if role else ""


def _speaker(referral):
    """(name, office) of whoever speaks for the body on the day of the transmission."""
    speaker = speaking_for(referral.body, _local_day(referral.transmitted_on)).first()
    if speaker is None:
        return "", ""
    capacity = speaker.capacity
    return speaker.person.full_name, f"{capacity[:1].upper()}{capacity[1:]}"


def _head(referral, recipient, subject, on, texts, *sender):
    """The head of a letter; what the header of the page says of the sender already is not printed twice."""
    lines = (*sender, referral.authority.name, *referral.authority.address.splitlines())
    return tree.Letterhead(
        sender=tuple(line for line in lines if line and line not in texts.header),
        recipient=recipient, subject=f"{subject} : {referral.title}" if subject == "Saisine" else subject,
        reference=referral.number, place_and_date=f"Le {french.plain_date(_local_day(on))}",
    )  # fmt: skip


def _local_day(value):
    """A date, or the local day of a moment; today without any."""
    if value is None:
        return clock.today()
    return clock.local(value).date() if isinstance(value, dt.datetime) else value


def _address(referral):
    path = referral.get_absolute_url()
    return {"public_url": referral.authority.address_of(path)} if path else {}


def _recommendations(rows):
    if not rows:
        return
    yield tree.Heading(1, "Recommandations")
    for row in rows:
        yield tree.Paragraph((tree.strong(f"{row.code}. "), row.statement))
        if row.explanation:
            yield tree.Paragraph(row.explanation)
        yield tree.Paragraph((tree.em(f"À l’attention de : {row.addressee_name}."),))


def _positions(rows):
    """Minority positions stand side by side, with the same rank as the opinion."""
    if not rows:
        return
    yield tree.Heading(1, "Positions minoritaires")
    columns = []
    for row in rows:
        names = ", ".join(row.holders)
        said = tree.Paragraph((tree.em(f"Portée par {names}."),)) if names else tree.Paragraph("")
        columns.append(tree.Column(row.title, (*from_html(row.html, under=2), said)))
    yield tree.Columns(tuple(columns))


def _divergences(rows):
    if not rows:
        return
    yield tree.Heading(1, "Désaccords")
    for subject, sides in rows:
        yield tree.Heading(2, subject)
        yield tree.List(
            tuple(f"{side.statement} ({french.plural(side.supporters_count, 'personne')})" for side in sides)
        )


def _vote(text):
    vote = getattr(text, "adoption", None)
    if vote is None:
        return
    yield tree.Heading(1, "Adoption")
    room = f"{french.plural(vote.present, 'présent')} et {french.plural(vote.proxies, 'pouvoir')}"
    said = f"{room} sur {french.plural(vote.electors, 'membre')} ; quorum de "
    said += f"{vote.quorum_required} atteint. "
    said += (
        "Adopté par consensus." if vote.by_consensus
        else f"{vote.in_favour} pour, {vote.against} contre, {french.plural(vote.abstentions, 'abstention')}."
    )  # fmt: skip
    yield tree.Paragraph(said)


def _answer_line(referral):
    if referral.answered_on is None:
        return f"Réponse attendue le {french.plain_date(referral.answer_due_on)}."
    late = referral.days_late
    delay = f", avec {french.plural(late, 'jour')} de retard" if late else ", dans le délai promis"
    return f"Réponse publiée le {french.plain_date(referral.answered_on)}{delay}."


def _reviews(referral):
    for review in queries.dossier_of(referral).reviews:
        if review.held_on is None:
            continue
        yield tree.Heading(1, f"{review.label}, tenu le {french.plain_date(review.held_on)}")
        yield from from_html(review.summary_html, under=1)
        yield tree.List(
            tuple(f"{line.recommendation.code} : {line.get_state_display()}. {line.text}" for line in review.said)
        )
