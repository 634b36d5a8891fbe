"""Asking to follow, saying yes, hearing of each step, saying no more.

No line of the journal: what a person chooses to read is nobody's business, and stopping leaves nothing behind.
"""

from django.db import transaction

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.mailing import stopping
from parvis.ground.mailing.choices import Status
from parvis.ground.mailing.models import Message

from . import letters, links, queries
from .models import Follow, code_of, ref_of


@transaction.atomic
def ask(record, *, email):
    """Somebody types an address: it is asked whether it agrees. An address that follows already is told so."""
    follow, created = Follow.objects.get_or_create(
        authority=record.authority, email=email.strip().lower(), about=code_of(record),
        defaults={"asked_at": clock.now()},
    )  # fmt: skip
    if not created and follow.confirmed_at is None:
        Follow.objects.filter(pk=follow.pk).update(asked_at=clock.now())
    address = record.authority.address_of
    letters.FollowConfirmation(
        record, known=follow.confirmed_at is not None, confirm_url=address(links.confirmation_path(follow.pk)),
        stop_url=address(links.stop_path(follow.pk)),
    ).send_to(follow.recipient())  # fmt: skip
    return follow


@transaction.atomic
def confirm(follow):
    """The address says yes; saying it twice changes nothing. `Refused` once the record is not public any more."""
    if not queries.title_of(follow):
        raise Refused("Cette page n’est plus publique : il n’y a plus rien à suivre.")
    now = clock.now()
    if Follow.objects.filter(pk=follow.pk, confirmed_at=None).update(confirmed_at=now, told_at=now):
        follow.confirmed_at = follow.told_at = now
        stopping.allow(follow.authority, follow.email, letters.FollowNews.key)


@transaction.atomic
def stop(follow, *, everything=False):
    """The address says no more, of this record or of all: the rows go, and what waited to leave does not."""
    rows = Follow.objects.of_the_address(follow) if everything else Follow.objects.filter(pk=follow.pk)
    refs = [ref_of(pk) for pk in rows.values_list("pk", flat=True)]
    waiting = Message.objects.filter(authority=follow.authority_id, ref__in=refs, letter=letters.FollowNews.key)
    waiting.filter(status__in=[Status.WAITING, Status.HELD]).update(status=Status.STOPPED)
    rows.delete()


@transaction.atomic
def tell(record, *, title, text):
    """A step of the record is published: whoever follows it hears of it. Returns how many."""
    followers = list(Follow.objects.about(record).confirmed().order_by("pk"))
    if not followers or not queries.is_followable(record):
        return 0
    group = (code_of(record), str(record)[:200])
    letters.FollowNews(record, title=title, text=text).send_to([f.recipient() for f in followers], group=group)
    Follow.objects.filter(pk__in=[f.pk for f in followers]).update(told_at=clock.now())
    return len(followers)
