"""People, their accounts, their offices and their rights."""

from allauth.account.models import EmailAddress

from parvis.commons.people import lifecycle
from parvis.commons.people.choices import Purpose, RoleKind
from parvis.commons.people.models import Organisation, Person
from parvis.commons.schemes.lifecycle import grant_scheme_role
from parvis.deliberation.bodies.models import Body
from parvis.ground.accounts.models import User
from parvis.ground.authorities.lifecycle import delegate, grant_role
from parvis.ground.authorities.models import Delegation, Department, Territory

from .stage import heeding
from .timeline import PEOPLE, RIGHTS, on

KINDS = {"association": RoleKind.REPRESENTATIVE, "company": RoleKind.EMPLOYEE, "public_body": RoleKind.EMPLOYEE}
PROOF = "Formulaire signé, conservé par la mission"


def acts(world, stage):
    """Organisations, people, offices, consents, roles, delegations."""
    for organisation in world.organisations:
        yield on(organisation.since, PEOPLE, lambda o=organisation: _organisation(stage, o))
    for person in world.people:
        yield on(person.since, PEOPLE, lambda p=person: _person(stage, p))
        for consent in person.consents:
            day = max(consent.given_on, person.since)
            yield on(day, PEOPLE, lambda p=person, c=consent: _consent(stage, p, c), "00:02")
    for office in world.offices:
        yield on(max(office.start, _since(world, office.person)), PEOPLE, lambda o=office: _office(stage, o), "00:02")
    for role in world.roles:
        clock = "23:00" if role.scope == "body" else "00:03"
        yield on(role.start, RIGHTS, lambda r=role: _role(stage, r), clock)
    for row in world.delegations:
        yield on(row.start, RIGHTS, lambda d=row: _delegate(stage, d), "00:04")


def _since(world, key):
    return next(p.since for p in world.people if p.key == key)


def _organisation(stage, facts):
    row = lifecycle.create_organisation(
        stage.authority, by=None, name=facts.name, kind=facts.kind, siret=facts.siret, rna=facts.rna, email=facts.email
    )
    stage.keep(facts.key, row)


def _person(stage, facts):
    person = heeding(
        lifecycle.create_person, stage.authority, by=None, reason="Deux personnes différentes.",
        given_name=facts.first_name, family_name=facts.last_name, gender=facts.gender.lower(),
        birth_date=facts.birth_date, email=facts.email or "", phone=facts.phone, address_line=facts.address,
        postcode=facts.postcode, city=facts.city, territory=stage.get(Territory, facts.territory),
        occupation=facts.occupation or facts.title, channel=_channel(facts), user=_account(stage, facts),
    )  # fmt: skip
    stage.keep(facts.key, person)
    if organisation := stage.get(Organisation, facts.organisation):
        kind = KINDS.get(organisation.kind, RoleKind.REPRESENTATIVE)
        lifecycle.add_role(
            person, by=None, kind=kind, organisation=organisation, title=facts.title[:120], starts_on=facts.since
        )


def _channel(facts):
    if facts.email:
        return "email"
    return "post" if facts.address else "none"


def _account(stage, facts):
    if not (facts.has_account and facts.email):
        return None
    user = User.objects.create_user(facts.email, name=facts.name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    stage.join(facts.key, user)
    return user


def _consent(stage, person, consent):
    if consent.purpose in Purpose.values:
        lifecycle.give_consent(stage.person(person.key), purpose=consent.purpose, proof=PROOF, by=None)


def _office(stage, facts):
    title = f"{facts.title}, {facts.delegation}" if facts.delegation else facts.title
    lifecycle.add_role(
        stage.person(facts.person), by=None, kind=RoleKind.ELECTED, title=title[:120], starts_on=facts.start,
        ends_on=facts.end,
    )  # fmt: skip


def _role(stage, facts):
    dates = {"starts_on": facts.start, "ends_on": facts.end}
    user, by = stage.user(facts.person), stage.user(facts.granted_by)
    if facts.scope == "body":
        scheme = stage.get(Body, facts.scope_key)
        title = stage.person(facts.person).occupation
        grant_scheme_role(scheme, user=user, persona=facts.role, by=by, title=title, **dates)
        return
    department = stage.get(Department, facts.scope_key)
    grant_role(stage.authority, user=user, persona=facts.role, by=by, department=department, **dates)


def _delegate(stage, facts):
    giver = stage.user(facts.giver)
    for verb in facts.verbs:
        if verb in Delegation.Act.values:
            delegate(
                stage.authority, principal=giver, delegate=stage.user(facts.agent), act=verb, by=giver,
                starts_on=facts.start, ends_on=facts.end,
            )  # fmt: skip


def person_named(stage, key) -> Person | None:
    """The person of that key, when the story already knows them."""
    return stage.person(key) if key and stage.knows(Person, key) else None
