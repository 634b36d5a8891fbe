"""What the public side remembers: the private addresses at which people follow their own dates."""

from django.conf import settings
from django.db import models

from parvis.ground.core.keys import private_key
from parvis.ground.core.personal import PersonalData


class CalendarKey(models.Model):
    """The private address of somebody's calendar in one authority: whoever knows it reads it, until it is revoked."""

    personal = PersonalData(purpose="Agenda personnel suivi dans un autre logiciel", subject="user")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    authority = models.ForeignKey("authorities.Authority", on_delete=models.CASCADE, related_name="+")
    key = models.CharField("clé", max_length=32, unique=True, default=private_key, editable=False)
    created_at = models.DateTimeField("créée le")
    last_read_at = models.DateTimeField("lue la dernière fois le", null=True, blank=True)

    class Meta:
        verbose_name = "adresse d’agenda personnel"
        verbose_name_plural = "adresses d’agenda personnel"
        constraints = [models.UniqueConstraint(fields=["user", "authority"], name="calendar_key_once")]

    def __str__(self):
        return "agenda personnel"
