"""Past years from spreadsheets: referrals, their recommendations, the answers they received."""

from django.contrib.contenttypes.models import ContentType

from parvis.commons.commitments.importers import STATE_COLUMNS, complete_state, reach_state, reopen_moved
from parvis.commons.commitments.lifecycle import promise
from parvis.commons.imports import parsing
from parvis.commons.imports.importing import Column, Importer, LineError
from parvis.commons.people.models import Person
from parvis.commons.writing.anchors import anchor_blocks
from parvis.commons.writing.choices import Status as TextStatus
from parvis.commons.writing.choices import TextKind
from parvis.commons.writing.models import Recommendation, Text, Version
from parvis.commons.writing.sealing import fingerprint_of
from parvis.commons.writing.simple import from_simple
from parvis.deliberation.bodies.models import Body
from parvis.ground.authorities.models import Department
from parvis.ground.core import clock
from parvis.ground.core.dates import midnight
from parvis.ground.core.html import clean
from parvis.ground.core.text import fold, shorten
from parvis.ground.journal.acts import record

from . import legal
from .choices import ANSWERED_ON, TO_FOLLOW, TRANSMITTED_ON, Kind, ResponseStatus, Status
from .lifecycle.answering import reviews_of
from .lifecycle.asking import slug_of
from .models import RecommendationResponse, Referral, Register

PAST = (Status.DECLINED, Status.WITHDRAWN, Status.LAPSED, Status.TRANSMITTED, Status.UNDER_FOLLOW_UP, Status.CLOSED)
"""The states in which a file of past years may arrive."""


_status = parsing.choice(Status)


def past_status(cell):
    """A state in which a file of past years may stand: it is over, answered, or waits for its answer."""
    status = _status(cell)
    if status not in PAST:
        labels = ", ".join(str(s.label) for s in PAST)
        raise ValueError(f"« {cell} » n’est pas un état d’une saisine passée. États possibles : {labels}.")
    return status


def write_referral(row, batch):
    """One line of the register of past years. A number already there is left alone."""
    number = row["number"].strip().upper()
    if Referral.objects.of(batch.authority).filter(number=number).exists():
        return
    year, sequence, prefix = _split(number)
    body = _body(row["body"], batch)
    fields = _dates(row)
    text = _text(row, body, batch) if row["status"] in TRANSMITTED_ON else None
    referral = Referral.objects.create(
        authority=batch.authority, body=body, kind=row["kind"] or Kind.REFERRAL, status=row["status"],
        number=number, year=year, sequence=sequence, slug=slug_of(row["title"], batch.authority.pk),
        title=row["title"], question=row["question"] or row["title"], legal_ground=row["legal_ground"],
        rapporteur=_rapporteur(row, batch) if text else None, drafted_by=batch.by, drafted_at=clock.now(), text=text,
        end_reason=row["end_reason"], **fields,
    )  # fmt: skip
    _open_register(batch.authority, year, prefix, sequence)
    record(referral, "import_referral", by=batch.by, to_state=referral.status, facts={"number": number})
    batch.add(referral)
    _plan_reviews(referral, row, batch)


def write_recommendation(row, batch):
    """One recommendation with its answer; the commitment comes with it, in the state it reached, when one was made.

    Of a recommendation already there, only the commitment goes forward.
    """
    referral = Referral.objects.of(batch.authority).filter(number=row["referral"].strip().upper()).first()
    if referral is None or referral.text_id is None:
        raise LineError("Aucune saisine avec un avis ne porte ce numéro : importez d’abord les saisines.", "referral")
    known = referral.responses.filter(recommendation__number=row["number"]).select_related("commitment").first()
    if known is not None:
        _complete(known, row, batch)
        return
    service = _department(row["addressee"], batch)
    recommendation = Recommendation.objects.create(
        text=referral.text, number=row["number"], statement=row["statement"], addressee=service,
        addressee_label="" if service else row["addressee"],
    )  # fmt: skip
    batch.add(recommendation)
    commitment = _commitment(row, referral, recommendation, service, batch)
    batch.add(_response(row, referral, recommendation, service, commitment, batch))
    _seal(referral.text)


def reseal(batch):
    """When an import of recommendations is undone, the opinions get back the fingerprint they had before it.

    All at once: an opinion whose recommendations are gone never stands under the fingerprint that covered them.
    """
    kind = ContentType.objects.get_for_model(Recommendation)
    gone = batch.rows.filter(content_type=kind).values("object_id")
    keys = list(Text.objects.filter(recommendations__in=gone).values_list("pk", flat=True).distinct())
    reopen = reopen_moved(batch)

    def finish():
        reopen()
        for text in Text.objects.filter(pk__in=keys):
            _seal(text)

    return finish


def _split(number):
    parts = number.split("-")
    if len(parts) != 3 or not (parts[1].isdecimal() and parts[2].isdecimal() and parts[0].isalpha()):
        raise LineError("Écrivez le numéro comme S-2024-02 : préfixe, année, rang.", "number")
    return int(parts[1]), int(parts[2]), parts[0]


