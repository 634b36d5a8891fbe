"""Opening the door to a new member: an account, and a letter by e-mail or by post (B.7, « welcome kit »)."""

from django.db import transaction

from parvis.commons.people.models import Person
from parvis.deliberation.bodies import letters
from parvis.deliberation.bodies.access import open_access
from parvis.deliberation.bodies.choices import Channel, MembershipStatus
from parvis.ground.accounts.models import User
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import record
from parvis.ground.mailing.choices import Channel as MessageChannel

WELCOMED = (MembershipStatus.APPOINTED, MembershipStatus.ACTIVE)


@transaction.atomic
def invite(membership, *, by):
    """Send the welcome letter, by e-mail with an account, or by post; returns the channel.

    A job then writes the charter and the welcome kit; on paper, they are printed after the letter.

    `Refused` when nothing reaches the person, or when another record already holds their address.
    """
    if membership.status not in WELCOMED:
        raise Refused("On invite une personne une fois nommée.")
    channel = _channel(membership.person)
    if channel == Channel.EMAIL:
        open_account(membership.person)
        if membership.status == MembershipStatus.ACTIVE:
            open_access(membership, by=by)
    recipient = membership.person.recipient()
    once = f"{membership.pk}:{channel}"
    letters.Welcome(membership).send_to(recipient, group=letters.group(membership.body), once=once)
    membership.invited_on, membership.invited_by = clock.today(), channel
    membership.save(update_fields=["invited_on", "invited_by"])
    record(membership, "invite", by=by, facts={"channel": channel})
    _write_what_is_given(membership, by)
    return channel


def _write_what_is_given(membership, by):
    """Ask for the charter and the welcome kit once the invitation is committed; a job writes them, dated from now."""
    moment = clock.now().isoformat()

    def ask():
        # The job imports the verbs' models and documents: it is found when it is needed.
        from ..tasks import write_welcome

        write_welcome.enqueue(membership.pk, by.pk if by else None, moment)

    transaction.on_commit(ask)


def may_be_let_in(membership):
    """Somebody welcomed by post who gave an address since: a second letter opens the account."""
    person = membership.person
    return membership.invited_by == Channel.POST and not person.user_id and _reached(person) == MessageChannel.EMAIL


def invite_all(body, *, by):
    """Invite everybody appointed who was not yet. Returns ({channel: count}, [sentences about those left out])."""
    waiting = body.memberships.to_welcome()
    sent, problems = {Channel.EMAIL: 0, Channel.POST: 0}, []
    for member in waiting.select_related("person__user", "person__authority", "body__parent", "body__authority", "act"):
        try:
            sent[invite(member, by=by)] += 1
        except Refused as refused:
            problems.append(f"{member.person.full_name} : {refused}")
    return sent, problems


def open_account(person):
    """Give the person the account of their e-mail, made if need be: they enter by a code sent to it."""
    if person.user_id:
        return person.user
    user = User.objects.filter(email=person.email).first() or User.objects.create_user(
        person.email, name=person.full_name
    )
    if Person.objects.filter(authority=person.authority_id, user=user).exists():
        raise Refused(
            f"L’adresse {person.email} sert déjà à une autre personne : fusionnez les fiches, ou corrigez l’adresse."
        )
    person.user = user
    person.save(update_fields=["user"])
    return user


def _reached(person):
    return person.recipient().usable_channel()


def _channel(person):
    channel = _reached(person)
    if channel == MessageChannel.EMAIL:
        return Channel.EMAIL
    if channel == MessageChannel.POST:
        return Channel.POST
    raise Refused("Ni adresse électronique ni adresse postale complète : complétez la fiche de la personne.")
