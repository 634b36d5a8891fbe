"""What several callers ask about texts."""

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.commons.people.models import Person
from parvis.commons.people.queries import person_of
from parvis.commons.schemes.queries import recipients, team_of
from parvis.ground.authorities.choices import Persona
from parvis.ground.core import clock

from .choices import OWN_PAGE, Status
from .models import Text, WrittenVote


def writers_of(text):
    """The people who write and comment a text: those with a member’s role on its scheme."""
    team = team_of(text.scheme, Persona.MEMBER, Persona.CHAIR)
    rows = Person.objects.filter(user__in=team.values("pk"), authority=text.authority_id)
    return rows.order_by("family_name", "given_name")


def members_of(text):
    """The same people as letters reach them, and the members whose account has no record yet."""
    people = list(writers_of(text))
    known = {p.user_id for p in people}
    accounts = [u for u in team_of(text.scheme, Persona.MEMBER, Persona.CHAIR) if u.pk not in known]
    return [*(p.recipient() for p in people), *recipients(accounts, text.authority_id)]


def texts_of_member(user, authority):
    """The texts of the schemes where somebody sits: those open first, then the latest."""
    schemes = user.grants.schemes(Persona.MEMBER, Persona.CHAIR, authority_id=authority.pk)
    return Text.objects.of(authority).filter(scheme__in=schemes).for_list().order_by("locked_at", "-created_at")


def waiting_for(user, authority):
    """What a member is asked now: texts open to remarks, and votes not cast yet."""
    texts = texts_of_member(user, authority)
    person = person_of(user, authority)
    commenting = list(texts.filter(status=Status.COMMENTING, comments_until__gte=clock.today()))
    if person is None:
        return commenting, []
    votes = WrittenVote.objects.filter(person=person, choice="", procedure__closed_at=None)
    votes = votes.filter(procedure__closes_on__gte=clock.today()).select_related("procedure__text")
    return commenting, list(votes)


def public_texts(authority):
    """What everybody reads on a page of its own, without the easy-to-read versions, which stand beside."""
    return Text.objects.of(authority).filter(status=Status.PUBLISHED, kind__in=OWN_PAGE, origin_desk_url="")


def site_map(authority):
    """Every text with a public page."""
    rows = list(public_texts(authority).order_by("-published_at")[:500])
    if rows:
        yield _("Synthèses et rapports"), reverse("public:writing:list")
    for text in rows:
        yield text.title, text.get_absolute_url()
