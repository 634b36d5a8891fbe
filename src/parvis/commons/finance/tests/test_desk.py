import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.finance import lifecycle, queries
from parvis.commons.finance.choices import ExpenseStatus, Status
from parvis.commons.finance.models import Budget, Expense
from parvis.commons.people.tests.factories import OrganisationFactory
from parvis.commons.schemes.tests.factories import SchemeFactory, user_on
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.documents.models import ProducedDocument

from .factories import (
    BudgetFactory,
    BudgetLineFactory,
    ExpenseFactory,
    FundingSourceFactory,
    ReallocationFactory,
    SchemeBudgetFactory,
)

pytestmark = pytest.mark.django_db
S = ExpenseStatus


def url(name, *args):
    return reverse(f"desk:finance:{name}", args=args)


def text(response):
    return response.content.decode()


@pytest.fixture
def boss(client, authority, director):
    """The director at the desk, in a browser of their own."""
    other = type(client)(HTTP_HOST=authority.primary_host())
    other.force_login(director)
    return other


def test_a_budget_is_prepared_proposed_voted_and_closed_on_the_pages(desk, boss):
    desk.post(url("create"), {"label": "Budget de la mission", "year": "2027"})
    budget = Budget.objects.get()
    desk.post(url("add_line", budget.pk), {"label": "Repas", "voted_cents": "4 500,00", "section": "operating"})
    desk.post(url("add_funding", budget.pk), {"label": "ANCT", "cents": "4500"})
    desk.post(url("propose", budget.pk))
    assert desk.post(url("vote", budget.pk), {"on": "2026-11-12"}).status_code == 403
    boss.post(url("vote", budget.pk), {"on": "2026-11-12"})
    assert "4\xa0500\xa0€" in text(desk.get(budget.get_desk_url()))
    desk.post(url("execute", budget.pk), {"on": "2026-11-16"})
    page = text(boss.post(url("close", budget.pk), follow=True))
    budget.refresh_from_db()
    assert budget.status == Status.CLOSED
    assert budget.seal in page
    assert {p.format for p in ProducedDocument.objects.about(budget)} == {"pdf", "docx", "odt"}
    assert {p.fingerprint for p in ProducedDocument.objects.about(budget)} == {budget.seal}


def test_an_expense_goes_from_its_line_to_its_payment_on_the_pages(desk, authority, line):
    supplier = OrganisationFactory(authority=authority, name="Traiteur des Halles")
    desk.post(url("estimate", line.pk), {"label": "Plateaux", "cents": "660", "on": "2026-11-10"})
    expense = Expense.objects.get()
    page = text(desk.get(line.budget.get_desk_url()))
    assert "3\xa0840\xa0€" in page  # after estimates
    desk.post(url("commit", expense.pk), {"cents": "690", "on": "2026-11-12", "supplier": supplier.pk})
    desk.post(
        url("invoice", expense.pk),
        {"cents": "685,50", "on": "2026-11-13", "number": "F-118", "vat_basis_points": "5,5"},
    )
    page = text(desk.get(expense.get_desk_url()))
    for words in ("660\xa0€", "690\xa0€", "685,50\xa0€", "Traiteur des Halles", "F-118", "5,5 %", "13\xa0décembre"):
        assert words in page
    desk.post(url("pay", expense.pk), {"on": "2026-11-16"})
    expense.refresh_from_db()
    assert (expense.status, expense.paid_cents, expense.vat_basis_points) == (S.PAID, 68_550, 550)


