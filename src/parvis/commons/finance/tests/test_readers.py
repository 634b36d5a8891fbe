"""What others show of budgets: member space, day of the officer, a scheme's page, indicators, state, imports."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.commons.finance import contributions, documents, lifecycle, queries
from parvis.commons.finance.choices import ExpenseStatus, Status
from parvis.commons.finance.importers import BUDGET_LINES
from parvis.commons.finance.models import Budget
from parvis.commons.imports import lifecycle as imports
from parvis.commons.schemes.tests.factories import SchemeFactory, user_on
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.core.gathering import gather
from parvis.ground.documents.tree import plain
from parvis.ground.documents.writers import write

from .factories import BudgetFactory, BudgetLineFactory, ExpenseFactory, SchemeBudgetFactory

pytestmark = pytest.mark.django_db
S = ExpenseStatus
TODAY = dt.date(2026, 11, 16)


# --- The member space ---


@pytest.fixture
def of_body(authority):
    line = BudgetLineFactory(budget=SchemeBudgetFactory(authority=authority), voted_cents=2_400_000)
    ExpenseFactory(line=line, status=S.PAID, estimated_cents=1_587_000, label="Trois tables rondes")
    return line.budget


def test_the_bureau_follows_the_budget_of_its_body(here, of_body):
    here.force_login(user_on(Persona.CHAIR, of_body.scheme))
    assert "8\xa0130\xa0€" in here.get(reverse("member:finance:list")).content.decode()
    page = here.get(of_body.get_member_url()).content.decode()
    assert "15\xa0870\xa0€" in page
    assert "Trois tables rondes" in page
    assert "/gestion/" not in page.split("<main", 1)[1]
    assert here.get(of_body.get_desk_url()).status_code == 403


def test_a_member_reads_it_once_the_rules_of_the_body_open_it(here, of_body):
    here.force_login(user_on(Persona.MEMBER, of_body.scheme))
    assert here.get(of_body.get_member_url()).status_code == 404
    assert "Aucun budget ne vous est ouvert" in here.get(reverse("member:finance:list")).content.decode()
    Budget.objects.update(open_to_members=True)
    assert here.get(of_body.get_member_url()).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_member_pages_cost_the_same_whatever_they_hold(here, of_body, count, django_assert_num_queries):
    here.force_login(user_on(Persona.CHAIR, of_body.scheme))
    for number in range(count):
        BudgetFactory(authority=of_body.authority, scheme=of_body.scheme, year=2030 + number)
        ExpenseFactory(line__budget=of_body)
    for address, price in ((reverse("member:finance:list"), 8), (of_body.get_member_url(), 9)):
        here.get(address)
        with django_assert_num_queries(price):
            assert here.get(address).status_code == 200


# --- The day of the officer ---


def lines(user, authority):
    return [(item.what, item.when) for item in gather(contributions.due(user, authority, TODAY))]


def test_old_estimates_and_unpaid_invoices_are_due(officer, authority, line):
    clock.freeze("2026-09-10T09:00")
    lifecycle.estimate(line, by=officer, label="Salle", cents=40_000)
    ordered = lifecycle.estimate(line, by=officer, label="Plateaux", cents=66_000)
    lifecycle.commit(ordered, by=officer)
    clock.freeze("2026-10-12T09:00")
    lifecycle.invoice(ordered, by=officer, number="F-118")
    clock.freeze("2026-11-16T09:00")
    assert lines(officer, authority) == [
        ("Estimation à confirmer, 400\xa0€", dt.date(2026, 11, 9)),
        ("Facture à payer, 660\xa0€", dt.date(2026, 11, 11)),
    ]  # fmt: skip
    lifecycle.pay(ordered, by=officer)
    assert [what for what, _ in lines(officer, authority)] == ["Estimation à confirmer, 400\xa0€"]


def test_only_who_keeps_the_budget_is_told(authority, line):
    ExpenseFactory(line=line, due_on=TODAY)
    own = SchemeBudgetFactory(authority=authority)
    ExpenseFactory(line__budget=own, due_on=TODAY)
    assert len(lines(user_on(Persona.OFFICER, own.scheme), authority)) == 1
    assert lines(user_with(Persona.DIRECTOR, authority), authority) == []


# --- A scheme's page, search, indicators ---


def test_a_scheme_shows_its_money_to_those_who_read_it(of_body, officer):
    (block,) = contributions.scheme_panel(of_body.scheme, officer)
    assert block.context["budget"].figures.available == 813_000
    assert block.context["budget"].address == of_body.get_desk_url()
    assert [label for label, value, tone in block.context["parts"] if value] == ["€ payés", "€ libres"]
    (block,) = contributions.scheme_panel(of_body.scheme, user_on(Persona.CHAIR, of_body.scheme))
    assert block.context["budget"].address == of_body.get_member_url()


def test_the_public_and_plain_members_see_no_money(of_body):
    assert list(contributions.scheme_panel(of_body.scheme, None)) == []
    assert list(contributions.scheme_panel(of_body.scheme, user_on(Persona.MEMBER, of_body.scheme))) == []


def test_what_is_committed_and_paid_is_told_in_percent(authority, of_body):
    assert queries.share_committed(authority, TODAY) == 66
    assert queries.share_paid(authority, TODAY) == 66
    assert queries.share_paid(authority, dt.date(2026, 3, 1)) == 0
    assert queries.share_paid(authority, dt.date(2027, 3, 1)) is None


# --- The state, D29 ---


def said(document):
    return plain(document.blocks).replace("\xa0", " ")


def test_the_state_gives_each_line_and_their_total(budget, line, other_line, officer):
    ExpenseFactory(line=line, status=S.PAID)
    lifecycle.reallocate(line, other_line, cents=1_000, reason="Affiches.", by=officer)
    document, _ = documents.state(budget)
    told = said(document)
    for words in ("Repas et accueil 4 490 € 600 € 600 € 3 890 €", "Total 11 000 € 600 € 600 € 10 400 €", "10 €"):
        assert words in told
    assert "Clôture" not in told


@pytest.mark.parametrize("kind", ["pdf", "docx", "odt"])
def test_the_state_of_a_closed_year_is_signed_in_every_format(budget, line, director, kind):
    ExpenseFactory(line=line, status=S.PAID)
    lifecycle.close(budget, by=director)
    document, _ = documents.state(budget)
    assert budget.seal in said(document)
    assert str(director) in said(document)
    assert document.fingerprint == budget.seal
    assert write(document, kind, at=clock.now())


# --- Imports ---

HEADERS = "Année;Instance;Intitulé du budget;Poste;Crédits;Compte;Analytique;Section\n"
LINES = (
    "2027;;Budget de la mission;Repas et accueil;4 500,00;6234 Réceptions;PART-01;fonctionnement\n"
    "2027;;;Outils;1000;;;investissement\n"
    "2027;Conseil de développement;;Déplacements;800;;;\n"
)


@pytest.fixture
def check(authority, officer):
    SchemeFactory(authority=authority, name="Conseil de développement")

    def run(lines):
        file = SimpleUploadedFile("budget.csv", (HEADERS + lines).encode())
        batch = imports.upload(authority, BUDGET_LINES, file, by=officer)
        imports.match(batch, batch.matching, by=officer)
        return batch

    return run


def test_a_budget_comes_in_from_a_spreadsheet_and_goes_out_again(check, officer):
    batch = check(LINES)
    assert batch.error_count == 0
    imports.confirm(batch, by=officer)
    mission = Budget.objects.get(scheme=None)
    assert [(row.line.label, row.voted) for row in queries.figures(mission)] == [
        ("Repas et accueil", 450_000), ("Outils", 100_000),
    ]  # fmt: skip
    assert (mission.status, Budget.objects.count()) == (Status.PREPARED, 2)
    assert check(LINES).present_count == 3
    imports.undo(batch, by=officer)
    assert not Budget.objects.exists()


@pytest.mark.parametrize(
    ("line", "column", "sentence"),
    [
        ("2027;;;Repas;-5;;;\n", "Montant", "montant"),
        ("2027;;;Repas;;;;\n", "Montant", "nécessaire"),
        ("an;;;Repas;5;;;\n", "Exercice", "nombre entier"),
        ("1950;;;Repas;5;;;\n", "", "entre 2000 et 2100"),
        ("2027;Inconnu;;Repas;5;;;\n", "Dispositif", "Aucun dispositif"),
        ("2027;;;Repas;5;;;loisirs\n", "Section", "n’est pas connu"),
        ("2026;;;Repas;5;;;\n", "Ligne", "déjà voté"),
        ("2027;;;Repas;999999999999999;;;\n", "Montant", "trop grand"),
    ],
)
@pytest.mark.usefixtures("budget")
def test_each_wrong_line_says_where_and_what(check, line, column, sentence):
    label, told = check(line).lines.get().errors[0]
    assert label == column
    assert sentence in told


def test_an_import_whose_budget_is_closed_since_is_not_undone(check, officer, director):
    batch = check("2027;;;Repas;5;;;\n")
    imports.confirm(batch, by=officer)
    budget = Budget.objects.get()
    lifecycle.propose(budget, by=officer)
    lifecycle.vote(budget, by=director)
    with pytest.raises(Refused, match="voté"):
        imports.undo(batch, by=officer)
    assert Budget.objects.exists()
