import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.commons.commitments.models import Commitment
from parvis.commons.writing import lifecycle as writing
from parvis.deliberation.bodies.tests.factories import BodyFactory
from parvis.deliberation.referrals import lifecycle
from parvis.deliberation.referrals.choices import STEPS, Kind, ResponseStatus, ReviewState, Status
from parvis.deliberation.referrals.lifecycle.following import Line
from parvis.deliberation.referrals.models import FollowUpReview, RecommendationResponse, Referral, Register
from parvis.deliberation.referrals.register import set_prefix, take_number
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.lifecycle import delegate
from parvis.ground.authorities.tests.factories import LegalRuleFactory
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.journal.acts import move
from parvis.ground.journal.models import JournalLine
from parvis.ground.mailing.models import Message

from .factories import HearingFactory, ReferralFactory, WorkStepFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(small, president, councillor, expected):
    return lifecycle.draft(
        small, kind=Kind.COMPULSORY, title="Plan climat-air-énergie 2027–2032", by=councillor,
        question="Les efforts demandés aux habitants vous paraissent-ils justement répartis ?",
        requested_by=president, expected_on=expected, legal_ground="Planification", context_html="<p>Le projet.</p>",
    )  # fmt: skip


@pytest.fixture
def admitted(draft, councillor, chair, contact, seated):
    lifecycle.submit(draft, by=councillor)
    lifecycle.admit(
        draft, rapporteur=seated(draft.body), service_contact=contact, adoption_planned_on=dt.date(2026, 12, 10),
        by=chair,
    )  # fmt: skip
    return draft


@pytest.fixture
def drafting(admitted, officer, service):
    lifecycle.start(admitted, by=officer)
    text = lifecycle.start_drafting(admitted, by=officer, html="<p>Notre avis.</p>")
    for n in range(3):
        writing.add_recommendation(text, statement=f"Faire {n}", addressee=service, by=officer)
    return admitted


@pytest.fixture
def transmitted(drafting, chair, at):
    at("2026-12-11T09:00")
    lifecycle.adopt_opinion(drafting, on=dt.date(2026, 12, 10), present=4, in_favour=4, by=chair)
    lifecycle.transmit(drafting, by=chair)
    return drafting


def reply(referral, by, *statuses, due_on=dt.date(2027, 12, 31)):
    for response, status in zip(referral.responses.all(), statuses, strict=True):
        lifecycle.enter_answer(
            response, status=status, reasons="Parce que.", by=by, revision=response.revision,
            department=response.department, due_on=None if status == ResponseStatus.REFUSED else due_on,
        )  # fmt: skip


@pytest.fixture
def followed(transmitted, councillor, at):
    at("2027-03-22T10:00")
    reply(transmitted, councillor, "accepted", "partly", "refused")
    lifecycle.answer(transmitted, by=councillor, presented_on=dt.date(2027, 3, 20))
    return transmitted


# --- The question


def test_the_president_submits_and_the_register_numbers_the_question(draft, councillor):
    lifecycle.submit(draft, by=councillor)
    assert (draft.number, draft.status, draft.put_in_position_on) == (
        "S-2026-01", Status.SUBMITTED, dt.date(2026, 11, 16),
    )  # fmt: skip


def test_officers_and_chair_are_told_of_a_new_question(draft, councillor, officer, chair):
    lifecycle.submit(draft, by=councillor)
    told = set(Message.objects.filter(letter="referrals.submitted").values_list("email", flat=True))
    assert told == {officer.email, chair.email}


def test_a_referral_is_submitted_only_once(draft, councillor):
    stale = Referral.objects.get(pk=draft.pk)
    lifecycle.submit(draft, by=councillor)
    with pytest.raises(Refused, match="changé d’état"):
        lifecycle.submit(stale, by=councillor)
    assert Register.objects.get().last == 1


