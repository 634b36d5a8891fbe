"""What no feature knows by itself: topics that bodies share, who was asked how often, a word on each body."""

from django.db import models
from django.db.models import Q

from parvis.commons.schemes.models import Scheme
from parvis.ground.authorities.models import Territory
from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData

from . import rules
from .choices import OPEN, STEPS, TONES, TopicStatus


class BoardQuerySet(AuthorityQuerySet):
    """Rows of the macro board: read by the mission, the direction, the elected members and the auditor."""

    def visible_to(self, user):
        return self.filter(authority__in=user.grants.authorities(*rules.READERS))


class TopicQuerySet(BoardQuerySet):
    def open(self):
        return self.filter(status__in=OPEN)

    def for_list(self):
        return self.select_related("owner").prefetch_related("schemes")

    def for_record(self):
        return self.for_list()


class Topic(AuthorityOwned):
    """A subject on which bodies work; shared as soon as two of them do (*sujet transversal*)."""

    personal = PersonalData(purpose="Coordination des instances", subject="owner", fields={"owner": None})
    STEPS = STEPS
    TONES = TONES
    RULES = "coordination@2026-11"

    title = models.CharField("sujet", max_length=200)
    details = models.TextField("ce qui est en jeu", max_length=3000, blank=True)
    schemes = models.ManyToManyField(Scheme, related_name="topics", verbose_name="instances et dispositifs concernés")
    owner = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="qui le porte"
    )
    status = models.CharField("état", max_length=10, choices=TopicStatus.choices, default=TopicStatus.RAISED)
    raised_on = models.DateField("soulevé le")
    outcome = models.TextField("ce qui a été convenu", max_length=2000, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = "sujet suivi"
        verbose_name_plural = "sujets suivis"
        ordering = ["title", "pk"]
        rules_permissions = {
            "list": rules.reads_board,
            "view": rules.reads_board,
            "add": rules.keeps_board,
            "change": rules.keeps_board,
        }
        indexes = [models.Index(fields=["authority", "status"], name="topic_by_status")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="topic_has_a_title"),
            models.CheckConstraint(
                condition=~Q(status=TopicStatus.CLOSED) | ~Q(outcome=""), name="closed_topic_says_what_was_agreed"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def tone(self):
        return self.TONES[self.status]

    def get_desk_url(self):
        return address("desk:coordination:topic", self.pk)


class Solicitation(AuthorityOwned):
    """The same people or the same district were asked something: a survey, a walk, a call for volunteers."""

    personal = None

    on = models.DateField("date")
    what = models.CharField("sollicitation", max_length=200)
    scheme = models.ForeignKey(
        Scheme, null=True, blank=True, on_delete=models.PROTECT, related_name="solicitations", verbose_name="par"
    )
    territory = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="territoire"
    )
    audience = models.CharField("public", max_length=120, blank=True)

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = "sollicitation"
        verbose_name_plural = "sollicitations"
        ordering = ["-on", "pk"]
        rules_permissions = {"view": rules.reads_board, "add": rules.keeps_board, "change": rules.keeps_board}
        indexes = [models.Index(fields=["authority", "on"], name="solicitation_by_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="solicitation_says_what"),
            models.CheckConstraint(
                condition=Q(territory__isnull=False) | ~Q(audience=""), name="solicitation_says_whom"
            ),
        ]

    def __str__(self):
        return self.what

    @property
    def whom(self):
        """The people asked, in words."""
        return ", ".join(filter(None, [str(self.territory) if self.territory_id else "", self.audience]))


class BoardNote(AuthorityOwned):
    """What the mission says of a body on the macro board: a risk, the help it needs. The last one counts."""

    personal = None

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="board_notes")
    written_on = models.DateField("écrit le")
    risk = models.CharField("risque", max_length=300, blank=True)
    help = models.CharField("aide demandée", max_length=300, blank=True)

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = "mot du tableau"
        verbose_name_plural = "mots du tableau"
        ordering = ["-written_on", "-pk"]
        rules_permissions = {"view": rules.reads_board, "add": rules.keeps_board}
        indexes = [models.Index(fields=["authority", "scheme", "-id"], name="board_note_latest")]

    def __str__(self):
        return self.risk or self.help
