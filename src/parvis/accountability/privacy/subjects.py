"""Whose data: a person of an authority and their account, and the rows of every table that speak of them.

Read from the `personal` declarations of the models: an app added later is found without being named here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q

from parvis.commons.people.models import Person
from parvis.commons.people.queries import person_of
from parvis.ground.accounts.models import User

OURS = "parvis."


@dataclass(frozen=True)
class Subject:
    """Somebody, on one authority: a record, an account, or both."""

    authority: Any
    person: Any = None
    user: Any = None

    @property
    def person_ids(self):
        """The record and those that were merged into it."""
        if self.person is None:
            return []
        merged = Person._base_manager.filter(merged_into=self.person)
        return [self.person.pk, *merged.values_list("pk", flat=True)]

    @property
    def name(self):
        return str(self.person or self.user or "")

    @property
    def addresses(self):
        """The e-mail addresses of the record and of the account."""
        return {holder.email.lower() for holder in (self.person, self.user) if holder is not None and holder.email}


def subject_of(authority, *, person=None, user=None):
    """The subject that a record or an account leads to."""
    if person is None and user is not None:
        person = person_of(user, authority)
    if user is None and person is not None:
        user = person.user
    return Subject(authority, person, user)


def declared():
    """(model, declaration) of every table that holds personal data, in the order of the apps."""
    return [
        (m, m.personal) for m in apps.get_models() if m.__module__.startswith(OURS) and getattr(m, "personal", None)
    ]


def rows_about(subject) -> Iterator[tuple]:
    """(model, declaration, rows) of every table that speaks of the subject on their authority."""
    for model, personal in declared():
        condition = _condition(model, personal.subject, subject) | _by_address(personal, subject)
        if condition:
            rows = [row for row in model._base_manager.filter(condition).distinct() if _is_here(row, subject)]
            if rows:
                yield model, personal, rows


def account_rows(user) -> Iterator[tuple]:
    """(model, rows) of the sign-in libraries that hold something of an account."""
    for model in apps.get_models():
        if not model.__module__.startswith(OURS):
            for field in model._meta.local_fields:
                if field.is_relation and field.related_model is User:
                    yield model, model._base_manager.filter(**{field.name: user.pk})


def _condition(model, path, subject):
    """The filter that leads from the table to the subject, empty when it cannot be about them."""
    if not path:
        return Q()
    target = target_of(model, path)
    if target is User and subject.user is not None:
        return Q(pk=subject.user.pk) if path == "self" else Q(**{lookup(path): subject.user.pk})
    if target is Person and subject.person_ids:
        return Q(**{f"{'pk' if path == 'self' else lookup(path)}__in": subject.person_ids})
    return Q()


def _by_address(personal, subject):
    """The filter of rows that name nobody and carry an address of the subject."""
    found = Q()
    if personal.address:
        for address in subject.addresses:
            found |= Q(**{f"{personal.address}__iexact": address})
    if found and personal.subject:
        found &= Q(**{f"{lookup(personal.subject)}__isnull": True})
    return found


def _is_here(row, subject):
    """Rows of another authority are not shown nor touched; those of none belong to the account."""
    return getattr(row, "authority_id", None) in (None, subject.authority.pk)


def lookup(path):
    return path.replace(".", "__")


@cache
def target_of(model, path):
    """The model at the end of a subject's path: a user, a person, or something else."""
    if path == "self":
        return model
    for name in lookup(path).split("__"):
        try:
            model = model._meta.get_field(name).related_model
        except FieldDoesNotExist:
            return None
        if model is None:
            return None
    return model


@cache
def authority_path(model):
    """The lookup that leads from a table to its authority, shortest first; None when it has none."""
    frontier, seen = [(model, "")], {model}
    for _ in range(4):
        following = []
        for current, prefix in frontier:
            for field in current._meta.concrete_fields:
                if not field.is_relation or field.many_to_many:
                    continue
                path = f"{prefix}{field.name}"
                if field.related_model._meta.label == "authorities.Authority":
                    return path
                if field.related_model not in seen and not field.null:
                    seen.add(field.related_model)
                    following.append((field.related_model, f"{path}__"))
        frontier = following
    return None
