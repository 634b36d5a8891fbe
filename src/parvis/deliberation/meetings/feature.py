"""What the rest of the product knows of meetings."""

from parvis.ground.core.manifest import Feature, MenuEntry

from . import contributions, documents

ACTS = {
    "meeting.plan": "Réunion prévue",
    "meeting.change": "Réunion modifiée",
    "meeting.add_site": "Site ajouté",
    "meeting.remove_site": "Site retiré",
    "meeting.postpone": "Réunion reportée",
    "meeting.resume": "Nouvelle date fixée",
    "meeting.cancel": "Réunion annulée",
    "meetingseries.plan_series": "Série de réunions prévue",
    "meetingseries.leave_out": "Date retirée de la série",
    "meeting.draft_agenda": "Ordre du jour ouvert",
    "meeting.add_item": "Point ajouté à l’ordre du jour",
    "meeting.revise_item": "Point modifié",
    "meeting.place_item": "Ordre des points changé",
    "meeting.remove_item": "Point retiré de l’ordre du jour",
    "meeting.propose_item": "Point proposé par un membre",
    "meeting.answer_proposal": "Réponse à une proposition de point",
    "meeting.add_plan_step": "Séquence ajoutée au déroulé",
    "meeting.revise_plan_step": "Séquence modifiée",
    "meeting.place_plan_step": "Ordre des séquences changé",
    "meeting.remove_plan_step": "Séquence retirée du déroulé",
    "meeting.clone_plan": "Déroulé repris d’un modèle",
    "meeting.keep_plan": "Déroulé gardé comme modèle",
    "meeting.convene": "Convocations envoyées",
    "meeting.hold": "Réunion tenue, présences comptées",
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
    documents=documents.KINDS,
    indicators=contributions.INDICATORS,
    search=contributions.SEARCH,
    extra={"acts": ACTS},
)
