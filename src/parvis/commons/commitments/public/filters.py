"""What a visitor may filter the board by. Only services and schemes that made a public promise are offered."""

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from parvis.commons.commitments.choices import OPEN, Status
from parvis.commons.commitments.models import Commitment
from parvis.commons.schemes.models import Scheme
from parvis.ground.authorities.models import Department
from parvis.ground.core import clock
from parvis.ground.core.widgets import RecordSelect

LATE = "late"


def public_rows(request):
    return Commitment.objects.of(request.authority).public()


def schemes(request):
    """Public schemes only: a promise may be public while the scheme it comes from is not."""
    promised = Exists(public_rows(request).filter(scheme=OuterRef("pk")))
    return Scheme.objects.of(request.authority).filter(promised, is_public=True)


def departments(request):
    promised = Exists(public_rows(request).filter(department=OuterRef("pk")))
    return Department.objects.of(request.authority).filter(promised)


class BoardFilters(django_filters.FilterSet):
    etat = django_filters.ChoiceFilter(
        label=_("État"), choices=[*Status.choices, (LATE, _("en retard"))], method="in_state", empty_label=_("tous")
    )
    dispositif = django_filters.ModelChoiceFilter(
        label=_("Instance ou dispositif"),
        field_name="scheme",
        queryset=schemes,
        empty_label=_("tous"),
        widget=RecordSelect,
    )
    service = django_filters.ModelChoiceFilter(
        label=_("Service"),
        field_name="department",
        queryset=departments,
        empty_label=_("tous"),
        widget=RecordSelect,
    )

    class Meta:
        model = Commitment
        fields = ()

    @property
    def is_used(self):
        """Whether a choice leaves something out."""
        return self.is_valid() and any(self.form.cleaned_data.values())

    def in_state(self, rows, name, value):
        late = Q(status__in=OPEN, due_on__lt=clock.today())
        if value == LATE:
            return rows.filter(late)
        return rows.filter(status=value)
