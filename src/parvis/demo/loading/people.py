"""People, their accounts, their offices and their rights."""

from functools import partial
from itertools import groupby

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from parvis.commons.people import lifecycle
from parvis.commons.people.choices import Purpose, RoleKind
from parvis.commons.people.models import Consent, Organisation, Person
from parvis.commons.schemes.lifecycle import grant_scheme_role
from parvis.deliberation.bodies.models import Body
from parvis.ground.accounts.models import User
from parvis.ground.authorities.lifecycle import delegate, grant_role
from parvis.ground.authorities.models import Delegation, Department, Territory
from parvis.ground.core import clock

from .bulk import record_many
from .timeline import PEOPLE, RIGHTS, on

KINDS = {"association": RoleKind.REPRESENTATIVE, "company": RoleKind.EMPLOYEE, "public_body": RoleKind.EMPLOYEE}
PROOF = "Formulaire signé, conservé par la mission"


def acts(world, stage):
    """Organisations, people, offices, consents, roles, delegations."""
    for organisation in world.organisations:
        yield on(organisation.since, PEOPLE, partial(_organisation, stage, organisation))
    for day, people in _by_day((p.since, p) for p in world.people):
        yield on(day, PEOPLE, partial(_meet, stage, people))
    given = ((max(c.given_on, p.since), (p, c)) for p in world.people for c in p.consents)
    for day, consents in _by_day(given):
        yield on(day, PEOPLE, partial(_consent, stage, consents), "00:02")
    known = {p.key: p.since for p in world.people}
    for office in world.offices:
        yield on(max(office.start, known[office.person]), PEOPLE, partial(_office, stage, office), "00:02")
    for role in world.roles:
        yield on(role.start, RIGHTS, partial(_role, stage, role), "23:00" if role.scope == "body" else "00:03")
    for row in world.delegations:
        yield on(row.start, RIGHTS, partial(_delegate, stage, row), "00:04")


def _by_day(dated):
    """(day, [what happened that day]), the earliest first."""
    for day, group in groupby(sorted(dated, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
        yield day, [thing for _, thing in group]


def _organisation(stage, facts):
    row = lifecycle.create_organisation(
        stage.authority, by=None, name=facts.name, kind=facts.kind, siret=facts.siret, rna=facts.rna, email=facts.email
    )
    stage.keep(facts.key, row)


# --- Records and accounts ---


def _meet(stage, people):
    """The records of everybody met that day, with the accounts of those who have one."""
    open_accounts(stage, [p for p in people if p.has_account and p.email])
    rows = [_person(stage, facts) for facts in people]
    Person.objects.bulk_create(rows)
    record_many(rows, "create_person", by=None)
    for facts, row in zip(people, rows, strict=True):
        stage.keep(facts.key, row)
        if organisation := stage.get(Organisation, facts.organisation):
            _act_for(row, organisation, facts)


def open_accounts(stage, people):
    """Accounts whose address is confirmed; they enter by a code, or by a click on the sign-in page."""
    unusable = make_password(None)
    users = [User(email=p.email, name=p.name, password=unusable) for p in people]
    User.objects.bulk_create(users)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    for facts, user in zip(people, users, strict=True):
        stage.join(facts.key, user)


def _person(stage, facts):
    person = Person(
        authority=stage.authority, given_name=facts.first_name, family_name=facts.last_name,
        gender=facts.gender.lower(), birth_date=facts.birth_date, email=facts.email or "", phone=facts.phone,
        address_line=facts.address, postcode=facts.postcode, city=facts.city, channel=_channel(facts),
        territory=stage.get(Territory, facts.territory), occupation=facts.occupation or facts.title,
        user=stage.user(facts.key),
    )  # fmt: skip
    person.settle()
    return person


def _channel(facts):
    if facts.email:
        return "email"
    return "post" if facts.address else "none"


def _act_for(person, organisation, facts):
    kind = KINDS.get(organisation.kind, RoleKind.REPRESENTATIVE)
    lifecycle.add_role(
        person, by=None, kind=kind, organisation=organisation, title=facts.title[:120], starts_on=facts.since
    )


def _consent(stage, consents):
    rows = [
        Consent(person=stage.person(person.key), purpose=consent.purpose, given_at=clock.now(), proof=PROOF)
        for person, consent in consents
        if consent.purpose in Purpose.values
    ]
    Consent.objects.bulk_create(rows)
    people = {row.person: row for row in rows}
    for purpose in sorted({row.purpose for row in rows}):
        given = {row.person_id: row.pk for row in rows if row.purpose == purpose}
        those = [person for person in people if person.pk in given]
        record_many(
            those, "give_consent", by=None,
            facts=lambda p, purpose=purpose, given=given: {"purpose": purpose, "consent": given[p.pk]},
        )  # fmt: skip


# --- Offices and rights ---


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


def person_named(stage, key):
    """The person of that key, when the story already knows them."""
    return stage.person(key) if key and stage.knows(Person, key) else None
