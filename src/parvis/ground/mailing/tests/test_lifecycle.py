import datetime as dt
import io

import pytest
from django.core import mail
from django.utils import timezone
from pypdf import PdfReader

from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.models import JournalLine
from parvis.ground.mailing import bounces, delivery, lifecycle
from parvis.ground.mailing.choices import Channel, Status
from parvis.ground.mailing.models import Message, PostBatch, Preference
from parvis.ground.mailing.recipients import Recipient

from .factories import MessageFactory
from .test_outbox import Welcome

pytestmark = pytest.mark.django_db
ADDRESS = "1 rue du Lavoir\n47000 Virazelle"


@pytest.fixture
def authority():
    return AuthorityFactory(name="Val d’Orzenne", address="Place du Marché\n47000 Virazelle")


@pytest.fixture
def officer(authority):
    return user_with(Persona.OFFICER, authority)


def bounced(authority, **fields):
    return MessageFactory(authority=authority, status=Status.BOUNCED, next_try_at=None, **fields)


def letter(authority, **fields):
    known = {"channel": Channel.POST, "status": Status.TO_PRINT, "email": "", "postal": ADDRESS, "next_try_at": None}
    return MessageFactory(authority=authority, **known | fields)


# --- Again, or not at all ---


def test_a_message_that_came_back_leaves_again_to_the_corrected_address(authority, officer):
    row = bounced(authority)
    lifecycle.resend(row, by=officer, email="maelle@orzenne.example")
    assert delivery.deliver_waiting() == 1
    assert mail.outbox[0].to == ['"Maëlle Quintard" <maelle@orzenne.example>']
    line = JournalLine.objects.get(verb="resend")
    assert (line.from_state, line.to_state, line.facts) == ("bounced", "waiting", {"corrected": True})


def test_what_is_sent_again_has_another_number_and_may_come_back_too(authority, officer):
    row = MessageFactory(authority=authority)
    delivery.deliver_waiting()
    row.refresh_from_db()
    first = row.message_id
    lifecycle.resend(row, by=officer)
    delivery.deliver_waiting()
    row.refresh_from_db()
    assert row.message_id != first
    bounces.take(bounces.Bounce(row.message_id, row.email, "5.1.1", "User unknown"))
    row.refresh_from_db()
    assert row.status == Status.BOUNCED


def test_a_code_that_left_cannot_leave_again(authority, officer):
    row = MessageFactory(authority=authority, confidential=True)
    delivery.deliver_waiting()
    row.refresh_from_db()
    with pytest.raises(Refused, match="refaire sa demande"):
        lifecycle.resend(row, by=officer)


@pytest.mark.parametrize("status", [Status.WAITING, Status.HELD, Status.TO_PRINT, Status.FAILED, Status.BOUNCED])
def test_a_message_that_has_not_arrived_is_cancelled(authority, officer, status):
    row = MessageFactory(authority=authority, status=status)
    lifecycle.cancel(row, by=officer)
    assert delivery.deliver_waiting() == 0
    row.refresh_from_db()
    assert row.status == Status.CANCELLED


def test_a_message_that_left_meanwhile_is_not_cancelled(authority, officer):
    row = MessageFactory(authority=authority)
    stale = Message.objects.get(pk=row.pk)
    delivery.deliver_waiting()
    with pytest.raises(Refused):
        lifecycle.cancel(stale, by=officer)


# --- By post instead ---


def test_a_message_that_came_back_goes_to_the_post(authority, officer):
    row = bounced(authority)
    lifecycle.write_by_post(row, by=officer, postal=ADDRESS)
    row.refresh_from_db()
    assert (row.channel, row.status, row.postal) == (Channel.POST, Status.TO_PRINT, ADDRESS)
    assert not Preference.objects.filter(by_post=True).exists()


def test_with_the_officers_agreement_the_next_messages_go_to_the_post_too(authority, officer):
    row = bounced(authority)
    lifecycle.write_by_post(row, by=officer, postal=ADDRESS, always=True)
    reached = Recipient(name="Maëlle", email=row.email.upper(), postal=ADDRESS, ref="people.person:1")
    (next_one,) = Welcome(authority).send_to([reached])
    assert (next_one.channel, next_one.status) == (Channel.POST, Status.TO_PRINT)
    (elsewhere,) = Welcome(AuthorityFactory()).send_to([reached])
    assert elsewhere.channel == Channel.EMAIL, "another authority was told nothing"
    (no_address,) = Welcome(authority).send_to([Recipient(name="Maëlle", email=row.email, ref="people.person:2")])
    assert no_address.channel == Channel.EMAIL, "without a postal address there is no other way"


