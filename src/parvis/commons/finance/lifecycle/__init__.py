"""The verbs of budgets and of expenses."""

from .budgets import (
    add_funding,
    add_line,
    amend,
    amend_line,
    close,
    execute,
    prepare,
    propose,
    reallocate,
    remove_funding,
    remove_line,
    reopen,
    send_back,
    vote,
)
from .expenses import amend_expense, cancel_expense, commit, estimate, invoice, pay, re_estimate, take_back

__all__ = [
    "add_funding", "add_line", "amend", "amend_expense", "amend_line", "cancel_expense", "close", "commit", "estimate",
    "execute", "invoice", "pay", "prepare", "propose", "re_estimate", "reallocate", "remove_funding", "remove_line",
    "reopen", "send_back", "take_back", "vote",
]  # fmt: skip