def test_the_wording_is_frozen_once_received(draft, councillor):
    lifecycle.revise(draft, by=councillor, question="Et maintenant ?")
    lifecycle.submit(draft, by=councillor)
    with pytest.raises(Refused, match="ne changent plus"):
        lifecycle.revise(draft, by=councillor, question="Autre chose ?")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"question": ""}, "question"),
        ({"expected_on": None}, "date"),
        ({"expected_on": dt.date(2026, 11, 1)}, "passée"),
        ({"legal_ground": " "}, "obligatoire"),
    ],
)
def test_an_incomplete_question_does_not_leave(draft, councillor, change, said):
    for name, value in change.items():
        setattr(draft, name, value)
    with pytest.raises(Refused, match=said):
        lifecycle.submit(draft, by=councillor)


def test_little_time_and_foreign_subjects_need_a_reason(draft, councillor):
    lifecycle.revise(draft, by=councillor, expected_on=dt.date(2026, 12, 20), within_perimeter=False)
    with pytest.raises(Warned) as warned:
        lifecycle.submit(draft, by=councillor)
    assert [c.code for c in warned.value.cautions] == ["short_notice", "outside_perimeter"]
    lifecycle.submit(draft, by=councillor, override="Le calendrier de l’État l’impose.")
    line = JournalLine.objects.about(draft).first()
    assert (line.cautions, line.reason.text) == (
        ["short_notice", "outside_perimeter"], "Le calendrier de l’État l’impose.",
    )  # fmt: skip


def test_only_the_executive_or_its_delegate_signs_a_referral(draft, authority, officer, councillor):
    with pytest.raises(Refused, match="exécutif"):
        lifecycle.submit(draft, by=officer)
    secretary = user_with(Persona.AGENT, authority)
    delegate(authority, principal=councillor, delegate=secretary, act="submit", by=councillor)
    lifecycle.submit(draft, by=secretary)
    assert JournalLine.objects.about(draft).first().behalf == councillor


def test_signatories_of_a_self_referral_are_counted(small, seated, expected):
    member = UserFactory()
    referral = lifecycle.draft(
        small, kind=Kind.SELF_REFERRAL, title="L’accès aux soins", question="Comment tenir dix ans ?", by=member,
        expected_on=dt.date(2027, 4, 30),
    )  # fmt: skip
    people = [m.person for m in small.memberships.all()]
    lifecycle.sign(referral, person=people[0], by=member)
    with pytest.raises(Refused, match=r"Il faut 2\ssignatures"):
        lifecycle.submit(referral, by=member)
    lifecycle.sign(referral, person=people[1], by=member)
    lifecycle.sign(referral, person=people[1], by=member)
    lifecycle.submit(referral, by=member)
    assert (referral.signatories.count(), referral.status) == (2, Status.SUBMITTED)


def test_the_bureau_refers_without_signatures(small, chair):
    referral = ReferralFactory(body=small, kind=Kind.SELF_REFERRAL)
    lifecycle.submit(referral, by=chair)
    assert referral.status == Status.SUBMITTED


def test_outsiders_do_not_sign(small, contact):
    referral = ReferralFactory(body=small, kind=Kind.SELF_REFERRAL)
    with pytest.raises(Refused, match="ne siège pas"):
        lifecycle.sign(referral, person=contact, by=None)


def test_a_dissolved_body_is_asked_nothing(authority):
    body = BodyFactory(authority=authority, status="dissolved", dissolved_on=dt.date(2026, 11, 1))
    with pytest.raises(Refused, match="pas en exercice"):
        lifecycle.draft(body, kind=Kind.REFERRAL, title="Tard", question="Trop tard ?", by=None)


# --- The register


def test_numbers_follow_each_other_per_authority_and_year(authority):
    assert [take_number(authority, 2026)[1] for _ in range(2)] == ["S-2026-01", "S-2026-02"]
    assert take_number(authority, 2027)[1] == "S-2027-01"
    assert take_number(BodyFactory().authority, 2026)[1] == "S-2026-01"


