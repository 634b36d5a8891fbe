import re

import pytest
from django.urls import reverse

from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock
from parvis.ground.core.manifest import features
from parvis.ground.mailing.choices import Channel, Status
from parvis.ground.mailing.models import Message, PostBatch
from parvis.ground.mailing.tests.factories import MessageFactory

LIST = "/gestion/reglages/envois/"
BATCHES = f"{LIST}courriers/"
ADDRESS = "1 rue du Lavoir\n47000 Virazelle"


@pytest.fixture
def write(authority):
    def one(**fields):
        return MessageFactory(authority=authority, **fields)

    return one


@pytest.fixture
def bounced(write):
    return write(
        subject="Invitation au forum", status=Status.BOUNCED, next_try_at=None,
        error="Retour : 5.1.1 <maelle@exemple.invalid> inconnue",
    )  # fmt: skip


@pytest.fixture
def on_paper(write):
    return write(channel=Channel.POST, status=Status.TO_PRINT, email="", postal=ADDRESS, next_try_at=None)


def count(response):
    return response.context["table"].paginator.count


# --- Who reads ---


@pytest.mark.parametrize(
    ("persona", "reads"),
    [
        ("admin", True), ("officer", True), ("director", True), ("auditor", True), ("councillor", False),
        ("cabinet", False), ("agent", False), ("facilitator", False), ("moderator", False),
    ],
)  # fmt: skip
def test_the_outbox_is_read_by_those_of_the_matrix(enter, persona, reads):
    person = enter(persona)
    for address in (LIST, f"{LIST}modeles/"):
        assert person.get(address).status_code == (200 if reads else 403)


@pytest.mark.parametrize(("persona", "status"), [("officer", 200), ("director", 403), ("auditor", 403), ("admin", 403)])
def test_only_the_mission_acts_on_it(enter, bounced, on_paper, persona, status):
    person = enter(persona)
    for verb in ("renvoi", "courrier", "annulation"):
        assert person.get(f"{LIST}{bounced.pk}/{verb}/").status_code == status
    assert person.get(f"{BATCHES}nouveau/").status_code == status


def test_the_administration_sees_how_sending_works_and_not_to_whom(enter, bounced):
    admin = enter("admin")
    page = admin.get(LIST, {"colonnes": ["subject", "name", "status", "error"]}).content.decode()
    record = admin.get(bounced.get_desk_url()).content.decode()
    for text in (page, record):
        assert "5.1.1" in text
        assert bounced.name not in text
        assert bounced.subject not in text
        assert "@exemple.invalid" not in text
    assert count(admin.get(LIST, {"q": "Maëlle"})) == 1, "a search by name would tell"
    assert admin.get(LIST, {"format": "csv"}).status_code == 403


def test_those_who_control_read_the_whole_message(enter, bounced):
    page = enter("auditor").get(bounced.get_desk_url()).content.decode()
    assert bounced.name in page
    assert "Bonjour" in page


def test_a_code_is_shown_to_nobody(enter, write):
    row = write(confidential=True, body="Votre code : ABCD-1234")
    page = enter("officer").get(row.get_desk_url()).content.decode()
    assert "ABCD-1234" not in page
    assert "n’est montré à personne" in page


def test_messages_of_another_authority_do_not_exist(enter, authority):
    elsewhere = MessageFactory(authority=AuthorityFactory())
    officer = enter("officer")
    assert count(officer.get(LIST)) == 0
    for address in ("", "renvoi/", "courrier/", "annulation/"):
        assert officer.get(f"{LIST}{elsewhere.pk}/{address}").status_code == 404


# --- The list ---


def test_the_heading_says_what_needs_somebody(enter, write, bounced, on_paper):
    write()
    title = enter("officer").get(LIST).context["title"].replace("\xa0", " ")
    assert title == "3 messages, 1 à imprimer, 1 en retour"


def test_the_list_is_filtered_by_state_channel_and_message(enter, write, bounced, on_paper):
    write(letter="contact", name="Zoé")
    officer = enter("officer")
    assert count(officer.get(LIST, {"status": "bounced"})) == 1
    assert count(officer.get(LIST, {"channel": "post"})) == 1
    assert count(officer.get(LIST, {"letter": "contact"})) == 1
    assert count(officer.get(LIST, {"q": "zoe"})) == 1
    assert "Message reçu par la page de contact" in officer.get(LIST).content.decode()


def test_two_messages_of_the_same_minute_have_links_of_different_names(enter, write):
    sent = [write(letter="contact").pk for _ in range(2)]
    shown = enter("officer").get(LIST).content.decode()
    for pk in sent:
        assert f'<span class="sr-only">, Message reçu par la page de contact, envoi {pk}</span></a>' in shown


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_list_costs_the_same_whatever_its_length(enter, write, rows, django_assert_num_queries):
    for _ in range(rows):
        write()
    officer = enter("officer")
    officer.get(LIST)
    with django_assert_num_queries(8):
        officer.get(LIST)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_batches_costs_the_same_whatever_its_length(enter, authority, rows, django_assert_num_queries):
    officer = enter("officer")
    for _ in range(rows):
        PostBatch.objects.create(authority=authority, made_at=clock.now(), made_by=officer.user)
    officer.get(BATCHES)
    with django_assert_num_queries(8):
        officer.get(BATCHES)


