import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.commons.commitments.tests.factories import CommitmentFactory
from parvis.commons.schemes.tests.factories import user_on
from parvis.commons.writing.tests.factories import (
    DivergenceFactory,
    MinorityPositionFactory,
    RecommendationFactory,
    VersionFactory,
)
from parvis.deliberation.bodies.tests.factories import BodyFactory
from parvis.deliberation.referrals import contributions, queries
from parvis.deliberation.referrals.choices import ANSWERED_ON, ENDED_ASIDE, RECEIVED, Kind, Status
from parvis.deliberation.referrals.desk.pages import VERBS as DESK_VERBS
from parvis.deliberation.referrals.member.verbs import VERBS as MEMBER_VERBS
from parvis.deliberation.referrals.models import RecommendationResponse, Referral
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Department, Role
from parvis.ground.authorities.tests.factories import DepartmentFactory, LegalRuleFactory
from parvis.ground.core import clock
from parvis.ground.documents.models import StoredFile
from parvis.shells.verbs import offers

from .factories import (
    FollowUpReviewFactory,
    HearingContributionFactory,
    HearingFactory,
    ReferralFactory,
    ResponseFactory,
    SignatoryFactory,
    WorkStepFactory,
)

pytestmark = pytest.mark.django_db

TABS = ("detail", "work", "opinion", "answer", "follow_up")


def url(name, *args, shell="desk"):
    return reverse(f"{shell}:referrals:{name}", args=args)


def rich(body, status=Status.UNDER_FOLLOW_UP, count=2, **fields):
    """A file with everything that its pages show."""
    referral = ReferralFactory(body=body, status=status, **fields)
    WorkStepFactory.create_batch(count, referral=referral)
    for hearing in HearingFactory.create_batch(count, referral=referral):
        HearingContributionFactory(referral=referral, hearing=hearing)
    if referral.text:
        VersionFactory(text=referral.text)
        MinorityPositionFactory.create_batch(count, text=referral.text)
        DivergenceFactory.create_batch(count, text=referral.text)
        for row in RecommendationFactory.create_batch(count, text=referral.text):
            answered = status in ANSWERED_ON
            RecommendationResponse.objects.create(
                recommendation=row, referral=referral, status="refused" if answered else "",
                reasons="Hors compétence." if answered else "", department=row.addressee,
                published_on=referral.answered_on,
            )  # fmt: skip
    for months in (6, 12)[:count] if status in ANSWERED_ON else ():
        FollowUpReviewFactory(referral=referral, months=months)
    return referral


# --- Desk


@pytest.mark.parametrize("tab", TABS)
def test_the_officer_opens_every_part_of_a_file(visit, officer, small, tab):
    referral = rich(small)
    page = visit(officer).get(url(tab, referral.pk))
    assert page.status_code == 200
    assert referral.title in page.content.decode()


@pytest.mark.parametrize("status", list(Status))
def test_a_file_opens_in_every_state(visit, officer, small, status):
    referral = rich(small, status=status)
    assert visit(officer).get(url("detail", referral.pk)).status_code == 200


@pytest.mark.parametrize("status", RECEIVED)
def test_the_public_page_tells_every_state(visit, small, status):
    referral = rich(small, status=status)
    page = visit().get(referral.get_absolute_url())
    assert page.status_code == 200
    assert referral.question in page.content.decode().replace("&#x27;", "'")


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("count", [1, 3])
def test_a_record_page_costs_twelve_queries_at_most(visit, officer, small, tab, count, django_assert_max_num_queries):
    referral = rich(small, count=count)
    client = visit(officer)
    client.get(url(tab, referral.pk))
    with django_assert_max_num_queries(12):
        client.get(url(tab, referral.pk))