def test_each_other_verb_has_its_page(desk, boss, budget, line, other_line):
    expense = ExpenseFactory(line=line)
    source = FundingSourceFactory(budget=budget)
    for name, pk, data in (
        ("amend", budget.pk, {"label": "Budget corrigé", "open_to_members": "on"}),
        ("amend_line", line.pk, {"label": "Repas", "section": "operating", "nature": "6234"}),
        ("remove_funding", source.pk, {}),
        ("amend_expense", expense.pk, {"label": "Plateaux", "line": other_line.pk, "supplier_label": "Halles"}),
        ("re_estimate", expense.pk, {"cents": "70"}),
        ("commit", expense.pk, {"cents": "70", "on": "2026-11-16"}),
        ("take_back", expense.pk, {"reason": "Erreur."}),
        ("cancel_expense", expense.pk, {"reason": "Sans objet."}),
        ("execute", budget.pk, {"on": "2026-11-16"}),
        ("reopen", budget.pk, {"reason": "Une séance de plus."}),
        ("state", budget.pk, {"on": "2026-10-31"}),
        (
            "reallocate", budget.pk,
            {"from_line": line.pk, "to_line": other_line.pk, "cents": "10", "on": "2026-11-16", "reason": "Utile."},
        ),
    ):  # fmt: skip
        assert desk.get(url(name, pk)).status_code == 200, name
        assert desk.post(url(name, pk), data).status_code == 302, name
    draft = BudgetFactory(authority=budget.authority, year=2027, status=Status.PROPOSED, voted_on=None)
    assert boss.post(url("send_back", draft.pk), {"reason": "À revoir."}).status_code == 302
    spare = BudgetLineFactory(budget=draft)
    data = {"line": spare.pk, "label": "Plateaux", "cents": "12", "on": "2026-11-16"}
    assert desk.get(url("spend", draft.pk)).status_code == 200
    assert desk.post(url("spend", draft.pk), {**data, "line": line.pk}).status_code == 422
    assert desk.post(url("spend", draft.pk), data).status_code == 302
    assert desk.post(url("remove_line", BudgetLineFactory(budget=draft).pk)).status_code == 302
    page = text(desk.get(budget.get_desk_url()))
    assert "Budget corrigé" in page
    assert "vers « Communication »" in page


def test_taking_more_than_the_line_has_asks_for_a_reason(desk, line):
    expense = ExpenseFactory(line=line, estimated_cents=500_000)
    answer = desk.post(url("commit", expense.pk), {"cents": "5000", "on": "2026-11-16"})
    assert answer.status_code == 422
    assert "dépasserait son montant de 500\xa0€" in text(answer)
    desk.post(url("commit", expense.pk), {"cents": "5000", "on": "2026-11-16", "override": "Accord de la directrice."})
    assert "Ce qui est engagé dépasse ce qui est voté" in text(desk.get(line.budget.get_desk_url()))


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("estimate", {"cents": "-5"}, "sans sign"),
        ("estimate", {"cents": "0"}, "supérieur à zéro"),
        ("estimate", {"cents": "1,234"}, "Écrivez un montant"),
        ("estimate", {"cents": "NaN"}, "Écrivez un montant"),
        ("estimate", {"cents": "Infinity"}, "Écrivez un montant"),
        ("estimate", {"cents": "9" * 25}, "dépasse"),
        ("estimate", {"cents": "9" * 40}, "30 caractères"),
        ("estimate", {"label": ""}, "obligatoire"),
        ("estimate", {"label": "x" * 201}, "200 caractères"),
        ("estimate", {"on": "31/02/2026"}, "Exemple : 31/12/2026"),
        ("estimate", {"on": "2027-01-01"}, "à venir"),
        ("estimate", {"supplier": "999999"}, "choix valide"),
    ],
)
def test_what_is_wrong_is_said_next_to_the_field(desk, line, name, data, sentence):
    good = {"label": "Plateaux", "cents": "660", "on": "2026-11-10"}
    answer = desk.post(url(name, line.pk), {**good, **data})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Expense.objects.exists()


def test_the_supplier_of_another_authority_cannot_be_chosen(desk, line):
    data = {"label": "Plateaux", "cents": "660", "on": "2026-11-10", "supplier": OrganisationFactory().pk}
    assert desk.post(url("estimate", line.pk), data).status_code == 422


def test_an_officer_of_one_scheme_prepares_its_budget_only(here, authority):
    own, other = SchemeFactory.create_batch(2, authority=authority)
    here.force_login(user_on(Persona.OFFICER, own))
    data = {"label": "Budget", "year": "2027"}
    for wrong in ({}, {"scheme": other.pk}):
        assert here.post(url("create"), {**data, **wrong}).status_code == 422
    assert here.post(url("create"), {**data, "scheme": own.pk}).status_code == 302


def test_a_closed_budget_shows_its_seal_and_no_verb(desk, director, budget, line):
    expense = ExpenseFactory(line=line, status=S.PAID)
    lifecycle.close(budget, by=director)
    page = text(desk.get(budget.get_desk_url()))
    assert budget.seal in page
    assert f"/gestion/budgets/lignes/{line.pk}/" not in page
    assert "Annuler" not in text(desk.get(expense.get_desk_url()))


