import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import SchemeFactory, user_on
from parvis.commons.writing import due, lifecycle
from parvis.commons.writing.feature import feature
from parvis.commons.writing.models import Comment, Recommendation, Text, TextDraft
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Role
from parvis.ground.authorities.tests.factories import AuthorityFactory, DepartmentFactory
from parvis.ground.core import clock
from parvis.ground.search.index import refresh

from .factories import (
    CommentFactory,
    DebateNoteFactory,
    DivergenceFactory,
    MinorityPositionFactory,
    RecommendationFactory,
    TextFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db

PARTS = ("detail", "debate", "disagreements", "recommendations", "versions")


@pytest.fixture
def authority():
    return AuthorityFactory(slug="orzenne")


@pytest.fixture
def scheme(authority):
    return SchemeFactory(authority=authority, name="Conseil de développement")


@pytest.fixture
def text(scheme):
    return VersionFactory(text__scheme=scheme).text


@pytest.fixture
def officer(authority):
    return user_with(Persona.OFFICER, authority)


@pytest.fixture
def member(scheme):
    user = user_on(Persona.MEMBER, scheme)
    PersonFactory(authority=scheme.authority, user=user, given_name="Denise", family_name="Aubier")
    return user


@pytest.fixture
def visit(client, authority):
    """A client signed in on the authority's host."""

    def sign_in(user):
        client.force_login(user)
        client.defaults["HTTP_HOST"] = "orzenne.localhost"
        client.defaults["SERVER_NAME"] = "orzenne.localhost"
        return client

    return sign_in


def url(shell, name, *args):
    return reverse(f"{shell}:writing:{name}", args=args)


def opened(text):
    lifecycle.open_comments(text, until=clock.today() + dt.timedelta(days=10), by=None)
    return text


# --- Who reads


@pytest.mark.parametrize("part", PARTS)
def test_the_officer_reads_every_part_on_the_desk(visit, officer, text, part):
    response = visit(officer).get(url("desk", part, text.pk))
    assert response.status_code == 200
    assert text.title in response.content.decode()


@pytest.mark.parametrize("part", PARTS)
def test_members_read_every_part_in_their_space(visit, member, text, part):
    assert visit(member).get(url("member", part, text.pk)).status_code == 200


def test_the_page_of_a_body_leads_each_reader_to_a_page_they_may_open(scheme, officer, member, text):
    for user, address in ((officer, text.get_desk_url()), (member, text.get_member_url())):
        (block,) = feature.scheme_panels(scheme, user)
        assert [row.address for row in block.context["texts"]] == [address]
    assert not list(feature.scheme_panels(scheme, user_on(Persona.MEMBER, SchemeFactory(authority=scheme.authority))))


def test_members_find_the_texts_of_their_bodies_and_no_other(visit, authority, member, text):
    refresh(text)
    stranger = user_on(Persona.MEMBER, SchemeFactory(authority=authority))
    word = text.title.split()[0]
    for user, finds in ((member, True), (stranger, False)):
        page = visit(user).get("/espace-membre/recherche/", {"q": word}).content.decode()
        assert (f'href="{text.get_member_url()}"' in page) is finds
    asked = visit(member).get("/espace-membre/recherche/", {"q": word}, HTTP_HX_REQUEST="true").content.decode()
    assert text.title in asked
    assert "<html" not in asked


def test_every_page_of_the_member_space_leads_to_the_search_and_to_the_compulsory_pages(visit, member):
    page = visit(member).get("/espace-membre/").content.decode()
    for address in ("/espace-membre/recherche/", "/plan-du-site/", "/accessibilite/", "/mentions-legales/"):
        assert f'href="{address}"' in page
    assert 'data-search="/espace-membre/recherche/"' in page


def test_a_draft_is_hidden_from_the_members_of_another_body(visit, authority, text):
    stranger = user_on(Persona.MEMBER, SchemeFactory(authority=authority))
    assert visit(stranger).get(url("member", "detail", text.pk)).status_code == 404


@pytest.mark.parametrize("persona", [Persona.DIRECTOR, Persona.COUNCILLOR, Persona.CABINET, Persona.ADMIN])
def test_a_draft_is_hidden_from_those_whom_it_will_be_sent_to(visit, authority, text, persona):
    assert visit(user_with(persona, authority)).get(url("desk", "detail", text.pk)).status_code == 404


def test_an_agent_reads_the_draft_when_the_service_is_asked(visit, authority, text):
    service = DepartmentFactory(authority=authority)
    agent = user_with(Persona.AGENT, authority)
    Role.objects.filter(user=agent).update(department=service)
    client = visit(agent)
    assert client.get(url("desk", "detail", text.pk)).status_code == 404
    text.readers.add(service)
    assert client.get(url("desk", "detail", text.pk)).status_code == 200
    assert client.get(url("desk", "write", text.pk)).status_code == 403


def test_another_authority_sees_nothing(visit, officer):
    foreign = VersionFactory(text__scheme=SchemeFactory()).text
    assert visit(officer).get(url("desk", "detail", foreign.pk)).status_code == 404


@pytest.mark.parametrize("status", ["drafting", "published"])
def test_the_list_tells_the_same_truth_as_the_rule(scheme, authority, status):
    text = TextFactory(scheme=scheme)
    if status == "published":
        VersionFactory(text=text)
        lifecycle.approve(text, by=None)
        lifecycle.publish(text, by=None)
    users = [user_with(p, authority) for p in (Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR)]
    users += [user_on(Persona.MEMBER, scheme), user_on(Persona.CHAIR, scheme), UserFactory()]
    for user in users:
        listed = Text.objects.visible_to(user).filter(pk=text.pk).exists()
        assert listed == user.has_perm("writing.view_text", text)


# --- Writing


def test_what_is_written_becomes_a_version(visit, member, text):
    response = visit(member).post(
        url("member", "write", text.pk),
        {"html": "<p>Mieux.</p>", "html_format": "html", "base": 1, "note": "Plus court"},
    )
    assert response.status_code == 302
    assert (text.versions.first().html, text.versions.first().note) == ("<p>Mieux.</p>", "Plus court")


def test_a_bare_text_area_is_enough_to_write(visit, member, text):
    page = visit(member).get(url("member", "write", text.pk)).content.decode()
    assert "## Ce que nous proposons" in page
    typed = "## Ce que nous proposons\n\nRelier **tous** les collèges.\n\n- un\n- deux"
    visit(member).post(url("member", "write", text.pk), {"html": typed, "html_format": "simple", "base": 1})
    assert text.versions.first().html == (
        "<h2>Ce que nous proposons</h2><p>Relier <strong>tous</strong> les collèges.</p>"
        "<ul><li>un</li><li>deux</li></ul>"
    )


def test_the_second_to_save_sees_both_versions_and_keeps_every_word(visit, member, text):
    other = UserFactory(name="Karim Ouzari")
    lifecycle.save_version(text, html="<p>Les mots de Karim.</p>", base=1, by=other)
    response = visit(member).post(
        url("member", "write", text.pk), {"html": "<p>Mes mots à moi.</p>", "html_format": "html", "base": 1}
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "Les mots de Karim." in page
    assert page.count("Mes mots à moi.") >= 2
    assert "Karim Ouzari" in page
    assert text.versions.count() == 2
    assert TextDraft.objects.get(user=member).html == "<p>Mes mots à moi.</p>"


def test_the_reunited_text_is_saved_over_the_other_version(visit, member, text):
    lifecycle.save_version(text, html="<p>Autres mots.</p>", base=1, by=UserFactory())
    again = {"html": "<p>Autres mots et les miens.</p>", "html_format": "html", "base": 2}
    assert visit(member).post(url("member", "write", text.pk), again).status_code == 302
    assert Text.objects.get(pk=text.pk).head == 3


def test_typing_is_kept_for_its_author_alone(visit, member, officer, text):
    answer = visit(member).post(
        url("member", "draft", text.pk), {"html": "<p>Je commence</p>", "html_format": "html", "base": 1}
    )
    assert "Brouillon gardé" in answer.json()["message"]
    assert "Je commence" in visit(member).get(url("member", "write", text.pk)).content.decode()
    assert "Je commence" not in visit(officer).get(url("desk", "write", text.pk)).content.decode()
    assert "Je commence" not in visit(member).get(url("member", "write", text.pk) + "?depuis=version").content.decode()


def test_an_empty_text_is_refused_in_words(visit, member, text):
    response = visit(member).post(url("member", "write", text.pk), {"html": "  ", "html_format": "html", "base": 1})
    assert response.status_code == 422
    assert text.versions.count() == 1


def test_a_locked_text_is_not_written(visit, member, text):
    lifecycle.approve(text, by=None)
    assert visit(member).get(url("member", "write", text.pk)).status_code == 403


# --- Remarks


def test_a_member_comments_a_paragraph(visit, member, text):
    opened(text)
    page = visit(member).get(url("member", "detail", text.pk) + "?paragraphe=2").content.decode()
    assert "Votre remarque" in page
    response = visit(member).post(url("member", "comment", text.pk), {"body": "Et les villages ?", "anchor": 2})
    row = Comment.objects.get()
    assert (row.person.full_name, row.anchor) == ("Denise Aubier", 2)
    assert response.url.endswith(f"#remarque-{row.pk}")


def test_a_remark_received_on_paper_bears_the_name_of_its_author(visit, officer, member, text):
    opened(text)
    person = member.persons.get()
    visit(officer).post(url("desk", "comment", text.pk), {"body": "Trop long.", "anchor": 2, "person": person.pk})
    assert Comment.objects.get().author_name == "Denise Aubier"


def test_a_member_does_not_write_in_the_name_of_another(visit, member, text):
    opened(text)
    other = PersonFactory(authority=text.authority, user=user_on(Persona.MEMBER, text.scheme))
    visit(member).post(url("member", "comment", text.pk), {"body": "Trop long.", "anchor": 2, "person": other.pk})
    assert Comment.objects.get().author_name == "Denise Aubier"


def test_a_vote_received_on_paper_is_entered_by_the_officer(visit, officer, text):
    voter = PersonFactory(authority=text.authority)
    RecommendationFactory(text=text)
    lifecycle.open_written_procedure(text, closes_on=clock.today(), electors=[voter], quorum=1, by=officer)
    page = visit(officer).get(url("desk", "detail", text.pk)).content.decode()
    assert "vote reçu sur papier" in page
    visit(officer).post(url("desk", "paper_vote", text.pk), {"person": voter.pk, "choice": "against"})
    vote = text.running_procedure.votes.get()
    assert (vote.choice, vote.cast_by) == ("against", officer)


def test_an_empty_remark_comes_back_with_its_error(visit, member, text):
    opened(text)
    response = visit(member).post(url("member", "comment", text.pk) + "?paragraphe=2", {"body": "", "anchor": 2})
    assert response.status_code == 422


def test_the_author_reads_what_became_of_the_remark(visit, member, officer, text):
    row = CommentFactory(text=opened(text), author=member)
    visit(officer).post(url("desk", "settle", row.pk), {"outcome": "refused", "reason": "Hors du sujet."})
    assert "Hors du sujet." in visit(member).get(url("member", "detail", text.pk)).content.decode()


def test_a_refusal_without_reason_comes_back(visit, officer, text):
    row = CommentFactory(text=opened(text))
    response = visit(officer).post(url("desk", "settle", row.pk), {"outcome": "refused", "reason": ""})
    assert response.status_code == 422
    assert "Donnez la raison" in response.content.decode()


def test_members_do_not_settle_remarks(visit, member, text):
    row = CommentFactory(text=opened(text))
    assert visit(member).get(url("member", "settle", row.pk)).status_code == 403


def test_remarks_stay_inside_once_the_text_is_public(authority, text):
    row = CommentFactory(text=text)
    lifecycle.approve(text, by=None, override="Sans suite.")
    lifecycle.publish(text, by=None)
    assert not Comment.objects.visible_to(user_with(Persona.DIRECTOR, authority)).filter(pk=row.pk).exists()


def test_the_period_closes_by_itself(text):
    opened(text)
    Text.objects.filter(pk=text.pk).update(comments_until=clock.today() - dt.timedelta(days=1))
    due.run(clock.now())
    due.run(clock.now())
    assert Text.objects.get(pk=text.pk).status == "final"


# --- Parts


def test_recommendations_are_added_changed_and_removed(visit, officer, text):
    client = visit(officer)
    service = DepartmentFactory(authority=text.authority)
    client.post(url("desk", "add_recommendation", text.pk), {"statement": "Prêter des vélos", "addressee": service.pk})
    row = Recommendation.objects.get()
    client.post(
        url("desk", "change_recommendation", row.pk), {"statement": "Prêter 120 vélos", "addressee_label": "Région"}
    )
    row.refresh_from_db()
    assert (row.statement, row.addressee_name) == ("Prêter 120 vélos", "Région")
    client.post(url("desk", "remove_recommendation", row.pk))
    assert not Recommendation.objects.exists()


def test_the_addressee_is_one_of_our_services(visit, officer, text):
    foreign = DepartmentFactory()
    response = visit(officer).post(
        url("desk", "add_recommendation", text.pk), {"statement": "Prêter", "addressee": foreign.pk}
    )
    assert response.status_code == 422


def test_a_member_writes_a_minority_position_and_holds_it(visit, member, text):
    visit(member).post(
        url("member", "add_minority", text.pk),
        {"title": "Autrement", "html": "Commencer par les villages.", "html_format": "simple"},
    )
    row = text.minority_positions.get()
    assert [p.full_name for p in row.holders.all()] == ["Denise Aubier"]
    assert row.html == "<p>Commencer par les villages.</p>"


def test_only_its_holders_change_a_position(visit, member, text):
    row = MinorityPositionFactory(text=text)
    assert visit(member).get(url("member", "change_minority", row.pk)).status_code == 403


def test_a_disagreement_needs_two_sides(visit, officer, text):
    response = visit(officer).post(
        url("desk", "add_divergence", text.pk), {"subject": "La gratuité", "position_1": "Pour", "count_1": 12}
    )
    assert response.status_code == 422


def test_votes_are_cast_in_the_member_space(visit, member, text):
    person = member.persons.get()
    RecommendationFactory(text=text)
    lifecycle.open_written_procedure(text, closes_on=clock.today(), electors=[person], quorum=1, by=None)
    page = visit(member).get(url("member", "detail", text.pk)).content.decode()
    assert "Vous n’avez pas encore voté" in page
    visit(member).post(url("member", "vote", text.pk), {"choice": "for"})
    assert text.running_procedure.votes.get().choice == "for"


def test_the_officer_adopts_a_text_of_its_own(visit, officer, text):
    figures = {
        "mode": "plenary",
        "on": clock.today().isoformat(),
        "electors": 9,
        "quorum": 5,
        "present": 7,
        "in_favour": 7,
    }
    visit(officer).post(url("desk", "adopt", text.pk), figures)
    text.refresh_from_db()
    page = visit(officer).get(url("desk", "detail", text.pk)).content.decode()
    assert text.fingerprint in page


def test_a_text_of_a_referral_is_adopted_on_its_own_record(visit, officer, text):
    Text.objects.filter(pk=text.pk).update(origin_desk_url="/gestion/saisines/1/")
    page = visit(officer).get(url("desk", "detail", text.pk)).content.decode()
    assert "Enregistrer l’adoption" not in page


def test_two_versions_are_compared_word_by_word(visit, officer, text):
    html = text.latest.html.replace("les bourgs entre eux", "les bourgs et les hameaux entre eux")
    lifecycle.save_version(text, html=html, base=1, by=officer)
    page = visit(officer).get(url("desk", "versions", text.pk) + "?de=1&a=2").content.decode()
    assert "<ins>et les hameaux " in page


def test_the_easy_version_is_said_missing_until_it_exists(visit, officer, text):
    client = visit(officer)
    assert "manquante" in client.get(url("desk", "detail", text.pk)).content.decode()
    client.post(url("desk", "plain", text.pk))
    assert "manquante" not in client.get(url("desk", "detail", text.pk)).content.decode()


# --- Lists


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("count", [1, 3])
def test_a_record_page_costs_twelve_queries_at_most(visit, officer, text, part, count, django_assert_max_num_queries):
    CommentFactory.create_batch(count, text=text)
    RecommendationFactory.create_batch(count, text=text)
    DebateNoteFactory.create_batch(count, text=text, scheme=text.scheme)
    DivergenceFactory.create_batch(count, text=text)
    client = visit(officer)
    client.get(url("desk", part, text.pk))
    with django_assert_max_num_queries(12):
        client.get(url("desk", part, text.pk))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(visit, officer, scheme, count, django_assert_num_queries):
    for text in TextFactory.create_batch(count, scheme=scheme):
        CommentFactory(text=VersionFactory(text=text).text)
    client = visit(officer)
    client.get(url("desk", "list"))
    with django_assert_num_queries(8):
        client.get(url("desk", "list"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_member_list_costs_the_same_whatever_its_length(visit, member, scheme, count, django_assert_num_queries):
    TextFactory.create_batch(count, scheme=scheme)
    client = visit(member)
    with django_assert_num_queries(6):
        client.get(url("member", "list"))
