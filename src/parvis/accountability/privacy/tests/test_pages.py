import io
import json
import zipfile

import pytest
from django.core.cache import cache
from django.urls import reverse

from parvis.accountability.privacy.choices import Right, Status
from parvis.accountability.privacy.models import DataSubjectRequest, Erasure, PurgeRun
from parvis.accountability.privacy.tests.factories import (
    DataSubjectRequestFactory,
    ErasureFactory,
    PurgeRunFactory,
)
from parvis.accountability.privacy.tests.test_purging import old_person
from parvis.commons.people.models import Person
from parvis.commons.people.tests.factories import PersonFactory
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory

pytestmark = pytest.mark.django_db

FORM = {"right": "access", "name": "Anne Dubois", "email": "anne@exemple.invalid", "details": ""}


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


def url(name, *args):
    return reverse(f"desk:privacy:{name}", args=args)


def test_anybody_reads_the_notice_and_asks(here, authority):
    page = here.get("/donnees-personnelles/").content.decode()
    assert "Exercer mes droits" in page
    assert "Personnes et organisations" in page
    answer = here.post("/donnees-personnelles/demande/", FORM, follow=True)
    assert "accusé de réception" in answer.content.decode()
    made = DataSubjectRequest.objects.get()
    assert (made.authority, made.name, made.user) == (authority, "Anne Dubois", None)


def test_the_answer_is_the_same_for_somebody_known_and_for_nobody(here, authority):
    PersonFactory(authority=authority, email="connue@exemple.invalid")
    pages = [
        here.post("/donnees-personnelles/demande/", {**FORM, "email": email}, follow=True).content
        for email in ("connue@exemple.invalid", "inconnue@exemple.invalid")
    ]
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "anne"}, "adresse"),
        ({"right": ""}, "obligatoire"),
        ({"name": ""}, "obligatoire"),
        ({"details": "x" * 4001}, "4000"),
        ({"site": "http://robot"}, "envoi automatique"),
    ],
)
def test_a_wrong_form_says_so_and_keeps_what_was_typed(here, wrong, sentence):
    page = here.post("/donnees-personnelles/demande/", {**FORM, "name": "Anne Dubois", **wrong})
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not DataSubjectRequest.objects.exists()


def test_a_flood_of_requests_is_stopped(here):
    codes = [here.post("/donnees-personnelles/demande/", FORM).status_code for _ in range(6)]
    assert codes == [302] * 5 + [422]


def test_the_dpo_answers_an_erasure_from_end_to_end(desk, authority):
    person = PersonFactory(authority=authority, given_name="Anne", family_name="Dubois", email="anne@exemple.invalid")
    row = DataSubjectRequestFactory(authority=authority, right=Right.ERASURE, email=person.email)
    assert str(person) in desk.get(url("take", row.pk)).content.decode()
    desk.post(url("take", row.pk), {"person": person.pk, "identity": "Adresse connue"})
    assert "vidées" in desk.get(url("erase", row.pk)).content.decode()
    desk.post(url("erase", row.pk))
    page = desk.get(row.get_desk_url()).content.decode()
    assert "Effacement fait" in page
    desk.post(url("answer", row.pk), {"text": "Vos données sont effacées."})
    desk.post(url("close", row.pk))
    row.refresh_from_db()
    assert row.status == Status.CLOSED
    assert Person.objects.get().full_name == "personne effacée"
    assert Erasure.objects.get().request == row


def test_the_other_verbs_have_their_pages(desk, authority):
    row = DataSubjectRequestFactory(authority=authority)
    for name, data in (
        ("check_identity", {}),
        ("take", {"identity": "Réponse de l’adresse connue"}),
        ("extend", {"reason": "Archives nombreuses."}),
        ("refuse", {"reason": "Demande excessive."}),
    ):
        assert desk.get(url(name, row.pk)).status_code == 200
        assert desk.post(url(name, row.pk), data).status_code == 302, name
    row.refresh_from_db()
    assert row.status == Status.REFUSED


def test_the_dpo_takes_a_copy_of_the_data(desk, authority):
    person = PersonFactory(authority=authority)
    row = DataSubjectRequestFactory(authority=authority, person=person)
    answer = desk.get(url("archive", row.pk))
    told = json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("donnees.json"))
    assert told["personne"] == person.full_name
    bare = DataSubjectRequestFactory(authority=authority)
    assert desk.get(url("archive", bare.pk)).status_code == 302


def test_an_officer_reads_requests_and_registers_paper_ones_but_does_not_decide(here, authority, officer):
    here.force_login(officer)
    made = here.post(url("create"), {**FORM, "received_on": "2026-11-10"}, follow=True)
    assert "Anne Dubois" in made.content.decode()
    row = DataSubjectRequest.objects.get()
    for name in ("take", "erase", "answer", "refuse", "extend", "archive", "close", "check_identity"):
        assert here.get(url(name, row.pk)).status_code == 403, name


def test_an_auditor_reads_requests_and_changes_nothing(here, authority, auditor, dpo):
    row = DataSubjectRequestFactory(authority=authority)
    here.force_login(auditor)
    assert here.get(row.get_desk_url()).status_code == 200
    assert here.get(url("create")).status_code == 403
    for name in ("take", "erase", "answer", "refuse", "extend", "archive", "close", "check_identity"):
        assert here.post(url(name, row.pk)).status_code == 403, name
    here.force_login(dpo)
    assert here.get(url("answer", row.pk)).status_code == 200


