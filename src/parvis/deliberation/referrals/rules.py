"""Who may do what with a referral (part E.2): the question is public once received, the answer once published."""

from django.db.models import Q
from rules import predicate

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Delegation
from parvis.ground.authorities.rules import (
    anywhere,
    follow,
    is_auditor,
    is_cabinet,
    is_councillor,
    is_director,
    is_officer,
    scheme_role,
)
from parvis.ground.core import clock

from .choices import ANSWERED_ON, AWAITING_ANSWER, STEPS, TRANSMITTED_ON, Status

LIST_READERS = (
    Persona.ADMIN, Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR, Persona.CABINET, Persona.AGENT,
    Persona.FACILITATOR, Persona.MODERATOR, Persona.AUDITOR,
)  # fmt: skip
"""Received questions and transmitted opinions are read by everybody: the desk lists them to all its people."""

reads_list = anywhere(*LIST_READERS)
is_member = scheme_role(Persona.MEMBER, Persona.CHAIR, path="body_id")
is_chair = scheme_role(Persona.CHAIR, path="body_id")
is_team = scheme_role(Persona.OFFICER, path="body_id")
is_elected = is_councillor | scheme_role(Persona.COUNCILLOR, path="body_id")
directs = is_director | scheme_role(Persona.DIRECTOR, path="body_id")
runs = is_officer | is_team
works_here = anywhere(*LIST_READERS)


@predicate
def is_received(user, referral):
    """The body has received the question: everybody may read it."""
    return referral.status != Status.DRAFT


@predicate
def is_author(user, referral):
    return user.is_authenticated and referral.drafted_by_id == user.pk


@predicate
def is_elected_author(user, referral):
    """The elected member who asks: the one who signed the referral, or who wrote it themself."""
    return is_elected.test(user, referral) and user.pk in (_asker(referral), referral.drafted_by_id)


@predicate
def is_delegate_of_author(user, referral):
    """The agent to whom the elected member who asks delegates the sending of referrals."""
    asker = _asker(referral)
    return asker is not None and (Delegation.Act.SUBMIT, asker) in _delegations(user, referral.authority_id)


def _asker(referral):
    """The account of whoever asks, or None."""
    return referral.requested_by.user_id if referral.requested_by_id else None


@predicate
def is_draft(user, referral):
    return referral.status == Status.DRAFT


@predicate
def awaits_answer(user, referral):
    return referral.status in AWAITING_ANSWER


@predicate
def is_answered(user, referral):
    return referral.status in ANSWERED_ON


@predicate
def is_transmitted(user, referral):
    return referral.status in TRANSMITTED_ON


@predicate
def may_still_be_withdrawn(user, referral):
    """The body has it and no opinion is adopted."""
    return referral.status in STEPS["withdraw"][0]


@predicate
def opinion_is_public(user, referral):
    return referral.opinion_is_public


@predicate
def is_self_referral(user, referral):
    return referral.is_self_referral


@predicate
def may_submit_by_delegation(user, referral):
    """A named agent submits for an elected member who delegated this act (part E)."""
    return _delegated(user, referral, Delegation.Act.SUBMIT)


@predicate
def may_acknowledge_by_delegation(user, referral):
    return _delegated(user, referral, Delegation.Act.ACKNOWLEDGE)


def _delegated(user, referral, act):
    return any(given == act for given, _ in _delegations(user, referral.authority_id))


def _delegations(user, authority_id):
    """What elected members of this authority delegate to the person today, as (act, elected account); read once."""
    if not user.is_authenticated:
        return set()
    known = user.__dict__.setdefault("_delegated_acts", {})
    if authority_id not in known:
        today = clock.today()
        rows = Delegation.objects.filter(delegate=user, authority=authority_id, starts_on__lte=today)
        rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=today))
        known[authority_id] = set(rows.values_list("act", "principal"))
    return known[authority_id]


@predicate
def sits_somewhere(user, authority):
    """Whoever sits in a body of the authority may propose a self-referral to it."""
    return user.is_authenticated and bool(
        user.grants.schemes(Persona.MEMBER, Persona.CHAIR, authority_id=getattr(authority, "pk", None))
    )


@predicate
def is_rapporteur(user, referral):
    return user.is_authenticated and referral.rapporteur is not None and referral.rapporteur.user_id == user.pk


@predicate
def is_asked_service(user, referral):
    """An agent of a service that has a recommendation to answer, or of the service in charge."""
    held = set(user.grants.departments(Persona.AGENT))
    return bool(held) and (referral.lead_department_id in held or referral.asks_departments(held))


@predicate
def holds_step(user, step):
    """A stage of the work plan was given to the person."""
    return user.is_authenticated and step.owner_id is not None and step.owner.user_id == user.pk


@predicate
def sees_its_meeting(user, link):
    """The meeting is one that the person sees."""
    return user.has_perm("meetings.view_meeting", link.item.meeting)


def of_referral(rule, path="referral"):
    """The same rule, asked of the referral that a row belongs to."""

    @predicate(f"of_referral:{rule.name}")
    def holds(user, row):
        return rule.test(user, follow(row, path))

    return holds


body_people = is_member | is_team
bureau = is_chair | runs
executive = is_councillor | may_submit_by_delegation
takes_back = is_elected_author | is_delegate_of_author | (is_self_referral & is_chair) | runs
"""Withdrawing: the elected author or their delegate, the bureau for a self-referral, the mission until the opinion
is adopted. Having typed the draft gives no such right."""
author = is_author & (executive | is_member | runs)
requesters = executive | (is_self_referral & is_member)
see_draft = is_officer | is_auditor | is_team | is_author | (is_self_referral & is_member)
view = is_received | see_draft
see_work = is_officer | is_auditor | body_people
read_file = see_work | is_asked_service | (is_draft & is_author)
"""The working papers: the mission, the members, the services asked, the auditor, and whoever writes the question as
long as it is theirs. Those who decide read what is said to everybody: the letter, the opinion, the answer."""
read_opinion = see_work | is_asked_service | (is_transmitted & works_here) | opinion_is_public
"""Being written, it belongs to the body; sent, whoever works for the authority reads it, published or not."""
prepare = runs | is_elected | is_asked_service
"""Who proposes an answer; the direction approves it, the elected member signs it."""
enter = runs | is_elected
see_answer_draft = prepare | directs | is_cabinet | is_auditor
overrule = is_officer | is_director | is_elected | is_chair