def test_exporting_the_outbox_asks_why(enter, bounced):
    officer = enter("officer")
    address = f"{LIST}?format=csv"
    assert "Pourquoi exporter ces données ?" in officer.get(address).content.decode()
    data = b"".join(officer.post(address, {"reason": "Contrôle des retours du mois"}).streaming_content)
    assert bounced.name in data.decode()


# --- Acting ---


def test_a_message_is_sent_again_to_a_corrected_address(enter, bounced):
    officer = enter("officer")
    page = officer.get(f"{LIST}{bounced.pk}/renvoi/").content.decode()
    assert bounced.email in page
    assert officer.post(f"{LIST}{bounced.pk}/renvoi/", {"email": "pas une adresse"}).status_code == 422
    officer.post(f"{LIST}{bounced.pk}/renvoi/", {"email": "maelle@orzenne.example"})
    bounced.refresh_from_db()
    assert (bounced.status, bounced.email) == (Status.WAITING, "maelle@orzenne.example")
    assert "Message renvoyé" in officer.get(bounced.get_desk_url()).content.decode()


def test_a_message_is_moved_to_the_post(enter, bounced):
    officer = enter("officer")
    officer.post(f"{LIST}{bounced.pk}/courrier/", {"postal": ADDRESS, "always": "on"})
    bounced.refresh_from_db()
    assert (bounced.status, bounced.channel) == (Status.TO_PRINT, Channel.POST)


def test_what_cannot_be_done_is_said_with_its_reason(enter, write):
    row = write()
    page = enter("officer").get(row.get_desk_url()).content.decode()
    assert "Ce message est « en attente »." in page


def test_several_messages_are_sent_again_at_once(enter, write):
    rows = [write(status=Status.FAILED, next_try_at=None) for _ in range(3)]
    data = {"action": "resend_row", "selection": [r.pk for r in rows], "confirme": "1"}
    enter("officer").post(LIST, data)
    assert set(Message.objects.values_list("status", flat=True)) == {Status.WAITING}


def test_letters_are_printed_then_posted(enter, on_paper):
    officer = enter("officer")
    made = officer.post(f"{BATCHES}nouveau/")
    page = officer.get(made["Location"]).content.decode()
    assert on_paper.name in page
    address = re.search(r'href="(/fichiers/\d+/)"', page)[1]
    assert b"".join(officer.get(address).streaming_content).startswith(b"%PDF")
    batch = PostBatch.objects.get()
    officer.post(f"{BATCHES}{batch.pk}/depot/", {"on": clock.today().isoformat()})
    on_paper.refresh_from_db()
    assert on_paper.status == Status.SENT
    assert "Ce courrier est déjà posté." in officer.get(batch.get_desk_url()).content.decode()


def test_printing_when_no_letter_waits_says_so(enter):
    refused = enter("officer").post(f"{BATCHES}nouveau/")
    assert refused.status_code == 422
    assert "Aucune lettre n’attend" in refused.content.decode()


@pytest.mark.parametrize("persona", ["admin", "agent"])
def test_the_letters_of_a_batch_are_not_open_to_the_rest_of_the_desk(enter, authority, on_paper, persona):
    enter("officer").post(f"{BATCHES}nouveau/")
    batch = PostBatch.objects.get()
    other = enter(persona)
    assert other.get(batch.get_desk_url()).status_code == 404
    assert other.get(batch.document.stored.get_absolute_url()).status_code == 404


def test_what_needs_the_mission_is_due(enter, bounced, on_paper):
    page = enter("officer").get("/gestion/").content.decode()
    assert "1 lettre attend d’être imprimée" in page
    assert "1 message est revenu" in page
    assert "lettre attend" not in enter("director").get("/gestion/").content.decode()


# --- What can be sent ---


def test_every_message_that_can_be_sent_is_listed(enter):
    page = enter("officer").get(f"{LIST}modeles/").content.decode()
    declared = [letter for feature in features() for letter in feature.letters]
    assert len(declared) > 10
    for letter in declared:
        assert letter.label, letter
        assert letter.audience, letter
        assert letter.why, letter
        assert letter.key, letter
    assert page.count('class="row-title"') == len(declared)
    assert len({letter.key for letter in declared}) == len(declared)


def test_the_settings_lead_to_the_outbox(enter):
    page = enter("officer").get("/gestion/reglages/").content.decode()
    for name in ("message-list", "letter-list", "batch-list"):
        assert reverse(f"desk:settings:{name}") in page