def test_the_prefix_of_an_authority_holds_for_the_years_to_come(authority, officer):
    set_prefix(authority, year=2026, prefix="A", by=officer)
    assert take_number(authority, 2026)[1] == "A-2026-01"
    assert take_number(authority, 2027)[1] == "A-2027-01"


def test_a_refusal_gives_the_number_back(small, councillor):
    referral = ReferralFactory(body=small)
    stale = Referral.objects.get(pk=referral.pk)
    lifecycle.submit(referral, by=councillor)
    with pytest.raises(Refused), transaction.atomic():
        lifecycle.submit(stale, by=councillor)
    other = ReferralFactory(body=small)
    lifecycle.submit(other, by=councillor)
    assert other.number == "S-2026-02"


# --- Admission and work


def test_the_bureau_admits_with_rapporteur_contact_and_calendar(admitted):
    assert admitted.status == Status.ADMITTED
    assert Message.objects.filter(letter="referrals.admitted").count() == 6


def test_admission_misses_nothing(draft, councillor, chair, contact, seated, commission):
    lifecycle.submit(draft, by=councillor)
    whole = {"rapporteur": seated(draft.body), "service_contact": contact,
             "adoption_planned_on": dt.date(2026, 12, 10), "by": chair}  # fmt: skip
    for name, said in [("rapporteur", "rapporteur"), ("service_contact", "contact"), ("adoption_planned_on", "date")]:
        with pytest.raises(Refused, match=said):
            lifecycle.admit(draft, **{**whole, name: None})
    with pytest.raises(Refused, match="ne siège pas"):
        lifecycle.admit(draft, **{**whole, "rapporteur": contact})
    with pytest.raises(Refused, match="n’est pas une commission"):
        lifecycle.admit(draft, **whole, commission=BodyFactory(authority=draft.authority))
    lifecycle.admit(draft, **whole, commission=commission)
    assert draft.commission == commission


def test_a_plenary_after_the_expected_date_asks_a_reason(draft, councillor, chair, contact, seated):
    lifecycle.submit(draft, by=councillor)
    late = {"rapporteur": seated(draft.body), "service_contact": contact, "by": chair,
            "adoption_planned_on": dt.date(2027, 2, 4)}  # fmt: skip
    with pytest.raises(Warned, match="après le 29/01/2027"):
        lifecycle.admit(draft, **late)
    lifecycle.admit(draft, **late, override="La date de l’arrêt a glissé.")
    assert draft.status == Status.ADMITTED


def test_a_compulsory_consultation_is_not_declined_in_silence(draft, councillor, chair):
    lifecycle.submit(draft, by=councillor)
    with pytest.raises(Refused, match="ne se décline pas en silence"):
        lifecycle.decline(draft, reason="Pas le temps.", by=chair)
    lifecycle.decline(draft, reason="Pas le temps.", no_opinion=True, by=chair)
    assert (draft.status, draft.no_opinion, draft.put_in_position_on) == (
        Status.DECLINED, True, dt.date(2026, 11, 16),
    )  # fmt: skip
    assert Message.objects.filter(letter="referrals.declined").exists()


def test_declining_and_withdrawing_need_a_reason(draft, councillor, chair):
    lifecycle.submit(draft, by=councillor)
    for verb in (lifecycle.decline, lifecycle.withdraw):
        with pytest.raises(Refused, match="raison"):
            verb(draft, reason="  ", by=chair)


def test_work_without_a_file_asks_a_reason(small, officer):
    referral = ReferralFactory(body=small, status=Status.ADMITTED)
    with pytest.raises(Warned, match="ni note de contexte"):
        lifecycle.start(referral, by=officer)
    lifecycle.start(referral, by=officer, override="Le dossier sera remis en séance.")
    assert referral.status == Status.IN_PROGRESS


