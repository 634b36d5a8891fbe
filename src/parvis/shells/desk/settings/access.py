"""Who may do what, from when to when: roles, delegations, and exceptional access."""

import django_tables2 as tables
from django import forms
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import path as url
from django.urls import reverse

from parvis.ground.accounts.models import User
from parvis.ground.authorities import lifecycle
from parvis.ground.authorities.choices import TIME_LIMITED, Persona
from parvis.ground.authorities.models import BreakGlass, Delegation, Department, Role
from parvis.ground.core import clock, french
from parvis.ground.core.errors import Refused
from parvis.ground.mailing.recipients import Recipient, user_recipient
from parvis.shells.actions import ActionForm, desk_action
from parvis.shells.desk.columns import DateColumn, DateTimeColumn, RecordColumn, Table
from parvis.shells.desk.filters import FilterSet, YesNoFilter
from parvis.shells.desk.history import history_of
from parvis.shells.desk.letters import GlassBroken
from parvis.shells.desk.listing import BulkAction, Create
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers

from .register import SettingList

DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

# --- Roles ----------------------------------------------------------------------------------------


class RoleTable(Table):
    user = RecordColumn(order_by="user__name", also=lambda role: role.get_persona_display())
    email = tables.Column("Adresse électronique", accessor="user__email", order_by="user__email")
    persona = tables.Column()
    department = tables.Column(order_by="department__name")
    starts_on = DateColumn()
    ends_on = DateColumn()
    granted_by = tables.Column(order_by="granted_by__name")

    folded = ("granted_by",)

    class Meta(Table.Meta):
        model = Role
        fields = ()


class RoleFilters(FilterSet):
    in_force = YesNoFilter(label="En vigueur", method="keep_in_force")

    class Meta:
        model = Role
        fields = ["persona", "department", "in_force"]

    def keep_in_force(self, rows, name, value):
        now = Role.objects.in_force(clock.today()).values("pk")
        return rows.filter(pk__in=now) if value else rows.exclude(pk__in=now)


class EndForm(ActionForm):
    on = forms.DateField(label="Premier jour sans ce droit", initial=clock.today, **DAY)


def end_one(request, role, *, on):
    lifecycle.end_role(role, by=request.user, on=on)


def will_end(roles):
    yield "Ces personnes n’auront plus ces rôles à partir de la date choisie. Rien n’est effacé."


class RoleList(SettingList):
    model = Role
    permission = "authorities.view_role"
    title = "Rôles"
    columns = RoleTable
    filterset = RoleFilters
    search_fields = ("user__name", "user__email")
    default_sort = ("user",)
    notes = (("en vigueur", lambda today: Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))),)
    create = Create("Accorder un rôle", "desk:settings:role-create", "authorities.grant_role")
    bulk = (BulkAction("Mettre fin aux rôles", "authorities.end_role", end_one, EndForm, will_end),)
    personal_export = True
    empty = "Accordez un rôle aux personnes qui travaillent ici : chacune n’accède qu’à ce que son rôle ouvre."


class GrantForm(ActionForm):
    """A role for somebody, found by their address; the account is opened when there is none yet."""

    groups = (
        ("À qui", ["email", "name"]),
        ("Quel rôle", ["persona", "department"]),
        ("Entre quelles dates", ["starts_on", "ends_on"]),
    )

    email = forms.EmailField(label="Adresse électronique professionnelle", max_length=254)
    name = forms.CharField(
        label="Prénom et nom", help_text="Utile seulement si la personne n’a pas encore de compte.",
        max_length=120, required=False,
    )  # fmt: skip
    persona = forms.ChoiceField(label="Rôle", choices=Persona.choices)
    department = forms.ModelChoiceField(
        label="Limité au service",
        queryset=Department.objects.none(),
        required=False,
        empty_label="Toute la collectivité",
    )
    starts_on = forms.DateField(label="À partir du", **DAY)
    ends_on = forms.DateField(
        label="Jusqu’au", required=False, **DAY,
        help_text="Obligatoire pour une animation, un audit ou un prestataire.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.of(self.authority).filter(closed_on=None)

    def clean(self):
        data = super().clean()
        known = User.objects.filter(email=data.get("email", "").lower()).first()
        if known is None and not data.get("name") and "email" in data:
            self.add_error("name", "Cette adresse n’a pas encore de compte : indiquez le prénom et le nom.")
        if data.get("persona") in TIME_LIMITED and not data.get("ends_on") and "ends_on" not in self.errors:
            self.add_error("ends_on", "Ce rôle est limité dans le temps : indiquez sa date de fin.")
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "La fin précède le début.")
        data["account"] = known
        return data


