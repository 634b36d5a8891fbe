"""Records that may be one person: seen side by side, merged, said distinct; a merge undone."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from parvis.commons.people import duplicates, lifecycle, merging, phones
from parvis.commons.people.models import Person, PersonMerge
from parvis.ground.core.errors import Refused
from parvis.ground.core.french import plain_date, plural
from parvis.shells.actions import desk_action
from parvis.shells.entry import desk_view, find

MERGE = "people.merge_person"


@desk_view(MERGE)
def pairs(request):
    """Every pair that looks like one person."""
    found = duplicates.pairs(request.authority)
    title = plural(len(found), "doublon possible", "doublons possibles") if found else "Doublons"
    context = {
        "title": title, "kicker": "Personnes", "kicker_url": reverse("desk:people:list"), "pairs": found,
        "most": duplicates.MOST_PAIRS,
    }  # fmt: skip
    return render(request, "people/desk/duplicates.html", context)


@desk_view(MERGE, Person)
def merge(request, person, other):
    """GET shows the two records side by side and what will happen; POST merges."""
    other = _other(request, person, other)
    refusal = ""
    if request.method == "POST":
        try:
            merging.merge(person, other, by=request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, "Les deux fiches n’en font plus qu’une.")
            return redirect(person.get_desk_url())
    context = {
        "title": "Fusionner deux fiches", "person": person, "other": other, "refusal": refusal,
        "rows": list(_side_by_side(person, other)), "button": "Fusionner", "effects": list(_effects(person, other)),
    }  # fmt: skip
    return render(request, "people/desk/merge.html", context, status=422 if refusal else 200)


@desk_view(MERGE, Person)
def distinct(request, person, other):
    """POST: these are two people."""
    other = _other(request, person, other)
    if request.method != "POST":
        return redirect("desk:people:merge", person.pk, other.pk)
    lifecycle.say_distinct(person, other, by=request.user)
    messages.success(request, "C’est noté : ces deux fiches ne seront plus proposées ensemble.")
    return redirect("desk:people:duplicates")


@desk_action(
    PersonMerge, "people.undo_personmerge", title="Défaire la fusion", button="Défaire la fusion",
    effects=lambda trace: ["La fiche masquée réapparaît avec tout ce qui lui appartenait avant la fusion."],
)  # fmt: skip
def undo(request, trace):
    merging.undo_merge(trace, by=request.user)
    return "La fusion est défaite."


def _other(request, person, pk):
    other = find(request, Person, pk=pk)
    if other == person:
        raise Http404
    return other


def _side_by_side(person, other):
    """(label, what the kept record holds, what the other holds)."""
    for name, shown in (
        ("given_name", str), ("family_name", str), ("birth_date", plain_date), ("email", str),
        ("phone", phones.shown), ("address_line", str), ("postcode", str), ("city", str), ("occupation", str),
        ("user", lambda user: "oui"),
    ):  # fmt: skip
        values = [shown(value) if (value := getattr(p, name)) else "" for p in (person, other)]
        label = str(Person._meta.get_field(name).verbose_name)
        yield label[:1].upper() + label[1:], *values


def _effects(person, other):
    yield "La première fiche est gardée. Ses champs vides sont complétés par ceux de l’autre."
    yield "Mandats, saisines, engagements, documents : tout ce qui désignait l’autre fiche désigne celle-ci."
    yield "Les consentements restent attachés à la fiche sur laquelle ils ont été donnés."
    yield "L’autre fiche disparaît des listes. La fusion pourra être défaite."
