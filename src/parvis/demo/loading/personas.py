"""The people whom the sign-in page offers to be, as they stand on the day on which the story stops."""

from django.urls import reverse

from parvis.deliberation.bodies.choices import MemberRole
from parvis.deliberation.bodies.models import Membership
from parvis.ground.accounts.models import DemoPersona
from parvis.ground.authorities.choices import STAFF, Persona

MEMBER_SPACE = (Persona.MEMBER, Persona.CHAIR)
WORDS = {
    "F": {"chair": "Présidente", "co_chair": "Coprésidente", "vice_chair": "Vice-présidente"},
    "M": {"chair": "Président", "co_chair": "Coprésident", "vice_chair": "Vice-président"},
}


def offer(stage, until):
    """Write the personas that the day knows."""
    day = until.date()
    told = [p for p in stage.world.personas if p.start <= day and (p.end is None or day <= p.end)]
    seen = set()
    for rank, facts in enumerate(told):
        user = stage.user(facts.person)
        if user is None or user.pk in seen:
            continue
        seen.add(user.pk)
        DemoPersona.objects.create(
            authority=stage.authority, user=user, title=_title(stage, facts)[:120], can_do=facts.sentence,
            landing=_landing(facts.role), rank=rank,
        )  # fmt: skip


def _title(stage, facts):
    """The job, the office, or the seat; else the name of the role."""
    person = next(p for p in stage.world.people if p.key == facts.person)
    if person.title:
        return person.title
    seats = Membership.objects.in_office().filter(person=stage.person(facts.person), body__parent=None)
    seat = seats.by_rank().select_related("body").first()
    if seat is None:
        return str(Persona(facts.role).label)
    words = WORDS.get(person.gender, {}).get(seat.role) or MemberRole(seat.role).label.capitalize()
    return f"{seat.title or words}, {seat.body.said}"


def _landing(role):
    if role in STAFF:
        return "/gestion/"
    return "/espace-membre/" if role in MEMBER_SPACE else reverse("public:home")