def test_being_named_dpo_without_the_role_gives_nothing(authority, officer):
    authority.dpo_contact = officer.email
    authority.save()
    assert not officer.has_perm("privacy.decide_datasubjectrequest", DataSubjectRequestFactory(authority=authority))


def test_the_page_says_when_nobody_may_decide(here, authority, officer, auditor):
    row = DataSubjectRequestFactory(authority=authority)
    here.force_login(officer)
    assert "Personne ne peut décider" in here.get(row.get_desk_url()).content.decode()
    authority.dpo_contact = auditor.email.upper()
    authority.save()
    assert "Personne ne peut décider" not in here.get(row.get_desk_url()).content.decode()


@pytest.mark.parametrize("persona", [Persona.ADMIN, Persona.COUNCILLOR, Persona.CABINET, Persona.AGENT])
def test_the_rest_of_the_staff_sees_no_request(here, authority, persona):
    row = DataSubjectRequestFactory(authority=authority)
    here.force_login(user_with(persona, authority))
    assert here.get(url("list")).status_code == 403
    assert here.get(row.get_desk_url()).status_code == 404


def test_a_purge_is_prepared_by_one_and_approved_by_another_from_its_pages(mission, authority, director):
    old_person(authority)
    page = mission.post(url("prepare_purge"), follow=True)
    assert "Personnes" in page.content.decode()
    run = PurgeRun.objects.get()
    assert mission.get(url("approve_purge", run.pk)).status_code == 403
    assert "par une autre personne" in mission.get(run.get_desk_url()).content.decode()
    mission.force_login(director)
    assert "36 mois" in mission.get(url("approve_purge", run.pk)).content.decode()
    page = mission.post(url("approve_purge", run.pk), follow=True)
    assert "La purge est faite" in page.content.decode()
    mission.force_login(run.prepared_by)
    assert mission.post(url("prepare_purge")).status_code == 422


def test_a_purge_may_be_given_up_from_its_page(mission, authority):
    run = PurgeRunFactory(authority=authority)
    mission.post(url("discard_purge", run.pk))
    run.refresh_from_db()
    assert run.status == "discarded"


def test_who_controls_the_purges_reads_them_and_does_nothing(desk, authority):
    run = PurgeRunFactory(authority=authority)
    assert desk.get(url("purge", run.pk)).status_code == 200
    assert "Préparer une purge" not in desk.get(url("purges")).content.decode()
    for path in (url("prepare_purge"), url("approve_purge", run.pk), url("discard_purge", run.pk)):
        assert desk.post(path).status_code == 403, path
    run.refresh_from_db()
    assert run.status == "prepared"


def test_a_director_approves_what_the_officer_prepared(here, authority):
    here.force_login(user_with(Persona.DIRECTOR, authority))
    run = PurgeRunFactory(authority=authority)
    assert here.post(url("prepare_purge")).status_code == 403
    assert here.get(url("approve_purge", run.pk)).status_code == 200


def test_the_register_is_read_by_those_who_run_and_control(here, authority, officer):
    here.force_login(officer)
    assert "Conservation" in here.get(url("register")).content.decode()
    here.force_login(user_with(Persona.AGENT, authority))
    assert here.get(url("register")).status_code == 403


def test_another_authority_s_requests_and_purges_do_not_exist(desk):
    row, run = DataSubjectRequestFactory(), PurgeRunFactory()
    for name in ("detail", "take", "erase", "archive", "answer"):
        assert desk.get(url(name, row.pk)).status_code == 404
    for name in ("purge", "approve_purge", "discard_purge"):
        assert desk.get(url(name, run.pk)).status_code == 404


def test_everybody_takes_a_copy_of_their_own_data_at_once(here, authority):
    user = UserFactory()
    person = PersonFactory(authority=authority, user=user)
    DataSubjectRequestFactory(authority=authority, user=user, person=person)
    DataSubjectRequestFactory(authority=AuthorityFactory(), user=user, name="Ailleurs")
    here.force_login(user)
    page = here.get(reverse("member:privacy:own")).content.decode()
    assert "accéder à mes données" in page
    copy = reverse("member:privacy:copy")
    assert here.get(copy).status_code == 405
    answer = here.post(copy)
    told = json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("donnees.json"))
    assert told["personne"] == person.full_name
    assert "Ailleurs" not in json.dumps(told)


def test_who_is_nobody_here_has_no_copy_to_take(here):
    here.force_login(UserFactory())
    assert here.get(reverse("member:privacy:own")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "factory"), [("list", DataSubjectRequestFactory), ("purges", PurgeRunFactory)])
def test_lists_cost_the_same_whatever_their_length(desk, authority, name, factory, count, django_assert_num_queries):
    for _ in range(count):
        factory(authority=authority, **({"status": "discarded"} if name == "purges" else {}))
    desk.get(url(name))
    with django_assert_num_queries({"list": 8, "purges": 8}[name]):
        assert desk.get(url(name)).status_code == 200


@pytest.mark.parametrize("factory", [DataSubjectRequestFactory, PurgeRunFactory, ErasureFactory])
@pytest.mark.parametrize("persona", [*Persona])
def test_lists_tell_the_same_truth_as_records(authority, factory, persona):
    row = factory(authority=authority)
    model = type(row)
    for user in (user_with(persona, authority), user_with(persona, AuthorityFactory()), UserFactory()):
        listed = model.objects.visible_to(user).filter(pk=row.pk).exists()
        assert listed == user.has_perm(f"privacy.view_{model._meta.model_name}", row)
