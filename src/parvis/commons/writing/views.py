"""Pages and verbs of a text, made once for the two shells that show them."""

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from parvis.commons.people.queries import person_of
from parvis.ground.core import clock, french
from parvis.ground.core.addresses import address
from parvis.ground.core.errors import Refused
from parvis.ground.documents.queries import documents_of

from . import comparing, lifecycle, pages
from .anchors import Block, anchor_blocks, split
from .arguments import arguments_of
from .choices import LOCKED, Status
from .forms import CommentForm, WriteForm
from .models import TextDraft


def show(request, text, base, template, form=None):
    """The words with their remarks, and a form under the paragraph chosen."""
    version = text.latest
    context = pages.record(request, text, "Texte", base)
    if version:
        context["blocks"], context["apart"] = pages.paragraphs(text, version)
    chosen = request.GET.get("paragraphe", "")
    may_run = request.user.has_perm("writing.run_text", text)
    context |= {
        "version": version, "tab_template": "writing/includes/text.html",
        "may_comment": pages.may_comment(request.user, text),
        "may_run": may_run, "may_settle": may_run and text.is_open,
        "may_adopt": request.user.has_perm("writing.adopt_text", text),
        "chosen": int(chosen) if chosen.isdecimal() else None, "whole": chosen == "tout",
        "form": form or _comment_form(request, text, base, {"anchor": chosen if chosen.isdecimal() else None}),
        "adoption": getattr(text, "adoption", None) if text.status in LOCKED else None,
        **_vote(text, context["me"]),
    }  # fmt: skip
    return render(request, template, context)


def _vote(text, person):
    """The written procedure that runs, how many have voted, and what the person answered."""
    procedure = text.running_procedure if text.status == Status.VOTING else None
    if procedure is None:
        return {}
    mine = procedure.votes.filter(person=person).first() if person else None
    return {"procedure": procedure, "cast": procedure.votes.exclude(choice="").count(), "my_vote": mine}


def tab(request, text, base, template, label, name, **context):
    """One of the other tabs."""
    context = {**pages.record(request, text, label, base), "tab_template": f"writing/includes/{name}.html", **context}
    return render(request, template, context)


def write(request, text, base, template):
    """Write the next version; when somebody saved in between, show both texts and keep what was typed."""
    if request.method == "POST":
        return _save(request, text, base, template)
    draft = TextDraft.objects.filter(text=text, user=request.user).first()
    if draft and request.GET.get("depuis") == "version":
        draft.delete()
        draft = None
    latest = text.latest
    initial = {"html": latest.html if latest else "", "base": text.head}
    if draft:
        initial = {"html": draft.html, "base": draft.base}
    return _editor(request, text, base, template, WriteForm(initial=initial), draft=draft)


def _save(request, text, base, template):
    form = WriteForm(request.POST)
    if not form.is_valid():
        return _editor(request, text, base, template, form, status=422)
    typed = form.typed(text)
    try:
        version = lifecycle.save_version(
            text, html=typed, base=form.cleaned_data["base"], note=form.cleaned_data["note"], by=request.user
        )
    except lifecycle.Conflict as conflict:
        return _conflict(request, text, base, template, form, conflict)
    except Refused as refused:
        return _editor(request, text, base, template, form, refusal=str(refused), status=422)
    messages.success(request, f"Version {version.number} enregistrée à {french.hour(clock.now())}.")
    return redirect(f"{base}detail", text.pk)


def _editor(request, text, base, template, form, *, draft=None, refusal="", status=200):
    context = {
        "text": text, "object": text, "base": base, "form": form, "title": f"Écrire : {text.title}", "draft": draft,
        "refusal": refusal, "back_url": address(f"{base}detail", text.pk),
        "autosave_url": address(f"{base}draft", text.pk),
    }  # fmt: skip
    return render(request, template, context, status=status)


def _conflict(request, text, base, template, form, conflict):
    """409: both versions side by side, and the words typed in a form that starts from the other's version."""
    theirs = conflict.theirs
    start = text.versions.filter(number=form.cleaned_data["base"]).first()
    anchors, _ = anchor_blocks(conflict.mine, start.blocks if start else (), 1_000_000)
    mine = [Block(a, b) for a, b in zip(anchors, split(conflict.mine), strict=True)]
    lifecycle.keep_draft(text, html=conflict.mine, base=theirs.number, by=request.user)
    again = WriteForm(initial={"html": conflict.mine, "base": theirs.number, "note": form.cleaned_data["note"]})
    rows = comparing.compare(theirs.blocks, mine)
    context = {
        "text": text, "object": text, "base": base, "form": again, "title": f"Deux versions : {text.title}",
        "conflict": conflict, "rows": rows, "counts": comparing.changes(rows),
        "left_title": f"Version {theirs.number}, enregistrée par {theirs.created_by or 'Parvis'}",
        "right_title": "Ce que vous avez écrit", "back_url": address(f"{base}detail", text.pk),
        "autosave_url": address(f"{base}draft", text.pk),
    }  # fmt: skip
    return render(request, template, context, status=409)


