import pytest

from parvis.commons.finance.tests.factories import BudgetFactory, BudgetLineFactory
from parvis.deliberation.bodies.tests.factories import BodyFactory
from parvis.deliberation.logistics import lifecycle
from parvis.deliberation.meetings.tests.factories import MeetingFactory
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.authorities.tests.factories import AuthorityFactory, DepartmentFactory
from parvis.ground.core import clock


@pytest.fixture(autouse=True)
def _day(db):
    clock.freeze("2026-11-16T09:00")
    load_rules()


@pytest.fixture
def at():
    """Stop the domain's clock on a day: `at("2026-11-30")`."""
    return lambda day: clock.freeze(f"{day}T09:00")


@pytest.fixture
def authority():
    return AuthorityFactory(slug="orzenne", name="Val d’Orzenne Agglomération")


@pytest.fixture
def officer(authority):
    return user_with(Persona.OFFICER, authority)


@pytest.fixture
def council(authority):
    return BodyFactory(authority=authority, name="Conseil de développement", slug="c2d")


@pytest.fixture
def meeting(council):
    """The plenary of 10 December 2026, 18:30."""
    return MeetingFactory(scheme=council.scheme_ptr, title="Plénière de décembre")


@pytest.fixture
def sheet(meeting, officer):
    return lifecycle.open_sheet(meeting, by=officer, usual=True)


@pytest.fixture
def budget(authority):
    return BudgetFactory(authority=authority)


@pytest.fixture
def line(budget):
    return BudgetLineFactory(budget=budget, number=1, label="Repas et accueil", voted_cents=450_000)


@pytest.fixture
def protocol(authority):
    return DepartmentFactory(authority=authority, name="Protocole", email="protocole@exemple.invalid")


@pytest.fixture
def meals(sheet, officer, protocol, line):
    """46 meals for the protocol department, 690 € on the line."""
    need = sheet.needs.get(kind="catering")
    lifecycle.revise_need(need, by=officer, department=protocol)
    counts = {("diet", "vegetarian"): 9, ("diet", "halal"): 3, ("diet", "gluten_free"): 2, ("allergy", "nuts"): 1}
    lifecycle.order_meals(need, by=officer, headcount=46, counts=counts)
    lifecycle.estimate_need(need, by=officer, cents=69_000, line=line)
    return need


@pytest.fixture
def here(client, authority):
    client.defaults["HTTP_HOST"] = authority.primary_host()
    return client


@pytest.fixture
def desk(here, officer):
    here.force_login(officer)
    return here
