"""Purges: prepared, looked at, approved."""

from django.shortcuts import redirect, render
from django.urls import reverse

from parvis.accountability.privacy import purging
from parvis.accountability.privacy.choices import PurgeStatus
from parvis.accountability.privacy.models import PurgeRun
from parvis.accountability.privacy.register import table_name
from parvis.accountability.privacy.retention import THEN
from parvis.ground.core.french import plain_date, plural
from parvis.shells.actions import desk_action
from parvis.shells.desk.history import RECENT, history_of
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers

VERBS = (
    Verb(
        "Approuver la purge",
        "desk:privacy:approve_purge",
        "privacy.approve_purgerun",
        step="approve_purge",
        danger=True,
    ),
    Verb("Abandonner", "desk:privacy:discard_purge", "privacy.discard_purgerun", step="discard_purge"),
)


@desk_action(
    None, "privacy.add_purgerun", title="Préparer une purge", button="Compter ce qui a dépassé sa durée",
)  # fmt: skip
def prepare(request):
    return redirect(purging.prepare(request.authority, by=request.user).get_desk_url())


@desk_view("privacy.view_purgerun", PurgeRun)
def detail(request, run):
    mine = run.status == PurgeStatus.PREPARED and run.prepared_by_id == request.user.pk
    context = {
        "title": str(run), "kicker": "Purges", "kicker_url": reverse("desk:privacy:purges"), "state": run,
        "next_step": {"what": "faire approuver la purge par une autre personne", "who": ""} if mine else None,
        "facts": [("Préparée par", run.prepared_by), ("Approuvée par", run.approved_by)],
        "verbs": offers(request.user, run, VERBS), "tab_template": "privacy/desk/purge.html", "run": run,
        "planned": [{**line, "name": table_name(line["model"]), "then": THEN[line["then"]]} for line in run.planned],
        "done": [{**line, "name": table_name(line["model"])} for line in run.done],
        "rail": {"history": history_of(run, request.user, limit=RECENT)},
    }  # fmt: skip
    return render(request, "desk/record.html", context)


def _will_purge(run):
    for line in run.planned:
        if line["then"] != "archive":
            yield f"{table_name(line['model'])} : {plural(line['count'], 'ligne')}, après {line['months']} mois."
    yield f"Ce qui a servi de nouveau depuis le {plain_date(run.as_of)} est laissé. Le reste ne se retrouve plus."


@desk_action(PurgeRun, "privacy.approve_purgerun", title="Approuver la purge", button="Effacer", effects=_will_purge)
def approve(request, run):
    purging.approve(run, by=request.user)
    return f"La purge est faite : {plural(run.done_count, 'ligne')}."


@desk_action(
    PurgeRun, "privacy.discard_purgerun", title="Abandonner la purge", button="Abandonner",
    effects=lambda run: ["Rien n’est effacé. Une autre purge pourra être préparée."],
)  # fmt: skip
def discard(request, run):
    purging.discard(run, by=request.user)
    return "La purge est abandonnée."