def _body(name, batch):
    bodies = batch.memory.setdefault("bodies", {fold(b.name): b for b in Body.objects.of(batch.authority)})
    if fold(name) not in bodies:
        raise LineError(f"Aucune instance ne s’appelle « {name} ».", "body")
    return bodies[fold(name)]


def _department(name, batch):
    rows = Department.objects.filter(authority=batch.authority)
    return batch.memory.setdefault("departments", {fold(d.name): d for d in rows}).get(fold(name))


def _rapporteur(row, batch):
    """The rapporteur named on the line; the database asks one of every file that reached an opinion."""
    words = row["rapporteur"].strip()
    found = Person.objects.of(batch.authority).filter(folded_name=" ".join(sorted(fold(words).split()))).first()
    if found is None:
        raise LineError("Indiquez un rapporteur ou une rapporteure déjà dans les personnes.", "rapporteur")
    return found


def _dates(row):
    """The dates that the state asks, with a sentence naming the first that is missing."""
    needed = ["received_on", "expected_on"]
    if row["status"] in TRANSMITTED_ON:
        needed += ["adopted_on", "transmitted_on", "answer_due_on"]
    if row["status"] in ANSWERED_ON:
        needed.append("answered_on")
    if row["status"] not in TRANSMITTED_ON:
        needed += ["ended_on", "end_reason"]
    for name in needed:
        if not row[name]:
            raise LineError("Cette information est nécessaire dans cet état.", name)
    return _fields(row)


def _fields(row):
    received = midnight(row["received_on"])
    opinion = row["status"] in TRANSMITTED_ON
    answered = row["answered_on"] if row["status"] in ANSWERED_ON else None
    return {
        "submitted_at": received, "expected_on": row["expected_on"],
        "put_in_position_on": row["received_on"] if row["kind"] == Kind.COMPULSORY else None,
        "admitted_at": received if opinion else None, "started_at": received if opinion else None,
        "drafting_started_at": received if opinion else None,
        "opinion_adopted_on": row["adopted_on"] if opinion else None,
        "transmitted_on": row["transmitted_on"] if opinion else None,
        "answer_due_on": row["answer_due_on"] if opinion else None,
        "opinion_published_at": midnight(row["transmitted_on"]) if opinion else None,
        "acknowledged_on": row["transmitted_on"] if answered else None, "answered_on": answered,
        "closed_on": (row["closed_on"] or answered) if row["status"] == Status.CLOSED else None,
        "ended_on": None if opinion else row["ended_on"],
    }  # fmt: skip


HELD = tuple(zip(legal.REVIEWS, ("first_review_on", "second_review_on", "third_review_on"), strict=True))


def _plan_reviews(referral, row, batch):
    """The reviews that the rules of the day of the answer promised; the file says which ones were held.

    Those whose day has passed stay to hold. A file that is closed keeps only what was held.
    """
    if referral.status not in (Status.UNDER_FOLLOW_UP, Status.CLOSED):
        return
    for review, (_, column) in zip(reviews_of(referral, referral.answered_on), HELD, strict=True):
        held_on = row[column]
        if held_on and not referral.answered_on <= held_on <= clock.today():
            raise LineError("Un bilan se tient après la réponse, et n’est pas à venir.", column)
        if held_on or referral.status == Status.UNDER_FOLLOW_UP:
            review.held_on, review.held_by = held_on, batch.by if held_on else None
            review.save()
            batch.add(review)


def _text(row, body, batch):
    """The opinion of past years: its words as they are known, published."""
    html = clean(from_simple(row["opinion"] or row["title"]))
    moment = midnight(row["adopted_on"] or row["received_on"])
    text = Text.objects.create(
        authority=batch.authority, scheme=body, kind=TextKind.OPINION, title=f"Avis : {row['title']}"[:200], head=1,
        created_by=batch.by, created_at=moment,
    )  # fmt: skip
    anchors, last = anchor_blocks(html)
    version = Version.objects.create(text=text, number=1, html=html, anchors=anchors, created_at=moment)
    Text.objects.filter(pk=text.pk).update(
        status=TextStatus.PUBLISHED, locked_at=moment, published_at=moment, last_anchor=last,
        fingerprint=fingerprint_of(text),
    )  # fmt: skip
    batch.add(text)
    batch.add(version)
    return text


def _seal(text):
    """The fingerprint of an imported opinion covers the recommendations that came after it."""
    Text.objects.filter(pk=text.pk).update(fingerprint=fingerprint_of(text))


def _open_register(authority, year, prefix, sequence):
    register, _ = Register.objects.get_or_create(authority=authority, year=year, defaults={"prefix": prefix})
    if register.last < sequence:
        Register.objects.filter(pk=register.pk).update(last=sequence)


