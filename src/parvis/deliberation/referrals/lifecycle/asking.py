"""From the letter to the body's desk: draft, sign, submit, decline, withdraw."""

from django.db import transaction

from parvis.commons.people.queries import person_of
from parvis.commons.schemes.queries import group_of, officer_recipients, team_recipients
from parvis.deliberation.bodies.choices import ALIVE
from parvis.deliberation.bodies.queries import members_on
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.authorities.lifecycle import principal_for
from parvis.ground.authorities.models import Delegation
from parvis.ground.core import clock, french
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.core.html import clean
from parvis.ground.core.text import free_slug
from parvis.ground.journal.acts import announce, heed, move, record

from .. import documents, legal, letters
from ..choices import Status
from ..models import Referral, Signatory
from ..register import take_number
from ..rules import is_elected
from .bureau import for_the_bureau
from .papers import write_later
from .telling import tell_followers

RICH = ("letter_html", "context_html")


@transaction.atomic
def draft(body, *, kind, title, question, by, **fields):
    """Write a referral letter, or a self-referral; nothing leaves yet."""
    _refuse_bad_body(body)
    for name in RICH:
        if name in fields:
            fields[name] = clean(fields[name])
    if not fields.get("referring_councillor"):
        fields["referring_councillor"] = body.referring_councillor
    if not fields.get("lead_department"):
        fields["lead_department"] = body.lead_department
    referral = Referral.objects.create(
        authority_id=body.authority_id, body_id=body.pk, kind=kind, title=title, question=question,
        slug=slug_of(title, body.authority_id), drafted_by=by, drafted_at=clock.now(), **fields,
    )  # fmt: skip
    record(referral, "draft", by=by, to_state=referral.status, facts={"kind": str(kind), "body": body.pk})
    return referral


@transaction.atomic
def revise(referral, *, by, **changes):
    """Change a draft. Once received, the wording of the question is frozen: `Refused`."""
    for name in RICH:
        if name in changes:
            changes[name] = clean(changes[name])
    if not Referral.objects.filter(pk=referral.pk, status=Status.DRAFT).update(**changes):
        raise Refused("La question est posée : ses termes ne changent plus.")
    for name, value in changes.items():
        setattr(referral, name, value)
    record(referral, "revise", by=by, facts={"fields": sorted(changes)})
    announce(referral)


@transaction.atomic
def sign(referral, *, person, by):
    """A member asks for a self-referral. `Refused` to whoever does not sit in the body today."""
    if referral.status != Status.DRAFT or not referral.is_self_referral:
        raise Refused("Seul un projet d’auto-saisine se signe.")
    if not members_on(referral.body, clock.today()).filter(person=person).exists():
        raise Refused(f"{person} ne siège pas dans {referral.body} : seuls ses membres signent une auto-saisine.")
    _, created = Signatory.objects.get_or_create(
        referral=referral, person=person, defaults={"signed_on": clock.today()}
    )
    if created:
        record(referral, "sign", by=by, facts={"person": person.pk})


@transaction.atomic
def unsign(referral, *, person, by):
    """Take a signature back, as long as the self-referral is a draft."""
    if referral.status != Status.DRAFT:
        raise Refused("L’auto-saisine est déposée : les signatures ne changent plus.")
    deleted, _ = referral.signatories.filter(person=person).delete()
    if deleted:
        record(referral, "unsign", by=by, facts={"person": person.pk})


@transaction.atomic
def submit(referral, *, by, override=""):
    """Hand the question over to the body; its wording is frozen from here and it enters the register.

    `Refused` without a question, a date to come, a legal ground when compulsory, or an allowed signatory. Warns when
    the date leaves too little time and when the subject lies outside the authority's remit.
    """
    _refuse_unready(referral)
    behalf = _signatory(referral, by)
    cautions = heed(_submission_cautions(referral), override)
    today = clock.today()
    sequence, number = take_number(referral.authority, today.year)
    move(
        referral, "submit", by=by, behalf=behalf, cautions=cautions, reason=override, facts={"number": number},
        rule=known_rule(referral.authority, legal.NOTICE, today).version,
        submitted_at=clock.now(), year=today.year, sequence=sequence, number=number,
        requested_by=referral.requested_by or person_of(behalf or by, referral.authority),
        put_in_position_on=today if referral.is_compulsory else None,
    )  # fmt: skip
    letters.ReferralSubmitted(referral).send_to(_desk_of(referral), group=group_of(referral.body))
    note = [documents.CONTEXT.code] if referral.context_html else []
    write_later(referral, by, documents.LETTER.code, *note)


