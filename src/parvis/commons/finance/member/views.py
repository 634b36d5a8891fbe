"""The budget of a body, as its bureau follows it: read, never written."""

from django.shortcuts import render

from parvis.commons.finance import contributions, queries
from parvis.commons.finance.choices import ExpenseStatus
from parvis.commons.finance.models import Budget, Expense
from parvis.ground.core.paging import KeyedPaginator
from parvis.ground.documents.queries import documents_of
from parvis.shells.entry import member_view

PER_PAGE = 30


@member_view("finance.read_budget")
def listing(request):
    budgets = Budget.objects.of(request.authority).visible_to(request.user).for_list()
    rows = queries.with_figures(budgets.order_by("-year", "label", "pk"))
    page = KeyedPaginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "finance/member/list.html", {"title": "Budgets", "budgets": page, "page": page})


@member_view("finance.view_budget", Budget)
def detail(request, budget):
    rows = queries.figures(budget)
    total = queries.total(rows)
    expenses = Expense.objects.filter(line__budget=budget).exclude(status=ExpenseStatus.CANCELLED).for_list()
    context = {
        "title": str(budget), "budget": budget, "rows": rows, "total": total, "parts": contributions.parts(total),
        "expenses": expenses, "entries": documents_of(budget, request.user),
    }  # fmt: skip
    return render(request, "finance/member/budget.html", context)
