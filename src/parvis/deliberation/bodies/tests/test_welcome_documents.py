"""D04: what somebody who takes a seat is given to read, on line or on paper, and who else reads it."""

import datetime as dt
import io
import zipfile

import pytest
from pypdf import PdfReader

from parvis.deliberation.bodies import lifecycle, tasks, welcome_documents
from parvis.deliberation.bodies.tests.factories import BodyFactory, CollegeFactory, MembershipFactory
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.authorities.tests.factories import LegalRuleFactory
from parvis.ground.documents import lifecycle as files
from parvis.ground.documents import tree
from parvis.ground.documents.models import ProducedDocument, StoredFile
from parvis.ground.journal.models import JournalLine
from parvis.ground.mailing import lifecycle as mailing

TODAY = dt.date(2026, 11, 16)
MOMENT = "2026-11-16T09:00:00+01:00"
NAMES = {"bodies.charter", "bodies.welcome_kit"}


@pytest.fixture
def council(epci, at):
    at("2026-11-16")
    load_rules()
    epci.phone, epci.email = "05 53 00 00 01", "participation@exemple.invalid"
    epci.save()
    return BodyFactory(authority=epci, name="Conseil de développement", convocation_days=15)


def appointed(body, **fields):
    fields = {"status": "appointed", "charter_signed_on": None, "person__email": "lea@exemple.invalid"} | fields
    return MembershipFactory(body=body, **fields)


def post_member(body):
    return appointed(
        body, person__email="", person__channel="post", person__given_name="Odile", person__family_name="Larrieu",
        person__address_line="3 rue du Lavoir", person__postcode="47200", person__city="Virazelle",
    )  # fmt: skip


def said(document):
    return tree.plain(document.blocks).replace("\u00a0", " ")


def headings(document):
    return [tree.plain(block.runs) for block in document.blocks if isinstance(block, tree.Heading)]


# --- The charter ---


def test_the_charter_gives_the_rules_of_the_body(council):
    document, _ = welcome_documents.charter(council, on=TODAY)
    words = said(document)
    assert headings(document) == [
        "Ce à quoi le membre s’engage", "Ce à quoi la collectivité s’engage", "Parole, image et données personnelles",
        "Fin du mandat",
    ]  # fmt: skip
    for words_expected in (
        "15 jours au moins avant la réunion", "1/2 des membres en exercice", "membre présent : 1.",
        "après la transmission de l’avis : 3 mois.", "6, 12 et 24 mois après la réponse",
        "à son terme, le 25 septembre 2029", "Le site public donne le nom des membres.",
    ):  # fmt: skip
        assert words_expected in words
    assert not any(isinstance(block, tree.SignatureBlock) for block in document.blocks)


def test_the_charter_promises_the_delay_of_the_authority(council):
    LegalRuleFactory(authority=council.authority, code="referral.answer_within", value=45, unit="days")
    assert "après la transmission de l’avis : 45 jours." in said(welcome_documents.charter(council, on=TODAY)[0])


def test_a_rule_that_the_body_has_not_fixed_is_left_to_its_internal_rules(council):
    council.convocation_days = council.quorum_numerator = council.quorum_denominator = None
    council.proxies_per_member, council.is_public = 0, False
    words = said(welcome_documents.charter(council, on=TODAY)[0])
    assert "Délai : fixé par le règlement intérieur." in words
    assert "Règle : fixée par le règlement intérieur." in words
    assert "membre présent : aucun." in words
    assert "ne présente pas les membres" in words


def test_made_for_a_member_it_waits_for_two_signatures(council):
    member = appointed(council)
    document, _ = welcome_documents.charter(council, on=TODAY, member=member)
    (block,) = [b for b in document.blocks if isinstance(b, tree.SignatureBlock)]
    assert block.signatories[0].name == member.person.full_name
    assert block.signatories[0].mention == "Lu et approuvé"
    assert block.signatories[1].title == "Le président ou la présidente"
    member.charter_signed_on = TODAY
    assert "Signée par le membre le 16 novembre 2026" in said(
        welcome_documents.charter(council, on=TODAY, member=member)[0]
    )