@transaction.atomic
def decline(referral, *, reason, by, no_opinion=False):
    """The bureau does not take the question. On a compulsory consultation an explicit « no opinion » is recorded.

    An officer does it in the name of the chair; without a chair's account, the reason says how the bureau decided.
    """
    if not reason.strip():
        raise Refused("Donnez la raison : elle est communiquée à l’auteur de la saisine.")
    if referral.is_compulsory and not no_opinion:
        raise Refused(
            "Une consultation obligatoire ne se décline pas en silence : cochez « l’instance ne rend pas d’avis » "
            "pour que ce soit écrit, avec la date à laquelle elle a été mise en mesure de se prononcer."
        )
    behalf, cautions = for_the_bureau(referral, by)
    move(
        referral, "decline", by=by, behalf=behalf, cautions=cautions, reason=reason,
        ended_on=clock.today(), end_reason=reason.strip(), no_opinion=referral.is_compulsory,
    )  # fmt: skip
    _tell_requester(letters.ReferralDeclined(referral), referral)
    tell_followers(referral, "fin")


@transaction.atomic
def withdraw(referral, *, reason, by):
    """Its author takes the question back, or the mission for them, before an opinion is adopted.

    What is already written may go on as a self-referral.
    """
    if not reason.strip():
        raise Refused("Donnez la raison du retrait : elle est publiée.")
    move(referral, "withdraw", by=by, reason=reason, ended_on=clock.today(), end_reason=reason.strip())
    letters.ReferralWithdrawn(referral).send_to(_desk_of(referral), group=group_of(referral.body))
    tell_followers(referral, "fin")


def slug_of(title, authority_id):
    """The public address of a referral, that no other of the authority has."""
    return free_slug(title, Referral.objects.filter(authority=authority_id), fallback="saisine")


def _refuse_bad_body(body):
    if body.status not in ALIVE:
        raise Refused(f"{body} n’est pas en exercice : choisissez une instance créée et non dissoute.")


def _refuse_unready(referral):
    if not referral.question.strip():
        raise Refused("Rédigez la question posée avant de transmettre la saisine.")
    if referral.expected_on is None:
        raise Refused("Indiquez la date à laquelle l’avis est attendu.")
    if referral.expected_on < clock.today():
        raise Refused("La date attendue est passée : choisissez une date à venir.")
    if referral.is_compulsory and not referral.legal_ground.strip():
        raise Refused("Indiquez le texte qui rend cette consultation obligatoire.")


def _submission_cautions(referral):
    rule = known_rule(referral.authority, legal.NOTICE, clock.today())
    if referral.expected_on < apply_delay(rule, clock.today()):
        yield Caution(
            "short_notice", f"L’avis est attendu dans moins de {rule.number} semaines : l’instance aura peu de temps."
        )
    if not referral.within_perimeter:
        yield Caution("outside_perimeter", "Le sujet ne relève pas des compétences de la collectivité.")


def _signatory(referral, by):
    """The elected member in whose name an agent submits, or None; `Refused` to somebody who may not sign."""
    if by is None:
        return None
    if referral.is_self_referral:
        return _body_signs(referral, by)
    if is_elected.test(by, referral):
        return None
    principal = principal_for(by, referral.authority, Delegation.Act.SUBMIT)
    if principal is None:
        raise Refused("Une saisine est signée par l’exécutif, ou par un agent à qui cet acte est délégué.")
    return principal


def _body_signs(referral, by):
    body = referral.body
    if body.self_referral_by_bureau and by.grants.has_on_scheme((Persona.CHAIR,), body.pk):
        return None
    signed, needed = referral.signatories.count(), body.self_referral_signatories
    if needed is None:
        raise Refused("Le règlement de l’instance réserve l’auto-saisine à son bureau.")
    if signed < needed:
        raise Refused(
            f"Il faut {french.plural(needed, 'signature')} pour une auto-saisine : "
            f"{french.plural(signed, 'est réunie', 'sont réunies')}."
        )
    return None


def _desk_of(referral):
    """Who receives a question for the body: its officers and its chair."""
    return [*officer_recipients(referral.body), *team_recipients(referral.body, Persona.CHAIR)]


def _tell_requester(letter, referral):
    if referral.requested_by_id:
        letter.send_to(referral.requested_by.recipient(), group=group_of(referral.body))
    elif referral.is_self_referral:
        people = [s.person.recipient() for s in referral.signatories.select_related("person")]
        letter.send_to(people, group=group_of(referral.body))
