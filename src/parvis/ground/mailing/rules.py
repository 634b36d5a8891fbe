"""Who reads and runs the outbox (part E, « Outbox, templates »)."""

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import role

OUTBOX_READERS = (Persona.ADMIN, Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR)

reads_outbox = role(*OUTBOX_READERS)
runs_outbox = role(Persona.OFFICER)
