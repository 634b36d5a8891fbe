"""The promises, as the desk lists them."""

import django_filters
import django_tables2 as tables
from django.db.models import Q

from parvis.commons.commitments import lifecycle
from parvis.commons.commitments.choices import OPEN, Status
from parvis.commons.commitments.models import Commitment
from parvis.commons.schemes.models import Scheme
from parvis.ground.authorities.models import Department
from parvis.ground.core import clock
from parvis.shells.desk.columns import BadgeColumn, DateColumn, DueColumn, RecordColumn, YesNoColumn
from parvis.shells.desk.filters import FilterSet, YesNoFilter
from parvis.shells.desk.listing import BulkAction, Create, Listing, Table


class CommitmentTable(Table):
    title = RecordColumn()
    status = BadgeColumn()
    due_on = DueColumn(done=lambda row: not row.is_open)
    owner = tables.Column(order_by=("owner__folded_name",))
    department = tables.Column(order_by=("department__name",))
    scheme = tables.Column(order_by=("scheme__name",))
    reference = tables.Column()
    is_public = YesNoColumn()
    promised_on = DateColumn()
    done_on = DateColumn()

    folded = ("scheme", "promised_on", "done_on")

    class Meta(Table.Meta):
        model = Commitment
        fields = (
            "title", "status", "due_on", "owner", "department", "scheme", "reference", "is_public", "promised_on",
            "done_on",
        )  # fmt: skip


class CommitmentFilters(FilterSet):
    etat = django_filters.ChoiceFilter(label="État", field_name="status", choices=Status.choices)
    retard = YesNoFilter(label="En retard", method="is_late")
    dispositif = django_filters.ModelChoiceFilter(
        label="Dispositif", field_name="scheme", queryset=Scheme.objects.all()
    )
    service = django_filters.ModelChoiceFilter(
        label="Service", field_name="department", queryset=Department.objects.all()
    )
    publie = YesNoFilter(label="Publié", field_name="is_public")

    def is_late(self, rows, name, value):
        late = Q(status__in=OPEN, due_on__lt=clock.today())
        return rows.filter(late) if value else rows.exclude(late)


def publish(request, commitment):
    lifecycle.publish(commitment, by=request.user)


class CommitmentList(Listing):
    model = Commitment
    permission = "commitments.list_commitment"
    columns = CommitmentTable
    filterset = CommitmentFilters
    search_fields = ("title", "reference", "details")
    default_sort = ("-status", "due_on")  # to do, in progress, kept, given up
    notes = (("en retard", lambda today: Q(status__in=OPEN, due_on__lt=today)),)
    bulk = (
        BulkAction(
            "Publier", "commitments.publish_commitment", publish,
            effects=lambda rows: ["Ces engagements paraissent sur le site public, avec leur échéance et leur état."],
        ),
    )  # fmt: skip
    create = Create("Nouvel engagement", "desk:commitments:create", "commitments.add_commitment")
    empty = "Ce qui est promis dans une réponse, en réunion ou en public arrivera ici, avec sa date."
