"""One table of everything that can be found; the words themselves live in the engine's own full-text index."""

from django.db import models

from parvis.ground.core.personal import PersonalData


class SearchEntry(models.Model):
    """A record that can be found: what is shown of it in a list of results."""

    personal = PersonalData(
        purpose="Index de recherche, reconstruit à partir des fiches", subject="", keep="copie technique des fiches"
    )

    authority = models.ForeignKey("authorities.Authority", on_delete=models.CASCADE, related_name="+")
    model = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    label = models.CharField("nature", max_length=60)
    title = models.CharField("titre", max_length=300)
    excerpt = models.CharField("extrait", max_length=320, blank=True)
    url = models.CharField(max_length=300)
    public_url = models.CharField(max_length=300, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "entrée de recherche"
        verbose_name_plural = "entrées de recherche"
        constraints = [models.UniqueConstraint(fields=["model", "object_id"], name="search_entry_once")]

    def __str__(self):
        return self.title
