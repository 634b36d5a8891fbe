"""Residents who opened an account: 240 in each authority, 1,200 in all, known by their name and their territory."""

import datetime as dt
from functools import partial

from parvis.commons.people.models import Person
from parvis.ground.authorities.models import Territory

from ..data.pools import (
    OLDER_MEN,
    OLDER_WOMEN,
    SURNAMES,
    YOUNG_MEN,
    YOUNG_WOMEN,
    email_of,
    fingerprint,
    pick,
    slug,
)
from ..data.shapes import Person as Facts
from .bulk import record_many
from .people import open_accounts
from .timeline import PEOPLE, on

EACH = 240
REGISTERED_ON = dt.date(2025, 3, 3)
HOMES = ("commune", "canton", "district")
WOMEN, MEN = YOUNG_WOMEN + OLDER_WOMEN, YOUNG_MEN + OLDER_MEN
SINGLE = tuple(name for name in SURNAMES if "-" not in name)


def acts(world, stage):
    """All of them arrive with the opening of the platform to residents."""
    day = REGISTERED_ON + dt.timedelta(days=stage.moved_by)
    yield on(day, PEOPLE, partial(_register, stage, world), "12:00")


def _register(stage, world):
    homes = [t for t in world.territories if t.kind in HOMES]
    people = list(made_up(world.authority.key, homes, EACH))
    open_accounts(stage, people)
    rows = [_record(stage, facts) for facts in people]
    Person.objects.bulk_create(rows)
    record_many(rows, "create_person", by=None)


def made_up(salt, homes, count):
    """People with a double name, which nobody else of the story bears; always the same ones."""
    taken = set()
    rank = 0
    while len(taken) < count:
        rank += 1
        gender = "FM"[fingerprint(salt, rank, "gender") % 2]
        first = pick(WOMEN if gender == "F" else MEN, salt, rank, "first")
        last = f"{pick(SINGLE, salt, rank, 'one')}-{pick(SINGLE, salt, rank, 'two')}"
        one, two = last.split("-")
        key = (first, *sorted((one, two)))  # duplicates are looked for whatever the order of the words
        if one == two or key in taken:
            continue
        taken.add(key)
        home = homes[fingerprint(salt, rank, "home") % len(homes)]
        yield Facts(
            key=slug(f"{salt} {first} {last}"), first_name=first, last_name=last, gender=gender, kind="resident",
            email=email_of(first, f"{last} {salt}"), territory=home.key, city=home.name,
        )  # fmt: skip


def _record(stage, facts):
    person = Person(
        authority=stage.authority, given_name=facts.first_name, family_name=facts.last_name,
        gender=facts.gender.lower(), email=facts.email, city=facts.city[:80],
        territory=stage.get(Territory, facts.territory), user=stage.user(facts.key),
    )  # fmt: skip
    person.settle()
    return person
