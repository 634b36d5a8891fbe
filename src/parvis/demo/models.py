"""The trace of what was loaded, so that a second run knows that there is nothing to do."""

from django.db import models


class LoadedWorld(models.Model):
    """One authority of the demonstration: the moment at which its story was stopped, and by how much it was moved."""

    personal = None

    authority = models.OneToOneField("authorities.Authority", on_delete=models.CASCADE, related_name="+")
    stands_at = models.DateTimeField("histoire arrêtée au")
    moved_by = models.IntegerField("jours de décalage", default=0)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "monde de démonstration"
        verbose_name_plural = "mondes de démonstration"
        ordering = ["pk"]

    def __str__(self):
        return f"monde de démonstration arrêté au {self.stands_at:%d/%m/%Y}"
