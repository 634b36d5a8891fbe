"""The verbs of bodies (B.8), of memberships and of renewals (B.7)."""

from .bodies import (
    activate_body,
    adopt_internal_rules,
    create,
    describe,
    dissolve,
    install,
    project,
    publish,
    record_activity_report,
    set_census,
    start_term,
    unpublish,
    vote_colleges,
)
from .candidates import (
    appoint,
    appoint_retained,
    choose,
    decline,
    propose,
    release,
    retain,
    swap,
)
from .memberships import (
    activate,
    call_substitute,
    disqualify,
    end,
    entrust,
    record_death,
    record_mandate,
    replace,
    resign,
    resume,
    sign_charter,
    suspend,
)
from .renewals import (
    ask_municipal_opinions,
    close_renewal,
    complete_item,
    install_renewed,
    open_renewal,
    record_municipal_opinion,
    start_recruitment,
    vote_composition,
)
from .welcome import invite, invite_all, may_be_let_in

__all__ = [
    "activate", "activate_body", "adopt_internal_rules", "appoint", "appoint_retained", "ask_municipal_opinions",
    "call_substitute", "choose", "close_renewal", "complete_item", "create", "decline", "describe",
    "disqualify", "dissolve", "end", "entrust", "install", "install_renewed", "invite", "invite_all", "may_be_let_in",
    "open_renewal", "project", "propose", "publish", "record_activity_report", "record_death", "record_mandate",
    "record_municipal_opinion", "release", "replace", "resign", "resume", "retain", "set_census",
    "sign_charter", "start_recruitment", "start_term", "suspend", "swap", "unpublish", "vote_colleges",
    "vote_composition",
]  # fmt: skip
