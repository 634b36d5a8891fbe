"""The list of referrals."""

import django_tables2 as tables
from django.db.models import Q
from django.utils.html import format_html

from parvis.deliberation.referrals.choices import AT_WORK, AWAITING_ANSWER, Status
from parvis.deliberation.referrals.models import FollowUpReview, Referral
from parvis.shells.desk.columns import BadgeColumn, DateColumn, DueColumn, RecordColumn, Table
from parvis.shells.desk.filters import FilterSet


def late_on(today):
    """Answers promised before that day and not given."""
    return Q(status__in=AWAITING_ANSWER, answer_due_on__lt=today)


def opinion_late_on(today):
    """Opinions expected before that day and not adopted."""
    return Q(status__in=AT_WORK, expected_on__lt=today)


def review_late_on(today):
    """Reviews of the follow-up that were due before that day and not held."""
    waiting = FollowUpReview.objects.filter(held_on=None, due_on__lt=today)
    return Q(status=Status.UNDER_FOLLOW_UP, pk__in=waiting.values("referral"))


class ReferralTable(Table):
    number = RecordColumn(verbose_name="Numéro", empty_values=(), order_by=("year", "sequence"))
    title = tables.Column(verbose_name="Objet")
    body = tables.Column(verbose_name="Instance", accessor="body__said", order_by="body__name")
    kind = tables.Column(verbose_name="Nature", accessor="get_kind_display", order_by="kind")
    status = BadgeColumn(verbose_name="État")
    expected_on = DueColumn(verbose_name="Avis attendu", done=lambda r: r.opinion_adopted_on or r.ended_on)
    answer_due_on = DueColumn(verbose_name="Réponse promise", done=lambda r: r.answered_on)
    rapporteur = tables.Column(verbose_name="Rapporteur ou rapporteure", accessor="rapporteur__full_name",
                               order_by="rapporteur__family_name")  # fmt: skip
    submitted_at = DateColumn(verbose_name="Reçue le")
    transmitted_on = DateColumn(verbose_name="Avis transmis le")
    answered_on = DateColumn(verbose_name="Réponse publiée le")

    class Meta(Table.Meta):
        model = Referral
        fields = ()

    folded = ("kind", "rapporteur", "submitted_at", "transmitted_on", "answered_on")

    def render_number(self, value, record):
        # Read out of its row, among the links of the page, a number alone says nothing.
        return format_html('{}<span class="sr-only">{}</span>', self.value_number(value), record.title)

    def value_number(self, value):
        return value or "projet"


class ReferralFilters(FilterSet):
    class Meta:
        model = Referral
        fields = ("status", "kind", "year", "body")
