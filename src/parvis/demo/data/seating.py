"""Seat people in bodies: memberships made in bulk, the same way for the five authorities."""

from .pools import Slot, shuffled
from .shapes import Membership

# Classes d’âge : borne basse, borne haute (comprise).
FIVE_CLASSES = ((16, 29), (30, 44), (45, 59), (60, 74), (75, None))
ON_THE_ROLLS = ((18, 29), *FIVE_CLASSES[1:])  # tirés sur les listes électorales : 18 ans au moins
DEPARTMENT_CLASSES = ((16, 24), (25, 39), (40, 59), (60, 74), (75, None))


def slots(gender, counts, classes=FIVE_CLASSES):
    """One slot per seat, as many as `counts` says for each age class."""
    return [
        Slot(gender=gender, lower=lower, upper=upper, territory=None)
        for (lower, upper), count in zip(classes, counts, strict=True)
        for _ in range(count)
    ]


def place(wanted, territories, salt):
    """The slots in a stable random order, one territory each."""
    return [
        Slot(gender=slot.gender, lower=slot.lower, upper=slot.upper, territory=territory, given=slot.given)
        for slot, territory in zip(shuffled(wanted, salt), territories, strict=True)
    ]


def name_one(wanted, gender, lower, **given):
    """Give a name to the first slot of that gender and age class that has none."""
    for index, slot in enumerate(wanted):
        if (slot.gender, slot.lower) == (gender, lower) and not slot.given:
            wanted[index] = Slot(gender=gender, lower=lower, upper=slot.upper, territory=slot.territory, given=given)
            return
    raise LookupError(f"no free slot {gender} {lower}")


def seat(body, people, start, end, *, roles=None, college=None, first_seat=None, titles=None, **facts):
    """One membership per person; `roles` and `titles` say who is more than a member."""
    roles, titles = roles or {}, titles or {}
    return tuple(
        Membership(
            key=f"{body}-{person.key}-{start.year}",
            person=person.key,
            body=body,
            role=roles.get(person.key, "member"),
            title=titles.get(person.key, ""),
            start=start,
            end=end,
            college=college,
            seat=None if first_seat is None else first_seat + rank,
            territory=person.territory,
            organisation=person.organisation,
            **facts,
        )
        for rank, person in enumerate(people)
    )


def attendance(memberships, day, present, salt):
    """Who came and who was excused, chairs always there: two tuples of persons."""
    sitting = [m for m in memberships if m.sits_on(day)]
    leaders = [m.person for m in sitting if m.role != "member"]
    others = shuffled([m.person for m in sitting if m.role == "member"], salt)
    order = leaders + others
    return tuple(order[:present]), tuple(order[present:])
