"""The opinion: written with `writing`, adopted by the body, sent to the authority, published."""

from django.db import transaction
from django.utils import timezone

from parvis.commons.schemes.queries import group_of, officer_recipients
from parvis.commons.writing import lifecycle as writing
from parvis.commons.writing.choices import TextKind
from parvis.commons.writing.models import Text
from parvis.deliberation.bodies.queries import electors, quorum_needed
from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.core import clock
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.journal.acts import announce, heed, move, record

from .. import documents, legal, letters
from ..choices import ADOPTED_ON, TRANSMITTED_ON, Status
from ..models import RecommendationResponse, Referral
from .bureau import for_the_bureau
from .papers import write_later
from .telling import asked_services, councillors, department_recipients, tell_followers
from .working import members


@transaction.atomic
def start_drafting(referral, *, by, html=""):
    """Open the first draft of the opinion, under the rapporteur's pen."""
    text = referral.text or writing.create_text(
        referral.body, kind=TextKind.OPINION, title=f"Avis : {referral.title}"[:200], by=by,
        rapporteur=referral.rapporteur, html=html,
    )  # fmt: skip
    Text.objects.filter(pk=text.pk).update(
        origin_desk_url=referral.get_desk_url(), origin_member_url=referral.get_member_url()
    )
    text.readers.set(filter(None, [referral.lead_department]))
    move(referral, "start_drafting", by=by, text=text, drafting_started_at=clock.now(), facts={"text": text.pk})
    return text


@transaction.atomic
def return_to_work(referral, *, reason, by):
    """Go back to hearings before the opinion is written again (rule 4 of part B); the draft stays."""
    if not reason.strip():
        raise Refused("Dites pourquoi le travail reprend.")
    move(referral, "return_to_work", by=by, reason=reason)


@transaction.atomic
def adopt_opinion(referral, *, by, on, present, proxies=0, mode="plenary", meeting=None, override="", **votes):
    """Record that the body adopted its opinion, and lock the text under its fingerprint.

    The quorum and the proxies of each member follow the internal rules of the body; proxies count towards the quorum.
    `mode` is `plenary` (or `written`); `votes` gives `in_favour`, `against`, `abstentions` or `by_consensus`, and
    `in_office`, the number of voters, when the composition of that day is no longer known.
    `Refused` for a day to come or before the admission, without the quorum or the majority; warns when the rules say
    no quorum. An officer does it in the name of the chair; warns when no chair has an account (see `bureau`).
    """
    _refuse_bad_adoption(referral, on)
    vote = body_vote(referral.body, on, mode=mode, present=present, proxies=proxies, **votes)
    _adopt(referral, vote, by=by, meeting=meeting, override=override)


@transaction.atomic
def open_written_vote(referral, *, closes_on, by, override=""):
    """Ask the electors of the body to vote in writing until a day. Warns when the opinion recommends nothing."""
    if referral.status != Status.OPINION_DRAFTING:
        raise Refused("L’avis n’est pas en cours d’écriture.")
    today = clock.today()
    people = [m.person for m in electors(referral.body, today).select_related("person")]
    quorum = quorum_needed(referral.body, today) or 0
    return writing.open_written_procedure(
        referral.text, closes_on=closes_on, electors=people, quorum=quorum, by=by, override=override
    )


@transaction.atomic
def conclude_written_vote(referral, *, by, override=""):
    """Close the vote; the opinion is adopted if quorum and majority are there. Returns whether it is.

    Without them the vote is closed all the same, the text goes back to its rapporteur, and the officer is told.
    """
    vote = writing.close_written_procedure(referral.text, by=by)
    try:
        with transaction.atomic():
            _adopt(referral, vote, by=by, meeting=None, override=override or "Vote par procédure écrite clos.")
    except Refused as refused:
        referral.refresh_from_db()
        letters.WrittenVoteFailed(referral, why_not=str(refused)).send_to(
            officer_recipients(referral.body), group=group_of(referral.body)
        )
        return False
    return True


@transaction.atomic
def transmit(referral, *, by, on=None, override=""):
    """The chair sends the opinion: the answer clock starts, and the opinion is published unless the rules say later.

    The services that must answer are asked by a message, whether or not a contact is named.

    Warns past the promised delay after the adoption. An officer does it in the name of the chair; warns when no chair
    has an account (see `bureau`).
    """
    on = on or clock.today()
    _refuse_bad_date(referral, on)
    behalf, unsure = for_the_bureau(referral, by)
    cautions = heed([*unsure, *_transmission_cautions(referral, on)], override)
    rule = known_rule(referral.authority, legal.ANSWER, on)
    due = apply_delay(rule, on, alsace_moselle=referral.authority.alsace_moselle)
    move(
        referral, "transmit", by=by, behalf=behalf, cautions=cautions, reason=override, rule=rule.version,
        facts={"answer_due_on": due.isoformat()}, transmitted_on=on, answer_due_on=due,
    )  # fmt: skip
    _open_answers(referral)
    if apply_delay(known_rule(referral.authority, legal.PUBLISH, on), on) <= clock.today():
        publish_opinion(referral, by=by)
    if not referral.opinion_is_public:
        tell_followers(referral, "transmission")
    told = executive(referral)
    letters.OpinionTransmitted(referral).send_to(told, group=group_of(referral.body))
    _ask_services(referral, told)
    if not referral.opinion_is_public:
        write_later(referral, by, documents.TRANSMISSION.code)


