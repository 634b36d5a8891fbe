"""The day itself."""

from django.urls import path

from parvis.deliberation.meetings import lifecycle
from parvis.deliberation.meetings.models import Meeting
from parvis.shells.actions import desk_action

from . import forms


@desk_action(
    Meeting, "meetings.hold_meeting", form=forms.HoldForm, title="Enregistrer les présences", button="Enregistrer"
)
def hold(request, meeting, *, present, proxies, override=""):
    lifecycle.hold(meeting, by=request.user, present=present, proxies=proxies, override=override)
    return f"Les présences sont enregistrées{f' ; {meeting.quorum_words}' if meeting.quorum_words else ''}."


urlpatterns = [
    path("<int:pk>/presences/", hold, name="hold"),
]
