"""What the desk remembers of the person who works there: how lists are shown, and the last visit."""

from django.conf import settings
from django.db import models

from parvis.ground.core.personal import PersonalData


class ListPreference(models.Model):
    """The columns and the page length that a person chose for one list."""

    personal = PersonalData(purpose="Préférences d’affichage", subject="user")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    listing = models.CharField("liste", max_length=120)
    columns = models.JSONField("colonnes", default=list)
    per_page = models.PositiveSmallIntegerField("lignes par page", default=25)

    class Meta:
        verbose_name = "préférence de liste"
        verbose_name_plural = "préférences de liste"
        constraints = [models.UniqueConstraint(fields=["user", "listing"], name="list_preference_once")]

    def __str__(self):
        return self.listing


class DeskVisit(models.Model):
    """When a person last came to the desk of an authority, so that it can tell what changed since.

    A visit begins after an hour of absence: `since` is the end of the visit before.
    """

    personal = PersonalData(purpose="Dire ce qui a changé depuis la dernière visite", subject="user")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    authority = models.ForeignKey("authorities.Authority", on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField("vu la dernière fois le")
    since = models.DateTimeField("fin de la visite précédente", null=True)

    class Meta:
        verbose_name = "visite du bureau"
        verbose_name_plural = "visites du bureau"
        constraints = [models.UniqueConstraint(fields=["user", "authority"], name="desk_visit_once")]

    def __str__(self):
        return f"{self.seen_at:%d/%m/%Y %H:%M}"
