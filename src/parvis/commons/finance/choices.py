"""States of a budget and of an expense."""

from django.db import models


class Status(models.TextChoices):
    """Where the budget of a year stands. « Exécuté »: the year is over, what was committed is still paid."""

    PREPARED = "prepared", "en préparation"
    PROPOSED = "proposed", "proposé"
    VOTED = "voted", "voté"
    EXECUTED = "executed", "exécuté"
    CLOSED = "closed", "clos"


UNVOTED = (Status.PREPARED, Status.PROPOSED)
"""Its lines are still being written."""

SPENDING = (Status.VOTED, Status.EXECUTED)
"""What was committed may be invoiced and paid."""

BUDGET_STEPS = {
    "propose": ({Status.PREPARED}, Status.PROPOSED),
    "send_back": ({Status.PROPOSED}, Status.PREPARED),
    "vote": ({Status.PROPOSED}, Status.VOTED),
    "execute": ({Status.VOTED}, Status.EXECUTED),
    "reopen": ({Status.EXECUTED}, Status.VOTED),
    "close": ({Status.VOTED, Status.EXECUTED}, Status.CLOSED),
}


class ExpenseStatus(models.TextChoices):
    ESTIMATED = "estimated", "estimée"
    COMMITTED = "committed", "engagée"
    INVOICED = "invoiced", "facturée"
    PAID = "paid", "payée"
    CANCELLED = "cancelled", "annulée"


OPEN = (ExpenseStatus.ESTIMATED, ExpenseStatus.COMMITTED, ExpenseStatus.INVOICED)
"""Something is still to be done with it."""

ENGAGED = (ExpenseStatus.COMMITTED, ExpenseStatus.INVOICED, ExpenseStatus.PAID)
"""It counts against what was voted."""

EXPENSE_STEPS = {
    "commit": ({ExpenseStatus.ESTIMATED}, ExpenseStatus.COMMITTED),
    "invoice": ({ExpenseStatus.COMMITTED}, ExpenseStatus.INVOICED),
    "pay": ({ExpenseStatus.INVOICED}, ExpenseStatus.PAID),
    "cancel_expense": (set(OPEN), ExpenseStatus.CANCELLED),
    "release": ({ExpenseStatus.COMMITTED}, ExpenseStatus.ESTIMATED),
    "withdraw_invoice": ({ExpenseStatus.INVOICED}, ExpenseStatus.COMMITTED),
    "withdraw_payment": ({ExpenseStatus.PAID}, ExpenseStatus.INVOICED),
}


class Section(models.TextChoices):
    OPERATING = "operating", "fonctionnement"
    INVESTMENT = "investment", "investissement"
