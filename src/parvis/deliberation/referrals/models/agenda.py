"""Where a question is spoken of: the items of agendas that are about it."""

from django.db import models
from rules.contrib.models import RulesModel

from parvis.deliberation.meetings.models import AgendaItem

from .. import rules
from .parts import PartQuerySet
from .referral import Referral


class AgendaLinkQuerySet(PartQuerySet):
    def visible_to(self, user):
        """Whoever knows of the question and of the meeting knows that one is on the agenda of the other."""
        referrals, items = Referral.objects.visible_to(user), AgendaItem.objects.visible_to(user)
        return self.filter(referral__in=referrals, item__in=items)

    def for_list(self):
        return self.select_related("referral", "item__meeting").order_by("item__meeting__starts_at", "item__number")


class AgendaLink(RulesModel):
    """A referral on the agenda of a meeting."""

    personal = None

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="agenda_links")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="referral_links", verbose_name="point de l’ordre du jour"
    )

    objects = AgendaLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "saisine à l’ordre du jour"
        verbose_name_plural = "saisines à l’ordre du jour"
        ordering = ["item", "pk"]
        rules_permissions = {
            "view": rules.of_referral(rules.view) & rules.sees_its_meeting,
            "remove": rules.of_referral(rules.runs),
        }
        constraints = [models.UniqueConstraint(fields=["referral", "item"], name="referral_once_on_an_item")]

    def __str__(self):
        return f"{self.referral}, {self.item}"

    @property
    def authority_id(self):
        return self.referral.authority_id

    def get_desk_url(self):
        return self.referral.get_desk_url()
