"""The accounts introduce themselves."""

from parvis.ground.core.manifest import Feature

from . import due

feature = Feature(
    slug="accounts",
    label="Comptes",
    due_jobs=(due.purge_connection_log, due.forget_closed_sessions),
    extra={"legal_rules": due.RULES},
)
