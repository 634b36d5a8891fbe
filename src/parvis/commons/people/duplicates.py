"""Records that may be the same person: same e-mail, same phone, or same name with birth dates that do not differ."""

from collections import defaultdict
from itertools import combinations

from django.db.models import Count, Q

from .models import NotDuplicates, Person

MOST_PAIRS = 200
LARGEST_GROUP = 20
"""Beyond, a shared value says nothing: the phone of a town hall, the address of a secretariat."""

REASONS = {"email": "même adresse électronique", "phone": "même téléphone", "folded_name": "même nom"}


def like(person):
    """Records of the same authority that look like this one, with the reasons: `[(Person, [reason…])]`."""
    same = Q(folded_name=person.folded_name)
    for field in ("email", "phone"):
        if getattr(person, field):
            same |= Q(**{field: getattr(person, field)})
    others = Person.objects.filter(authority_id=person.authority_id).exclude(pk=person.pk).filter(same)
    if person.pk:
        distinct = NotDuplicates.objects.filter(authority_id=person.authority_id)
        others = others.exclude(pk__in=distinct.filter(first=person).values("second"))
        others = others.exclude(pk__in=distinct.filter(second=person).values("first"))
    found = [(other, reasons_between(person, other)) for other in others[:LARGEST_GROUP]]
    return [(other, why) for other, why in found if why]


def pairs(authority):
    """Every pair that looks like one person: `[(Person, Person, [reason…])]`, oldest record first."""
    people = list(Person.objects.of(authority).filter(_shared(authority)).order_by("pk"))
    distinct = _said_distinct(authority.pk)
    groups = defaultdict(list)
    for person in people:
        for field in REASONS:
            if value := getattr(person, field):
                groups[(field, value)].append(person)
    found = {}
    for group in groups.values():
        for one, other in combinations(group, 2) if len(group) <= LARGEST_GROUP else ():
            found.setdefault((one.pk, other.pk), (one, other))
    told = ((one, other, reasons_between(one, other)) for one, other in found.values())
    kept = [pair for pair in told if pair[2] and frozenset((pair[0].pk, pair[1].pk)) not in distinct]
    return kept[:MOST_PAIRS]


def reasons_between(one, other):
    """Why two records may be one person; none when their birth dates differ."""
    if one.birth_date and other.birth_date and one.birth_date != other.birth_date:
        return []
    return [
        words
        for field, words in REASONS.items()
        if getattr(one, field) and getattr(one, field) == getattr(other, field)
    ]


def _shared(authority):
    """Rows that hold a value held by another row."""
    shared = Q(pk__in=[])
    for field in REASONS:
        rows = Person.objects.of(authority).exclude(**{field: ""}).order_by()
        values = rows.values(field).annotate(n=Count("pk")).filter(n__gt=1, n__lte=LARGEST_GROUP)
        shared |= Q(**{f"{field}__in": values.values(field)})
    return shared


def _said_distinct(authority_id):
    rows = NotDuplicates.objects.filter(authority_id=authority_id).values_list("first", "second")
    return {frozenset(pair) for pair in rows}
