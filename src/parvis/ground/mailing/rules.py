"""Who reads and runs the outbox (matrix E.2, « Outbox, templates »)."""

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import role

CONTENT_READERS = (Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR)
"""Who reads to whom a message went and what it says; the administration sees only how sending works."""
OUTBOX_READERS = (Persona.ADMIN, *CONTENT_READERS)

reads_outbox = role(*OUTBOX_READERS)
reads_content = role(*CONTENT_READERS)
runs_outbox = role(Persona.OFFICER)