def test_a_councillor_reads_and_does_not_move(here, authority, budget, line):
    here.force_login(user_with(Persona.COUNCILLOR, authority))
    expense = ExpenseFactory(line=line)
    for address in (url("list"), url("expenses"), budget.get_desk_url(), expense.get_desk_url()):
        assert here.get(address).status_code == 200
    for name, pk in (("propose", budget.pk), ("estimate", line.pk), ("commit", expense.pk), ("state", budget.pk)):
        assert here.get(url(name, pk)).status_code == 403


def test_the_budget_of_another_authority_does_not_exist(desk):
    other = ExpenseFactory()
    for address in (
        other.get_desk_url(), other.line.budget.get_desk_url(), url("finance_csv", other.line.budget_id),
        url("amend_line", other.line_id), url("commit", other.pk),
    ):  # fmt: skip
        assert desk.get(address).status_code == 404


def test_the_file_for_the_finance_software_runs_no_formula(desk, line):
    ExpenseFactory(line=line, label="=HYPERLINK(1)", status=S.PAID, estimated_cents=149_050, supplier_label="Halles")
    answer = desk.get(url("finance_csv", line.budget_id))
    header, row = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    told = dict(zip(header.split(";"), row.split(";"), strict=True))
    assert told["objet"] == "'=HYPERLINK(1)"
    assert (told["paye_ttc"], told["date_paiement"], told["etat"]) == ("1490,5", "02/03/2026", "payée")
    assert (told["fournisseur"], told["dispositif"], told["taux_tva"]) == ("Halles", "", "")


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_the_lists_are_handed_over_with_their_figures(desk, line, kind):
    ExpenseFactory(line=line, status=S.COMMITTED)
    for name in ("list", "expenses"):
        answer = desk.get(url(name) + f"?format={kind}")
        assert b"".join(answer.streaming_content)


def test_the_list_says_the_same_figures_as_the_record(desk, line, other_line):
    ExpenseFactory(line=line, status=S.PAID, estimated_cents=123_400)
    ExpenseFactory(line=other_line, status=S.COMMITTED, estimated_cents=200_000)
    content = b"".join(desk.get(url("list") + "?format=csv").streaming_content).decode("utf-8-sig")
    assert content.splitlines()[1].split(";")[4:8] == ["11000", "3234", "1234", "7766"]
    total = queries.total(queries.figures(line.budget))
    assert (total.voted, total.committed, total.paid, total.available) == (1_100_000, 323_400, 123_400, 776_600)
    page = text(desk.get(line.budget.get_desk_url()))
    assert "7\xa0766\xa0€" in page


def test_the_list_of_expenses_filters_a_budget(desk, authority, line):
    ExpenseFactory(line=line, label="Dépense de la mission")
    elsewhere = BudgetLineFactory(budget=SchemeBudgetFactory(authority=authority))
    ExpenseFactory(line=elsewhere, label="Dépense de l’instance")
    page = text(desk.get(url("expenses") + f"?budget={line.budget_id}"))
    assert "Dépense de la mission" in page
    assert "Dépense de l’instance" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_cost_the_same_whatever_their_length(desk, authority, count, django_assert_num_queries):
    supplier = OrganisationFactory(authority=authority)
    for _ in range(count):
        ExpenseFactory(line__budget=SchemeBudgetFactory(authority=authority), supplier=supplier)
    for name, price in (("list", 9), ("expenses", 9)):
        desk.get(url(name))
        with django_assert_num_queries(price):
            assert desk.get(url(name)).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_record_costs_the_same_whatever_it_holds(desk, budget, count, django_assert_num_queries):
    for _ in range(count):
        ExpenseFactory(line__budget=budget, supplier=OrganisationFactory(authority=budget.authority))
        FundingSourceFactory(budget=budget)
        ReallocationFactory(budget=budget)
    desk.get(budget.get_desk_url())
    with django_assert_num_queries(11):
        assert desk.get(budget.get_desk_url()).status_code == 200


def test_a_state_of_a_past_day_gives_the_figures_of_that_day(desk, line):
    ExpenseFactory(line=line, status=S.PAID, paid_on=dt.date(2026, 11, 5))
    assert desk.post(url("state", line.budget_id), {"on": "2026-12-01"}).status_code == 422
    assert desk.post(url("state", line.budget_id), {"on": "2026-10-31"}).status_code == 302
    page = text(desk.get(line.budget.get_desk_url()))
    assert "État du budget 2026" in page