def test_the_first_hearing_starts_the_work(admitted, officer, service):
    hearing = lifecycle.plan_hearing(
        admitted, at=dt.datetime(2026, 11, 20, 17, tzinfo=dt.UTC), subject="Le projet", department=service, by=officer
    )
    assert Message.objects.filter(letter="referrals.hearing_invitation").exists()
    lifecycle.hold_hearing(hearing, report_html="<p>Le service a présenté.</p>", by=officer)
    admitted.refresh_from_db()
    assert (admitted.status, hearing.status) == (Status.IN_PROGRESS, "held")


def test_a_hearing_hears_somebody(admitted, officer):
    with pytest.raises(Refused, match="qui est entendu"):
        lifecycle.plan_hearing(admitted, at=dt.datetime(2026, 11, 20, 17, tzinfo=dt.UTC), subject="?", by=officer)


def test_contributions_are_written_up(admitted, officer):
    for n in range(14):
        lifecycle.add_contribution(
            admitted, kind="resident", author_name=f"Habitant {n}", body_html="<p>Ma chaudière.</p>", by=officer
        )
    assert admitted.contributions.count() == 14
    with pytest.raises(Refused, match="Écrivez la contribution"):
        lifecycle.add_contribution(admitted, kind="resident", author_name="X", body_html="<p> </p>", by=officer)


def test_a_stage_is_done_once(admitted, officer):
    step = WorkStepFactory(referral=admitted)
    lifecycle.complete_work_step(step, by=officer)
    with pytest.raises(Refused, match="déjà"):
        lifecycle.complete_work_step(step, by=officer)


def test_a_hearing_may_be_cancelled(admitted, officer):
    hearing = HearingFactory(referral=admitted)
    lifecycle.cancel_hearing(hearing, reason="Le service est retenu.", by=officer)
    assert hearing.status == "cancelled"


# --- Ends that are no opinion


def test_a_withdrawn_question_goes_on_as_a_self_referral_with_its_text(drafting, councillor, chair):
    text = drafting.text
    lifecycle.withdraw(drafting, reason="Le plan est repoussé.", by=councillor)
    follower = lifecycle.take_over(drafting, by=chair, expected_on=dt.date(2027, 4, 30))
    assert (follower.kind, follower.text, follower.follows) == (Kind.SELF_REFERRAL, text, drafting)
    with pytest.raises(Refused, match="déjà"):
        lifecycle.take_over(drafting, by=chair, expected_on=dt.date(2027, 4, 30))


def test_a_question_lapses_after_its_day_and_may_be_taken_up_again(admitted, officer, at):
    with pytest.raises(Refused, match="n’est pas caduque"):
        lifecycle.lapse(admitted, by=officer)
    at("2027-01-30T08:00")
    lifecycle.lapse(admitted, by=officer)
    assert (admitted.status, admitted.put_in_position_on) == (Status.LAPSED, dt.date(2026, 11, 16))
    with pytest.raises(Refused, match="à venir"):
        lifecycle.resume(admitted, expected_on=dt.date(2027, 1, 1), reason="Encore.", by=officer)
    lifecycle.resume(admitted, expected_on=dt.date(2027, 3, 1), reason="Le vote est repoussé.", by=officer)
    assert admitted.status == Status.IN_PROGRESS


# --- The opinion


def test_the_body_adopts_with_its_quorum_and_the_text_is_locked(drafting, chair, at):
    at("2026-12-11T09:00")
    with pytest.raises(Refused, match="quorum"):
        lifecycle.adopt_opinion(drafting, on=dt.date(2026, 12, 10), present=2, in_favour=2, by=chair)
    lifecycle.adopt_opinion(drafting, on=dt.date(2026, 12, 10), present=3, proxies=1, in_favour=4, by=chair)
    assert (drafting.status, drafting.text.adoption.quorum_required) == (Status.OPINION_ADOPTED, 3)
    assert len(drafting.text.fingerprint) == 64


