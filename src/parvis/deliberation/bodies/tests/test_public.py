"""What everybody sees of a body, and what nobody sees."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.people.tests.factories import ConsentFactory
from parvis.commons.schemes.tests.factories import user_on
from parvis.deliberation.bodies import documents, feature, lifecycle
from parvis.deliberation.bodies.tests.factories import BodyFactory, InnerBodyFactory, MembershipFactory
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.core import clock
from parvis.ground.documents import lifecycle as files
from parvis.ground.documents.models import StoredFile

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def visit(client, epci, at):
    """A visitor on the agglomeration's site."""
    at("2026-11-16")
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    return client


@pytest.fixture
def body(epci):
    return BodyFactory(
        authority=epci, name="Conseil de développement", slug="c2d", summary="Une voix pour le territoire."
    )


def page(client, name, *args):
    return client.get(reverse(f"public:bodies:{name}", args=args))


def test_the_list_shows_published_bodies_and_their_parts(visit, body, epci):
    InnerBodyFactory(parent=body, name="Mobilités et énergie")
    BodyFactory(authority=epci, name="Instance secrète", is_public=False)
    html = page(visit, "list").content.decode()
    assert body.name in html
    assert "Mobilités et énergie" in html
    assert "secrète" not in html


@pytest.mark.parametrize("count", [1, 4])
def test_the_public_page_costs_the_same_whatever_the_members(visit, body, count, django_assert_max_num_queries):
    MembershipFactory.create_batch(count, body=body)
    with django_assert_max_num_queries(10):
        assert page(visit, "detail", "c2d").status_code == 200


def test_the_public_page_says_who_sits_and_no_private_thing(visit, body):
    member = MembershipFactory(
        body=body, role="chair", person__email="privee@exemple.invalid", person__birth_date=dt.date(1980, 5, 4)
    )
    gone = MembershipFactory(body=body, status="resigned", ended_on=dt.date(2026, 10, 1), end_reason="resigned")
    candidate = MembershipFactory(body=body, candidate=True)
    html = page(visit, "detail", "c2d").content.decode()
    assert member.person.full_name in html
    assert "présidence" in html
    for hidden in (gone.person.family_name, candidate.person.family_name, "privee@", "1980"):
        assert hidden not in html


def test_an_unpublished_body_does_not_exist_for_visitors(visit, body, epci):
    body.is_public = False
    body.save()
    assert page(visit, "detail", "c2d").status_code == 404
    assert page(visit, "popolo", "c2d").status_code == 404
    visit.force_login(user_on("member", body.scheme_ptr))
    assert page(visit, "detail", "c2d").status_code == 200


def test_another_authority_never_shows_the_body(visit, body):
    other = BodyFactory(slug="ailleurs")
    assert page(visit, "detail", other.slug).status_code == 404


def test_names_by_consent_counts_the_others(visit, body):
    body.names_by_consent = True
    body.save()
    named, hidden = MembershipFactory.create_batch(2, body=body)
    chair = MembershipFactory(body=body, role="chair")
    ConsentFactory(person=named.person, purpose="name")
    html = page(visit, "detail", "c2d").content.decode()
    assert named.person.family_name in html
    assert chair.person.family_name in html
    assert hidden.person.family_name not in html
    assert "1\u00a0autre membre n’a pas souhaité être nommé." in html
    assert hidden.person.family_name not in page(visit, "popolo", "c2d").content.decode()


def test_a_photograph_shows_by_consent_only(visit, body, settings):
    member = MembershipFactory(body=body)
    photo = StoredFile(
        authority=body.authority, title="Portrait", original_name="p.png", content_type="image/png", size=len(PNG),
        sha256="0" * 64, stored_at=clock.now(), owner=member.person,
    )  # fmt: skip
    from django.core.files.base import ContentFile

    photo.file.save("p.png", ContentFile(PNG))
    member.person.photo = photo
    member.person.save()
    assert page(visit, "portrait", "c2d", member.pk).status_code == 404
    consent = ConsentFactory(person=member.person, purpose="photo")
    assert b"".join(page(visit, "portrait", "c2d", member.pk)) == PNG
    consent.withdrawn_at = clock.now() + dt.timedelta(days=3650)
    consent.save()
    assert page(visit, "portrait", "c2d", member.pk).status_code == 404


