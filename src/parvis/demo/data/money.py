"""Short constructors for budgets and expenses: euros and days as one writes them."""

from .shapes import Budget, BudgetLine, Spending
from .when import d


def line(key, label, euros, nature="", code=""):
    return BudgetLine(key=key, label=label, voted=euros * 100, nature=nature, code=code)


def spent(of, label, supplier, euros, *days, number="", estimate=None):
    """An expense that took as many steps as there are days: estimated, committed, invoiced, paid."""
    steps = dict(zip(("estimated_on", "committed_on", "invoiced_on", "paid_on"), map(d, days), strict=False))
    return Spending(
        key=f"{of}-{label}",
        line=of,
        label=label,
        supplier=supplier,
        cents=euros * 100,
        estimate=estimate and estimate * 100,
        number=number or (f"{steps['invoiced_on']:%y%m%d}-{euros}" if "invoiced_on" in steps else ""),
        **steps,
    )


def budget(key, label, year, **facts):
    days = {name: d(facts.pop(name)) for name in ("prepared_on", "voted_on", "closed_on") if name in facts}
    funding = tuple((origin, euros * 100) for origin, euros in facts.pop("funding", ()))
    return Budget(key=key, label=label, opens_on=d(f"01/07/{year}"), funding=funding, **days, **facts)
