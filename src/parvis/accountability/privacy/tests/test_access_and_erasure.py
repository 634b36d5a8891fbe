import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.accountability.privacy import access, erasure
from parvis.accountability.privacy.models import Erasure
from parvis.accountability.privacy.subjects import authority_path, declared, subject_of, target_of
from parvis.commons.commitments.tests.factories import CommitmentFactory, ProgressReportFactory
from parvis.commons.people import lifecycle as people
from parvis.commons.people import merging, photos
from parvis.commons.people.models import Consent, Person
from parvis.commons.people.tests.factories import (
    ConsentFactory,
    ElectedRoleFactory,
    PersonFactory,
    PersonRoleFactory,
)
from parvis.commons.people.tests.test_desk import portrait
from parvis.ground.accounts.models import User
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.documents import lifecycle as documents
from parvis.ground.documents.models import StoredFile
from parvis.ground.journal.models import JournalLine, JournalReason
from parvis.ground.mailing.models import Message
from parvis.ground.search.index import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory(name="Anne Dubois", email="anne@exemple.invalid")


@pytest.fixture
def person(authority, user):
    return PersonFactory(
        authority=authority, user=user, given_name="Anne", family_name="Dubois", email=user.email,
        phone="06 12 34 56 78", city="Agen",
    )  # fmt: skip


@pytest.fixture
def subject(authority, person):
    return subject_of(authority, person=person)


def tables(subject):
    return {table["name"]: table["rows"] for table in access.collect(subject)}


def test_every_declaration_leads_to_a_person_an_account_or_nobody():
    for model, personal in declared():
        target = target_of(model, personal.subject) if personal.subject else None
        assert target in (None, User, Person), model
        assert personal.subject == "" or target is not None, model
        if personal.retention and model is not User:
            assert authority_path(model), model


def test_access_gives_what_is_held_here_and_nothing_of_elsewhere(subject, person, user):
    ConsentFactory(person=person)
    PersonFactory(user=user, city="Ailleurs")
    found = tables(subject)
    assert found["Personnes"][0]["Commune"] == "Agen"
    assert found["Consentements"][0]["Objet"] == "afficher mon nom sur le site public"
    assert found["Comptes"][0]["Adresse électronique"] == user.email
    assert "Ailleurs" not in json.dumps(found, ensure_ascii=False)


def test_access_names_nobody_else_and_gives_no_secret(subject, person):
    boss = PersonFactory(authority=person.authority, family_name="Secretariat")
    CommitmentFactory(authority=person.authority, owner=boss)
    people.change_person(person, by=user_with(Persona.OFFICER, person.authority), city="Nérac")
    user = person.user
    user.set_password("un mot de passe très long")
    user.save()
    told = json.dumps(access.collect(subject), ensure_ascii=False)
    assert "Secretariat" not in told
    assert user.password not in told


def test_access_follows_the_records_that_were_merged(authority, subject, person, officer):
    other = PersonFactory(authority=authority, given_name="Anne", family_name="Dubois-Martin", email="")
    consent = ConsentFactory(person=other)
    ConsentFactory(person=person)
    merging.merge(person, other, by=officer)
    rows = tables(subject_of(authority, person=Person.objects.get(pk=person.pk)))
    assert len(rows["Personnes"]) == 2
    assert len(rows["Consentements"]) == 2
    assert Consent.objects.get(pk=consent.pk).person_id == other.pk


def test_the_archive_holds_json_a_page_and_the_files_and_the_journal_says_who_took_it(subject, person, user, dpo):
    file = SimpleUploadedFile("lettre.txt", b"Ma lettre")
    documents.store(file, authority=person.authority, by=user, title="Ma lettre")
    content = zipfile.ZipFile(io.BytesIO(access.archive(subject, by=dpo)))
    assert json.loads(content.read("donnees.json"))["personne"] == "Anne Dubois"
    page = content.read("donnees.html").decode()
    assert "Anne Dubois" in page
    assert '<html lang="fr">' in page
    names = [name for name in content.namelist() if name.startswith("fichiers/")]
    assert content.read(names[0]).decode() == "Ma lettre"
    assert JournalLine.objects.about(person).get().verb == "access_archive"