@desk_action(
    None, "authorities.grant_role", form=GrantForm, parent=("Rôles", "desk:settings:role-list"),
    title="Accorder un rôle", button="Accorder le rôle",
    initial=lambda request, obj: {"starts_on": clock.today(), "persona": Persona.OFFICER},
)  # fmt: skip
def grant(request, *, email, name, account, **role):
    user = account or User.objects.create_user(email, name=name)
    granted = lifecycle.grant_role(request.authority, user=user, by=request.user, **role)
    messages.success(request, f"{user} a maintenant le rôle « {granted.get_persona_display()} ».")
    return redirect(granted.get_desk_url())


ROLE_VERBS = (
    Verb("Mettre fin au rôle", "desk:settings:role-end", "authorities.end_role", danger=True, why_not=lambda role: (
        "" if role.ends_on is None or role.ends_on >= clock.today() else "Ce rôle a déjà pris fin."
    )),
)  # fmt: skip


@desk_view("authorities.view_role", Role)
def role(request, role):
    """Who holds it, from when to when, by whom it was granted."""
    context = {
        "title": f"{role.user}, {role.get_persona_display()}", "kicker": "Rôles",
        "kicker_url": reverse("desk:settings:role-list"),
        "facts": [
            ("Adresse", role.user.email), ("Limité à", role.department or "toute la collectivité"),
            ("Depuis le", french.plain_date(role.starts_on)),
            ("Jusqu’au", french.plain_date(role.ends_on) if role.ends_on else "sans date de fin"),
            ("Accordé par", role.granted_by or "l’installation"),
        ],
        "verbs": offers(request.user, role, ROLE_VERBS), "rail": {"history": history_of(role, request.user)},
    }  # fmt: skip
    return render(request, "desk/record.html", context)


@desk_action(
    Role, "authorities.end_role", form=EndForm, title="Mettre fin à un rôle", button="Mettre fin au rôle",
    effects=lambda role: [f"{role.user} n’aura plus le rôle « {role.get_persona_display()} ».", "Rien n’est effacé."],
)  # fmt: skip
def end_role(request, role, *, on):
    end_one(request, role, on=on)
    return f"Le rôle de {role.user} prend fin le {french.plain_date(role.ends_on)}."


# --- Delegations ----------------------------------------------------------------------------------


class DelegationTable(Table):
    act = RecordColumn(also=lambda delegation: f"de {delegation.principal} à {delegation.delegate}")
    principal = tables.Column(order_by="principal__name")
    delegate = tables.Column(order_by="delegate__name")
    starts_on = DateColumn()
    ends_on = DateColumn()

    class Meta(Table.Meta):
        model = Delegation
        fields = ()


class DelegationList(SettingList):
    model = Delegation
    title = "Délégations"
    feminine = True
    columns = DelegationTable
    default_sort = ("-starts_on",)
    create = Create("Déléguer un acte", "desk:settings:delegation-create", "authorities.delegate_delegation")
    empty = "Un élu ou une élue peut confier à un agent nommé la transmission d’une saisine ou l’accusé de réception."


class DelegateForm(ActionForm):
    """An act, the agent who will do it, and for how long."""

    act = forms.ChoiceField(label="Acte délégué", choices=Delegation.Act.choices)
    delegate = forms.ModelChoiceField(label="À qui", queryset=User.objects.none(), empty_label="Choisir une personne")
    starts_on = forms.DateField(label="À partir du", initial=clock.today, **DAY)
    ends_on = forms.DateField(label="Jusqu’au", required=False, **DAY)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        agents = Role.objects.of(self.authority).in_force(clock.today()).exclude(user=self.user)
        agents = agents.filter(persona__in=(Persona.AGENT, Persona.CABINET, Persona.OFFICER)).values("user")
        self.fields["delegate"].queryset = User.objects.filter(pk__in=agents, is_active=True).order_by("name")

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "La fin précède le début.")
        return data


@desk_action(None, "authorities.delegate_delegation", form=DelegateForm, title="Déléguer un acte", button="Déléguer")
def delegate(request, **data):
    row = lifecycle.delegate(request.authority, principal=request.user, by=request.user, **data)
    messages.success(request, f"{row.delegate} peut maintenant {row.get_act_display()} en votre nom.")
    return redirect("desk:settings:delegation-list")


DELEGATION_VERBS = (
    Verb("Mettre fin à la délégation", "desk:settings:delegation-end", "authorities.end_delegation", danger=True),
)


