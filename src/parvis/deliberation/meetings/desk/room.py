"""What is kept of a session as it goes: notes, speaking time, pictures."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path

from parvis.deliberation.meetings import lifecycle
from parvis.deliberation.meetings.lifecycle.room import mark_of
from parvis.deliberation.meetings.models import AgendaItem, Meeting, MeetingPhoto
from parvis.ground.core import clock, french
from parvis.ground.core.addresses import address
from parvis.ground.core.errors import Refused
from parvis.shells.actions import desk_action
from parvis.shells.entry import desk_view

from . import day_forms as forms
from .session import to_day

# --- Notes ----------------------------------------------------------------------------------------


@desk_view("meetings.change_agendaitem", AgendaItem)
def notes(request, item):
    """Write what was said on an item; when somebody wrote in between, both texts are there and nothing is lost."""
    if request.method != "POST":
        return _notes_page(request, item, forms.NotesForm.of(item))
    form = forms.NotesForm(request.POST)
    if not form.is_valid():
        return _notes_page(request, item, form, status=422)
    try:
        lifecycle.write_notes(item, form.cleaned_data["notes"], base=form.cleaned_data["base"], by=request.user)
    except lifecycle.NotesConflict as conflict:
        again = forms.NotesForm(initial={"notes": conflict.mine, "base": mark_of(conflict.theirs)})
        return _notes_page(request, item, again, refusal=str(conflict), theirs=conflict.theirs, status=409)
    except Refused as refused:
        return _notes_page(request, item, form, refusal=str(refused), status=422)
    messages.success(request, f"Notes du point {item.number} enregistrées à {french.hour(clock.now())}.")
    following = item.meeting.items.filter(number__gt=item.number).order_by("number").first()
    if "next" in request.POST and following:
        return redirect(address("desk:meetings:notes", following.pk))
    return to_day(item.meeting)


def _notes_page(request, item, form, *, refusal="", theirs=None, status=200):
    context = {
        "title": f"Notes : {item}", "kicker": item.meeting.title,
        "kicker_url": address("desk:meetings:day", item.meeting_id), "item": item, "form": form,
        "refusal": refusal, "theirs": theirs, "cancel_url": address("desk:meetings:day", item.meeting_id),
        "has_next": item.meeting.items.filter(number__gt=item.number).exists(),
    }  # fmt: skip
    return render(request, "meetings/desk/notes.html", context, status=status)


# --- Speaking time --------------------------------------------------------------------------------


@desk_action(
    Meeting, "meetings.check_in_meeting", form=forms.SpeakingForm, title="Temps de parole", button="Enregistrer",
    template="meetings/desk/speaking.html",
)  # fmt: skip
def speaking(request, meeting, *, times):
    lifecycle.write_speaking_times(meeting, times, by=request.user)
    messages.success(request, "Les temps de parole sont enregistrés.")
    return to_day(meeting)


# --- Pictures -------------------------------------------------------------------------------------


@desk_action(Meeting, "meetings.check_in_meeting", form=forms.PhotoForm, title="Ajouter une photo", button="Ajouter")
def add_photo(request, meeting, *, file, caption, alternative):
    lifecycle.add_photo(meeting, file, by=request.user, caption=caption, alternative=alternative)
    messages.success(request, "La photo est ajoutée ; elle n’est vue que des personnes de la réunion.")
    return to_day(meeting)


@desk_action(
    MeetingPhoto, "meetings.change_meetingphoto", form=forms.DescribeForm, title="Décrire la photo",
    button="Enregistrer",
    initial=lambda request, photo: {"caption": photo.caption, "alternative": photo.alternative},
)  # fmt: skip
def describe_photo(request, photo, *, caption, alternative):
    lifecycle.describe_photo(photo, by=request.user, caption=caption, alternative=alternative)
    return "La description est enregistrée."


@desk_action(
    MeetingPhoto, "meetings.change_meetingphoto", title="Publier la photo", button="Publier",
    effects=lambda photo: [
        "Tout le monde pourra la voir." if photo.meeting.is_public else "Les membres la verront dans leur espace.",
        "Les personnes reconnaissables doivent avoir dit oui.",
    ],
)  # fmt: skip
def publish_photo(request, photo):
    lifecycle.publish_photo(photo, by=request.user)
    return "La photo est publiée."


@desk_action(MeetingPhoto, "meetings.change_meetingphoto", title="Dépublier la photo", button="Dépublier")
def withdraw_photo(request, photo):
    lifecycle.withdraw_photo(photo, by=request.user)
    return "La photo n’est plus publique."


@desk_action(MeetingPhoto, "meetings.change_meetingphoto", title="Supprimer la photo", button="Supprimer")
def remove_photo(request, photo):
    meeting = photo.meeting
    lifecycle.remove_photo(photo, by=request.user)
    messages.success(request, "La photo est supprimée.")
    return to_day(meeting)


urlpatterns = [
    path("points/<int:pk>/notes/", notes, name="notes"),
    path("<int:pk>/parole/", speaking, name="speaking"),
    path("<int:pk>/photo/", add_photo, name="add_photo"),
    path("photos/<int:pk>/", describe_photo, name="describe_photo"),
    path("photos/<int:pk>/publication/", publish_photo, name="publish_photo"),
    path("photos/<int:pk>/depublication/", withdraw_photo, name="withdraw_photo"),
    path("photos/<int:pk>/suppression/", remove_photo, name="remove_photo"),
]
