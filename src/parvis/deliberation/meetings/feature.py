"""What the rest of the product knows of meetings."""

from parvis.ground.core.manifest import Feature, MenuEntry

from . import contributions

ACTS = {
    "meeting.plan": "Réunion prévue",
    "meeting.change": "Réunion modifiée",
    "meeting.convene": "Envoi des convocations noté",
    "meeting.hold": "Réunion tenue, présences comptées",
    "meeting.cancel": "Réunion annulée",
}

feature = Feature(
    slug="meetings",
    label="Réunions",
    path="reunions",
    module=True,
    desk_urls="parvis.deliberation.meetings.desk.urls",
    menu=(MenuEntry("Réunions", "meetings:list", order=30, permission="meetings.list_meeting"),),
    due=contributions.due,
    calendar=contributions.calendar,
    scheme_panels=contributions.scheme_panels,
    scheme_chapters=contributions.scheme_chapters,
    indicators=contributions.INDICATORS,
    search=contributions.SEARCH,
    extra={"acts": ACTS},
)
