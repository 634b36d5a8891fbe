"""What the rows of a referral share."""

from django.db import models


class PartQuerySet(models.QuerySet):
    """Rows that belong to a referral."""

    path = "referral"

    def of(self, authority):
        return self.filter(**{f"{self.path}__authority": authority})

    def for_record(self):
        return self.select_related(f"{self.path}__authority", f"{self.path}__body", f"{self.path}__rapporteur")