def _response(row, referral, recommendation, service, commitment, batch):
    status = row["answer"] or ""
    answered = referral.status in ANSWERED_ON
    if answered and (not status or not row["reasons"]):
        raise LineError("La réponse est publiée : donnez son sens et ses motifs.", "answer")
    return RecommendationResponse.objects.create(
        recommendation=recommendation, referral=referral, status=status, reasons=row["reasons"], department=service,
        due_on=row["due_on"], commitment=commitment, published_on=referral.answered_on if answered else None,
    )  # fmt: skip


def _commitment(row, referral, recommendation, service, batch):
    if row["answer"] not in TO_FOLLOW or referral.status not in ANSWERED_ON:
        if row["status"]:
            raise LineError("Seule une réponse publiée qui accepte ou étudie devient un engagement.", "status")
        return None
    if service is None or not row["due_on"]:
        raise LineError("Ce qui est accepté a un service connu et une échéance.", "due_on")
    commitment = promise(
        batch.authority, scheme=referral.body, title=shorten(row["statement"], 300), details=row["reasons"],
        department=service, due_on=row["due_on"], promised_on=referral.answered_on, is_public=True, by=batch.by,
        reference=f"{referral.number} {recommendation.code}",
    )  # fmt: skip
    batch.add(commitment)
    reach_state(commitment, row, batch)
    return commitment


def _complete(response, row, batch):
    if response.commitment is not None:
        complete_state(response.commitment, row, batch)


REFERRALS = Importer(
    key="referrals",
    label="Saisines des années passées",
    permission="referrals.import_referral",
    description="Une ligne par saisine terminée, répondue ou en suivi, avec ses dates. Les bilans de suivi dont la "
    "ligne ne donne pas la date restent à tenir.",
    columns=(
        Column("number", "Numéro", required=True, synonyms=("N°", "Référence"), example="S-2024-02"),
        Column(
            "body",
            "Instance",
            required=True,
            synonyms=("Conseil", "Nom de l’instance"),
            example="Conseil de développement",
        ),
        Column("kind", "Nature", parse=parsing.choice(Kind), example="saisine"),
        Column("title", "Objet", required=True, synonyms=("Titre", "Sujet"), example="Déchets"),
        Column("question", "Question posée", synonyms=("Question",), example="Faut-il espacer les tournées ?"),
        Column("status", "État", required=True, parse=past_status, example="caduque"),
        Column("legal_ground", "Fondement", synonyms=("Texte",)),
        Column(
            "received_on",
            "Reçue le",
            required=True,
            parse=parsing.date,
            synonyms=("Date de réception",),
            example="05/02/2024",
        ),
        Column("expected_on", "Avis attendu le", required=True, parse=parsing.date, example="30/06/2024"),
        Column("rapporteur", "Rapporteur", synonyms=("Rapporteure",)),
        Column("adopted_on", "Avis adopté le", parse=parsing.date),
        Column("opinion", "Résumé de l’avis"),
        Column("transmitted_on", "Avis transmis le", parse=parsing.date),
        Column("answer_due_on", "Réponse attendue le", parse=parsing.date),
        Column("answered_on", "Réponse publiée le", parse=parsing.date),
        Column("first_review_on", "Premier bilan tenu le", parse=parsing.date),
        Column("second_review_on", "Deuxième bilan tenu le", parse=parsing.date),
        Column("third_review_on", "Troisième bilan tenu le", parse=parsing.date),
        Column("closed_on", "Close le", parse=parsing.date),
        Column("ended_on", "Déclinée, retirée ou caduque le", parse=parsing.date, example="01/07/2024"),
        Column("end_reason", "Motif de fin", example="Aucun avis n’a été rendu."),
    ),
    write=write_referral,
)

RECOMMENDATIONS = Importer(
    key="recommendations",
    label="Recommandations et réponses des années passées",
    permission="referrals.import_referral",
    description="Une ligne par recommandation, avec la réponse reçue ; l’engagement se crée s’il y a lieu, dans "
    "l’état que dit la ligne : à faire, en cours, tenu ou abandonné.",
    columns=(
        Column("referral", "Saisine", required=True, synonyms=("Numéro de la saisine",), example="S-2024-02"),
        Column(
            "number", "Recommandation n°", required=True, parse=parsing.integer, synonyms=("Rang", "N°"), example="1"
        ),
        Column("statement", "Recommandation", required=True, synonyms=("Texte",), example="Réparer avant d’interdire."),
        Column("addressee", "Destinataire", required=True, synonyms=("Service",), example="Transition"),
        Column("answer", "Réponse", parse=parsing.choice(ResponseStatus), example="acceptée"),
        Column("reasons", "Motifs", example="Dès 2025."),
        Column("due_on", "Échéance", parse=parsing.date, example="31/12/2027"),
        *STATE_COLUMNS,
    ),
    write=write_recommendation,
    undo=reseal,
)

IMPORTERS = (REFERRALS, RECOMMENDATIONS)