def test_an_adoption_to_come_is_not_recorded(drafting, chair):
    with pytest.raises(Refused, match="à venir"):
        lifecycle.adopt_opinion(drafting, on=dt.date(2026, 12, 10), present=4, in_favour=4, by=chair)


def test_an_opinion_is_not_adopted_before_its_question_is_accepted(drafting, chair, at):
    at("2026-12-11T09:00")
    with pytest.raises(Refused, match="acceptée le 16/11/2026"):
        lifecycle.adopt_opinion(drafting, on=dt.date(2026, 11, 15), present=4, in_favour=4, by=chair)
    lifecycle.adopt_opinion(drafting, on=dt.date(2026, 11, 16), present=4, in_favour=4, by=chair)
    assert drafting.opinion_adopted_on == dt.date(2026, 11, 16)


def test_nothing_happens_to_a_question_before_it_is_received(admitted, officer):
    before = dt.date(2026, 11, 15)
    step = lifecycle.add_work_step(admitted, title="Lire le plan", due_on=before, by=officer)
    with pytest.raises(Refused, match="reçue le 16/11/2026"):
        lifecycle.complete_work_step(step, by=officer, on=before)
    with pytest.raises(Refused, match="reçue le 16/11/2026"):
        lifecycle.add_contribution(
            admitted, kind="resident", author_name="Une habitante", body_html="<p>Ma chaudière.</p>", by=officer,
            received_on=before,
        )  # fmt: skip


def test_an_opinion_is_not_planned_before_the_question(draft, councillor, chair, contact, seated):
    lifecycle.submit(draft, by=councillor)
    with pytest.raises(Refused, match="reçue le 16/11/2026"):
        lifecycle.admit(
            draft, rapporteur=seated(draft.body), service_contact=contact, by=chair,
            adoption_planned_on=dt.date(2026, 11, 15),
        )  # fmt: skip


@pytest.mark.parametrize("day", [dt.date(2026, 12, 10), dt.date(2027, 3, 23)])
def test_an_answer_is_presented_between_the_opinion_and_today(transmitted, councillor, at, day):
    at("2027-03-22T10:00")
    reply(transmitted, councillor, "refused", "refused", "refused")
    with pytest.raises(Refused, match="11/12/2026"):
        lifecycle.answer(transmitted, by=councillor, presented_on=day)


def test_the_database_refuses_an_answer_presented_before_the_opinion(transmitted):
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=transmitted.pk).update(presented_on=dt.date(2026, 12, 1))


@pytest.mark.parametrize("day", [dt.date(2027, 3, 21), dt.date(2027, 9, 23)])
def test_a_review_is_presented_between_the_answer_and_today(followed, officer, at, day):
    at("2027-09-22T10:00")
    said = [
        lifecycle.following.Line(r.recommendation, "in_progress", "En route.")
        for r in followed.responses.exclude(commitment=None)
    ]
    with pytest.raises(Refused, match="22/03/2027"):
        lifecycle.hold_review(followed.reviews.first(), lines=said, by=officer, presented_on=day)


def test_the_work_may_start_again_before_adoption(drafting, officer):
    text = drafting.text
    lifecycle.return_to_work(drafting, reason="Une audition manque.", by=officer)
    assert lifecycle.start_drafting(drafting, by=officer) == text


def test_a_written_vote_adopts_when_it_has_quorum_and_majority(drafting, chair, officer, at):
    procedure = lifecycle.open_written_vote(drafting, closes_on=dt.date(2026, 11, 20), by=officer)
    for vote in procedure.votes.all()[:4]:
        writing.cast_written_vote(procedure, person=vote.person, choice="for", by=None)
    at("2026-11-21T08:00")
    assert lifecycle.conclude_written_vote(drafting, by=chair)
    assert (drafting.status, drafting.text.adoption.mode) == (Status.OPINION_ADOPTED, "written")


