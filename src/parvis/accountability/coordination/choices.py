"""States of a topic shared by several bodies (K28)."""

from django.db import models


class TopicStatus(models.TextChoices):
    RAISED = "raised", "soulevé"
    ASSIGNED = "assigned", "confié"
    SHARED = "shared", "partagé"
    CLOSED = "closed", "clos"


OPEN = (TopicStatus.RAISED, TopicStatus.ASSIGNED, TopicStatus.SHARED)

STEPS = {
    "assign_topic": ({TopicStatus.RAISED, TopicStatus.ASSIGNED}, TopicStatus.ASSIGNED),
    "share_topic": ({TopicStatus.ASSIGNED}, TopicStatus.SHARED),
    "close_topic": (set(OPEN), TopicStatus.CLOSED),
    "reopen_topic": ({TopicStatus.CLOSED}, TopicStatus.RAISED),
}

TONES = {
    TopicStatus.RAISED: "wait",
    TopicStatus.ASSIGNED: "go",
    TopicStatus.SHARED: "done",
    TopicStatus.CLOSED: "off",
}
