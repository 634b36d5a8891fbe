"""Who reads and keeps the macro board: the mission writes, the direction, the councillors and the auditor read."""

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import is_officer, role

READERS = (Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR, Persona.CABINET, Persona.AUDITOR)

reads_board = role(*READERS)
keeps_board = is_officer
