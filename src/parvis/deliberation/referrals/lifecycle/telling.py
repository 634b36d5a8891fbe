"""Who hears of a referral: its services and elected members, as letters reach them, and whoever follows it."""

from django.db.models import Q

from parvis.commons.following import lifecycle as following
from parvis.commons.schemes.queries import authority_team, recipients
from parvis.ground.accounts.models import User
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Department, Role
from parvis.ground.core import clock
from parvis.ground.mailing.choices import Channel
from parvis.ground.mailing.recipients import Recipient

from ..queries import news_about


def department_recipients(department):
    """The agents who hold a role on a department today; without any, its own address, when it has one."""
    roles = Role.objects.filter(department=department, persona=Persona.AGENT).in_force(clock.today())
    agents = User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("name", "pk")
    if people := recipients(agents, department.authority_id):
        return people
    return [Recipient(name=department.name, email=department.email)] if department.email else []


def asked_services(referral):
    """The departments that must answer an opinion: the addressees of its recommendations, the one in charge."""
    asked = Q(pk=referral.lead_department_id)
    if referral.text_id:
        asked |= Q(pk__in=referral.text.recommendations.values("addressee"))
    return Department.objects.filter(asked, authority=referral.authority_id)


def who_answers(referral):
    """The referring councillor; without any, the elected members who answer on the authority."""
    if referral.referring_councillor_id:
        return [referral.referring_councillor.recipient()]
    return councillors(referral)


def councillors(referral):
    """The elected members of the authority today."""
    return recipients(authority_team(referral.authority_id, Persona.COUNCILLOR), referral.authority_id)


def reached(people):
    """The names of those to whom a message can leave at all."""
    return [p.name for p in people if p.usable_channel() != Channel.NONE]


def tell_followers(referral, what):
    """Whoever follows the question by e-mail hears of an event that its feed tells (`what` as in `news_about`)."""
    if told := news_about(referral, what):
        following.tell(referral, title=told.title, text=told.summary)