def test_nothing_is_printed_without_an_address(authority, officer):
    with pytest.raises(Refused, match="adresse postale"):
        lifecycle.write_by_post(bounced(authority), by=officer, postal=" ")


# --- Batches ---


def pages_of(batch):
    with batch.document.stored.file.open("rb") as file:
        return PdfReader(io.BytesIO(file.read()))


def test_letters_that_wait_become_one_pdf_with_a_page_each(authority, officer):
    rows = [
        letter(authority, name=name, subject=f"Invitation de {name}", body="Bonjour,\n\nVenez jeudi.")
        for name in ("Zoé Ardant", "Anne Bel")
    ]
    letter(AuthorityFactory(), name="Quelqu’un d’ailleurs")
    MessageFactory(authority=authority)
    batch = lifecycle.make_batch(authority, by=officer)
    pdf = pages_of(batch)
    texts = [page.extract_text() for page in pdf.pages]
    assert len(texts) == 2
    assert "Anne Bel" in texts[0]
    assert "1 rue du Lavoir" in texts[0]
    assert "Venez jeudi." in texts[0]
    assert f"P-{rows[1].pk}" in texts[0]
    assert "Zoé Ardant" in texts[1]
    assert b"pdfuaid" in pdf.xmp_metadata.stream.get_data()
    assert set(batch.messages.values_list("status", flat=True)) == {Status.PRINTED}
    assert JournalLine.objects.get(verb="make_batch").facts == {"letters": 2}


def test_no_letter_is_printed_twice(authority, officer):
    letter(authority)
    lifecycle.make_batch(authority, by=officer)
    with pytest.raises(Refused, match="Aucune lettre"):
        lifecycle.make_batch(authority, by=officer)
    assert PostBatch.objects.count() == 1


def test_letters_go_back_when_the_pdf_cannot_be_made(authority, officer, monkeypatch):
    row = letter(authority)

    def broken(*args, **options):
        raise OSError("disque plein")

    monkeypatch.setattr(lifecycle.documents, "produce", broken)
    with pytest.raises(OSError, match="disque plein"):
        lifecycle.make_batch(authority, by=officer)
    row.refresh_from_db()
    assert (row.status, row.batch) == (Status.TO_PRINT, None)
    assert not PostBatch.objects.exists()


def test_a_batch_left_without_its_pdf_is_printed_again(authority, officer):
    letter(authority)
    batch = lifecycle._take_letters(authority, officer)  # the server stopped here
    lifecycle.print_again(batch, by=officer)
    assert len(pages_of(batch).pages) == 1
    with pytest.raises(Refused, match="existe déjà"):
        lifecycle.print_again(batch, by=officer)


def test_a_posted_batch_has_sent_its_letters(authority, officer):
    row = letter(authority)
    batch = lifecycle.make_batch(authority, by=officer)
    lifecycle.post(batch, by=officer, on=clock.today())
    row.refresh_from_db()
    assert row.status == Status.SENT
    assert row.sent_at is not None
    with pytest.raises(Refused, match="déjà marqué"):
        lifecycle.post(PostBatch.objects.get(pk=batch.pk), by=officer, on=clock.today())


@pytest.mark.parametrize(("days", "words"), [(-1, "n’étaient pas encore imprimées"), (1, "pas encore venu")])
def test_letters_are_not_posted_before_they_are_printed_nor_tomorrow(authority, officer, days, words):
    letter(authority)
    batch = lifecycle.make_batch(authority, by=officer)
    with pytest.raises(Refused, match=words):
        lifecycle.post(batch, by=officer, on=timezone.localdate() + dt.timedelta(days=days))


# --- Stopping the summary ---


def test_stopping_the_summary_stops_all_that_can_be(authority):
    from parvis.ground.mailing import stopping

    stopping.stop(authority, "p1@exemple.invalid", "digest")
    assert Preference.objects.get().all_stopped


def test_two_erased_addresses_of_one_authority_leave_two_rows(db):
    authority = AuthorityFactory()
    for name in ("a", "b"):
        Preference.objects.create(authority=authority, email=f"{name}@exemple.invalid")
    Preference.objects.update(email="")
    assert Preference.objects.filter(authority=authority, email="").count() == 2