def test_each_authority_writes_its_own_charter(council, officer):
    files.edit_template(
        council.authority, "bodies.charter", by=officer, over=0, parts={"end": "<p>Le mandat cesse {fin}.</p>"}
    )
    document, template = welcome_documents.charter(council, on=TODAY)
    assert "Le mandat cesse à son terme" in said(document)
    assert template.version == 1


# --- The welcome kit ---


def test_the_kit_says_who_sits_what_comes_and_whom_to_ask(council, officer):
    college = CollegeFactory(body=council, name="Volontaires")
    MembershipFactory(body=council, role="chair", college=college, person__family_name="Fontbonne")
    member = appointed(council, college=college)
    document, _ = welcome_documents.kit(member, on=TODAY)
    words = said(document)
    assert headings(document) == [
        "Votre mandat", "Les prochaines réunions", "Les questions en cours",
        "Entrer dans votre espace", "Qui contacter", "Vos besoins pour participer",
        "Six mots à connaître", "Qui siège",
    ]  # fmt: skip
    for expected in (
        "Fonction : membre", "Collège : Volontaires", "Début : 26 septembre 2026", "Fin : 25 septembre 2029",
        "Aucune réunion n’est encore fixée", "Aucune question n’est posée", "/espace-membre/", "lea@exemple.invalid",
        officer.name, "05 53 00 00 01", "Fontbonne", "Droit de suite",
    ):  # fmt: skip
        assert expected in words, expected


def test_the_kit_gives_no_contact_of_a_colleague(council):
    MembershipFactory(body=council, person__email="chez-lui@exemple.invalid", person__phone="06 00 00 00 01")
    words = said(welcome_documents.kit(appointed(council), on=TODAY)[0])
    assert "chez-lui" not in words
    assert "06 00 00 00 01" not in words


def test_whoever_has_no_address_is_told_how_to_get_an_access(council):
    document, _ = welcome_documents.kit(post_member(council), on=TODAY)
    assert "Suivre les travaux par courrier" in headings(document)
    assert "/espace-membre/" not in said(document)


def test_before_the_installation_the_kit_lists_those_appointed(council):
    MembershipFactory(body=council, person__family_name="Ancienne")
    MembershipFactory(body=council, status="appointed", starts_on=None, ends_on=None, person__family_name="Nouveau")
    words = said(welcome_documents.kit(appointed(council, starts_on=None, ends_on=None), on=TODAY)[0])
    assert "Nouveau" in words
    assert "Ancienne" not in words


# --- Given with the welcome ---


def test_the_invitation_writes_both_once_in_three_formats(council, officer, django_capture_on_commit_callbacks):
    member = appointed(council)
    with django_capture_on_commit_callbacks() as asked:
        lifecycle.invite(member, by=officer)
    assert any("_write_what_is_given" in callback.__qualname__ for callback in asked)
    for _ in range(2):
        tasks.write_welcome.call(member.pk, officer.pk, MOMENT)
    made = ProducedDocument.objects.about(member)
    assert sorted((row.kind, row.format) for row in made) == sorted(
        (kind, form) for kind in NAMES for form in ("pdf", "docx", "odt")
    )
    assert {row.stored.is_public for row in made} == {False}


def test_the_files_read_back_in_the_three_formats(council, officer):
    member = appointed(council)
    tasks.produce_welcome(member, by=officer)
    made = {(row.kind, row.format): row.stored.file.read() for row in ProducedDocument.objects.about(member)}
    for kind, words in (("bodies.charter", "droit de suite"), ("bodies.welcome_kit", "Auto-saisine")):
        reader = PdfReader(io.BytesIO(made[kind, "pdf"]))
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert reader.trailer["/Root"]["/Lang"].startswith("fr")
        assert words in " ".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ")
        assert words in inside(made[kind, "docx"], "word/document.xml")
        assert words in inside(made[kind, "odt"], "content.xml")