@transaction.atomic
def publish_opinion(referral, *, by):
    """Let everybody read the opinion (**pub**); members are told."""
    if referral.status not in TRANSMITTED_ON:
        raise Refused("L’avis se publie une fois transmis.")
    published = Referral.objects.filter(pk=referral.pk, opinion_published_at=None)
    if not published.update(opinion_published_at=clock.now()):
        raise Refused("L’avis est déjà publié.")
    referral.refresh_from_db(fields=["opinion_published_at"])
    writing.publish(referral.text, by=by)
    record(referral, "publish_opinion", by=by, from_state=referral.status, to_state=referral.status)
    announce(referral)
    letters.OpinionPublished(referral).send_to(members(referral), group=group_of(referral.body))
    tell_followers(referral, "avis")
    write_later(referral, by, documents.OPINION.code, documents.TRANSMISSION.code)


def body_vote(body, on, *, mode, present, proxies=0, in_office=None, **votes):
    """The figures of a vote with what the body's internal rules say that day."""
    return writing.Vote(
        mode=mode, on=on, electors=in_office or electors(body, on).count(), present=present, proxies=proxies,
        quorum=quorum_needed(body, on, in_office) or 0, proxies_per_member=body.proxies_per_member,
        quorum_counts_proxies=True, **votes,
    )  # fmt: skip


def executive(referral):
    """Who receives an opinion: whoever asked, the referring councillor and the contact in the services when they are
    named, and every elected member of the authority."""
    people = [p.recipient() for p in (referral.requested_by, referral.referring_councillor) if p]
    if referral.service_contact_id:
        people.append(referral.service_contact.recipient())
    return [*people, *councillors(referral)]


def _adopt(referral, vote, *, by, meeting, override):
    if referral.text is None or referral.status in ADOPTED_ON:
        raise Refused("Cette action n’est plus possible : la fiche a changé d’état. Rechargez la page.")
    behalf, unsure = for_the_bureau(referral, by)
    cautions = list(unsure)
    if not vote.quorum:
        cautions.append(Caution("no_quorum_rule", "Le règlement de l’instance n’indique aucun quorum."))
    writing.adopt(referral.text, vote, by=by, override=override, cautions=cautions)
    move(
        referral, "adopt_opinion", by=by, behalf=behalf, opinion_adopted_on=vote.on,
        plenary=meeting or referral.plenary, facts={"fingerprint": referral.text.fingerprint},
    )  # fmt: skip


def _ask_services(referral, told):
    """Each service that must answer hears of it, through its agents or at its address; nobody twice."""
    known = {person.key for person in told}
    people = [p for service in asked_services(referral) for p in department_recipients(service)]
    letters.AnswerAsked(referral).send_to([p for p in people if p.key not in known], group=group_of(referral.body))


def _open_answers(referral):
    """One blank answer per recommendation, for the service it is addressed to."""
    RecommendationResponse.objects.bulk_create(
        RecommendationResponse(
            recommendation=row, referral=referral, department_id=row.addressee_id or referral.lead_department_id
        )
        for row in referral.text.recommendations.all()
    )


def _refuse_bad_adoption(referral, on):
    if on > clock.today():
        raise Refused("La date d’adoption est à venir : enregistrez le vote une fois la séance tenue.")
    admitted = referral.admitted_at and timezone.localdate(referral.admitted_at)
    if admitted and on < admitted:
        raise Refused(f"La saisine a été acceptée le {admitted:%d/%m/%Y} : son avis n’est pas adopté avant.")


def _refuse_bad_date(referral, on):
    if on > clock.today():
        raise Refused("La date de transmission est à venir.")
    if referral.opinion_adopted_on and on < referral.opinion_adopted_on:
        raise Refused(f"L’avis a été adopté le {referral.opinion_adopted_on:%d/%m/%Y} : il ne part pas avant.")


def _transmission_cautions(referral, on):
    if referral.opinion_adopted_on is None:
        return
    rule = known_rule(referral.authority, legal.TRANSMIT, on)
    if on > apply_delay(rule, referral.opinion_adopted_on):
        yield Caution("late_transmission", f"L’avis part plus de {rule.number} jours après son adoption.")
