import datetime as dt
import io

import pytest
from django.utils import timezone
from pypdf import PdfReader

from parvis.commons.people.tests.factories import PersonRoleFactory
from parvis.commons.writing import lifecycle as writing
from parvis.commons.writing.tests.factories import (
    DivergenceFactory,
    MinorityPositionFactory,
    RecommendationFactory,
    VersionFactory,
)
from parvis.deliberation.referrals import contributions, documents, lifecycle, tasks
from parvis.deliberation.referrals.choices import Kind, Status
from parvis.ground.documents import tree
from parvis.ground.documents.models import ProducedDocument
from parvis.ground.documents.tree import plain

from .factories import FollowUpReviewFactory, ReferralFactory, ResponseFactory

pytestmark = pytest.mark.django_db
MOMENT = "2026-10-12T09:00:00+02:00"


@pytest.fixture
def adopted(small, chair, at):
    """An opinion adopted, with everything that may stand in it."""
    referral = ReferralFactory(body=small, status=Status.OPINION_DRAFTING, letter_html="<p>Madame,</p>")
    VersionFactory(text=referral.text, html="<h2>Constats</h2><p>Les efforts ne sont pas également répartis.</p>")
    RecommendationFactory(text=referral.text, statement="Aider d’abord les locataires.")
    position = MinorityPositionFactory(text=referral.text)
    position.holders.add(small.memberships.first().person)
    DivergenceFactory(text=referral.text).positions.create(statement="La gratuité tout de suite", supporters_count=12)
    at("2026-12-10T21:00")
    lifecycle.adopt_opinion(referral, on=dt.date(2026, 12, 10), present=4, proxies=1, in_favour=5, by=chair)
    return referral


def words(made):
    document, _ = made
    return plain(document.blocks).replace("\u00a0", " ")


def test_the_letter_asks_the_question_and_names_its_ground(small, president):
    referral = ReferralFactory(
        body=small, status=Status.SUBMITTED, kind=Kind.COMPULSORY, requested_by=president, letter_html="<p>Madame,</p>"
    )
    said = words(documents.letter(referral))
    assert referral.question in said
    assert "Planification" in said
    assert "29 janvier 2027" in said
    assert "Luc Castérande" in said


def test_the_note_gives_the_context(small):
    referral = ReferralFactory(body=small, status=Status.SUBMITTED, context_html="<p>Le plan sera arrêté en mars.</p>")
    assert "Le plan sera arrêté en mars." in words(documents.context_note(referral))


def test_the_opinion_holds_every_voice_and_the_vote(adopted):
    said = words(documents.opinion(adopted))
    for passage in (
        "également répartis", "Aider d’abord les locataires.", "Nous aurions commencé par les villages.",
        "La gratuité tout de suite (12 personnes)", "5 pour, 0 contre, 0 abstention",
    ):  # fmt: skip
        assert passage in said


def test_the_opinion_carries_the_fingerprint_of_the_adopted_text(adopted):
    document, _ = documents.opinion(adopted)
    assert document.fingerprint == adopted.text.fingerprint


def test_the_opinion_leaves_as_an_accessible_pdf(adopted):
    produced = tasks.produce(adopted, documents.OPINION.code, by=None)
    pdf = next(p for p in produced if p.format == "pdf")
    reader = PdfReader(io.BytesIO(pdf.stored.file.read()))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "Aider d’abord les locataires" in " ".join(text.split())
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_transmission_answers_and_follow_up_are_produced(adopted, chair, councillor, at):
    at("2026-12-11T09:00")
    lifecycle.transmit(adopted, by=chair)
    assert "11 mars 2027" in words(documents.transmission(adopted))
    assert "sans réponse" in words(documents.answers(adopted))
    at("2027-03-22T09:00")
    response = adopted.responses.get()
    lifecycle.enter_answer(
        response, status="accepted", reasons="Dès juillet.", revision=0, by=councillor, department=response.department,
        due_on=dt.date(2027, 7, 1),
    )  # fmt: skip
    lifecycle.answer(adopted, by=councillor, presented_on=dt.date(2027, 3, 20))
    adopted.__dict__.pop("dossier")
    said = words(documents.answers(adopted))
    assert "Dès juillet." in said
    assert "11 jours de retard" in said
    assert "à faire" in words(documents.follow_up(adopted))


def test_the_letter_greets_and_gives_the_day_once(small):
    day = dt.date(2027, 1, 29)
    bare = ReferralFactory(body=small, status=Status.SUBMITTED, expected_on=day, letter_html="<p>Je demande.</p>")
    said = words(documents.letter(bare))
    assert "Madame, Monsieur," in said
    assert "avant le 29" in said
    letter = "<p>Madame la Présidente,</p><p>Je vous remercie de votre avis avant le 29 janvier 2027.</p>"
    full = words(
        documents.letter(ReferralFactory(body=small, status=Status.SUBMITTED, expected_on=day, letter_html=letter))
    )
    assert "Madame, Monsieur" not in full
    assert full.count("Je vous remercie") == 1


