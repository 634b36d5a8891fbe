"""Who enters the desk, and who reads the journal there (matrix E.2)."""

import rules
from rules import predicate

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import reads_settings, role
from parvis.shells.entry import may_enter_desk


@predicate
def enters_desk(user, authority):
    """A role of the staff, on the authority, on a department or on one scheme."""
    return may_enter_desk(user, authority)


rules.add_perm("desk.enter", enters_desk)
rules.add_perm("desk.see_settings", reads_settings)
rules.add_perm("journal.view_journalline", role(Persona.ADMIN, Persona.OFFICER, Persona.AUDITOR))
# Administrators see what happened, not why: reasons may speak of persons.
rules.add_perm("journal.read_reasons", role(Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR))
# Exceptional accesses are listed to who may open one and to who controls them.
rules.add_perm("authorities.list_breakglass", role(Persona.ADMIN, Persona.AUDITOR))
