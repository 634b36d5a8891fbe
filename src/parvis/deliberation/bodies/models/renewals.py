"""The campaigns that renew a body, their legal items, and the census table that compositions are compared with."""

from django.db import models
from django.db.models import F, Q

from parvis.deliberation.bodies import composition, rules
from parvis.deliberation.bodies.choices import (
    RENEWAL_STEPS,
    RENEWAL_TONES,
    OpinionSense,
    RenewalStatus,
)
from parvis.ground.authorities.models import LegalAct, Territory
from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet

from .bodies import Body, PartQuerySet


class AgeClassQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(authority__in=user.grants.authorities(*rules.BODY_READERS))


class AgeClass(AuthorityOwned):
    """A row of the census table of an authority: how many inhabitants of these ages (CGCT L5211-10-1)."""

    personal = None

    label = models.CharField("classe d’âge", max_length=60)
    low = models.PositiveSmallIntegerField("de (ans)")
    high = models.PositiveSmallIntegerField("à (ans)", null=True, blank=True)
    population = models.PositiveIntegerField("habitants")
    census_year = models.PositiveSmallIntegerField("recensement de")
    source = models.CharField("source", max_length=200, blank=True)

    objects = AgeClassQuerySet.as_manager()

    class Meta:
        verbose_name = "classe d’âge du recensement"
        verbose_name_plural = "classes d’âge du recensement"
        rules_permissions = {"view": rules.is_staff, "add": rules.is_officer}
        ordering = ["-census_year", "low"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "census_year", "low"], name="age_class_once"),
            models.CheckConstraint(condition=Q(high=None) | Q(high__gte=F("low")), name="age_class_in_order"),
        ]

    def __str__(self):
        return self.label

    def value(self):
        """As the composition checker reads it."""
        return composition.AgeClass(self.label, self.low, self.high, self.population)


class RenewalQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        seen = Q(authority__in=user.grants.authorities(*rules.BODY_READERS))
        return self.filter(seen | Q(body__in=user.grants.schemes(*rules.BODY_READERS)))

    def open(self):
        return self.exclude(status=RenewalStatus.CLOSED)

    def for_record(self):
        return self.select_related("body", "composition_act", "authority")


class RenewalCampaign(AuthorityOwned):
    """What it takes to renew a body: legal items and dates, composition voted, recruitment, installation (B.7)."""

    personal = None
    STEPS = RENEWAL_STEPS
    TONES = RENEWAL_TONES
    RULES = "bodies@2026-11"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="renewals", verbose_name="instance")
    title = models.CharField("titre", max_length=160)
    status = models.CharField("état", max_length=20, choices=RenewalStatus.choices, default=RenewalStatus.OPENED)
    opened_on = models.DateField("ouvert le")
    election_date = models.DateField("date du renouvellement général", null=True, blank=True)
    composition_act = models.ForeignKey(
        LegalAct, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="acte qui fixe la composition",
    )  # fmt: skip
    term_months = models.PositiveSmallIntegerField("durée du mandat, en mois", null=True, blank=True)
    installation_on = models.DateField("installation le", null=True, blank=True)
    closed_on = models.DateField("clos le", null=True, blank=True)

    objects = RenewalQuerySet.as_manager()

    class Meta:
        verbose_name = "renouvellement"
        verbose_name_plural = "renouvellements"
        rules_permissions = {
            "view": rules.is_staff | rules.works_on_its_body,
            "change": rules.runs_its_body,
            "transition": rules.runs_its_body | rules.is_director,
        }
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body"], condition=~Q(status=RenewalStatus.CLOSED), name="renewal_one_open_a_body"
            ),
            models.CheckConstraint(
                condition=Q(status=RenewalStatus.OPENED) | Q(composition_act__isnull=False),
                name="renewal_composition_by_an_act",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(RenewalStatus.INSTALLED, RenewalStatus.CLOSED))
                | Q(installation_on__isnull=False),
                name="renewal_has_a_date_once_installed",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def tone(self):
        return self.TONES[self.status]

    def get_desk_url(self):
        return address("desk:bodies:renewal", self.pk)


class CampaignPartQuerySet(PartQuerySet):
    path = "campaign"

    def visible_to(self, user):
        return self.filter(campaign__in=RenewalCampaign.objects.visible_to(user).values("pk"))


class RenewalItem(models.Model):
    """One agenda item or duty of a campaign, with its deadline and its legal source."""

    personal = None

    campaign = models.ForeignKey(RenewalCampaign, on_delete=models.CASCADE, related_name="items")
    code = models.CharField("code", max_length=60, blank=True)
    label = models.CharField("intitulé", max_length=300)
    rule = models.CharField("règle", max_length=120, blank=True)
    source = models.CharField("source", max_length=300, blank=True)
    due_on = models.DateField("avant le", null=True, blank=True)
    done_on = models.DateField("fait le", null=True, blank=True)
    act = models.ForeignKey(
        LegalAct, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="délibération"
    )
    note = models.CharField("précision", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("rang", default=0)

    objects = CampaignPartQuerySet.as_manager()

    class Meta:
        verbose_name = "point du renouvellement"
        verbose_name_plural = "points du renouvellement"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], condition=~Q(code=""), name="renewal_item_code_once")
        ]

    def __str__(self):
        return self.label

    @property
    def authority_id(self):
        return self.campaign.authority_id

    def get_desk_url(self):
        return self.campaign.get_desk_url()


class MunicipalOpinion(models.Model):
    """What a municipal council says of the draft pact, within two months of being asked (CGCT L5211-11-2)."""

    personal = None

    campaign = models.ForeignKey(RenewalCampaign, on_delete=models.CASCADE, related_name="opinions")
    commune = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", verbose_name="commune")
    asked_on = models.DateField("demandé le")
    due_on = models.DateField("attendu avant le")
    received_on = models.DateField("reçu le", null=True, blank=True)
    sense = models.CharField("avis", max_length=16, choices=OpinionSense.choices, blank=True)

    objects = CampaignPartQuerySet.as_manager()

    class Meta:
        verbose_name = "avis d’un conseil municipal"
        verbose_name_plural = "avis des conseils municipaux"
        ordering = ["commune__name"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "commune"], name="municipal_opinion_once"),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("asked_on")),
                name="municipal_opinion_dates_in_order",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="municipal_opinion_due_after_asked"),
        ]

    def __str__(self):
        return f"{self.commune} : {self.get_sense_display() or 'en attente'}"

    @property
    def authority_id(self):
        return self.campaign.authority_id

    def get_desk_url(self):
        return self.campaign.get_desk_url()