def test_a_written_vote_without_quorum_gives_the_text_back(drafting, officer, at):
    lifecycle.open_written_vote(drafting, closes_on=dt.date(2026, 11, 20), by=officer)
    at("2026-11-21T08:00")
    assert not lifecycle.conclude_written_vote(drafting, by=officer)
    drafting.text.refresh_from_db()
    assert (drafting.status, drafting.text.status) == (Status.OPINION_DRAFTING, "final")
    assert "quorum" in Message.objects.get(letter="referrals.written_vote_failed").body


def test_transmission_starts_the_answer_clock_and_publishes(transmitted):
    assert (transmitted.transmitted_on, transmitted.answer_due_on) == (dt.date(2026, 12, 11), dt.date(2027, 3, 11))
    assert transmitted.opinion_is_public
    assert transmitted.text.status == "published"
    assert transmitted.responses.count() == 3
    assert JournalLine.objects.filter(verb="transmit").get().rule.startswith("referral.answer_within@")


def test_an_opinion_that_recommends_nothing_is_adopted_with_a_reason(drafting, chair, at):
    drafting.text.recommendations.all().delete()
    at("2026-12-11T09:00")
    votes = {"on": dt.date(2026, 12, 10), "present": 4, "in_favour": 4, "by": chair}
    with pytest.raises(Warned, match="aucune recommandation"):
        lifecycle.adopt_opinion(drafting, **votes)
    lifecycle.adopt_opinion(drafting, **votes, override="Le conseil rend un avis de principe.")
    assert drafting.status == Status.OPINION_ADOPTED


def test_a_slow_transmission_needs_a_reason(drafting, chair, at):
    at("2026-12-19T09:00")
    lifecycle.adopt_opinion(drafting, on=dt.date(2026, 12, 10), present=4, in_favour=4, by=chair)
    with pytest.raises(Warned, match="plus de 8 jours"):
        lifecycle.transmit(drafting, by=chair)
    with pytest.raises(Refused, match="pas avant"):
        lifecycle.transmit(drafting, by=chair, on=dt.date(2026, 12, 9))
    lifecycle.transmit(drafting, by=chair, override="La présidente était absente.")
    assert drafting.status == Status.TRANSMITTED


def test_the_charter_of_a_town_may_publish_later_and_promise_sooner(drafting, chair, at):
    LegalRuleFactory(code="referral.publish_after", value=15, unit="days")
    LegalRuleFactory(code="referral.answer_within", value=60, unit="days", authority=drafting.authority)
    at("2026-12-11T09:00")
    lifecycle.adopt_opinion(drafting, on=dt.date(2026, 12, 10), present=4, in_favour=4, by=chair)
    lifecycle.transmit(drafting, by=chair)
    assert (drafting.answer_due_on, drafting.opinion_is_public) == (dt.date(2027, 2, 9), False)
    lifecycle.publish_opinion(drafting, by=chair)
    with pytest.raises(Refused, match="déjà publié"):
        lifecycle.publish_opinion(drafting, by=chair)


# --- The answer


def test_the_secretariat_acknowledges_by_delegation(transmitted, authority, councillor, officer):
    with pytest.raises(Refused, match="délégué"):
        lifecycle.acknowledge(transmitted, by=officer)
    secretary = user_with(Persona.AGENT, authority)
    delegate(authority, principal=councillor, delegate=secretary, act="acknowledge", by=councillor)
    lifecycle.acknowledge(transmitted, by=secretary)
    assert transmitted.acknowledged_on == dt.date(2026, 12, 11)


