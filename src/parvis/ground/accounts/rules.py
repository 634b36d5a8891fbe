"""Who reads the connection log (matrix E.2, « Audit log »): those who run and those who control the installation."""

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import role

LOG_READERS = (Persona.ADMIN, Persona.AUDITOR)

reads_connections = role(*LOG_READERS)