def test_the_review_whose_day_comes_is_the_verb_put_forward(visit, officer, small):
    referral = ReferralFactory(body=small, status=Status.UNDER_FOLLOW_UP)
    review = FollowUpReviewFactory(referral=referral, months=6, due_on=clock.today())
    page = visit(officer).get(url("detail", referral.pk)).content.decode()
    forward = page.index("Tenir le bilan à 6 mois")
    assert url("hold_review", review.pk) in page
    assert forward < page.index("Autres actions")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(visit, officer, small, count, django_assert_num_queries):
    ReferralFactory.create_batch(count, body=small, status=Status.TRANSMITTED)
    client = visit(officer)
    client.get(url("list"))
    with django_assert_num_queries(9):
        client.get(url("list"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_public_list_costs_the_same_whatever_its_length(visit, small, count, django_assert_max_num_queries):
    ReferralFactory.create_batch(count, body=small, status=Status.TRANSMITTED)
    client = visit()
    with django_assert_max_num_queries(5):
        client.get(url("list", shell="public") + f"?{count}")


@pytest.mark.parametrize("count", [1, 3])
def test_the_public_page_costs_the_same_whatever_is_on_it(visit, small, count, django_assert_max_num_queries):
    referral = rich(small, count=count)
    client = visit()
    with django_assert_max_num_queries(10):
        client.get(referral.get_absolute_url() + f"?{count}")


def test_drafts_are_nobody_elses(visit, authority, small, director, councillor):
    referral = ReferralFactory(body=small, drafted_by=councillor)
    assert visit(councillor).get(url("detail", referral.pk)).status_code == 200
    assert visit(director).get(url("detail", referral.pk)).status_code == 404
    assert visit().get(url("detail", referral.slug, shell="public")).status_code == 404


def test_the_work_stays_with_the_body_and_the_mission(visit, authority, small, director):
    referral = rich(small, status=Status.OPINION_DRAFTING)
    client = visit(director)
    assert client.get(url("detail", referral.pk)).status_code == 200
    assert client.get(url("work", referral.pk)).status_code == 403
    assert client.get(url("opinion", referral.pk)).status_code == 404


def test_another_authority_knows_nothing(visit, officer):
    foreign = rich(BodyFactory())
    client = visit(officer)
    assert client.get(url("detail", foreign.pk)).status_code == 404
    assert client.get(url("detail", foreign.slug, shell="public")).status_code == 404


def test_the_answer_being_prepared_stays_with_those_who_prepare_it(visit, authority, small, councillor):
    referral = rich(small, status=Status.TRANSMITTED)
    assert visit(councillor).get(url("answer", referral.pk)).status_code == 200
    assert visit(user_with(Persona.CABINET, authority)).get(url("answer", referral.pk)).status_code == 200
    assert visit(user_with(Persona.FACILITATOR, authority)).get(url("answer", referral.pk)).status_code == 403


def test_an_agent_answers_for_the_service_asked_and_for_no_other(visit, authority, small):
    referral = rich(small, status=Status.TRANSMITTED, count=1)
    response = referral.responses.get()
    agent = user_with(Persona.AGENT, authority)
    assert visit(agent).get(url("propose", response.pk)).status_code == 404
    Role.objects.filter(user=agent).update(department=response.department)
    client = visit(agent)
    data = {"status": "partly", "reasons": "40 vélos.", "department": response.department_id, "due_on": "2027-06-30"}
    assert client.post(url("propose", response.pk), data).status_code == 302
    assert response.drafts.get().reasons == "40 vélos."
    assert client.get(url("enter", response.pk)).status_code == 403


def test_the_councillor_takes_up_what_the_service_wrote(visit, authority, small, councillor):
    referral = rich(small, status=Status.TRANSMITTED, count=1)
    response = referral.responses.get()
    said = {"status": "accepted", "reasons": "Oui.", "due_on": "2027-06-30", "budget": "1490.5"}
    visit(councillor).post(url("propose", response.pk), said)
    visit(councillor).post(url("take_up", response.drafts.get().pk))
    response.refresh_from_db()
    assert (response.status, response.budget_cents) == ("accepted", 149_050)


def test_a_stale_answer_page_keeps_the_words_and_tells(visit, small, councillor):
    referral = rich(small, status=Status.TRANSMITTED, count=1)
    response = referral.responses.get()
    RecommendationResponse.objects.filter(pk=response.pk).update(revision=3)
    page = visit(councillor).post(
        url("enter", response.pk), {"status": "refused", "reasons": "Mes mots.", "revision": 0}
    )
    assert page.status_code == 422
    assert "Mes mots." in page.content.decode()


def test_warnings_ask_for_a_reason_on_the_page(visit, small, councillor):
    referral = ReferralFactory(body=small, expected_on=dt.date(2026, 12, 1), drafted_by=councillor)
    client = visit(councillor)
    page = client.post(url("submit", referral.pk))
    assert page.status_code == 422
    assert "moins de 8 semaines" in page.content.decode().replace("\u00a0", " ")
    assert client.post(url("submit", referral.pk), {"override": "Calendrier de l’État."}).status_code == 302


def test_two_people_press_the_same_button_and_one_is_told(visit, small, councillor, officer):
    referral = ReferralFactory(body=small, status=Status.SUBMITTED)
    gone = {"status": Status.WITHDRAWN, "ended_on": dt.date(2026, 11, 1), "end_reason": "Autre calendrier."}
    Referral.objects.filter(pk=referral.pk).update(**gone)
    page = visit(officer).post(url("decline", referral.pk), {"reason": "Trop tard"})
    assert page.status_code == 422
    assert "changé d’état" in page.content.decode()


def test_a_form_says_what_is_wrong_and_keeps_the_words(visit, officer, small):
    typed = {"kind": "compulsory", "title": "Plan climat", "question": "Juste ?", "expected_on": "2020-01-01"}
    page = visit(officer).post(url("create"), typed)
    said = page.content.decode()
    assert page.status_code == 422
    assert "Plan climat" in said
    assert "obligatoire" in said
    assert "passée" in said


def test_the_register_lists_every_number(visit, officer, small):
    ReferralFactory(body=small, status=Status.SUBMITTED, number="S-2026-07", sequence=7)
    page = visit(officer).get(url("register")).content.decode()
    assert "S-2026-07" in page


def test_the_list_says_how_many_are_late(visit, officer, small, at):
    ReferralFactory.create_batch(2, body=small, status=Status.TRANSMITTED)
    at("2027-03-12T09:00")
    assert "2 en retard" in visit(officer).get(url("list")).content.decode().replace("\u00a0", " ")


# --- Member space


def member_of(body, persona=Persona.MEMBER):
    user = user_on(persona, body)
    person = body.memberships.filter(person__user=None).first().person
    person.user = user
    person.save()
    return user


def test_members_read_the_whole_file(visit, small):
    referral = rich(small)
    page = visit(member_of(small)).get(url("detail", referral.pk, shell="member")).content.decode()
    assert "Ce qu’est devenu notre avis" in page
    assert "Hors compétence." in page


def test_a_member_proposes_others_sign_and_the_bureau_is_not_needed(visit, small):
    first, second = member_of(small), member_of(small)
    data = {"body": small.pk, "title": "L’accès aux soins", "question": "Comment tenir dix ans ?",
            "expected_on": "2027-04-30", "context_html": "", "context_html_format": "simple"}  # fmt: skip
    visit(first).post(url("create", shell="member"), data)
    referral = Referral.objects.get()
    assert visit(first).post(url("submit", referral.pk, shell="member")).status_code == 422
    visit(second).post(url("sign", referral.pk, shell="member"))
    assert visit(first).post(url("submit", referral.pk, shell="member")).status_code == 302
    referral.refresh_from_db()
    assert (referral.kind, referral.status) == (Kind.SELF_REFERRAL, Status.SUBMITTED)


def test_only_the_bureau_admits(visit, small):
    referral = ReferralFactory(body=small, status=Status.SUBMITTED)
    assert visit(member_of(small)).get(url("admit", referral.pk, shell="member")).status_code == 403
    assert visit(member_of(small, Persona.CHAIR)).get(url("admit", referral.pk, shell="member")).status_code == 200


def test_members_of_another_body_do_not_enter_the_work(visit, authority, small):
    referral = rich(small)
    stranger = user_on(Persona.MEMBER, BodyFactory(authority=authority))
    assert visit(stranger).get(url("detail", referral.pk, shell="member")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_member_list_costs_the_same_whatever_its_length(visit, small, count, django_assert_num_queries):
    user = member_of(small)
    ReferralFactory.create_batch(count, body=small, status=Status.TRANSMITTED)
    client = visit(user)
    with django_assert_num_queries(6):
        client.get(url("list", shell="member"))


# --- Public


def test_a_late_answer_is_said_in_public_plainly(visit, small, at):
    referral = rich(small, status=Status.TRANSMITTED)
    at("2027-03-13T09:00")
    page = visit().get(referral.get_absolute_url()).content.decode().replace("\u00a0", " ")
    assert "Réponse en retard de 2 jours" in page
    assert "Sans réponse à ce jour" in page


def test_an_opinion_not_published_yet_stays_hidden(visit, small):
    referral = rich(small, status=Status.TRANSMITTED)
    Referral.objects.filter(pk=referral.pk).update(opinion_published_at=None)
    assert "Relier d’abord les collèges" not in visit().get(referral.get_absolute_url()).content.decode()


def test_names_of_minority_holders_follow_the_rule_of_the_body(visit, small):
    referral = rich(small, count=1)
    position = referral.text.minority_positions.get()
    position.holders.add(small.memberships.first().person)
    name = position.holders.get().full_name
    assert name in visit().get(referral.get_absolute_url() + "?1").content.decode()
    small.names_by_consent = True
    small.save()
    assert name not in visit().get(referral.get_absolute_url() + "?2").content.decode()


def test_each_referral_has_its_feed(visit, small):
    referral = rich(small)
    feed = visit().get(url("referral_feed", referral.slug, shell="public"))
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert feed.content.decode().count("<entry>") == 3


def test_a_declined_consultation_says_when_the_body_was_asked(visit, small):
    referral = ReferralFactory(body=small, status=Status.DECLINED, kind=Kind.COMPULSORY, no_opinion=True)
    page = visit().get(referral.get_absolute_url()).content.decode().replace("\u00a0", " ")
    assert "12 octobre 2026" in page


def test_the_home_page_tells_asked_answered_done(visit, small):
    rich(small)
    ReferralFactory(body=small, status=Status.IN_PROGRESS, question="Comment faire ?")
    page = visit().get("/").content.decode().replace("\u00a0", " ")
    assert "Comment faire ?" in page
    assert "1 avis, 2 recommandations" in page


@pytest.mark.parametrize("status", [Status.DECLINED, Status.WITHDRAWN, Status.LAPSED, Status.CLOSED])
def test_a_file_that_ended_is_late_nowhere(visit, small, officer, status):
    past = dt.date(2025, 3, 1)
    aside = status in ENDED_ASIDE
    referral = ReferralFactory(body=small, status=status, expected_on=past,
                               **{"ended_on": past} if aside else {"answered_on": dt.date(2027, 3, 11)})  # fmt: skip
    WorkStepFactory(referral=referral, due_on=past, done_on=None)
    if not aside:
        FollowUpReviewFactory(referral=referral, due_on=past, held_on=None)
    desk = visit(officer)
    pages = [desk.get(referral.get_desk_url()), desk.get(url("list")), desk.get(url("work", referral.pk))]
    pages += [] if aside else [desk.get(url("follow_up", referral.pk))]
    pages += [desk.get(referral.get_absolute_url()), desk.get("/saisines/"), desk.get("/saisines/flux.xml")]
    for page in pages:
        assert page.status_code == 200
        assert "retard" not in page.content.decode().split("<main", 1)[-1].replace("En retard", "")
    assert not list(contributions.board_rows(small.authority, clock.today()))


@pytest.mark.parametrize(
    ("counts", "sentence", "refused"),
    [
        ((0, 1, 0, 0, 0, 0), "0 avis, 1 recommandation : 0 faite ou en cours, 0 refusée avec raisons, 0 sans réponse",
         "refusée avec raisons"),
        ((1, 3, 1, 1, 1, 0), "1 avis, 3 recommandations : 1 faite ou en cours, 1 refusée avec raisons, 0 sans réponse",
         "refusée avec raisons"),
        ((2, 9, 4, 2, 2, 1), "2 avis, 9 recommandations : 4 faites ou en cours, 2 refusées avec raisons, 1 sans",
         "refusées avec raisons"),
    ],
)  # fmt: skip
def test_what_became_of_the_opinions_agrees_in_number(authority, monkeypatch, counts, sentence, refused):
    monkeypatch.setattr(queries, "figures", lambda _: queries.Figures(*counts))
    told = contributions.promises(authority)
    assert told.sentence.replace("\u00a0", " ").startswith(sentence)
    assert refused in [label for label, _, _ in told.rows]


def test_the_home_names_the_last_answer(visit, small):
    for day, title in ((dt.date(2027, 3, 22), "Plan climat"), (dt.date(2027, 4, 1), "Plan vélo")):
        referral = ReferralFactory(body=small, status=Status.ANSWERED, title=title, answered_on=day)
        ResponseFactory(referral=referral, recommendation__text=referral.text)
    page = " ".join(visit().get("/").content.decode().split())
    line = page[page.index("<strong>Dernière réponse</strong>") :][:200]
    assert "Plan vélo" in line
    assert "1er avril 2027" in line


def test_before_the_first_answer_the_home_names_none(visit, small):
    referral = ReferralFactory(body=small, status=Status.TRANSMITTED)
    ResponseFactory(referral=referral, recommendation__text=referral.text)
    assert "Dernière réponse" not in visit().get("/").content.decode()


def test_reasons_without_a_stop_are_given_one():
    service = Department(pk=1, name="Service Mobilités")
    response = RecommendationResponse(status="partly", reasons="40 vélos, évaluation en juin 2026", department=service)
    words = queries.answer_words(response).replace("\u00a0", " ")
    assert "évaluation en juin 2026. En charge : Service Mobilités." in words


@pytest.mark.parametrize(("shell", "who"), [("desk", "officer"), ("member", "chair")])
def test_the_first_button_is_to_write_until_something_is_written(visit, small, shell, who, request):
    referral = ReferralFactory(body=small, status=Status.OPINION_DRAFTING)
    user = request.getfixturevalue(who)
    found = DESK_VERBS if shell == "desk" else MEMBER_VERBS
    offered = [o for o in offers(user, referral, [v for v, states in found if referral.status in states]) if o.leads]
    assert offered[0].label == "Écrire"
    VersionFactory(text=referral.text)
    offered = [o for o in offers(user, referral, [v for v, states in found if referral.status in states]) if o.leads]
    assert offered[0].label == "Enregistrer l’adoption"


@pytest.mark.parametrize(
    ("status", "said"), [("admitted", "une fois l’examen commencé"), ("in_progress", "L’examen a commencé")]
)
def test_the_tab_of_the_opinion_says_what_is_awaited(visit, small, officer, status, said):
    referral = ReferralFactory(body=small, status=status)
    assert said in visit(officer).get(url("opinion", referral.pk)).content.decode()


def test_a_published_answer_names_the_service_once(authority):
    service = DepartmentFactory(authority=authority, name="Service Mobilités")
    response = RecommendationResponse(status="accepted", reasons="Oui.", department=service)
    assert "En charge : Service Mobilités." in queries.answer_words(response)


# --- Rights: the list tells the same truth as the rule


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED])
@pytest.mark.parametrize("kind", [Kind.REFERRAL, Kind.SELF_REFERRAL])
def test_the_list_tells_the_same_truth_as_the_rule(small, authority, status, kind, officer, director, chair):
    referral = ReferralFactory(body=small, status=status, kind=kind)
    SignatoryFactory(referral=referral)
    for user in (officer, director, chair, user_on(Persona.MEMBER, small), user_with(Persona.AUDITOR, authority)):
        listed = Referral.objects.visible_to(user).filter(pk=referral.pk).exists()
        assert listed == user.has_perm("referrals.view_referral", referral)


# --- Documents of the file


def test_a_document_is_joined_and_read_by_the_members_alone(visit, officer, small):
    referral = rich(small, status=Status.IN_PROGRESS)
    file = SimpleUploadedFile("note.txt", b"Le plan en trois pages.")
    visit(officer).post(url("attach", referral.pk), {"file": file, "title": "Note du service"})
    stored = StoredFile.objects.about(referral).get()
    assert visit(member_of(small)).get(stored.get_absolute_url()).status_code == 200
    assert visit().get(stored.get_absolute_url()).status_code == 404
    assert "Note du service" in visit(officer).get(url("detail", referral.pk)).content.decode()


def test_a_picture_without_its_equivalent_is_not_published(visit, officer, small):
    referral = rich(small, status=Status.IN_PROGRESS)
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    file = SimpleUploadedFile("tableau.png", png)
    page = visit(officer).post(url("attach", referral.pk), {"file": file, "is_public": "on"})
    assert page.status_code == 422
    assert "équivalent accessible" in page.content.decode()


def test_a_file_proves_what_is_done(visit, officer, small):
    referral = rich(small, status=Status.UNDER_FOLLOW_UP, count=1)
    response = referral.responses.get()
    response.commitment = CommitmentFactory(authority=small.authority, is_public=True)
    response.save()
    row, review = response.recommendation, referral.reviews.get()
    data = {f"state_{row.pk}": "done", f"text_{row.pk}": "Les arceaux sont posés.",
            f"evidence_{row.pk}": SimpleUploadedFile("pv.txt", b"Proces-verbal de reception")}  # fmt: skip
    assert visit(officer).post(url("hold_review", review.pk), data).status_code == 302
    assert review.lines.get().evidence.title == f"Preuve {referral.number} R1"
    response.commitment.refresh_from_db()
    assert response.commitment.status == "done"


def test_the_public_page_promises_what_the_rules_of_the_authority_say(visit, small):
    referral = ReferralFactory(body=small, status=Status.IN_PROGRESS)
    page = visit().get(url("detail", referral.slug, shell="public")).content.decode()
    assert "3\u00a0mois au plus après la transmission de l’avis" in page
    assert "6, 12 et 24\u00a0mois après la réponse" in page
    LegalRuleFactory(code="referral.answer_within", value=8, unit="weeks", authority=small.authority)
    LegalRuleFactory(code="follow_up.first_review", value=90, unit="days", authority=small.authority)
    referral = ReferralFactory(body=small, status=Status.SUBMITTED)
    page = visit().get(url("detail", referral.slug, shell="public")).content.decode()
    assert "8\u00a0semaines au plus après la transmission de l’avis" in page
    assert "90\u00a0jours, 12\u00a0mois et 24\u00a0mois après la réponse" in page
