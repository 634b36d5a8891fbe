"""Taking every fictional row out, journal lines included (docs/decisions: « The demonstration leaves no trace »)."""

from collections import defaultdict

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection, models, transaction
from django_tasks_db.models import DBTaskResult

from parvis.deliberation.bodies.models import Membership
from parvis.deliberation.bodies.tasks import write_certificate, write_welcome
from parvis.deliberation.referrals.models import Referral
from parvis.deliberation.referrals.tasks import write_documents
from parvis.ground.accounts.models import User
from parvis.ground.authorities.models import Authority
from parvis.ground.core import clock, guards
from parvis.ground.journal import chain, triggers
from parvis.ground.journal.models import JournalLine, JournalSeal
from parvis.ground.search import engines
from parvis.ground.search.models import SearchEntry

from .worlds import MAIL

CHUNK = 500
WRITING = {
    write_documents.module_path: Referral,
    write_welcome.module_path: Membership,
    write_certificate.module_path: Membership,
}
"""The jobs that write documents, and the record whose key each carries first."""
FOLLOWS = (models.CASCADE, models.PROTECT, models.RESTRICT, models.DO_NOTHING)


def remove_all():
    """Remove the fictional authorities, whatever hangs on them, and the accounts that nobody else needs.

    Returns how many rows went. The triggers of the journal and of closed budgets are lifted in the same transaction
    and put back before it ends; the lines that stay are sealed again from the first.
    """
    with transaction.atomic():
        doomed = _rows_of_fictional_authorities()
        doomed = _with_accounts(doomed)
        _forget_in_search(doomed)
        _forget_jobs(doomed)
        files = list(_files(doomed))
        transaction.on_commit(lambda: [file.storage.delete(file.name) for file in files])
        head = JournalSeal.objects.order_by("-number").first()
        triggers.remove(connection)
        guards.lift(connection)
        JournalSeal.objects.all()._raw_delete("default")
        _let_go(doomed)
        count = sum(_delete(model, ids) for model, ids in doomed.items())
        connection.check_constraints()
        _settle_constraints()
        triggers.install(connection)
        guards.put_back(connection)
        _tell_those_who_stay(doomed, head)
        chain.seal_pending()
    return count


def _rows_of_fictional_authorities():
    """{model: ids} of the authorities marked as fictional and of every row that cannot live without them."""
    return _closure({Authority: set(Authority.objects.filter(is_fictional=True).values_list("pk", flat=True))})


def _with_accounts(doomed):
    """The same, with the fictional accounts that no surviving row needs, and what belongs to them."""
    accounts = set(User.objects.filter(email__endswith=MAIL).values_list("pk", flat=True))
    for field in _links_to(User):
        if field.remote_field.on_delete is models.PROTECT:
            going = doomed.get(field.model, ())
            accounts -= {user for pk, user in _held_elsewhere(field, accounts) if pk not in going}
    keys = UserSession.objects.filter(user__in=accounts).values_list("session_key", flat=True)
    return _closure({**doomed, User: accounts, Session: set(keys)})


def _held_elsewhere(field, accounts):
    """(row, account) of what an authority holds; a line of the journal that belongs to none goes with its author."""
    rows = _pointing(field, accounts, field.attname)
    if not any(f.name == "authority" and f.null for f in field.model._meta.local_fields):
        return rows
    apart = {pk for part in _parts(accounts) for pk in _without_authority(field, part)}
    return ((pk, user) for pk, user in rows if pk not in apart)


def _without_authority(field, part):
    rows = field.model._base_manager.filter(**{f"{field.attname}__in": part, "authority": None})
    return rows.values_list("pk", flat=True)


def _closure(found):
    """Follow every relation that does not survive its target, until nothing new appears."""
    found = defaultdict(set, {model: set(ids) for model, ids in found.items()})
    waiting = list(found.items())
    while waiting:
        model, ids = waiting.pop()
        for field in _links_to(model):
            if field.remote_field.on_delete not in FOLLOWS:
                continue
            new = {pk for pk, _ in _pointing(field, ids)} - found[field.model]
            if new:
                found[field.model] |= new
                waiting.append((field.model, new))
    return found


def _links_to(model):
    """Foreign keys, parents of inherited models included, that point to this model."""
    for other in apps.get_models(include_auto_created=True):
        for field in other._meta.local_fields:
            if field.remote_field and field.remote_field.model is model and field.concrete:
                yield field


def _pointing(field, ids, name="pk"):
    """(pk, value) of the rows whose `field` is one of these ids."""
    for part in _parts(ids):
        yield from field.model._base_manager.filter(**{f"{field.attname}__in": part}).values_list("pk", name)


def _forget_in_search(doomed):
    entries = list(SearchEntry.objects.filter(authority__in=doomed[Authority]).values_list("pk", flat=True))
    for part in _parts(entries):
        engines.erase(part)


def _forget_jobs(doomed):
    """The documents asked of the worker for referrals and mandates that go."""
    for task, model in WRITING.items():
        jobs = DBTaskResult.objects.filter(task_path=task)
        jobs.filter(pk__in=[job.pk for job in jobs if job.args_kwargs["args"][0] in doomed[model]]).delete()


def _files(doomed):
    """What is on the disk for these rows."""
    for model, ids in doomed.items():
        for field in (f for f in model._meta.local_fields if isinstance(f, models.FileField)):
            for part in _parts(ids):
                for row in model._base_manager.filter(pk__in=part).exclude(**{field.name: ""}):
                    yield getattr(row, field.name)


def _parts(ids):
    """Ids, a few hundred at a time: SQLite counts parameters."""
    ids = sorted(ids)
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _let_go(doomed):
    """What survives keeps no pointer to what goes."""
    for model, ids in doomed.items():
        for field in _links_to(model):
            if field.remote_field.on_delete is models.SET_NULL:
                for part in _parts(ids):
                    field.model._base_manager.filter(**{f"{field.attname}__in": part}).update(**{field.attname: None})


def _delete(model, ids):
    """Straight from the table: foreign keys are checked at the end of the transaction, so order does not matter."""
    for part in _parts(ids):
        model._base_manager.filter(pk__in=part)._raw_delete("default")
    return len(ids)


def _tell_those_who_stay(doomed, head):
    """Where other lines remain, the chain starts again: one line says how many went, and where it stood before."""
    if not JournalLine.objects.exists():
        return
    facts = {
        "lines": len(doomed[JournalLine]),
        "seals": head.number if head else 0,
        "head": head.digest if head else "",
    }
    JournalLine.objects.create(
        at=clock.now(), verb="remove_demonstration", content_type=ContentType.objects.get_for_model(Authority),
        object_id=max(doomed[Authority], default=0), facts=facts,
    )  # fmt: skip


def _settle_constraints():
    """PostgreSQL refuses to change the triggers of a table whose checks are still pending."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