def test_a_service_prepares_and_the_councillor_takes_up(transmitted, councillor, service):
    agent = UserFactory()
    response = transmitted.responses.first()
    with pytest.raises(Refused, match="motifs"):
        lifecycle.propose_answer(response, status="accepted", reasons="", by=agent)
    proposal = lifecycle.propose_answer(
        response, status="partly", reasons="40 vélos au lieu de 120.", by=agent, department=service,
        due_on=dt.date(2027, 6, 30), budget_cents=4_000_000,
    )  # fmt: skip
    lifecycle.take_up_proposal(proposal, by=councillor)
    response.refresh_from_db()
    assert (response.status, response.budget_cents, response.department) == ("partly", 4_000_000, service)


def test_of_two_who_write_the_same_answer_the_second_is_told(transmitted, councillor, officer):
    response = transmitted.responses.first()
    stale = RecommendationResponse.objects.get(pk=response.pk)
    lifecycle.enter_answer(response, status="accepted", reasons="Oui.", revision=0, by=councillor)
    with pytest.raises(Refused, match="R1"):
        lifecycle.enter_answer(stale, status="refused", reasons="Non.", revision=0, by=officer)
    assert transmitted.responses.first().reasons == "Oui."


def test_the_answer_waits_for_every_reason(transmitted, councillor, at):
    at("2027-03-22T10:00")
    reply(transmitted, councillor, "accepted", "partly", "")
    with pytest.raises(Refused, match="R3"):
        lifecycle.answer(transmitted, by=councillor, presented_on=dt.date(2027, 3, 20))
    reply(transmitted, councillor, "accepted", "under_study", "refused", due_on=None)
    with pytest.raises(Refused, match="échéance à venir pour : R1, R2"):
        lifecycle.answer(transmitted, by=councillor, presented_on=dt.date(2027, 3, 20))


def test_without_recommendations_the_answer_says_something_of_the_opinion(drafting, chair, councillor, at):
    drafting.text.recommendations.all().delete()
    at("2026-12-11T09:00")
    lifecycle.adopt_opinion(
        drafting, on=dt.date(2026, 12, 10), present=4, in_favour=4, by=chair, override="Un avis de principe."
    )
    lifecycle.transmit(drafting, by=chair)
    with pytest.raises(Refused, match="réponse d’ensemble"):
        lifecycle.answer(drafting, by=councillor, presented_on=dt.date(2026, 12, 11), answer_html="<p> </p>")
    lifecycle.answer(
        drafting, by=councillor, presented_on=dt.date(2026, 12, 11), answer_html="<p>Nous prenons acte.</p>"
    )
    assert drafting.status == Status.ANSWERED


def test_an_answer_not_presented_to_the_body_needs_a_reason(transmitted, councillor, at):
    at("2027-03-22T10:00")
    reply(transmitted, councillor, "refused", "refused", "refused")
    with pytest.raises(Warned, match="présentée oralement"):
        lifecycle.answer(transmitted, by=councillor)
    lifecycle.answer(transmitted, by=councillor, override="Présentation prévue le 2 avril.")
    assert transmitted.status == Status.ANSWERED
    lifecycle.present_answer(transmitted, on=dt.date(2027, 3, 22), by=councillor)
    assert transmitted.presented_on == dt.date(2027, 3, 22)


def test_an_answer_eleven_days_late_says_so_and_opens_the_follow_up(followed):
    assert (followed.status, followed.days_late) == (Status.UNDER_FOLLOW_UP, 11)
    assert JournalLine.objects.get(verb="answer").facts["days_late"] == 11
    assert list(followed.reviews.values_list("due_on", flat=True)) == [
        dt.date(2027, 9, 22), dt.date(2028, 3, 22), dt.date(2029, 3, 22),
    ]  # fmt: skip


def test_what_is_accepted_becomes_a_public_commitment(followed):
    rows = Commitment.objects.order_by("reference")
    assert [(c.reference, c.is_public) for c in rows] == [("S-2026-01 R1", True), ("S-2026-01 R2", True)]
    assert all(c.scheme_id == followed.body_id for c in rows)


