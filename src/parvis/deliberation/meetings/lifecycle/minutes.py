"""What a meeting leaves behind: decisions, actions with an owner and a date, minutes approved and circulated (B.3)."""

import re

from django.db import transaction
from django.db.models import Max

from parvis.commons.people.queries import person_of
from parvis.commons.writing import lifecycle as writing
from parvis.commons.writing.choices import Outcome, TextKind
from parvis.commons.writing.choices import Status as TextStatus
from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.core import clock, french
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.core.html import clean, plain
from parvis.ground.journal.acts import announce, heed, move, record

from .. import letters, minutes_text
from .. import minutes_queries as queries
from ..choices import APPROVED, FELL_THROUGH, TO_SETTLE, TOOK_PLACE, ActionStatus, AgreedBy, MeetingStatus, VoteStatus
from ..legal import MINUTES_REVIEW
from ..models import ActionPoint, CheckInEntry, Decision, Minutes, MinutesRecipient
from ..queries import usual_chair
from .papers import minutes_file, write_later

TYPING = (MeetingStatus.IN_SESSION, *TOOK_PLACE[:3])
"""Decisions and actions are typed during the session, and until the minutes are approved."""

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w")
TELEPHONE = re.compile(r"(?:\+33|\b0)[\s.]?[1-9](?:[\s.]?\d\d){4}\b")


# --- Decisions and actions ------------------------------------------------------------------------


@transaction.atomic
def decide(meeting, *, by, text, item=None, vote=None):
    """Write a decision in the *relevé*. `Refused` outside the session and its minutes, or over a vote still open."""
    _need_typing(meeting)
    if not text.strip():
        raise Refused("Écrivez la décision en une phrase.")
    if vote is not None and vote.status != VoteStatus.CLOSED:
        raise Refused("Ce vote n’est pas clos : fermez-le avant d’écrire la décision.")
    last = meeting.decisions.aggregate(last=Max("number"))["last"] or 0
    decision = Decision.objects.create(meeting=meeting, number=last + 1, text=text.strip(), item=item, vote=vote)
    record(meeting, "decide", by=by, facts={"decision": decision.pk, "number": decision.number})
    return decision


@transaction.atomic
def revise_decision(decision, *, by, text, item=None):
    """Correct the words of a decision until the minutes are approved."""
    _need_typing(decision.meeting)
    if not text.strip():
        raise Refused("Écrivez la décision en une phrase.")
    decision.text, decision.item = text.strip(), item
    decision.save(update_fields=["text", "item"])
    record(decision.meeting, "revise_decision", by=by, facts={"decision": decision.pk})


@transaction.atomic
def add_action(meeting, *, by, text, due_on, owner=None, department=None, owner_label="", item=None, decision=None):
    """Something to do, by somebody, before a day. `Refused` without an owner, or with a day before the session."""
    _need_typing(meeting)
    if not text.strip():
        raise Refused("Écrivez ce qui est à faire.")
    if owner is None and department is None and not owner_label.strip():
        raise Refused("Indiquez qui s’en charge : une personne, un service ou un nom.")
    if due_on < meeting.day:
        raise Refused(f"L’échéance précède la séance du {french.plain_date(meeting.day)}.")
    action = ActionPoint.objects.create(
        meeting=meeting, text=text.strip(), due_on=due_on, owner=owner, department=department,
        owner_label=owner_label.strip(), item=item, decision=decision,
    )  # fmt: skip
    record(action, "add_action", by=by, to_state=action.status, facts={"meeting": meeting.pk})
    return action


@transaction.atomic
def complete_action(action, *, by, note="", done_on=None):
    """The action is done."""
    done_on = done_on or clock.today()
    if done_on > clock.today():
        raise Refused("La date à laquelle l’action est faite ne peut pas être à venir.")
    move(action, "complete_action", by=by, done_on=done_on, note=note.strip())


@transaction.atomic
def move_action(action, *, by, meeting, due_on):
    """Take the action up again at another meeting, with a new date; this one keeps the trace.

    `Refused` for a meeting that is not after, or that does not take place.
    """
    if meeting.starts_at <= action.meeting.starts_at or meeting.status in FELL_THROUGH:
        raise Refused("Une action se reprend à une séance suivante, qui a lieu.")
    if due_on < clock.today():
        raise Refused("La nouvelle échéance est passée : choisissez-en une à venir.")
    follower = ActionPoint.objects.create(
        meeting=meeting, text=action.text, due_on=due_on, owner=action.owner, department=action.department,
        owner_label=action.owner_label,
    )  # fmt: skip
    record(follower, "add_action", by=by, to_state=follower.status, facts={"meeting": meeting.pk, "from": action.pk})
    move(action, "move_action", by=by, moved_to=follower)
    return follower


