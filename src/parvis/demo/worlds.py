"""The demonstration as a whole: what is loaded, what stands in the way, loading it, telling its clock."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from parvis.ground.accounts.models import User
from parvis.ground.authorities.models import Authority
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.search import index

from .data import T0, WORLDS, shifted
from .loading import load_world
from .loading.paperwork import ask_for_documents, ask_for_kits
from .models import LoadedWorld

MAIL = "@exemple.invalid"


def loaded():
    """(moment, days moved) of the demonstration in this database, or None."""
    row = LoadedWorld.objects.first()
    return (timezone.localtime(row.stands_at), row.moved_by) if row else None


def refuse_real_rows():
    """`Refused` on a database where somebody works: the demonstration sits beside no real account."""
    if not settings.DEMO:
        raise Refused("This installation shows no demonstration: PARVIS_DEMO=1 allows it, outside production.")
    authorities = Authority.objects.filter(is_fictional=False).count()
    accounts = User.objects.exclude(email__endswith=MAIL).count()
    if authorities or accounts:
        raise Refused(
            f"This database holds real rows ({authorities} authorities, {accounts} accounts that are not fictional): "
            "the demonstration only loads into a database of its own. Nothing was changed."
        )


def load_all(moment, moved_by, step):
    """Load the five worlds as of `moment`, moved by that many days. `step(label)` is a context manager that tells."""
    with transaction.atomic():
        for world in WORLDS.values():
            with step(world.authority.name):
                stage = load_world(shifted(world, moved_by), moment, moved_by)
                LoadedWorld.objects.create(authority=stage.authority, stands_at=moment, moved_by=moved_by)
    with step("Search index"):
        for model in index.sources():
            index.rebuild(model)
    for authority in Authority.objects.filter(is_fictional=True):
        ask_for_documents(authority)
        ask_for_kits(authority)


def set_clock(moment, moved_by, *, freeze):
    """Web and worker live at that moment: the clock runs on from it, stands still, or shows the real time."""
    if moved_by is not None and not freeze and moment.date() == timezone.localdate():
        clock.release()
    elif freeze:
        clock.freeze(moment)
    else:
        clock.shift(moment)


def moment_of(day):
    """Nine in the morning of that day, in Paris; T0 by default."""
    if day is None:
        return T0
    return timezone.make_aware(dt.datetime.combine(day, T0.time()))


def days_to_today():
    """By how many days the story moves so that T0 is today."""
    return (timezone.localdate() - T0.date()).days
