"""The day itself: who was there, whether the quorum was reached."""

from django.db import transaction

from parvis.ground.core import clock, french
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.journal.acts import heed, move

from .. import queries


@transaction.atomic
def hold(meeting, *, by, present, proxies=0, override=""):
    """The meeting took place: count who was there. Warned when the quorum of the body's rules was not reached."""
    if meeting.starts_at > clock.now():
        raise Refused(
            f"La réunion est prévue le {french.full_datetime(meeting.starts_at)} : attendez qu’elle ait lieu."
        )
    electors, quorum = queries.counts_on(meeting)
    _need_count(meeting, electors, present, proxies)
    cautions = heed(quorum_cautions(quorum, present + proxies), override)
    move(
        meeting, "hold", by=by, present=present, proxies=proxies, electors=electors, quorum_needed=quorum,
        cautions=cautions, reason=override, facts={"present": present, "proxies": proxies, "quorum": quorum},
    )  # fmt: skip


def quorum_cautions(quorum, votes):
    if quorum is not None and votes < quorum:
        yield Caution(
            "meeting.quorum", f"Le quorum n’est pas atteint : {votes} voix présentes ou représentées sur {quorum}."
        )


def _need_count(meeting, electors, present, proxies):
    if electors is not None and present + proxies > electors:
        room = f"{french.plural(present, 'présent')} et {french.plural(proxies, 'pouvoir')}"
        raise Refused(f"L’instance compte {french.plural(electors, 'membre')} : {room} font trop.")
    allowed = getattr(meeting.scheme.child, "proxies_per_member", None)
    if allowed is not None and proxies > present * allowed:
        raise Refused(f"Chaque membre présent porte au plus {french.plural(allowed, 'pouvoir')}.")
