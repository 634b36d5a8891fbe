"""The lists of bodies and of mandates."""

import django_filters
import django_tables2 as tables
from django.db.models import Q

from parvis.commons.people.choices import Purpose
from parvis.commons.people.models import Consent
from parvis.deliberation.bodies import obligations
from parvis.deliberation.bodies.choices import (
    CANDIDATES,
    LEFT,
    BodyStatus,
    BodyType,
    MemberRole,
    MembershipStatus,
)
from parvis.deliberation.bodies.models import Body, Membership
from parvis.shells.desk.columns import BadgeColumn, DateColumn, DueColumn, RecordColumn
from parvis.shells.desk.listing import Create, FilterSet, Listing, Table


class BodyTable(Table):
    name = RecordColumn()
    type = tables.Column()
    status = BadgeColumn()
    parent = tables.Column()
    installed_on = DateColumn()
    term_ends_on = DueColumn(done=lambda body: body.status == BodyStatus.DISSOLVED)
    lead_department = tables.Column()
    creation_act = tables.Column()

    folded = ("parent", "creation_act")

    class Meta(Table.Meta):
        model = Body
        fields = ("name", "type", "status", "parent", "installed_on", "term_ends_on", "lead_department", "creation_act")


class BodyFilters(FilterSet):
    type = django_filters.ChoiceFilter(label="Type", choices=BodyType.choices)
    status = django_filters.ChoiceFilter(label="État", choices=BodyStatus.choices)

    class Meta:
        model = Body
        fields = ("type", "status")


class BodyList(Listing):
    model = Body
    permission = "bodies.list_body"
    columns = BodyTable
    filterset = BodyFilters
    search_fields = ("name", "short_name", "summary")
    default_sort = ("name",)
    feminine = True
    notes = (("en renouvellement", lambda today: Q(status=BodyStatus.RENEWING)),)
    create = Create("Nouvelle instance", "desk:bodies:create", "bodies.add_body")
    actions = (
        Create("Tous les mandats", "desk:bodies:memberships", "bodies.list_membership"),
        Create("Recensement", "desk:bodies:census", "bodies.view_ageclass"),
    )
    empty = "Conseil de développement, conseil de quartier, assemblée citoyenne : créez la première instance."

    def context(self):
        """Above the list, the bodies that the law makes this authority have, with what exists and what lacks."""
        authority = self.request.authority
        asked = obligations.obligations(authority)
        return {
            "intro_template": "bodies/desk/list_intro.html", "obligations": asked,
            "must_create": sum(o.is_missing and o.is_sure for o in asked),
            "population_unknown": authority.population is None,
            "may_add": self.request.user.has_perm("bodies.add_body", authority),
        }  # fmt: skip


class MembershipTable(Table):
    person = RecordColumn(
        order_by=("person__folded_name",), verbose_name="Personne", also=lambda membership: membership.body.name
    )
    body = tables.Column(linkify=lambda record: record.body.get_desk_url())
    college = tables.Column()
    role = tables.Column()
    status = BadgeColumn()
    starts_on = DateColumn()
    ends_on = DateColumn()
    ended_on = DateColumn()
    act = tables.Column(accessor="appointed_words", orderable=False, verbose_name="Acte")

    folded = ("ended_on", "act")

    class Meta(Table.Meta):
        model = Membership
        fields = ("person", "body", "college", "role", "status", "starts_on", "ends_on", "ended_on", "act")


class MembershipFilters(FilterSet):
    body = django_filters.ModelChoiceFilter(label="Instance", queryset=Body.objects.order_by("name"))
    role = django_filters.ChoiceFilter(label="Fonction", choices=MemberRole.choices)
    status = django_filters.ChoiceFilter(label="État", choices=MembershipStatus.choices)
    ends_on = django_filters.DateFromToRangeFilter(label="Fin prévue")
    alumni = django_filters.ChoiceFilter(
        label="Anciens membres", choices=[("oui", "qui acceptent de figurer sur la liste")], method="who_agree"
    )

    def who_agree(self, rows, name, value):
        """Those who left and agreed to be on the list of former members."""
        agreed = Consent.objects.filter(purpose=Purpose.ALUMNI, withdrawn_at=None)
        return rows.filter(status__in=LEFT, person__in=agreed.values("person"))

    class Meta:
        model = Membership
        fields = ("body", "role", "status", "ends_on", "alumni")


class MembershipList(Listing):
    model = Membership
    permission = "bodies.list_membership"
    columns = MembershipTable
    filterset = MembershipFilters
    search_fields = ("person__folded_name", "body__name", "title")
    default_sort = ("person",)
    personal_export = True
    export_permission = "bodies.export_membership"
    notes = (("à nommer", lambda today: Q(status__in=CANDIDATES, is_retained=True)),)
    empty = "Les personnes proposées, nommées et en exercice dans vos instances arriveront ici."
