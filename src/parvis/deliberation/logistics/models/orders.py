"""What some needs say more: a meal order in counts, a speaker, a loan of equipment."""

from django.db import models
from django.db.models import F, Q
from rules.contrib.models import RulesModel

from parvis.deliberation.meetings.choices import NeedKind as AskedKind
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData

from .. import rules
from ..choices import COUNTED, Right
from .needs import LogisticNeed


class OfNeedsQuerySet(models.QuerySet):
    """Rows that say more of a need: seen by whoever sees it."""

    def of(self, authority):
        return self.filter(need__authority=authority)

    def visible_to(self, user):
        return self.filter(need__in=LogisticNeed.objects.visible_to(user))

    def for_record(self):
        return self.select_related("need__authority", "need__sheet__meeting__scheme")


class OfNeed(RulesModel):
    """More about one need: its authority and its page are the need's."""

    class Meta:
        abstract = True

    @property
    def authority_id(self):
        return self.need.authority_id

    @property
    def authority(self):
        return self.need.authority

    def get_desk_url(self):
        return self.need.get_desk_url()


class CateringOrder(OfNeed):
    """A meal: how many, when, and how many of each diet. No name is ever written here."""

    personal = None

    need = models.OneToOneField(LogisticNeed, on_delete=models.CASCADE, related_name="catering", verbose_name="besoin")
    headcount = models.PositiveIntegerField("nombre de repas")
    served_at = models.TimeField("heure du service", null=True, blank=True)
    instructions = models.TextField("consignes", max_length=1000, blank=True)

    objects = OfNeedsQuerySet.as_manager()

    class Meta:
        verbose_name = "commande de repas"
        verbose_name_plural = "commandes de repas"
        rules_permissions = {"view": rules.sees_of_need, "change": rules.runs_of_need}
        constraints = [models.CheckConstraint(condition=Q(headcount__gte=1), name="catering_for_somebody")]

    def __str__(self):
        return f"commande de repas {self.pk}"


class MealCount(models.Model):
    """How many meals answer one diet, or avoid one allergen."""

    personal = None

    order = models.ForeignKey(CateringOrder, on_delete=models.CASCADE, related_name="counts")
    kind = models.CharField("nature", max_length=10, choices=[(k.value, k.label) for k in COUNTED])
    code = models.CharField("régime ou allergène", max_length=40)
    count = models.PositiveIntegerField("nombre")

    class Meta:
        verbose_name = "nombre de repas particuliers"
        verbose_name_plural = "nombres de repas particuliers"
        ordering = ["-kind", "code"]  # diets, then allergies
        constraints = [
            models.UniqueConstraint(fields=["order", "kind", "code"], name="meal_count_once"),
            models.CheckConstraint(condition=Q(count__gte=1), name="meal_count_of_some"),
        ]

    def __str__(self):
        return f"{self.label} : {self.count}"

    @property
    def authority_id(self):
        return self.order.authority_id

    @property
    def label(self):
        return str(COUNTED[AskedKind(self.kind)].get(self.code, self.code))

    @property
    def words(self):
        """« repas végétarien », « allergie : fruits à coque »."""
        return self.label if self.kind == AskedKind.DIET else f"allergie : {self.label}"


class SpeakerQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return (
            self.filter(authority__in=user.grants.authorities(*rules.READERS)) if user.is_authenticated else self.none()
        )

    def for_list(self):
        return self.select_related("person")


class Speaker(AuthorityOwned):
    """Somebody who comes and speaks: an expert, a witness, a facilitator of one session."""

    personal = PersonalData(
        purpose="Intervenants des réunions",
        subject="person",
        fields={"introduction": ""},
        keep="réunions et dépenses passées : qui est intervenu, sur quoi",
    )

    person = models.OneToOneField(
        "people.Person", on_delete=models.PROTECT, related_name="speaker", verbose_name="personne"
    )
    introduction = models.TextField("présentation", max_length=1000, blank=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        verbose_name = "intervenant ou intervenante"
        verbose_name_plural = "intervenants et intervenantes"
        ordering = ["person__folded_name", "pk"]
        rules_permissions = {"view": rules.sees_speaker, "add": rules.keeps_speakers}

    def __str__(self):
        return str(self.person)


class SpeakerBooking(OfNeed):
    """A speaker at one meeting: what about, and what may be shown afterwards.

    The fee is the cost of the need; the journey is a need of its own, on another line if need be.
    """

    personal = PersonalData(
        purpose="Interventions aux réunions",
        subject="speaker__person",
        keep="engagement donné par écrit, avec les droits accordés",
    )

    need = models.OneToOneField(LogisticNeed, on_delete=models.CASCADE, related_name="booking", verbose_name="besoin")
    speaker = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, related_name="bookings", verbose_name="intervenant ou intervenante"
    )
    travel = models.OneToOneField(
        LogisticNeed, null=True, blank=True, on_delete=models.SET_NULL, related_name="journey_of",
        verbose_name="voyage",
    )  # fmt: skip
    topic = models.CharField("sujet de l’intervention", max_length=300)
    speaks_at = models.TimeField("heure", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("durée (minutes)", null=True, blank=True)
    slides_right = models.CharField(
        "diffuser les diapositives", max_length=8, choices=Right.choices, default=Right.ASKED
    )
    image_right = models.CharField("photographier et filmer", max_length=8, choices=Right.choices, default=Right.ASKED)

    objects = OfNeedsQuerySet.as_manager()

    class Meta:
        verbose_name = "intervention"
        verbose_name_plural = "interventions"
        rules_permissions = {"view": rules.sees_of_need, "change": rules.runs_of_need}
        constraints = [
            models.CheckConstraint(condition=~Q(topic=""), name="booking_has_a_topic"),
            models.CheckConstraint(condition=Q(travel=None) | ~Q(travel=F("need")), name="booking_journey_apart"),
        ]

    def __str__(self):
        return self.topic

    @property
    def rights_are_settled(self):
        return Right.ASKED not in (self.slides_right, self.image_right)


class EquipmentLoan(OfNeed):
    """Things that a commune or an association lends: when they leave, when they must be back, when they were."""

    personal = None

    need = models.OneToOneField(LogisticNeed, on_delete=models.CASCADE, related_name="loan", verbose_name="besoin")
    out_on = models.DateField("à prendre le")
    back_on = models.DateField("à rendre le")
    returned_on = models.DateField("rendu le", null=True, blank=True, editable=False)
    condition = models.CharField("état au retour", max_length=300, blank=True)

    objects = OfNeedsQuerySet.as_manager()

    class Meta:
        verbose_name = "prêt de matériel"
        verbose_name_plural = "prêts de matériel"
        rules_permissions = {"view": rules.sees_of_need, "change": rules.runs_of_need}
        constraints = [
            models.CheckConstraint(condition=Q(back_on__gte=F("out_on")), name="loan_back_after_out"),
            models.CheckConstraint(
                condition=Q(returned_on=None) | Q(returned_on__gte=F("out_on")), name="loan_returned_after_out"
            ),
        ]

    def __str__(self):
        return f"prêt {self.pk}"
