"""Calling people to a meeting."""

from django.urls import path

from parvis.deliberation.meetings import lifecycle
from parvis.deliberation.meetings.models import Meeting
from parvis.shells.actions import desk_action


def _will_convene(meeting):
    yield "Parvis n’envoie pas les convocations : elles partent par vos soins."
    yield "La date d’aujourd’hui est notée comme celle de leur envoi, et comparée au délai de l’instance."


@desk_action(
    Meeting, "meetings.convene_meeting", title="Noter l’envoi des convocations", button="Noter l’envoi",
    effects=_will_convene,
)  # fmt: skip
def convene(request, meeting, *, override=""):
    lifecycle.convene(meeting, by=request.user, override=override)
    return "La date d’envoi des convocations est notée."


urlpatterns = [
    path("<int:pk>/convocation/", convene, name="convene"),
]
