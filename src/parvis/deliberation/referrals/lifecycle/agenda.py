"""The question on the agenda of meetings: put there, taken off."""

from django.db import transaction

from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import record

from ..choices import ENDED_ASIDE, Status
from ..models import AgendaLink


@transaction.atomic
def put_on_agenda(referral, *, item, by):
    """Say that an item of an agenda is about this question, so that each leads to the other."""
    if referral.status in (Status.DRAFT, *ENDED_ASIDE):
        raise Refused("Seule une saisine reçue par l’instance s’inscrit à un ordre du jour.")
    if item.meeting.authority_id != referral.authority_id:
        raise Refused("Cette réunion est celle d’une autre collectivité.")
    link, is_new = AgendaLink.objects.get_or_create(referral=referral, item=item)
    if not is_new:
        raise Refused("La saisine est déjà inscrite à ce point.")
    record(referral, "put_on_agenda", by=by, facts={"meeting": item.meeting_id, "item": item.pk})
    return link


@transaction.atomic
def take_off_agenda(link, *, by):
    """The item is not about this question after all."""
    record(link.referral, "take_off_agenda", by=by, facts={"meeting": link.item.meeting_id, "item": link.item_id})
    link.delete()
