"""The private page of an order: for whoever holds its key, and nothing more."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from parvis.commons.people.tests.factories import PersonFactory
from parvis.deliberation.logistics import lifecycle
from parvis.deliberation.logistics.choices import Status
from parvis.deliberation.logistics.models import LogisticNeed
from parvis.deliberation.meetings.tests import factories as made
from parvis.ground.authorities.tests.factories import HostFactory
from parvis.shells.desk.history import history_of

pytestmark = pytest.mark.django_db


def url(need, name="order"):
    return reverse(f"public:logistics:{name}", args=[need.key])


@pytest.fixture
def order(meals, officer):
    cache.clear()
    lifecycle.request(meals, by=officer)
    return meals


def test_the_page_says_the_order_and_nobody_s_name(here, order, meeting, authority):
    call = made.ConvocationFactory(meeting=meeting, person=PersonFactory(authority=authority, family_name="Fontbonne"))
    made.NeedFactory(convocation=call, kind="diet", code="vegetarian")
    page = here.get(url(order))
    assert page.status_code == 200
    for words in ("46", "compatible halal", "fruits à coque", "Plénière de décembre"):
        assert words in page.content.decode()
    assert "Fontbonne" not in page.content.decode()
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "same-origin")
    assert page["X-Robots-Tag"] == "noindex, nofollow"


def test_it_is_the_same_404_for_an_unknown_key_another_host_and_a_link_that_is_over(here, order, at):
    other = HostFactory()
    assert Client(HTTP_HOST=other.name).get(url(order)).status_code == 404
    assert here.get(reverse("public:logistics:order", args=["inconnue"])).status_code == 404
    assert here.post(reverse("public:logistics:accept", args=["inconnue"]), {"cents": "1"}).status_code == 404
    at("2026-12-18")
    assert here.get(url(order)).status_code == 404


def test_a_key_is_unguessable_and_changes_with_each_request(order, officer):
    former = order.key
    assert len(former) >= 22
    lifecycle.decline(order, reason="Complet.")
    lifecycle.reconsider(order, by=officer)
    lifecycle.request(order, by=officer)
    assert order.key not in (former, None)


def test_an_address_that_knocks_too_often_waits(here, order, settings):
    settings.PRIVATE_LINKS_A_MINUTE = 3
    pages = [here.get(url(order)).status_code for _ in range(8)]  # two minutes may share them
    assert (pages[0], 429 in pages) == (200, True)


def test_a_supplier_refuses_with_a_reason(here, order):
    assert here.post(url(order, "decline"), {"reason": ""}).status_code == 422
    assert here.post(url(order, "decline"), {"reason": "Cuisine fermée."}).status_code == 302
    order.refresh_from_db()
    assert (order.status, order.why) == (Status.REFUSED, "Cuisine fermée.")


def test_an_amount_is_asked_where_money_was_provided_for(here, order):
    for wrong in ("", "beaucoup"):
        assert here.post(url(order, "accept"), {"cents": wrong}).status_code == 422
    order.refresh_from_db()
    assert order.status == Status.REQUESTED


def test_an_answer_is_given_once(here, order):
    assert here.post(url(order, "accept"), {"cents": "690"}).status_code == 302
    answer = here.post(url(order, "accept"), {"cents": "600"})
    assert answer.status_code == 422
    assert "n’attend plus de réponse" in answer.content.decode()
    assert LogisticNeed.objects.get(pk=order.pk).expense.committed_cents == 69_000


def test_what_a_service_announces_is_proposed_where_the_cost_is_estimated(here, sheet, officer, protocol):
    need = sheet.needs.get(kind="printing")
    lifecycle.revise_need(need, by=officer, department=protocol)
    lifecycle.request(need, by=officer)
    here.post(url(need, "accept"), {"cents": "85,50"})
    here.force_login(officer)
    page = here.get(reverse("desk:logistics:estimate", args=[need.pk]))
    assert page.context["form"].initial["cents"] == 8_550
    assert 'value="85,50"' in page.content.decode()


def test_the_history_names_the_service_that_answered(here, order, officer, protocol):
    here.post(url(order, "accept"), {"cents": "690"})
    assert [entry["who"] for entry in history_of(order, officer, limit=1)] == [f"{protocol}, par son lien privé"]


def test_a_higher_amount_waits_and_may_be_corrected(here, order):
    page = here.post(url(order, "accept"), {"cents": "800"}, follow=True).content.decode()
    assert "Votre montant est transmis" in page
    here.post(url(order, "accept"), {"cents": "690"})
    order.refresh_from_db()
    assert order.status == Status.CONFIRMED


def test_a_loan_says_when_it_leaves_and_comes_back(here, sheet, officer):
    loan = lifecycle.lend(
        sheet, by=officer, what="Barnums", due_on=dt.date(2026, 11, 20), out_on=dt.date(2026, 12, 9),
        back_on=dt.date(2026, 12, 11), lender_label="Commune de Virazelle",
    )  # fmt: skip
    lifecycle.request(loan.need, by=officer)
    page = here.get(url(loan.need)).content.decode().replace("\xa0", " ")
    assert "11 décembre 2026" in page
    here.post(url(loan.need, "accept"), {"cents": ""})
    assert LogisticNeed.objects.get(pk=loan.need_id).status == Status.CONFIRMED
