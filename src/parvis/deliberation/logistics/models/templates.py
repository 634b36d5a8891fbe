"""What an authority asks for each time: a template of needs, dated backwards from the event."""

from django.db import models
from django.db.models import Q
from rules.contrib.models import RulesModel

from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet

from .. import rules
from ..choices import Kind


class NeedTemplateQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return (
            self.filter(authority__in=user.grants.authorities(*rules.READERS)) if user.is_authenticated else self.none()
        )

    def for_list(self):
        return self.annotate(needs_count=models.Count("needs"))


class NeedTemplate(AuthorityOwned):
    """The needs of a usual event: an evening plenary, a Saturday."""

    personal = None

    name = models.CharField("nom", max_length=120)

    objects = NeedTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "modèle de logistique"
        verbose_name_plural = "modèles de logistique"
        ordering = ["name", "pk"]
        rules_permissions = {
            "list": rules.reads_templates,
            "view": rules.reads_templates,
            "change": rules.keeps_templates,
        }
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="need_template_once"),
            models.CheckConstraint(condition=~Q(name=""), name="need_template_has_a_name"),
        ]

    def __str__(self):
        return self.name

    def get_desk_url(self):
        return address("desk:logistics:template", self.pk)


class TemplateNeed(RulesModel):
    """One need of a template, so many days before the event."""

    personal = None

    template = models.ForeignKey(NeedTemplate, on_delete=models.CASCADE, related_name="needs", verbose_name="modèle")
    kind = models.CharField("nature", max_length=14, choices=Kind.choices)
    label = models.CharField("besoin", max_length=200)
    details = models.TextField("précisions", max_length=3000, blank=True)
    quantity = models.PositiveIntegerField("quantité", default=1)
    days_before = models.PositiveSmallIntegerField("jours avant l’événement")
    department = models.ForeignKey(
        "authorities.Department", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="service",
    )  # fmt: skip
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="fournisseur connu",
    )  # fmt: skip
    provider_label = models.CharField("autre fournisseur", max_length=200, blank=True)

    class Meta:
        verbose_name = "besoin d’un modèle"
        verbose_name_plural = "besoins des modèles"
        ordering = ["-days_before", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="template_need_has_a_label"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="template_need_of_something"),
            models.CheckConstraint(
                condition=Q(department=None) | Q(organisation=None), name="template_need_of_one_provider"
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def authority_id(self):
        return self.template.authority_id
