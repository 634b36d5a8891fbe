"""The demonstration as plain data: five fictional authorities, no Django, no database.

What one reads
--------------
`WORLDS[slug]` is a `World` (see `shapes`), one per authority: ``orzenne``, ``tregonnec``, ``haute-verzone``,
``estuaire``, ``cerzelles``. The slug is the key of the authority and the first label of its host. `LEGAL_RULES` holds
for all. `scenarios.as01` and `scenarios.as02` are played on top and never loaded.

Rules of the shapes
-------------------
- Records are frozen dataclasses with keyword arguments only. Each has a `key`, unique among its kind in its authority
  (people: in the whole demonstration), and refers to others by key. A reference never leaves the authority.
- Each record has a `since`: the first day on which it is known. `known_by(records, day)` keeps what a world stopped at
  `day` may hold. Inside a record, `steps`, `progress`, `comments`, `versions`, `contributions`, `hearings`… are dated
  too; a loader filters them in the same way.
- `state` is the state at T0. At an earlier date the state is what the steps taken so far lead to. In the same way
  `Membership.ended_on`, `Commitment.done_on`, `abandoned_on` and `Person` facts hold from their own date only.
- A `Step` is one act: `verb`, `at` (aware date-time), `by` (person, or None when computed) and `values`. Verbs are
  those of the life cycles. Bodies: create, install, activate, open_renewal, install_renewed, dissolve. Renewals: open,
  vote_composition, start_recruitment, install. Meetings: plan, draft_agenda, convene, hold, draft_minutes,
  review_minutes, approve_minutes, publish_minutes (those an app does not know yet are left aside). Referrals: draft,
  submit, admit, start, start_drafting, adopt_opinion, transmit, publish_opinion, acknowledge, answer,
  publish_response, follow_up, close, lapse. Values: `act` (legal act), `meeting`, `on_behalf_of` (person), `reason`,
  `note`.
- Codes are those of the glossary and of the models; gender is "F" or "M"; money is in cents; texts are plain, with
  real French typography. `shifted(record, days)` moves every date of a record, texts untouched.

The people of a world are all those it ever knows: agents, elected members, outsiders, members of today and of
before. `offices` are the elected members' mandates, `roles` what is granted on a scope (members and chairs follow
from `memberships`), `personas` whom one may sign in as.
"""

from . import cerzelles, estuaire, orzenne, tregonnec, verzone
from .legal import LEGAL_RULES
from .shapes import World, known_by, shifted
from .when import T0

WORLDS: dict[str, World] = {
    world.authority.key: world
    for world in (orzenne.WORLD, tregonnec.WORLD, verzone.WORLD, estuaire.WORLD, cerzelles.WORLD)
}

# The five main bodies: 72 + 60 + 96 + 20 + 40 = 288 members at T0.
MAIN_BODIES = {
    "orzenne": "c2d",
    "tregonnec": "conseil-citoyen",
    "haute-verzone": "assemblee-2",
    "estuaire": "comite-citoyen",
    "cerzelles": "fabrique",
}

__all__ = ["LEGAL_RULES", "MAIN_BODIES", "T0", "WORLDS", "World", "known_by", "shifted"]
