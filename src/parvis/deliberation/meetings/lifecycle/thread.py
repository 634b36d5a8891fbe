"""What members say to each other between two meetings: writing, answering, moderating, erasing, the daily summary."""

import datetime as dt

from django.db import IntegrityError, transaction

from parvis.ground.accounts.models import User
from parvis.ground.core import clock, french
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import record
from parvis.ground.mailing.recipients import user_recipient

from .. import letters, minutes_queries
from ..models import ThreadDigest, ThreadPost
from ..models.thread import ERASED

MOST_AN_HOUR = 10
"""Messages of one person in one hour: beyond it, a conversation becomes a flood."""
REMINDED_BEFORE = dt.timedelta(days=7)


@transaction.atomic
def post(scheme, *, by, body, answers=None, is_reminder=False):
    """Write to the other members, or answer one of their messages. `Refused` when empty, or beyond the hourly limit."""
    if not body.strip():
        raise Refused("Écrivez votre message.")
    if answers is not None and answers.scheme_id != scheme.pk:
        raise Refused("Ce message appartient à une autre instance.")
    if answers is not None and answers.hidden_at:
        raise Refused("Ce message n’est plus affiché : écrivez-en un nouveau.")
    User.objects.select_for_update().get(pk=by.pk)  # two messages sent at once are counted one after the other
    lately = ThreadPost.objects.filter(author=by, at__gt=clock.now() - dt.timedelta(hours=1)).count()
    if lately >= MOST_AN_HOUR:
        raise Refused(f"Vous avez écrit {french.plural(lately, 'message')} en une heure : reprenez un peu plus tard.")
    # One level of answers: a thread stays readable by ear.
    first = answers.answers or answers if answers else None
    row = ThreadPost.objects.create(
        authority_id=scheme.authority_id, scheme_id=scheme.pk, author=by, answers=first, body=body.strip(),
        at=clock.now(), is_reminder=is_reminder,
    )  # fmt: skip
    record(row, "write_post", by=by, facts={"scheme": scheme.pk, "reminder": is_reminder})
    return row


@transaction.atomic
def hide_post(post, *, by, reason):
    """Take a message out of sight; its author is told why. `Refused` without a reason, or twice."""
    if not reason.strip():
        raise Refused("Écrivez pourquoi ce message est masqué : son auteur lira ce motif.")
    now = clock.now()
    taken = ThreadPost.objects.filter(pk=post.pk, hidden_at=None, erased_at=None)
    if not taken.update(hidden_at=now, hidden_by=by, hidden_reason=reason.strip()):
        raise Refused("Ce message est déjà masqué ou effacé.")
    post.hidden_at, post.hidden_by, post.hidden_reason = now, by, reason.strip()
    record(post, "hide_post", by=by, reason=reason)
    if post.author is not None and post.author != by:
        letters.PostHidden(post).send_to(user_recipient(post.author), group=letters.group_of(post))


@transaction.atomic
def erase_post(post, *, by):
    """Erase one's own message: its words and its author go, its place stays so that the answers can be followed."""
    taken = ThreadPost.objects.filter(pk=post.pk, erased_at=None)
    if not taken.update(body=ERASED, author=None, erased_at=clock.now()):
        raise Refused("Ce message est déjà effacé.")
    record(post, "erase_post", by=by)


@transaction.atomic
def ask_digest(scheme, *, by):
    """Receive once a day what was said. Asking twice changes nothing."""
    ThreadDigest.objects.get_or_create(
        scheme_id=scheme.pk, user=by, defaults={"authority_id": scheme.authority_id, "told_until": clock.now()}
    )


@transaction.atomic
def stop_digest(scheme, *, by):
    ThreadDigest.objects.filter(scheme_id=scheme.pk, user=by).delete()


@transaction.atomic
def send_digest(digest, *, now):
    """Tell what was said since the last summary; nothing when nobody else wrote. May run twice."""
    claimed = ThreadDigest.objects.filter(pk=digest.pk, told_until=digest.told_until)
    if not claimed.update(told_until=now):
        return
    new = ThreadPost.objects.filter(
        scheme=digest.scheme_id, at__gt=digest.told_until, at__lte=now, hidden_at=None, erased_at=None
    )
    posts = list(new.exclude(author=digest.user).select_related("author"))
    if posts:
        body = digest.scheme.child
        letters.ThreadSummary(body, posts=posts, count=len(posts)).send_to(
            user_recipient(digest.user), group=letters.group_of(digest)
        )


def remind_promises(meeting):
    """Seven days before a meeting, say in the thread and to their owners what is still to do. Once a meeting.

    The words of the reminder name nobody: it stays in the thread when owners are erased.
    """
    actions = list(minutes_queries.open_actions_of(meeting.scheme))
    if not actions:
        return None
    lines = [f"– {action.text} (avant le {french.plain_date(action.due_on)})" for action in actions]
    intro = f"Avant la réunion « {meeting.title} » du {french.full_date(meeting.starts_at)}, ce qui a été promis :"
    try:
        with transaction.atomic():
            row = ThreadPost.objects.create(
                authority_id=meeting.authority_id, scheme_id=meeting.scheme_id, author=None, reminds_before=meeting,
                body="\n".join([intro, *lines])[:5000], at=clock.now(), is_reminder=True,
            )  # fmt: skip
            _tell_owners(meeting, actions)
    except IntegrityError:
        return None  # this meeting was reminded of already
    return row


def _tell_owners(meeting, actions):
    owned = {}
    for action in actions:
        if action.owner:
            owned.setdefault(action.owner, []).append(action)
    for owner, theirs in owned.items():
        letters.PromisesReminder(meeting, actions=theirs).send_to(
            owner.recipient(), group=letters.group_of(meeting), once=f"{meeting.pk}"
        )