def test_an_answer_is_published_once(followed, councillor):
    stale = Referral.objects.get(pk=followed.pk)
    stale.status = Status.ACKNOWLEDGED
    with pytest.raises(Refused):
        lifecycle.answer(stale, by=councillor, presented_on=dt.date(2027, 3, 20))
    assert Commitment.objects.count() == 2


def test_published_answers_do_not_change(followed, councillor):
    response = followed.responses.first()
    with pytest.raises(Refused, match="ne se prépare"):
        lifecycle.enter_answer(response, status="refused", reasons="Non.", revision=response.revision, by=councillor)


# --- The follow-up right


def lines(referral, **states):
    rows = {r.recommendation.code: r.recommendation for r in referral.responses.select_related("recommendation")}
    return [Line(rows[c], s, "Où l’on en est.", "https://exemple.invalid/preuve") for c, s in states.items()]


def test_a_review_says_where_each_commitment_stands(followed, officer, at):
    at("2027-09-22T09:00")
    review = followed.reviews.first()
    with pytest.raises(Refused, match="R2"):
        lifecycle.hold_review(review, lines=lines(followed, R1="done"), by=officer)
    lifecycle.hold_review(review, lines=lines(followed, R1="done", R2="in_progress"), by=officer)
    assert list(Commitment.objects.order_by("reference").values_list("status", flat=True)) == ["done", "in_progress"]
    assert review.lines.count() == 2


def test_done_is_said_with_evidence(followed, officer):
    review = followed.reviews.first()
    bare = [
        Line(r.recommendation, ReviewState.DONE, "C’est fait.") for r in followed.responses.exclude(commitment=None)
    ]
    with pytest.raises(Refused, match="preuve"):
        lifecycle.hold_review(review, lines=bare, by=officer)


def test_a_review_is_held_once(followed, officer):
    review = followed.reviews.first()
    stale = FollowUpReview.objects.get(pk=review.pk)
    said = lines(followed, R1="in_progress", R2="to_do")
    lifecycle.hold_review(review, lines=said, by=officer)
    with pytest.raises(Refused, match="déjà publié"):
        lifecycle.hold_review(stale, lines=said, by=officer)


def test_the_file_closes_when_nothing_is_left_to_follow(followed, officer, chair, at):
    with pytest.raises(Refused, match="encore ouverts"):
        lifecycle.close(followed, by=chair)
    lifecycle.hold_review(followed.reviews.first(), lines=lines(followed, R1="done", R2="abandoned"), by=officer)
    lifecycle.close(followed, by=chair)
    assert followed.status == Status.CLOSED
    lifecycle.reopen(followed, reason="Le bureau demande un point.", by=chair)
    assert followed.status == Status.UNDER_FOLLOW_UP


def test_the_file_closes_after_twenty_four_months_whatever_is_open(followed, chair, at):
    at("2029-03-22T09:00")
    lifecycle.close(followed, by=chair)
    assert followed.closed_on == dt.date(2029, 3, 22)


# --- The database keeps the promise too


@pytest.mark.parametrize("status", [s for s in Status if s != Status.DRAFT])
def test_no_state_without_its_date(small, status):
    referral = ReferralFactory(body=small)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(status=status)


@given(st.sampled_from(sorted(STEPS)), st.sampled_from(sorted(STEPS)), st.sampled_from(list(Status)))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_of_two_copies_in_hand_one_step_at_most_is_taken(small, first, second, status):
    with transaction.atomic():
        referral = ReferralFactory(body=small, status=status)
        copies = [Referral.objects.get(pk=referral.pk) for _ in range(2)]
        taken = []
        for copy, step in zip(copies, (first, second), strict=True):
            try:
                with transaction.atomic():
                    move(copy, step, by=None)
                taken.append(step)
            except (Refused, IntegrityError):
                continue
        stays = {s for s in taken if STEPS[s][1] == status}
        assert len(taken) - len(stays) <= 1
        transaction.set_rollback(True)