@transaction.atomic
def drop_action(action, *, by, reason):
    """Nobody will do it: say why."""
    if not reason.strip():
        raise Refused("Écrivez pourquoi cette action est abandonnée.")
    move(action, "drop_action", by=by, reason=reason)


# --- Minutes --------------------------------------------------------------------------------------


@transaction.atomic
def draft_minutes(meeting, *, by):
    """Write the first draft from what is known: agenda, people, votes, decisions, actions; nothing is typed twice."""
    text = writing.create_text(
        meeting.scheme, kind=TextKind.MINUTES, title=f"Compte rendu : {meeting.title}"[:200], by=by,
        html=minutes_text.draft(meeting, by), origin=(meeting.get_minutes_url(), ""),
    )  # fmt: skip
    minutes = Minutes.objects.create(meeting=meeting, text=text, due_on=queries.minutes_due_on(meeting))
    text.origin_member_url = minutes.get_member_url()
    text.save(update_fields=["origin_member_url"])
    move(meeting, "draft_minutes", by=by, facts={"text": text.pk})
    return minutes


@transaction.atomic
def review_minutes(meeting, *, by, until=None, override=""):
    """Hand the draft to those who were there, for their remarks: the promised delay stops here.

    Warned when an item is left to write, or when an address or a telephone number is left in it: minutes hold no
    personal data beyond need (B.3).
    """
    minutes = meeting.minutes
    rule = known_rule(meeting.authority, MINUTES_REVIEW, clock.today())
    until = until or apply_delay(rule, clock.today())
    cautions = heed(_review_cautions(minutes), override)
    if minutes.text.status == TextStatus.DRAFTING:
        writing.open_comments(minutes.text, until=until, by=by)
    minutes.comments_until, minutes.handed_on = until, minutes.handed_on or clock.today()
    minutes.save(update_fields=["comments_until", "handed_on"])
    move(meeting, "review_minutes", by=by, cautions=cautions, reason=override)
    letters.MinutesToReview(meeting, until=until).send_to(
        minutes_text.readers(meeting), group=letters.group_of(meeting), once=f"{meeting.pk}|{minutes.text.head}"
    )


@transaction.atomic
def return_minutes(meeting, *, by, reason):
    """Take the draft back: a reviewer asks for changes."""
    if not reason.strip():
        raise Refused("Écrivez ce qui doit changer dans le compte rendu.")
    writing.return_to_drafting(meeting.minutes.text, by=by, reason=reason)
    move(meeting, "return_minutes", by=by, reason=reason)


@transaction.atomic
def approve_minutes(meeting, *, by, at_meeting=None, on=None, agreed_on=None, agreed_by="", override=""):
    """Approve the minutes at the next meeting, or by the chair: the version is locked under its fingerprint.

    Somebody else who types the chair's approval says when and how the chair agreed. `Refused` while a remark has no
    outcome (each is taken up, or refused with a reason) and while something is left to write.
    """
    minutes = meeting.minutes
    _need_settled(minutes)
    _need_written(minutes.text.latest.html, "rendez le compte rendu à la rédaction, puis complétez ces points.")
    if at_meeting is not None and at_meeting.starts_at <= meeting.starts_at:
        raise Refused("Le compte rendu s’approuve à une séance suivante.")
    agreement = {} if at_meeting else _agreement(meeting, by, agreed_on, agreed_by)
    on = on or (at_meeting.day if at_meeting else clock.today())
    if on > clock.today() or on < meeting.day:
        raise Refused("La date d’approbation se situe entre la séance et aujourd’hui.")
    writing.approve(minutes.text, by=by, override=override)
    written = agreement | {
        "approved_on": on, "approved_at_meeting": at_meeting, "approved_by": by,
        "public_html": minutes_text.masked(meeting, minutes.text.latest.html),
    }  # fmt: skip
    for name, value in written.items():
        setattr(minutes, name, value)
    minutes.save(update_fields=list(written))
    told = {"at": at_meeting.pk} if at_meeting else {"agreed_by": minutes.agreed_by}
    move(meeting, "approve_minutes", by=by, facts={"fingerprint": minutes.text.fingerprint, **told})
    write_later(meeting, by, "approved")