def test_an_erasure_empties_what_may_be_and_keeps_what_the_law_keeps(subject, person, user, dpo):
    consent = ConsentFactory(person=person)
    Message.objects.create(
        authority=person.authority, letter="x", channel="email", name="Anne Dubois", email=user.email, user=user,
        subject="Bonjour", body="Bonjour Anne", status="cancelled", created_at="2026-11-01T00:00Z",
    )  # fmt: skip
    trace = erasure.erase(subject, by=dpo)
    person, user = Person.objects.get(), User.objects.get(pk=user.pk)
    assert (person.full_name, person.email, person.phone, person.city) == ("personne effacée", "", "", "")
    assert (user.name, user.is_active, user.has_usable_password()) == ("auteur supprimé", False, False)
    assert Message.objects.get().body == ""
    consent.refresh_from_db()
    assert consent.proof == "Formulaire signé"
    grounds = {line["model"]: line["ground"] for line in trace.lines}
    assert grounds["people.Person"] == ""
    assert "RGPD, art. 7" in grounds["people.Consent"]


def test_the_trace_holds_ids_and_counts_and_no_name(subject, dpo):
    trace = erasure.erase(subject, by=dpo)
    assert "Dubois" not in json.dumps(trace.lines)
    assert trace.person_ref == subject.person.pk
    line = JournalLine.objects.about(trace).get()
    assert set(line.facts) == {"kept", "emptied"}


def test_what_the_person_wrote_in_public_stays_under_a_deleted_author(subject, person, user, dpo):
    report = ProgressReportFactory(by=user, commitment__authority=person.authority)
    erasure.erase(subject, by=dpo)
    report.refresh_from_db()
    assert str(report.by) == "auteur supprimé"
    assert report.text


def test_the_reasons_written_in_the_journal_go_and_its_lines_stay(subject, person, user, dpo):
    people.say_distinct(person, PersonFactory(authority=person.authority), by=user)
    from parvis.ground.journal.acts import record

    record(person, "note", by=user, reason="Parce que ma voisine me l’a dit.")
    before = JournalLine.objects.count()
    erasure.erase(subject, by=dpo)
    assert JournalReason.objects.get(line__verb="note").text == ""
    assert JournalLine.objects.count() > before


def test_the_photograph_is_deleted_with_the_record(subject, person, dpo):
    stored = photos.set_photo(person, upload=portrait(), by=person.user)
    erasure.erase(subject, by=dpo)
    assert Person.objects.get().photo is None
    assert not StoredFile.objects.filter(pk=stored.pk).exists()


def test_an_account_used_elsewhere_stays_with_its_ground(subject, user, dpo):
    user_with(Persona.MEMBER, AuthorityFactory(), user=user)
    trace = erasure.erase(subject_of(subject.authority, person=subject.person), by=dpo)
    user.refresh_from_db()
    assert (user.name, user.is_active) == ("Anne Dubois", True)
    assert {x["model"]: x["ground"] for x in trace.lines}["accounts.User"] == erasure.SHARED


@pytest.mark.parametrize("place", ["role", "function"])
def test_erasing_somebody_who_still_holds_a_place_warns(authority, subject, person, user, dpo, place):
    if place == "role":
        user_with(Persona.MEMBER, authority, user=user)
    else:
        ElectedRoleFactory(person=person)
    subject = subject_of(authority, person=Person.objects.get(pk=person.pk))
    with pytest.raises(Warned):
        erasure.erase(subject, by=dpo)
    erasure.erase(subject, by=dpo, override="La personne a démissionné par écrit.")
    assert Erasure.objects.count() == 1


def test_nobody_erases_their_own_account_from_there(authority, dpo):
    with pytest.raises(Refused, match="soi-même"):
        erasure.erase(subject_of(authority, user=dpo), by=dpo, override="x")


def test_the_same_name_elsewhere_is_untouched(subject, user, dpo):
    elsewhere = PersonFactory(given_name="Anne", family_name="Dubois")
    role = PersonRoleFactory(person=elsewhere, title="Présidente")
    erasure.erase(subject, by=dpo)
    elsewhere.refresh_from_db()
    role.refresh_from_db()
    assert (elsewhere.family_name, role.title) == ("Dubois", "Présidente")


@pytest.mark.django_db(transaction=True)
def test_search_no_longer_finds_an_erased_name(authority, officer):
    person = PersonFactory(authority=authority, family_name="Larrieu")
    assert search(officer, authority, "larrieu")
    dpo = user_with(Persona.AUDITOR, authority)
    erasure.erase(subject_of(authority, person=person), by=dpo)
    assert not search(officer, authority, "larrieu")