def test_members_see_their_colleagues_and_the_chair_the_contacts_of_those_who_agree(visit, body):
    chair, reader = UserFactory(), UserFactory()
    for user, role in ((chair, "chair"), (reader, "member")):
        lifecycle.activate(MembershipFactory(body=body, status="appointed", role=role, person__user=user), by=None)
    open_, closed = (MembershipFactory(body=body, person__email=f"{n}@exemple.invalid") for n in ("ouverte", "fermee"))
    ConsentFactory(person=open_.person, purpose="contact")
    address = reverse("member:bodies:detail", args=[body.pk])
    visit.force_login(reader)
    html = visit.get(address).content.decode()
    assert closed.person.full_name in html
    assert "@exemple.invalid" not in html.replace(reader.email, "")
    visit.force_login(chair)
    html = visit.get(address).content.decode()
    assert "ouverte@exemple.invalid" in html
    assert "fermee@exemple.invalid" not in html


def test_a_stranger_has_no_member_page(visit, body):
    visit.force_login(UserFactory())
    assert visit.get(reverse("member:bodies:detail", args=[body.pk])).status_code == 403


def test_whoever_is_appointed_signs_the_charter_in_their_space(visit, body):
    user = UserFactory()
    member = MembershipFactory(body=body, status="appointed", charter_signed_on=None, person__user=user)
    visit.force_login(user)
    address = reverse("member:bodies:sign_charter", args=[member.pk])
    assert address in visit.get(reverse("member:bodies:list")).content.decode()
    visit.post(address)
    member.refresh_from_db()
    assert (member.status, member.charter_signed_on) == ("active", dt.date(2026, 11, 16))
    other = MembershipFactory(body=body, status="appointed", charter_signed_on=None)
    assert visit.post(reverse("member:bodies:sign_charter", args=[other.pk])).status_code == 403


def test_a_member_finds_their_letter_and_nobody_elses(visit, body):
    user = UserFactory()
    member = MembershipFactory(body=body, person__user=user)
    other = MembershipFactory(body=body, person__user=UserFactory())
    for each in (member, other):
        document, template = documents.certificate(each, on=clock.today())
        files.produce(
            document, kind=documents.CERTIFICATE.code, about=each, by=None, template=template, formats=("docx",)
        )
    mine, theirs = StoredFile.objects.order_by("pk")
    visit.force_login(user)
    html = visit.get(reverse("member:bodies:list")).content.decode()
    assert mine.get_absolute_url() in html
    assert theirs.get_absolute_url() not in html
    assert visit.get(mine.get_absolute_url()).status_code == 200
    assert visit.get(theirs.get_absolute_url()).status_code == 404


def test_the_chair_writes_the_presentation_and_a_member_does_not(visit, body):
    visit.force_login(user_on("chair", body.scheme_ptr))
    address = reverse("member:bodies:describe", args=[body.pk])
    assert visit.post(address, {"summary": "Nouvelle présentation."}).status_code == 302
    body.refresh_from_db()
    assert body.summary == "Nouvelle présentation."
    visit.force_login(user_on("member", body.scheme_ptr))
    assert visit.post(address, {"summary": "Autre."}).status_code == 403


def test_the_feature_is_in_the_site_map_and_on_the_home_page(visit, body):
    assert list(feature.feature.site_map(body.authority)) == [(body.name, "/instances/c2d/")]
    assert body.name in visit.get("/").content.decode()


PERSONAS = ("admin", "officer", "director", "councillor", "cabinet", "agent", "auditor")


@pytest.mark.parametrize("persona", PERSONAS)
def test_each_persona_of_the_desk_reads_a_body_and_few_run_it(epci, body, persona):
    user = user_with(persona, epci)
    assert user.has_perm("bodies.view_body", body)
    assert user.has_perm("bodies.compose_body", body) is (persona == "officer")
    assert user.has_perm("bodies.transition_body", body) is (persona in ("officer", "director"))
    member = MembershipFactory(body=body)
    assert user.has_perm("bodies.view_contact_membership", member) is (persona in ("officer", "auditor"))
    assert user.has_perm("bodies.export_membership", epci) is (persona == "officer")


def test_lists_tell_the_same_truth_as_rules(epci, body):
    from parvis.deliberation.bodies.models import Body, Membership

    hidden = BodyFactory(authority=epci, is_public=False)
    project = BodyFactory(authority=epci, projected=True)
    inner = InnerBodyFactory(parent=hidden, is_public=False)
    own = MembershipFactory(body=hidden, person__user=UserFactory())
    for each in (body, hidden, project, inner):
        MembershipFactory(body=each, candidate=True)
        MembershipFactory(body=each)
    users = [
        user_with(p, epci) for p in ("officer", "agent", "auditor", "resident")
    ] + [user_on(p, hidden.scheme_ptr) for p in ("chair", "member", "officer")] + [own.person.user]  # fmt: skip
    for user in users:
        for model, perm in ((Body, "bodies.view_body"), (Membership, "bodies.view_membership")):
            seen = set(model.objects.visible_to(user).values_list("pk", flat=True))
            allowed = {row.pk for row in model.objects.all() if user.has_perm(perm, row)}
            assert seen == allowed, (user, model)