@desk_view("authorities.view_delegation", Delegation)
def delegation(request, delegation):
    context = {
        "title": delegation.get_act_display().capitalize(), "kicker": "Délégations",
        "kicker_url": reverse("desk:settings:delegation-list"),
        "facts": [
            ("Au nom de", delegation.principal), ("Par", delegation.delegate),
            ("Depuis le", french.plain_date(delegation.starts_on)),
            ("Jusqu’au", french.plain_date(delegation.ends_on) if delegation.ends_on else "sans date de fin"),
        ],
        "verbs": offers(request.user, delegation, DELEGATION_VERBS),
        "rail": {"history": history_of(delegation, request.user)},
    }  # fmt: skip
    return render(request, "desk/record.html", context)


@desk_action(
    Delegation, "authorities.end_delegation", form=EndForm, title="Mettre fin à une délégation",
    button="Mettre fin à la délégation",
)  # fmt: skip
def end_delegation(request, delegation, *, on):
    lifecycle.end_delegation(delegation, by=request.user, on=on)
    return f"La délégation prend fin le {french.plain_date(delegation.ends_on)}."


# --- Exceptional access ---------------------------------------------------------------------------


class BreakGlassTable(Table):
    user = tables.Column(order_by="user__name")
    starts_at = DateTimeColumn()
    ends_at = DateTimeColumn()
    reason = tables.Column(orderable=False)

    class Meta(Table.Meta):
        model = BreakGlass
        fields = ()


class BreakGlassList(SettingList):
    model = BreakGlass
    permission = "authorities.list_breakglass"
    title = "Accès exceptionnels"
    lede = "L’administration ne voit pas les données personnelles, sauf motif écrit, pour quelques heures."
    columns = BreakGlassTable
    default_sort = ("-starts_at",)
    create = Create("Ouvrir un accès", "desk:settings:glass-break", "authorities.break_breakglass")
    empty = "Personne n’a eu besoin d’un accès exceptionnel."


class BreakGlassForm(ActionForm):
    reason = forms.CharField(
        label="Pourquoi cet accès est nécessaire",
        help_text="Ce motif est conservé, et transmis à qui contrôle les accès.",
        min_length=20, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    hours = forms.TypedChoiceField(
        label="Durée", coerce=int, initial=1, choices=[(1, "1 heure"), (2, "2 heures"), (4, "4 heures")]
    )


@desk_action(
    None, "authorities.break_breakglass", form=BreakGlassForm,
    parent=("Accès exceptionnels", "desk:settings:glass-list"), title="Ouvrir un accès exceptionnel",
    button="Ouvrir l’accès",
)  # fmt: skip
def break_glass(request, *, reason, hours):
    told = controllers(request.authority, but=request.user)
    if not told:
        raise Refused(
            "Personne ne serait informé de cet accès : indiquez d’abord l’adresse du ou de la DPO dans les réglages de "
            "la collectivité, ou donnez à quelqu’un le rôle d’audit."
        )
    row = lifecycle.break_glass(request.authority, user=request.user, reason=reason, hours=hours)
    GlassBroken(row).send_to(told)
    messages.success(request, f"L’accès est ouvert jusqu’à {french.hour(row.ends_at)}. {_told_words(told)}")
    return redirect("desk:settings:glass-list")


def _told_words(told):
    """Who learns of it, in words."""
    count = french.plural(len(told), "personne qui contrôle les accès", "personnes qui contrôlent les accès")
    return f"Un message en informe {count}."


def controllers(authority, *, but):
    """Who is told of an exceptional access: the DPO's address if one is written, and the other auditors in office.

    Whoever opens it is not told of their own act.
    """
    addresses = authority.dpo_addresses
    dpo = [Recipient(name="Délégation à la protection des données", email=address) for address in addresses]
    roles = (
        Role.objects.of(authority)
        .in_force(clock.today())
        .filter(persona=Persona.AUDITOR)
        .exclude(Q(user=but) | Q(user__email__in=addresses))
        .select_related("user")
    )
    return [*dpo, *(user_recipient(role.user) for role in roles)]


urls = [
    url("roles/", RoleList.as_view(), name="role-list"),
    url("roles/nouveau/", grant, name="role-create"),
    url("roles/<int:pk>/", role, name="role-detail"),
    url("roles/<int:pk>/fin/", end_role, name="role-end"),
    url("delegations/", DelegationList.as_view(), name="delegation-list"),
    url("delegations/nouvelle/", delegate, name="delegation-create"),
    url("delegations/<int:pk>/", delegation, name="delegation-detail"),
    url("delegations/<int:pk>/fin/", end_delegation, name="delegation-end"),
    url("acces-exceptionnels/", BreakGlassList.as_view(), name="glass-list"),
    url("acces-exceptionnels/nouveau/", break_glass, name="glass-break"),
]
