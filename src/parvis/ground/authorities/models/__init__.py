"""Authorities and what belongs to them by nature: hosts, departments, territories, venues, acts, rules, roles."""

from .access import BreakGlass, Delegation, Role
from .authority import Authority, Election, Host, Term, logo_path
from .law import LegalAct, LegalRule
from .periods import AvoidedPeriod
from .places import Department, Territory, Venue

__all__ = [
    "Authority",
    "AvoidedPeriod",
    "BreakGlass",
    "Delegation",
    "Department",
    "Election",
    "Host",
    "LegalAct",
    "LegalRule",
    "Role",
    "Term",
    "Territory",
    "Venue",
    "logo_path",
]
