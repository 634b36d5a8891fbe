"""Who enters the desk."""

import rules
from rules import predicate

from parvis.shells.entry import may_enter_desk


@predicate
def enters_desk(user, authority):
    """A role of the staff, on the authority, on a department or on one scheme."""
    return may_enter_desk(user, authority)


rules.add_perm("desk.enter", enters_desk)
