"""A file on its way in: choose what it holds, hand it over, match its titles, look, confirm, undo."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from parvis.commons.imports import lifecycle
from parvis.commons.imports.choices import Outcome, Status
from parvis.commons.imports.importing import importer_of, importers
from parvis.commons.imports.models import ImportBatch
from parvis.commons.imports.running import cell
from parvis.ground.core import sheets
from parvis.ground.core.errors import Refused
from parvis.ground.core.french import plural
from parvis.shells.actions import desk_action
from parvis.shells.desk.history import RECENT, history_of
from parvis.shells.entry import allow, desk_view
from parvis.shells.verbs import Verb, offers

from .forms import ColumnsForm, ConfirmForm, UploadForm

PREVIEW = 20
CHANGE = "imports.change_importbatch"

VERBS = (
    Verb("Écrire ces lignes", "desk:imports:confirm", CHANGE, step="confirm"),
    Verb("Revoir les colonnes", "desk:imports:columns", CHANGE, step="match"),
    Verb("Défaire l’import", "desk:imports:undo", CHANGE, step="undo", danger=True),
    Verb("Abandonner ce fichier", "desk:imports:discard", CHANGE, step="discard", danger=True),
)


@desk_view("imports.add_importbatch")
def choose(request):
    """What one may import here."""
    found = [i for i in importers(request.authority) if request.user.has_perm(i.permission, request.authority)]
    return render(request, "imports/desk/choose.html", {"title": "Importer un fichier", "importers": found})


@desk_view("imports.add_importbatch")
def upload(request, key):
    importer = _importer(request, key)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = lifecycle.upload(request.authority, importer, form.cleaned_data["file"], by=request.user)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("desk:imports:columns", batch.pk)
    context = {
        "title": f"Importer : {importer.label}", "lede": importer.description, "form": form, "importer": importer,
        "button": "Lire ce fichier", "cancel_url": reverse("desk:imports:choose"),
    }  # fmt: skip
    return render(request, "imports/desk/upload.html", context, status=422 if form.errors else 200)


@desk_view("imports.add_importbatch")
def model_file(request, key):
    """An empty file with the right titles, and one example line."""
    importer = _importer(request, key)
    example = [[column.example for column in importer.columns]] if any(c.example for c in importer.columns) else []
    parts = sheets.write("csv", [column.label for column in importer.columns], example, title=importer.label)
    response = HttpResponse(b"".join(parts), content_type=sheets.CONTENT_TYPES["csv"])
    response["Content-Disposition"] = f'attachment; filename="modele-{importer.key}.csv"'
    return response


def _importer(request, key):
    importer = importer_of(key, request.authority)
    if importer is None:
        raise Http404
    allow(request, importer.permission)
    return importer


@desk_view("imports.view_importbatch", ImportBatch)
def detail(request, batch):
    """What was read, what each line gives, what went wrong."""
    context = {
        "title": batch.filename, "kicker": "Imports", "kicker_url": reverse("desk:imports:list"), "state": batch,
        "facts": _facts(batch), "verbs": offers(request.user, batch, VERBS), "next_step": _next_step(batch),
        "tab_template": "imports/desk/batch.html", "batch": batch, **_lines(request, batch),
        "rail": {"history": history_of(batch, request.user, limit=RECENT)},
    }  # fmt: skip
    return render(request, "desk/record.html", context)


def _facts(batch):
    yield "Contenu", batch.label
    yield "Lignes lues", str(batch.line_count)
    if batch.status != Status.UPLOADED:
        yield "Nouvelles", str(batch.new_count)
        yield "Déjà présentes", str(batch.present_count)
        yield "En erreur", str(batch.error_count)
    yield "Déposé par", batch.by


def _next_step(batch):
    words = {Status.UPLOADED: "dire quelle colonne porte quoi", Status.CHECKED: "regarder les lignes, puis les écrire"}
    return {"what": words[batch.status]} if batch.status in words else None


def _lines(request, batch):
    """The first good lines and a page of the wrong ones, while the cells are still kept."""
    if batch.status != Status.CHECKED or batch.importer is None:
        return {}
    shown = [c for c in batch.importer.columns if c.name in batch.matching]
    good = batch.lines.exclude(outcome=Outcome.ERROR)[:PREVIEW]
    wrong = Paginator(batch.lines.filter(outcome=Outcome.ERROR), 50).get_page(request.GET.get("page"))
    return {
        "columns": shown,
        "preview": [(line, [(c.label, cell(batch, line, c.name)) for c in shown]) for line in good],
        "wrong": wrong, "page": wrong, "preview_size": PREVIEW,
    }  # fmt: skip


@desk_action(
    ImportBatch, CHANGE, form=ColumnsForm, title="Quelle colonne porte quoi ?", button="Vérifier les lignes",
    template="imports/desk/columns.html",
)  # fmt: skip
def columns(request, batch, **matching):
    matching = {name: position for name, position in matching.items() if position is not None}
    lifecycle.match(batch, matching, by=request.user)
    return f"{plural(batch.line_count, 'ligne')} : {plural(batch.error_count, 'erreur')}. Rien n’est encore écrit."


def _will_write(batch):
    yield f"{plural(batch.new_count, 'ligne nouvelle', 'lignes nouvelles')} à écrire."
    if batch.present_count:
        yield f"{plural(batch.present_count, 'ligne déjà présente', 'lignes déjà présentes')} : rien à faire."
    yield "L’import entier pourra être défait tant que personne n’aura modifié ces fiches."


@desk_action(ImportBatch, CHANGE, form=ConfirmForm, title="Écrire ces lignes", button="Écrire", effects=_will_write)
def confirm(request, batch, skip_errors=False):
    run = lifecycle.confirm(batch, by=request.user, skip_errors=skip_errors)
    return f"{plural(len(run.created), 'fiche créée', 'fiches créées')}."


def _will_undo(batch):
    yield f"{plural(batch.rows.count(), 'fiche créée', 'fiches créées')} par cet import : tout sera supprimé."
    yield "Si une seule a été modifiée depuis, rien n’est défait et vous saurez laquelle."


@desk_action(ImportBatch, CHANGE, title="Défaire l’import", button="Défaire l’import", effects=_will_undo)
def undo(request, batch):
    lifecycle.undo(batch, by=request.user)
    return "L’import est défait : les fiches qu’il avait créées n’existent plus."


@desk_action(
    ImportBatch, CHANGE, title="Abandonner ce fichier", button="Abandonner",
    effects=lambda batch: ["Les lignes lues sont effacées. Rien n’a été écrit dans vos fiches."],
)  # fmt: skip
def discard(request, batch):
    lifecycle.discard(batch, by=request.user)
    return "Le fichier est abandonné."
