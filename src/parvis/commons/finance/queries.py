"""The figures of a budget. They are computed here and nowhere else, from the rows, each time they are shown."""

from dataclasses import dataclass, fields

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from parvis.ground.core import clock

from .choices import UNVOTED, ExpenseStatus, Status
from .models import Budget, BudgetLine, Expense, Reallocation

S = ExpenseStatus


@dataclass(frozen=True)
class Figures:
    """Cents. `committed` holds what is invoiced and paid, `invoiced` what is paid: an invoice replaces an order."""

    voted: int = 0
    estimated: int = 0
    committed: int = 0
    invoiced: int = 0
    paid: int = 0

    @property
    def available(self):
        return self.voted - self.committed

    @property
    def available_after_estimates(self):
        return self.available - self.estimated

    @property
    def is_exceeded(self):
        return self.available < 0

    def __add__(self, other):
        return type(self)(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Figures)))


@dataclass(frozen=True)
class LineFigures:
    """One line of a budget with its figures."""

    line: BudgetLine
    figures: Figures

    def __getattr__(self, name):
        # « row.voted » reads like « row.figures.voted »: templates and callers want the figures of the line.
        if name in _NAMES:
            return getattr(self.figures, name)
        raise AttributeError(name)


_NAMES = frozenset({f.name for f in fields(Figures)} | {"available", "available_after_estimates", "is_exceeded"})


def figures(budget, on=None):
    """[LineFigures] of a budget, in the order of its lines: today, or as it stood at the end of a past day."""
    lines = with_figures(budget.lines.order_by("number", "pk"), on=on)
    return [LineFigures(line, read(line)) for line in lines]


def total(rows):
    """The `Figures` of several lines together."""
    return sum((row.figures for row in rows), Figures())


def figures_of_line(line):
    """The `Figures` of one line, today."""
    return read(with_figures(BudgetLine.objects.filter(pk=line.pk)).get())


def read(row):
    """The `Figures` of a line or a budget that comes from `with_figures`."""
    return Figures(row.voted, row.estimated, row.committed, row.invoiced, row.paid)


def with_figures(rows, on=None):
    """Lines or budgets annotated with voted, estimated, committed, invoiced and paid, in cents."""
    to = {BudgetLine: "line", Budget: "line__budget"}[rows.model]
    spent = {name: _sum(_standing(on), to, amount) for name, amount in AMOUNTS.items()}
    return rows.annotate(voted=_voted(rows.model, on), **spent).annotate(available=F("voted") - F("committed"))


def _voted(model, on):
    if model is Budget:  # what is moved from a line to another stays in the budget
        return _sum(BudgetLine.objects.all(), "budget", F("voted_cents"))
    moved = Reallocation.objects.filter(decided_on__lte=on) if on else Reallocation.objects.all()
    return F("voted_cents") + _sum(moved, "to_line", F("cents")) - _sum(moved, "from_line", F("cents"))


def _sum(rows, to, amount):
    grouped = rows.filter(**{to: OuterRef("pk")}).order_by().values(to).annotate(sum=Sum(amount)).values("sum")
    return Coalesce(Subquery(grouped, output_field=BigIntegerField()), Value(0, output_field=BigIntegerField()))


def _standing(on):
    """Expenses with the state they are in, or were in at the end of that day (`stood`)."""
    if on is None:
        return Expense.objects.annotate(stood=F("status"))
    dates = ((f"{name}_on__lte", name) for name in ("cancelled", "paid", "invoiced", "committed", "estimated"))
    stood = Case(*(When(Q(**{date: on}), then=Value(state)) for date, state in dates), default=Value(""))
    return Expense.objects.annotate(stood=stood)


def _amount(*states):
    """The amount of the last step taken, for the expenses in one of these states."""
    steps = (When(stood=state, then=F(f"{state.value}_cents")) for state in states)
    return Case(*steps, default=Value(0), output_field=BigIntegerField())


AMOUNTS = {
    "estimated": _amount(S.ESTIMATED),
    "committed": _amount(S.COMMITTED, S.INVOICED, S.PAID),
    "invoiced": _amount(S.INVOICED, S.PAID),
    "paid": _amount(S.PAID),
}


# --- Lists that several readers share ---


def lines_open_to(user, authority):
    """The lines on which this person may write an estimate: of budgets that are not over, the latest year first."""
    budgets = Budget.objects.of(authority).run_by(user).filter(status__in=(*UNVOTED, Status.VOTED))
    rows = BudgetLine.objects.filter(budget__in=budgets).for_list()
    return rows.order_by("-budget__year", "budget__label", "number")


def waiting(user, authority, until):
    """The expenses that this person keeps, and whose estimate or invoice waits for them before that day."""
    budgets = Budget.objects.of(authority).run_by(user).exclude(status=Status.CLOSED)
    lines = BudgetLine.objects.filter(budget__in=budgets)
    return Expense.objects.of(authority).filter(due_on__lte=until, line__in=lines.values("pk"))


def budgets_of(scheme, user):
    """The budgets of a scheme that this person reads, the latest first, with their figures."""
    return with_figures(Budget.objects.filter(scheme_id=scheme.pk).visible_to(user).order_by("-year"))


# --- Indicators ---


def of_the_year(authority, on):
    """What was voted and spent of all the budgets voted for the year of that day."""
    budgets = Budget.objects.of(authority).filter(year=on.year, voted_on__lte=on)
    return sum(map(read, with_figures(budgets, on=on if on < clock.today() else None)), Figures())


def share_committed(authority, on):
    """Committed, in percent of what was voted; None when nothing was."""
    return _share(of_the_year(authority, on), "committed")


def share_paid(authority, on):
    """Paid, in percent of what was voted; None when nothing was."""
    return _share(of_the_year(authority, on), "paid")


def _share(figures, name):
    return round(100 * getattr(figures, name) / figures.voted) if figures.voted else None