def _agreement(meeting, by, agreed_on, agreed_by):
    """Who presides, when and how they agreed: at once when they press the button themselves."""
    if queries.presides(by, meeting):
        return {
            "approved_chair": person_of(by, meeting.authority),
            "agreed_on": clock.today(),
            "agreed_by": AgreedBy.ACCOUNT,
        }
    if agreed_on is None or not agreed_by:
        raise Refused("Indiquez quand et comment la présidence a donné son accord, ou la séance qui a approuvé.")
    if agreed_on > clock.today() or agreed_on < meeting.day:
        raise Refused("L’accord de la présidence se situe entre la séance et aujourd’hui.")
    chair = meeting.chair or usual_chair(meeting)
    return {"approved_chair": chair, "agreed_on": agreed_on, "agreed_by": agreed_by}


def _need_settled(minutes):
    open_ones = minutes.text.comments.filter(outcome=Outcome.OPEN).count()
    if open_ones:
        left = french.plural(open_ones, "remarque attend", "remarques attendent")
        raise Refused(f"{left} une suite : reprenez-la dans le texte, ou refusez-la avec un motif.")


def _need_written(html, what_to_do):
    left = plain(html).count(minutes_text.TO_WRITE)
    if left:
        items = french.plural(left, "point reste", "points restent")
        raise Refused(f"{items} « {minutes_text.TO_WRITE} » : {what_to_do}")


@transaction.atomic
def revise_public_minutes(minutes, *, by, html):
    """Correct the version that everybody will read: what must be masked there differs from one meeting to the next."""
    if minutes.meeting.status != MeetingStatus.MINUTES_APPROVED:
        raise Refused("La version publique se prépare entre l’approbation et la diffusion.")
    if not plain(html):
        raise Refused("La version publique est vide.")
    minutes.public_html = clean(html)
    minutes.save(update_fields=["public_html"])
    record(minutes.meeting, "revise_public_minutes", by=by)


@transaction.atomic
def publish_minutes(meeting, *, by, recipients):
    """Circulate the approved minutes to a list of people, by e-mail or post; on the site too if public (**pub**)."""
    recipients = list(recipients)
    if not recipients:
        raise Refused("Choisissez à qui le compte rendu est envoyé.")
    minutes = meeting.minutes
    _need_written(minutes.public_html, "corrigez la version publique avant de diffuser.")
    move(meeting, "publish_minutes", by=by, facts={"recipients": len(recipients)})
    minutes.published_at, minutes.meeting = clock.now(), meeting
    minutes.save(update_fields=["published_at"])
    told = {"decisions": list(meeting.decisions.all()), "actions": list(meeting.actions.select_related("owner"))}
    messages = letters.MinutesApproved(meeting, **told).send_to(
        [person.recipient() for person in recipients], group=letters.group_of(meeting), once=f"{meeting.pk}",
        attachments=(minutes_file(minutes, by=by),),
    )  # fmt: skip
    sent = {message.ref: message for message in messages}
    MinutesRecipient.objects.bulk_create(
        MinutesRecipient(
            minutes=minutes, person=person, name=person.full_name, message=sent.get(person.recipient().ref)
        )
        for person in recipients
    )
    announce(minutes)
    if meeting.is_public:
        write_later(meeting, by, "public")
    return minutes


@transaction.atomic
def close(meeting, *, by):
    """Everything that was to be done is done, moved or dropped with a reason."""
    left = meeting.actions.filter(status=ActionStatus.OPEN).count()
    if left:
        raise Refused(
            f"{french.plural(left, 'action reste', 'actions restent')} à faire : marquez-la faite, reprenez-la à une "
            "autre séance, ou abandonnez-la avec un motif."
        )
    move(meeting, "close", by=by)


def _review_cautions(minutes):
    """Items left to write, and contact details, which do not belong in minutes."""
    words = plain(minutes.text.latest.html)
    if left := words.count(minutes_text.TO_WRITE):
        items = french.plural(left, "point reste", "points restent")
        yield Caution("minutes.to_write", f"{items} à écrire : cherchez « {minutes_text.TO_WRITE} » dans le brouillon.")
    if waiting := CheckInEntry.objects.filter(
        desk__meeting=minutes.meeting_id, settled_by=None, outcome__in=TO_SETTLE
    ).count():
        entries = french.plural(waiting, "saisie d’accueil attend", "saisies d’accueil attendent")
        yield Caution("minutes.to_settle", f"{entries} votre décision dans « Jour J » : les présences peuvent changer.")
    if ADDRESS.search(words):
        yield Caution("minutes.address", "Le brouillon contient une adresse électronique : retirez-la si possible.")
    if TELEPHONE.search(words):
        yield Caution("minutes.telephone", "Le brouillon contient un numéro de téléphone : retirez-le si possible.")


def _need_typing(meeting):
    if meeting.status in APPROVED:
        raise Refused("Le compte rendu est approuvé : ses décisions ne changent plus.")
    if meeting.status not in TYPING:
        raise Refused("Les décisions s’écrivent pendant la séance, ou après elle.")
