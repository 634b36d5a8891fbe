import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from parvis.commons.people import lifecycle
from parvis.commons.people.choices import Purpose
from parvis.commons.people.models import Consent, Organisation, Person, PersonMerge
from parvis.commons.people.tests.factories import (
    ConsentFactory,
    OrganisationFactory,
    PersonFactory,
    PersonRoleFactory,
)
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.lifecycle import break_glass
from parvis.ground.journal.models import JournalLine

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"desk:people:{name}", args=args)


def portrait():
    stream = io.BytesIO()
    Image.new("RGB", (40, 40), "steelblue").save(stream, "PNG")
    return SimpleUploadedFile("portrait.png", stream.getvalue(), content_type="image/png")


PERSON = {"given_name": "Anne", "family_name": "Dubois", "channel": "email", "email": "anne@exemple.invalid"}


def test_an_officer_creates_a_person(desk):
    page = desk.post(url("create"), PERSON, follow=True)
    assert "Anne Dubois" in page.content.decode()
    assert Person.objects.get().email == "anne@exemple.invalid"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "anne chez elle"}, "adresse"),
        ({"postcode": "470"}, "cinq chiffres"),
        ({"phone": "06"}, "pas complet"),
        ({"birth_date": "2050-01-01"}, "pas possible"),
        ({"family_name": ""}, "obligatoire"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(desk, wrong, sentence):
    page = desk.post(url("create"), {**PERSON, **wrong})
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert 'value="Anne"' in page.content.decode()


def test_a_likely_duplicate_asks_for_a_reason(desk, authority):
    PersonFactory(authority=authority, email="anne@exemple.invalid")
    assert desk.post(url("create"), PERSON).status_code == 422
    desk.post(url("create"), {**PERSON, "override": "Une homonyme."})
    assert Person.objects.count() == 2


def test_a_record_is_corrected_and_its_page_shows_roles_consents_and_history(desk, authority):
    role = PersonRoleFactory(person__authority=authority)
    ConsentFactory(person=role.person)
    desk.post(url("change", role.person.pk), {**PERSON, "city": "Nérac"})
    page = desk.get(role.person.get_desk_url()).content.decode()
    for words in ("Nérac", role.organisation.name, "afficher mon nom", "Fiche corrigée"):
        assert words in page


def test_roles_and_consents_are_added_and_ended_from_the_page(desk, authority):
    person, organisation = PersonFactory(authority=authority), OrganisationFactory(authority=authority)
    desk.post(url("add_role", person.pk), {"kind": "expert", "organisation": organisation.pk, "title": "Géographe"})
    role = person.roles.get()
    desk.post(url("end_role", role.pk))
    desk.post(url("give_consent", person.pk), {"purpose": "photo", "proof": "Formulaire signé"})
    desk.post(url("withdraw_consent", Consent.objects.get().pk))
    role.refresh_from_db()
    assert role.ends_on is not None
    assert Consent.objects.get().withdrawn_at is not None


def test_two_records_are_compared_then_merged_then_separated(desk, authority):
    kept, other = PersonFactory.create_batch(2, authority=authority, phone="05 53 00 00 00")
    assert "même téléphone" in desk.get(url("duplicates")).content.decode()
    assert "Garder plutôt" in desk.get(url("merge", kept.pk, other.pk)).content.decode()
    page = desk.post(url("merge", kept.pk, other.pk), follow=True)
    assert "Défaire la fusion" in page.content.decode()
    assert desk.get(other.get_desk_url()).status_code == 404
    desk.post(url("undo_merge", PersonMerge.objects.get().pk))
    assert desk.get(other.get_desk_url()).status_code == 200
    desk.post(url("distinct", kept.pk, other.pk))
    assert "Aucune fiche ne ressemble" in desk.get(url("duplicates")).content.decode()


def test_an_organisation_is_kept_with_its_people(desk, authority):
    desk.post(url("create_organisation"), {"name": "Les Jardins", "kind": "association", "siret": "21860194600013"})
    organisation = Organisation.objects.get()
    PersonRoleFactory(person__authority=authority, organisation=organisation, person__family_name="Larrieu")
    assert "Larrieu" in desk.get(organisation.get_desk_url()).content.decode()
    page = desk.post(url("create_organisation"), {"name": "X", "kind": "association", "siret": "12345678901234"})
    assert "Ce SIRET n’existe pas" in page.content.decode()


def test_the_records_of_another_authority_do_not_exist(desk):
    role = PersonRoleFactory()
    consent = ConsentFactory(person=role.person)
    person = role.person
    for address in (
        url("detail", person.pk), url("change", person.pk), url("end_role", role.pk),
        url("withdraw_consent", consent.pk), url("organisation", role.organisation.pk),
        url("merge", person.pk, person.pk),
    ):  # fmt: skip
        assert desk.get(address).status_code == 404


def test_a_director_reads_people_without_their_contact_details(here, authority):
    person = PersonFactory(authority=authority, phone="06 12 34 56 78", birth_date="1980-02-03")
    here.force_login(user_with(Persona.DIRECTOR, authority))
    asked = "?colonnes=full_name&colonnes=email&colonnes=phone&sort=email"
    for address in (url("list") + asked, person.get_desk_url()):
        page = here.get(address).content.decode()
        assert person.full_name in page
        assert person.email not in page
        assert "06 12 34 56 78" not in page
    assert person.full_name not in here.get(url("list") + f"?q={person.email}").content.decode()
    assert here.get(url("create")).status_code == 403
    assert here.get(url("list") + "?format=csv").status_code == 403


def test_an_export_asks_why_and_is_written_in_the_journal(desk, authority):
    PersonFactory.create_batch(2, authority=authority)
    assert "Pourquoi exporter" in desk.get(url("list") + "?format=csv").content.decode()
    answer = desk.post(url("list") + "?format=csv", {"reason": "Préparer le publipostage de la plénière"})
    assert len(b"".join(answer.streaming_content).splitlines()) == 3
    line = JournalLine.objects.get(verb="export_personal_data")
    assert line.facts["lines"] == 2


def test_reading_by_a_broken_glass_is_written_in_the_journal(here, authority):
    admin, person = user_with(Persona.ADMIN, authority), PersonFactory(authority=authority)
    here.force_login(admin)
    assert here.get(person.get_desk_url()).status_code == 404
    break_glass(authority, user=admin, reason="Erreur signalée sur une fiche.")
    assert here.get(person.get_desk_url()).status_code == 200
    assert JournalLine.objects.about(person).get().verb == "view_under_glass"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["list", "organisations"])