def inside(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_a_body_without_a_charter_gives_the_kit_alone(council, officer):
    council.charter_required = False
    council.save()
    member = appointed(council)
    assert [kind.code for kind, _, _ in welcome_documents.given(member, on=TODAY)] == ["bodies.welcome_kit"]


def test_a_passage_that_no_reader_could_follow_is_named_in_the_history(council, officer):
    table = "<table><tbody><tr><td>sans en-tête</td></tr></tbody></table>"
    files.edit_template(council.authority, "bodies.welcome_kit", by=officer, over=0, parts={"needs": table})
    member = appointed(council)
    tasks.write_welcome.call(member.pk, officer.pk, MOMENT)
    assert "en-tête" in JournalLine.objects.about(member).get(verb="document_refused").reason.text
    assert {row.kind for row in ProducedDocument.objects.about(member)} == {"bodies.charter"}


def test_a_letter_by_post_carries_the_charter_and_the_kit(council, officer):
    lifecycle.invite(post_member(council), by=officer)
    batch = mailing.make_batch(council.authority, by=officer)
    reader = PdfReader(io.BytesIO(batch.document.stored.file.read()))
    pages = [page.extract_text().replace("\u00a0", " ") for page in reader.pages]
    (letter, charter, kit) = (
        next(n for n, page in enumerate(pages) if start in page)
        for start in ("joint à cette lettre", "Charte du membre\n", "Kit d’accueil\n")
    )
    assert letter < charter < kit
    assert "Odile Larrieu" in " ".join(pages[charter:kit])
    assert "Lu et approuvé" in " ".join(pages[charter:kit])


# --- Who reads them ---


@pytest.fixture
def hers(council, officer, client):
    user = UserFactory(email="odile@exemple.invalid")
    member = MembershipFactory(body=council, person__user=user, charter_signed_on=None, status="appointed")
    tasks.produce_welcome(member, by=officer)
    client.force_login(user)
    client.member = member
    return client


def test_a_member_finds_them_under_my_bodies(hers):
    page = hers.get("/espace-membre/instances/", headers={"host": "orzenne.localhost"}).content.decode()
    assert "Charte du membre" in page
    assert "Kit d’accueil" in page
    assert f'href="/espace-membre/instances/charte/{hers.member.pk}/texte/"' in page
    stored = StoredFile.objects.about(hers.member).first()
    assert hers.get(stored.get_absolute_url(), headers={"host": "orzenne.localhost"}).status_code == 200


def test_another_member_gets_nothing(hers, council):
    other = MembershipFactory(body=council, role="chair", person__user=UserFactory(), status="appointed")
    hers.force_login(other.person.user)
    for stored in StoredFile.objects.about(hers.member):
        assert hers.get(stored.get_absolute_url(), headers={"host": "orzenne.localhost"}).status_code == 404
    path = f"/espace-membre/instances/charte/{hers.member.pk}/texte/"
    assert hers.get(path, headers={"host": "orzenne.localhost"}).status_code in (403, 404)


def test_one_reads_the_charter_before_signing_it(hers):
    path = f"/espace-membre/instances/charte/{hers.member.pk}/"
    host = {"host": "orzenne.localhost"}
    assert f'href="{path}texte/"' in hers.get(path, headers=host).content.decode()
    page = hers.get(f"{path}texte/", headers=host).content.decode()
    assert "Ce à quoi la collectivité s’engage" in page
    assert "jours au moins avant la réunion" in page
    assert hers.post(path, headers=host).status_code == 302
    assert "Vous l’avez signée le" in hers.get(f"{path}texte/", headers=host).content.decode()


def test_the_desk_produces_them_from_the_mandate_and_from_the_body(council, officer, client):
    member = appointed(council)
    client.force_login(officer)
    host = {"host": "orzenne.localhost"}
    page = client.get(f"/gestion/instances/mandats/{member.pk}/kit-d-accueil/", headers=host).content.decode()
    assert "à son nom" in page
    assert client.post(f"/gestion/instances/mandats/{member.pk}/kit-d-accueil/", headers=host).status_code == 302
    assert set(ProducedDocument.objects.about(member).values_list("kind", flat=True)) == NAMES
    assert client.post(f"/gestion/instances/{council.pk}/charte/", headers=host).status_code == 302
    assert {row.kind for row in ProducedDocument.objects.about(council)} == {"bodies.charter"}