def test_a_document_that_says_the_same_is_written_once(small):
    referral = ReferralFactory(body=small, status=Status.SUBMITTED)
    for _ in range(2):
        tasks.write_documents.call(referral.pk, [documents.LETTER.code], None, MOMENT)
    written = ProducedDocument.objects.filter(kind=documents.LETTER.code)
    assert [timezone.localtime(d.produced_at).isoformat() for d in written] == [MOMENT] * 3


def test_a_passage_that_no_reader_could_follow_is_told_in_the_history(small):
    from parvis.ground.journal.models import JournalLine

    table = "<table><tbody><tr><td>sans en-tête</td></tr></tbody></table>"
    referral = ReferralFactory(body=small, status=Status.SUBMITTED, context_html=table)
    tasks.write_documents.call(referral.pk, [documents.CONTEXT.code], None, MOMENT)
    line = JournalLine.objects.about(referral).get(verb="document_refused")
    assert "en-tête" in line.reason.text


def test_the_reviews_held_stand_in_the_follow_up_table(small):
    response = ResponseFactory(status="refused", reasons="Non.")
    referral = response.referral
    review = FollowUpReviewFactory(
        referral=referral, held_on=dt.date(2027, 9, 22), summary_html="<p>Peu de choses.</p>"
    )
    review.lines.create(recommendation=response.recommendation, state="in_progress", text="Une étude commence.")
    referral.answered_on = dt.date(2027, 3, 22)
    said = words(documents.follow_up(referral))
    assert "Peu de choses." in said
    assert "Une étude commence." in said


def test_a_plain_version_is_read_in_public_once_published(adopted, chair, client, at):
    lifecycle.transmit(adopted, by=chair)
    easy = writing.create_plain_version(adopted.text, by=chair)
    writing.save_version(easy, html="<p>Tout le monde ne fait pas le même effort.</p>", base=0, by=chair)
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    address = f"{adopted.get_absolute_url()}en-clair/"
    assert client.get(address).status_code == 404
    writing.approve(easy, by=chair)
    writing.publish(easy, by=chair)
    assert "le même effort" in client.get(address).content.decode()


def test_whoever_joins_a_body_reads_what_it_is_asked(small):
    ReferralFactory(body=small, status=Status.DRAFT, title="Brouillon")
    ReferralFactory(body=small, status=Status.IN_PROGRESS, title="Plan climat")
    ReferralFactory(body=small, status=Status.TRANSMITTED, title="Mobilités", answer_due_on=dt.date(2027, 3, 15))
    (chapter,) = contributions.scheme_chapters(small)
    lines = [line.replace("\xa0", " ") for line in chapter.lines]
    assert len(lines) == 2
    assert any("Plan climat, avis attendu le 29 janvier 2027." in line for line in lines)
    assert any("Mobilités : l’avis est transmis, la réponse est attendue au plus tard le 15 mars" in x for x in lines)


def test_a_ground_that_names_the_consultation_is_not_said_twice(small):
    ground = "Consultation obligatoire (CGCT, article L5211-10-1)."
    referral = ReferralFactory(body=small, status=Status.SUBMITTED, kind=Kind.COMPULSORY)
    referral.legal_ground = ground
    said = words(documents.letter(referral))
    assert ground in said
    assert said.count("Consultation obligatoire") == 1
    assert ".." not in said


def test_the_letter_is_signed_by_the_office_held_in_the_town_of_the_address(small, president, authority):
    authority.address = "Hôtel d’agglomération, 4 place des Bateliers, 00100 Virazelle"
    authority.save(update_fields=["address"])
    PersonRoleFactory(person=president, kind="elected", organisation=None, title="Présidente de l’agglomération")
    referral = ReferralFactory(body=small, status=Status.SUBMITTED, requested_by=president)
    referral.authority = authority
    document, _ = documents.letter(referral)
    head = next(block for block in document.blocks if isinstance(block, tree.Letterhead))
    signed = next(block for block in document.blocks if isinstance(block, tree.SignatureBlock))
    assert head.sender == ()
    assert authority.name in document.header
    assert signed.place_and_date.replace("\u00a0", " ") == "Fait à Virazelle, le 12 octobre 2026"
    (person,) = signed.signatories
    assert (person.name, person.title) == (str(president), "Présidente de l’agglomération")


def test_the_opinion_is_sent_by_whoever_presides_the_body(small, authority):
    row = small.memberships.last()
    row.role, row.title = "chair", "présidente"
    row.save()
    referral = ReferralFactory(body=small, status=Status.TRANSMITTED)
    document, _ = documents.transmission(referral)
    head = next(block for block in document.blocks if isinstance(block, tree.Letterhead))
    (person,) = next(block for block in document.blocks if isinstance(block, tree.SignatureBlock)).signatories
    assert head.sender == (small.name,)
    assert (person.name, person.title) == (row.person.full_name, "Présidente")