def test_lists_cost_the_same_whatever_their_length(desk, authority, name, count, django_assert_num_queries):
    for _ in range(count):
        PersonRoleFactory(person__authority=authority)
    desk.get(url(name))
    with django_assert_num_queries({"list": 11, "organisations": 8}[name]):
        page = desk.get(url(name))
    assert page.status_code == 200


def test_a_photograph_is_public_only_while_the_person_agrees(desk, authority, officer):
    person = PersonFactory(authority=authority)
    desk.post(url("photo", person.pk), {"photo": portrait()})
    person = Person.objects.get()
    public = reverse("public:people:photo", args=[person.pk])
    desk.logout()
    assert desk.get(public).status_code == 404
    consent = lifecycle.give_consent(person, purpose=Purpose.PHOTO, proof="Formulaire", by=officer)
    answer = desk.get(public)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert desk.get(public, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    lifecycle.withdraw_consent(consent, by=officer)
    assert desk.get(public).status_code == 404


def test_a_file_that_is_no_picture_is_refused(desk, authority):
    person = PersonFactory(authority=authority)
    fake = SimpleUploadedFile("portrait.png", b"%PDF-1.7 nothing of a picture", content_type="image/png")
    assert desk.post(url("photo", person.pk), {"photo": fake}).status_code == 422


def test_a_member_sees_and_corrects_what_is_known_of_them(here, authority):
    user = user_with(Persona.MEMBER, authority)
    person = PersonFactory(authority=authority, user=user)
    here.force_login(user)
    assert person.full_name in here.get(reverse("member:people:self")).content.decode()
    shown = here.get(reverse("member:people:contact")).content.decode()
    asked = re.findall(r'autocomplete="([^"]+)"', shown)
    assert {"email", "tel", "address-line1", "postal-code", "address-level2"} <= set(asked)
    here.post(reverse("member:people:contact"), {"email": person.email, "channel": "post", "city": "Agen"})
    here.post(reverse("member:people:consents"), {"purposes": ["name", "photo"]})
    here.post(reverse("member:people:consents"), {"purposes": ["photo"]})
    here.post(reverse("member:people:photo"), {"photo": portrait()})
    person = Person.objects.get()
    assert (person.channel, person.city) == ("post", "Agen")
    assert [c.purpose for c in person.consents.filter(withdrawn_at=None)] == ["photo"]
    assert person.photo_url
    here.post(reverse("member:people:photo"), {"retirer": "1"})
    assert Person.objects.get().photo is None


def test_who_has_no_record_here_has_no_such_page(here, authority):
    here.force_login(user_with(Persona.MEMBER, authority))
    assert here.get(reverse("member:people:self")).status_code == 403
