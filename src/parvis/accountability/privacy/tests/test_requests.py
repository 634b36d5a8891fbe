import datetime as dt

import pytest

from parvis.accountability.privacy import lifecycle
from parvis.accountability.privacy.choices import Right, Status
from parvis.accountability.privacy.due import remind
from parvis.accountability.privacy.models import DataSubjectRequest
from parvis.accountability.privacy.tests.factories import DataSubjectRequestFactory
from parvis.commons.people.tests.factories import PersonFactory
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.mailing.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(authority):
    return lifecycle.receive(authority, right=Right.ACCESS, name="Anne Dubois", email="anne@exemple.invalid")


def letters():
    return list(Message.objects.order_by("pk").values_list("letter", "email"))


def test_a_request_is_acknowledged_and_due_in_a_month(authority, dpo):
    clock.freeze("2027-01-31T09:00")
    made = lifecycle.receive(authority, right=Right.ACCESS, name="Anne Dubois", email="anne@exemple.invalid")
    assert made.due_on == dt.date(2027, 2, 28)
    assert letters() == [("data_request_received", made.email), ("data_request_new", dpo.email)]


def test_a_paper_request_counts_from_the_day_it_came(authority, officer):
    made = lifecycle.receive(
        authority, right=Right.ERASURE, name="Paul Martin", by=officer, received_on=dt.date(2026, 11, 2)
    )
    assert made.due_on == dt.date(2026, 12, 2)
    assert not Message.objects.filter(letter="data_request_received").exists()
    with pytest.raises(Refused, match="à venir"):
        lifecycle.receive(authority, right=Right.ACCESS, name="X", by=officer, received_on=dt.date(2026, 11, 17))


def test_whoever_asks_signed_in_is_linked_to_their_record(authority):
    user = UserFactory()
    person = PersonFactory(authority=authority, user=user)
    assert lifecycle.receive(authority, right=Right.ACCESS, name="Anne", user=user).person == person


def test_a_doubt_on_identity_is_lifted_before_going_on(request_, dpo):
    lifecycle.check_identity(request_, by=dpo)
    assert letters()[-1] == ("data_request_identity", request_.email)
    with pytest.raises(Refused, match="comment l’identité"):
        lifecycle.take(request_, by=dpo)
    lifecycle.take(request_, by=dpo, identity="Réponse de l’adresse connue")
    assert request_.status == Status.IN_PROGRESS


def test_the_record_of_another_authority_is_not_taken(request_, dpo):
    with pytest.raises(Refused, match="pas connue ici"):
        lifecycle.take(request_, by=dpo, person=PersonFactory())


def test_a_complex_request_has_three_months_from_its_receipt(request_, dpo):
    lifecycle.take(request_, by=dpo)
    with pytest.raises(Refused, match="pourquoi"):
        lifecycle.extend(request_, reason=" ", by=dpo)
    lifecycle.extend(request_, reason="Vingt ans d’archives à relire.", by=dpo)
    assert request_.due_on == dt.date(2027, 2, 16)
    assert "Vingt ans d’archives" in Message.objects.order_by("pk").last().body


def test_an_extension_is_announced_within_the_first_month(request_, dpo):
    lifecycle.take(request_, by=dpo)
    clock.freeze("2026-12-17T09:00")
    with pytest.raises(Refused, match="premier délai est passé"):
        lifecycle.extend(request_, reason="Trop tard.", by=dpo)


def test_a_request_is_answered_then_closed(request_, dpo):
    lifecycle.take(request_, by=dpo)
    with pytest.raises(Refused, match="Écrivez la réponse"):
        lifecycle.answer(request_, text="", by=dpo)
    lifecycle.answer(request_, text="Voici la copie de vos données.", by=dpo)
    lifecycle.close(request_, by=dpo)
    assert (request_.status, request_.closed_on) == (Status.CLOSED, dt.date(2026, 11, 16))
    assert letters()[-1][0] == "data_request_answered"


def test_a_refusal_says_why_and_where_to_complain(request_, dpo):
    with pytest.raises(Refused, match="raison du refus"):
        lifecycle.refuse(request_, reason="", by=dpo)
    lifecycle.refuse(request_, reason="La demande est manifestement excessive.", by=dpo)
    body = Message.objects.order_by("pk").last().body
    assert "manifestement excessive" in body
    assert "CNIL" in body


def test_two_people_who_answer_at_once_do_it_once(request_, dpo):
    lifecycle.take(request_, by=dpo)
    stale = DataSubjectRequest.objects.get(pk=request_.pk)
    lifecycle.answer(request_, text="Fait.", by=dpo)
    with pytest.raises(Refused, match="changé d’état"):
        lifecycle.answer(stale, text="Fait aussi.", by=dpo)


def test_an_erasure_is_answered_once_it_is_done(authority, dpo):
    person = PersonFactory(authority=authority)
    made = DataSubjectRequestFactory(authority=authority, right=Right.ERASURE, person=person)
    lifecycle.take(made, by=dpo)
    with pytest.raises(Refused, match="Effacez d’abord"):
        lifecycle.answer(made, text="C’est fait.", by=dpo)
    lifecycle.erase_for(made, by=dpo)
    lifecycle.answer(made, text="C’est fait.", by=dpo)
    assert made.status == Status.ANSWERED


def test_an_erasure_needs_an_erasure_request_and_a_record(authority, dpo):
    for made in (
        DataSubjectRequestFactory(authority=authority),
        DataSubjectRequestFactory(authority=authority, right=Right.ERASURE),
    ):
        with pytest.raises(Refused):
            lifecycle.erase_for(made, by=dpo)


def test_the_dpo_is_reminded_ten_and_three_days_before_then_each_week(authority, dpo):
    DataSubjectRequestFactory(authority=authority, due_on=dt.date(2026, 12, 16))
    for day in ("2026-12-05", "2026-12-06", "2026-12-07", "2026-12-13", "2026-12-17", "2026-12-24", "2026-12-25"):
        clock.freeze(f"{day}T09:00")
        remind(clock.now())
        remind(clock.now())
    assert Message.objects.filter(letter="data_request_due", email=dpo.email).count() == 4