def keep_draft(request, text):
    """Autosave: an answer in JSON, or nothing kept and why."""
    form = WriteForm(request.POST)
    html = request.POST.get("html", "")
    base = request.POST.get("base", "")
    if request.POST.get("html_format") != "html":
        html = form.fields["html"].widget.value_from_datadict(request.POST, {}, "html") or ""
    try:
        draft = lifecycle.keep_draft(text, html=html, base=int(base) if base.isdecimal() else 0, by=request.user)
    except Refused as refused:
        return JsonResponse({"message": str(refused)}, status=422)
    said = f"Brouillon gardé à {french.hour(draft.saved_at)}. Il n’est vu que de vous."
    if draft.base < text.head:
        said += " Quelqu’un a enregistré une nouvelle version entre-temps : vous pourrez comparer en enregistrant."
    return JsonResponse({"message": said})


def add_comment(request, text, base, template):
    """Leave a remark, then come back to its paragraph."""
    form = _comment_form(request, text, base, None)
    if form.is_valid():
        data = form.cleaned_data
        person = data.get("person") or person_of(request.user, request.authority)
        try:
            row = lifecycle.comment(
                text, body=data["body"], by=request.user, anchor=data["anchor"], quote=data["quote"], person=person
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Votre remarque est enregistrée. Vous saurez ce qu’elle devient.")
            return HttpResponseRedirect(f"{reverse(f'{base}detail', args=[text.pk])}#remarque-{row.pk}")
    response = show(request, text, base, template, form)
    response.status_code = 422
    return response


def _comment_form(request, text, base, initial):
    """The form of a remark; on the desk, whoever runs the text may write in a member's name."""
    for_others = base == pages.DESK and request.user.has_perm("writing.run_text", text)
    return CommentForm(request.POST or None, initial=initial, text=text if for_others else None)


def versions(request, text, base, template):
    """Every version, and the difference between two of them."""
    rows = list(text.versions.select_related("created_by"))
    numbers = [v.number for v in rows]
    after = _asked(request, "a", numbers, numbers[0] if numbers else 0)
    before = _asked(request, "de", numbers, max(after - 1, 1))
    found = {v.number: v for v in rows}
    context = {"rows": rows, "before": found.get(before), "after": found.get(after)}
    if before in found and after in found and before != after:
        context["diff"] = comparing.compare(found[before].blocks, found[after].blocks)
        context["counts"] = comparing.changes(context["diff"])
    return tab(request, text, base, template, "Versions", "versions", **context)


def _asked(request, name, known, default):
    """A version number from the address, when it exists."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and int(asked) in known else default


def version(request, text, number, base, template):
    """One version as it was."""
    row = get_object_or_404(text.versions.select_related("created_by"), number=number)
    named = {"tab_label": f"Version {number}"}
    return tab(request, text, base, template, "Versions", "version", version=row, **named)


def disagreements(request, text, base, template):
    return tab(
        request, text, base, template, "Désaccords", "disagreements",
        divergences=pages.divergences(text), positions=pages.minority_positions(text),
        may_dissent=request.user.has_perm("writing.dissent_text", text),
        may_run=request.user.has_perm("writing.run_text", text) and text.is_open,
    )  # fmt: skip


def recommendations(request, text, base, template):
    return tab(
        request, text, base, template, "Recommandations", "recommendations",
        rows=pages.recommendations(text), may_write=request.user.has_perm("writing.write_text", text),
    )  # fmt: skip


def synthesis(request, text, base, template):
    """What was said, by theme, with how many hold it; every position has the same rank. Its documents beside."""
    return tab(
        request, text, base, template, "Synthèse", "synthesis", themes=arguments_of(text),
        divergences=pages.divergences(text), positions=pages.minority_positions(text),
        entries=documents_of(text, request.user),
    )  # fmt: skip


def debate(request, text, base, template):
    return tab(
        request, text, base, template, "Débat", "debate", groups=pages.notes_by_theme(text),
        may_note=request.user.has_perm("writing.note_text", text),
    )  # fmt: skip


def done(request, message, name, *args):
    """Say what was done and go back."""
    messages.success(request, message)
    return redirect(name, *args)
