"""What people called answer: coming or not, who carries their voice."""

from django.db import transaction

from parvis.ground.core import clock, french
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import record

from ..choices import UPCOMING, Answer, ConvocationKind
from ..letters import group_of
from ..letters.convening import ProxyLost
from ..models import Convocation, Proxy
from . import convening


@transaction.atomic
def answer(convocation, said, *, by=None, holder=None):
    """Write what somebody answers: on their page, in their space, or to the officer who typed it (`by`).

    A proxy names its `holder`; any other answer takes back the proxy given. Whoever will not come no longer carries
    the voices given to them: their givers are told. `Refused` once the meeting is past or the person is not called.
    """
    convocation = _locked(convocation)
    need_answerable(convocation)
    if said not in Answer.values or not said:
        raise Refused("Choisissez une réponse.")
    Proxy.objects.filter(giver=convocation).delete()
    if said == Answer.PROXY:
        _give(convocation, holder, by)
    if said != Answer.YES:
        _drop_held(convocation)
    _write(convocation, said, by)
    record(convocation.meeting, "answer", by=by, facts={"convocation": convocation.pk, "answer": str(said)})
    convening.follow_substitute(convocation, by=by)
    return convocation


def need_answerable(convocation):
    """Only somebody still called answers, as long as the meeting is to come."""
    if convocation.withdrawn_at:
        raise Refused("Cette personne n’est plus convoquée.")
    if convocation.meeting.status not in UPCOMING or convocation.meeting.starts_at <= clock.now():
        raise Refused("Les réponses ne sont plus reçues : la réunion est passée, reportée ou annulée.")


def proxies_allowed(meeting):
    """How many voices a member may carry by the body's rules."""
    return getattr(meeting.scheme.child, "proxies_per_member", 0) or 0


def _give(giver, holder, by):
    """One voice goes to one member who comes: no chain, no cycle, no more than the rules allow."""
    allowed = proxies_allowed(giver.meeting)
    if not allowed:
        raise Refused("Le règlement de cette instance ne prévoit pas de pouvoir.")
    if giver.kind == ConvocationKind.GUEST:
        raise Refused("Une personne invitée ne vote pas : elle n’a pas de pouvoir à donner.")
    if holder is None:
        raise Refused("Choisissez le membre à qui vous donnez pouvoir.")
    holder = _locked(holder)
    _need_holder(giver, holder)
    carried = holder.proxies_held.exclude(giver=giver).count()
    if carried >= allowed:
        raise Refused(
            f"Ce membre porte déjà {french.plural(carried, 'pouvoir')}, le nombre permis : choisissez-en un autre."
        )
    Proxy.objects.create(
        meeting=giver.meeting, giver=giver, holder=holder, given_at=clock.now(), recorded_by=by
    )  # fmt: skip


def _need_holder(giver, holder):
    if holder.meeting_id != giver.meeting_id or holder.withdrawn_at or holder.kind == ConvocationKind.GUEST:
        raise Refused("On ne donne pouvoir qu’à un membre convoqué à cette réunion.")
    if holder.pk == giver.pk:
        raise Refused("On ne se donne pas pouvoir à soi-même.")
    if holder.answer not in (Answer.NONE, Answer.YES):
        raise Refused("Ce membre ne vient pas : il ne peut pas porter votre voix.")


def _drop_held(convocation):
    """The voices carried by somebody who does not come go back to their givers, who are told."""
    for proxy in convocation.proxies_held.select_related("giver__person", "giver__meeting__authority"):
        giver = proxy.giver
        proxy.delete()
        Convocation.objects.filter(pk=giver.pk).update(answer=Answer.NONE, answered_at=None, answered_by=None)
        ProxyLost(giver).send_to(giver.person.recipient(), group=group_of(giver.meeting))


def _write(convocation, said, by):
    convocation.answer, convocation.answered_at, convocation.answered_by = said, clock.now(), by
    convocation.save(update_fields=["answer", "answered_at", "answered_by"])


def _locked(convocation):
    """The row as it stands, held until the end: two voices never take the last place of one holder."""
    rows = Convocation.objects.select_for_update(of=("self",)).select_related("person", "meeting__authority")
    return rows.get(pk=convocation.pk)
