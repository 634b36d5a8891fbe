"""What hangs on a meeting is seen by whoever sees the meeting."""

from django.db import models
from rules.contrib.models import RulesModel

from parvis.ground.core.models import in_words

from .meeting import Meeting


class PartQuerySet(models.QuerySet):
    """Rows of meetings: of one authority, and of the meetings that somebody may read."""

    def of(self, authority):
        return self.filter(meeting__authority=authority)

    def visible_to(self, user):
        return self.filter(meeting__in=Meeting.objects.visible_to(user))

    def for_record(self):
        return self.select_related("meeting__scheme__body", "meeting__authority")

    def for_list(self):
        return self.for_record()


class Part(RulesModel):
    """A row of a meeting."""

    _get_FIELD_display = in_words

    class Meta:
        abstract = True

    @property
    def authority_id(self):
        return self.meeting.authority_id

    @property
    def authority(self):
        return self.meeting.authority

    def get_desk_url(self):
        return self.meeting.get_desk_url()
