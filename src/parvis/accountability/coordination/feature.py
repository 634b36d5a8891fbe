"""What the rest of the product knows of coordination."""

from parvis.ground.core.manifest import Feature, MenuEntry

from . import documents, legal

ACTS = {
    "topic.raise_topic": "Sujet soulevé",
    "topic.amend_topic": "Sujet modifié",
    "topic.assign_topic": "Sujet confié",
    "topic.share_topic": "Sujet partagé entre les instances",
    "topic.close_topic": "Sujet clos",
    "topic.reopen_topic": "Sujet rouvert",
    "solicitation.note_solicitation": "Sollicitation notée",
    "boardnote.say": "Mot du tableau écrit",
}

feature = Feature(
    slug="coordination",
    label="Coordination",
    path="coordination",
    module=True,
    desk_urls="parvis.accountability.coordination.desk.urls",
    menu=(MenuEntry("Coordination", "coordination:board", order=35, permission="coordination.list_topic"),),
    documents=documents.KINDS,
    coordination_round=documents.round_of_schemes,
    extra={"acts": ACTS, "legal_rules": legal.LEGAL_RULES},
)
