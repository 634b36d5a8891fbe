"""What every root row shares: an authority, and querysets that never cross it."""

from functools import cache

from django.db import models
from django.utils.translation import gettext as _
from rules.contrib.models import RulesModel


class AuthorityQuerySet(models.QuerySet):
    """Rows of one authority, and among them those a person may see."""

    def of(self, authority):
        """Only the rows of this authority: every page starts here."""
        return self.filter(authority=authority)

    def visible_to(self, user):
        """The list twin of the `view` rule; each model narrows it."""
        raise LookupError(f"{self.model.__name__} must say who sees its rows.")

    def for_record(self):
        """With everything a record page shows."""
        return self

    def for_list(self):
        """With everything a list page shows, so that it costs the same whatever its length."""
        return self


@cache
def _words_of(field):
    return dict(field.flatchoices)


def in_words(row, field):
    """The label of a choice, in the language of the page. Django makes the whole table of labels again each time."""
    value = getattr(row, field.attname)
    return value if value is None else str(_words_of(field).get(value, value))


class MayBeLate:
    """A row with states that has a date to keep: late is said before the state in which it is late."""

    @property
    def tone(self):
        return "late" if self.is_late else self.TONES[self.status]

    @property
    def state_words(self):
        """One badge says both: « en cours, en retard »."""
        words = self.get_status_display()
        return _("{state}, en retard").format(state=words) if self.is_late else words


class AuthorityOwned(RulesModel):
    """A root row: it belongs to one authority, chosen by the host name."""

    _get_FIELD_display = in_words

    authority = models.ForeignKey(
        "authorities.Authority", on_delete=models.PROTECT, related_name="+", verbose_name="collectivité"
    )

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        abstract = True


class WorkerBeat(models.Model):
    """A worker that lives says so every few seconds; after its silence its work is taken up again."""

    personal = None

    worker_id = models.CharField("travailleur", max_length=64, primary_key=True)
    host = models.CharField("machine", max_length=255)
    pid = models.PositiveIntegerField("processus")
    beat_at = models.DateTimeField("dernier signe de vie", db_index=True)

    class Meta:
        verbose_name = "signe de vie d’un travailleur"
        verbose_name_plural = "signes de vie des travailleurs"

    def __str__(self):
        return self.worker_id


class DueRun(models.Model):
    """When a feature's due job last started: of several workers only one starts it each time."""

    personal = None

    job = models.CharField("travail", max_length=200, primary_key=True)
    started_at = models.DateTimeField("dernier départ")

    class Meta:
        verbose_name = "passage d’un travail daté"
        verbose_name_plural = "passages des travaux datés"

    def __str__(self):
        return self.job
