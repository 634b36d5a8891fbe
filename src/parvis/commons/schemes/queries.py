"""What other apps ask about schemes: who runs them, who must be told, what their pages show."""

from django.db.models import Q

from parvis.commons.people.models import Person
from parvis.ground.accounts.models import User
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Role
from parvis.ground.core import clock
from parvis.ground.core.manifest import placed
from parvis.ground.mailing.recipients import user_recipient

from .models import SchemeRole


def team_of(scheme, *personas, on=None):
    """Accounts that hold one of these roles on the scheme that day (any role when none is named)."""
    roles = SchemeRole.objects.filter(scheme_id=scheme.pk).in_force(on)
    if personas:
        roles = roles.filter(persona__in=personas)
    return User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("name", "pk")


def officers_of(scheme, on=None):
    """Who runs the scheme: its own officers, else the officers of the authority."""
    on = on or clock.today()
    own = team_of(scheme, Persona.OFFICER, on=on)
    return own if own.exists() else authority_team(scheme.authority_id, Persona.OFFICER, on=on)


def directors_of(scheme, on=None):
    """The directors told of what is late: the scheme's own and the authority's."""
    on = on or clock.today()
    own = team_of(scheme, Persona.DIRECTOR, on=on)
    return (own | authority_team(scheme.authority_id, Persona.DIRECTOR, on=on)).distinct()


def authority_team(authority_id, *personas, on=None):
    """Accounts that hold one of these roles on the authority itself."""
    roles = Role.objects.filter(authority_id=authority_id, persona__in=personas).in_force(on or clock.today())
    return User.objects.filter(Q(pk__in=roles.values("user")), is_active=True).order_by("name", "pk")


def recipients(users, authority_id):
    """Accounts as letters reach them here: by their record's channel when they have one."""
    users = list(users)
    people = {p.user_id: p for p in Person.objects.filter(authority_id=authority_id, user__in=[u.pk for u in users])}
    return [people[u.pk].recipient() if u.pk in people else user_recipient(u) for u in users]


def team_recipients(scheme, *personas, on=None):
    """The team as letters reach it."""
    return recipients(team_of(scheme, *personas, on=on), scheme.authority_id)


def officer_recipients(scheme, on=None):
    return recipients(officers_of(scheme, on), scheme.authority_id)


def group_of(scheme):
    """The (key, label) under which a daily digest gathers the messages of a scheme."""
    return (f"scheme:{scheme.pk}", scheme.name)


def panels(scheme, user=None):
    """What the features show on a scheme's page, in order: desk page with a user, public page without."""
    return placed("scheme_panels", scheme.authority, scheme, user)


def chapters(scheme):
    """What the features say of a scheme to whoever joins it, in order."""
    return placed("scheme_chapters", scheme.authority, scheme)


def accounts_known_to(authority):
    """Accounts that are somebody here: by a role, on the authority or on a scheme, or by a person's record."""
    known = Q(roles__authority=authority) | Q(scheme_roles__authority=authority) | Q(persons__authority=authority)
    return User.objects.filter(known, is_active=True).distinct()
