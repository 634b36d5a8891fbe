"""Who enters the desk."""

import rules

from parvis.ground.authorities.rules import is_staff

rules.add_perm("desk.enter", is_staff)
