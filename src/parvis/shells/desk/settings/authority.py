"""The authority itself: identity, look, modules, second factor, hosts."""

from django import forms
from django.shortcuts import redirect, render
from django.urls import path as url
from django.urls import reverse

from parvis.ground.authorities import lifecycle
from parvis.ground.authorities.models import Authority, Host
from parvis.ground.core import colours
from parvis.ground.core.manifest import features
from parvis.ground.core.validators import host_name
from parvis.ground.documents.choices import IMAGES
from parvis.ground.documents.uploads import UploadField
from parvis.shells.actions import desk_action
from parvis.shells.desk.columns import RecordColumn, Table, YesNoColumn
from parvis.shells.desk.listing import Create
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers

from ..places import settings_menu
from .forms import edit
from .register import Register, SettingForm, SettingList


@desk_view("desk.see_settings")
def home(request):
    """Every settings page that the person may open."""
    return render(request, "desk/settings/home.html", {
        "title": "Réglages", "sections": settings_menu(request.user, request.authority),
    })  # fmt: skip


# --- Identity -------------------------------------------------------------------------------------


class IdentityForm(forms.ModelForm):
    """Who the authority is, how to reach it, what the law wants to be said of it."""

    groups = (
        ("Identité", ["name", "short_name", "kind", "siren", "siret", "population", "alsace_moselle"]),
        ("Contact", ["email", "phone", "address"]),
        ("Mentions obligatoires", ["publication_director", "hosting", "dpo_contact", "accessibility_contact"]),
        ("Accessibilité", ["accessibility_rate", "accessibility_audited_on"]),
    )

    class Meta:
        model = Authority
        fields = (
            "name", "short_name", "kind", "siren", "siret", "population", "alsace_moselle", "email", "phone", "address",
            "publication_director", "hosting", "dpo_contact", "accessibility_contact", "accessibility_rate",
            "accessibility_audited_on",
        )  # fmt: skip
        widgets = {
            "address": forms.Textarea(attrs={"rows": 3}),
            "accessibility_audited_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "siren": "Neuf chiffres.",
            "siret": "Quatorze chiffres ; les neuf premiers sont ceux du SIREN.",
            "population": "Population municipale : elle commande les seuils du code général des collectivités "
            "territoriales.",
            "hosting": "Nom, adresse et téléphone de qui héberge le site : le public doit pouvoir les lire.",
            "dpo_contact": "Son adresse électronique : elle reçoit l’avis de chaque accès exceptionnel. Le compte qui "
            "a cette adresse et un rôle « contrôle et audit » décide des demandes sur les données.",
            "accessibility_rate": "Résultat du dernier audit ; sans audit, la mention est « non conforme ».",
        }


@desk_view("authorities.change_authority")
def identity(request):
    return edit(
        request, IdentityForm, "Identité de la collectivité", saved="L’identité de la collectivité est enregistrée."
    )


# --- Look -----------------------------------------------------------------------------------------


class LookForm(forms.ModelForm):
    """Logo and two colours."""

    logo = UploadField(
        label="Logo", required=False, accepted=IMAGES, widget=forms.ClearableFileInput,
        help_text="PNG, JPEG ou WebP, à fond clair ou transparent.",
    )  # fmt: skip

    class Meta:
        model = Authority
        fields = ("logo", "primary_colour", "accent_colour")
        help_texts = {
            "primary_colour": "Liens, boutons, menu. Elle est assombrie autant qu’il le faut pour être lue.",
            "accent_colour": "Le pavage et les graphiques.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("primary_colour", "accent_colour"):
            self.fields[name].widget = forms.TextInput(attrs={
                "type": "color", "hx-get": reverse("desk:settings:contrast"), "hx-trigger": "input changed delay:200ms",
                "hx-target": "#contraste", "hx-include": "closest form",
            })  # fmt: skip


@desk_view("authorities.change_authority")
def look(request):
    verdicts = [verdict(request.authority.primary_colour), shape_verdict(request.authority.accent_colour)]
    return edit(
        request, LookForm, "Logo et couleurs", saved="Le logo et les couleurs sont enregistrés.",
        template="desk/settings/look.html", verdicts=verdicts,
    )  # fmt: skip


@desk_view("authorities.change_authority")
def contrast(request):
    """The verdict on the two colours asked about, as a fragment for the page that chooses them."""
    verdicts = []
    for name, judge in (("primary_colour", verdict), ("accent_colour", shape_verdict)):
        colour = request.GET.get(name, "")
        try:
            colours.parse(colour)
        except ValueError:
            continue
        verdicts.append(judge(colour))
    return render(request, "desk/settings/verdicts.html", {"verdicts": verdicts})


def verdict(colour):
    """Whether text in this colour can be read on the page, and what is used in its place when it cannot (1.4.3)."""
    ratio = colours.contrast(colour, colours.LIGHT["paper"])
    used = colours.darken_until(colour, colours.TEXT, colours.LIGHT["paper"], colours.LIGHT["well"])
    return {"label": "Première couleur", "colour": colour, "used": used, "ratio": ratio, "wanted": colours.TEXT}


def shape_verdict(colour):
    """A shape needs less contrast than a text (1.4.11)."""
    ratio = colours.contrast(colour, colours.LIGHT["paper"])
    used = colours.darken_until(colour, colours.SHAPE, colours.LIGHT["paper"], colours.LIGHT["well"])
    return {"label": "Seconde couleur", "colour": colour, "used": used, "ratio": ratio, "wanted": colours.SHAPE}


# --- Modules and sign-in --------------------------------------------------------------------------


class ModulesForm(forms.ModelForm):
    """Which modules are on; what a module holds stays when it is switched off."""

    on = forms.MultipleChoiceField(
        label="Modules allumés", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Un module éteint disparaît des menus et du site. Ses données restent.",
    )  # fmt: skip

    class Meta:
        model = Authority
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.modules = [(f.slug, f.label) for f in features() if f.module]
        self.fields["on"].choices = self.modules
        off = set(self.instance.modules_off)
        self.fields["on"].initial = [slug for slug, _ in self.modules if slug not in off]

    def save(self, commit=True):
        on = set(self.cleaned_data["on"])
        self.instance.modules_off = sorted(slug for slug, _ in self.modules if slug not in on)
        return super().save(commit)


@desk_view("authorities.change_authority")
def modules(request):
    return edit(request, ModulesForm, "Modules", saved="Le choix des modules est enregistré.")


class SignInForm(forms.ModelForm):
    class Meta:
        model = Authority
        fields = ("second_factor_for_agents",)
        help_texts = {
            "second_factor_for_agents": "Chaque personne qui travaille au bureau doit ajouter une application de codes "
            "ou une clé d’accès. Tant qu’elle ne l’a pas fait, seul son compte s’ouvre : ni bureau, ni espace membre, "
            "ni fichiers."
        }


@desk_view("authorities.change_authority")
def sign_in(request):
    return edit(request, SignInForm, "Connexion des agents", saved="Le réglage de la connexion est enregistré.")


# --- Hosts ----------------------------------------------------------------------------------------


class HostTable(Table):
    name = RecordColumn()
    is_primary = YesNoColumn()

    class Meta(Table.Meta):
        model = Host
        fields = ()


class HostList(SettingList):
    model = Host
    permission = "authorities.view_host"
    title = "Noms d’hôte"
    lede = "Chaque nom mène à cette collectivité. Les courriels pointent vers le nom principal."
    columns = HostTable
    default_sort = ("-is_primary", "name")
    create = Create("Nouveau nom d’hôte", "desk:settings:host-create", "authorities.add_host")


class HostForm(SettingForm):
    class Meta:
        fields = ("name",)
        help_texts = {"name": "Sans « https:// » ni chemin, par exemple participation.ville.fr."}

    def clean_name(self):
        return host_name(self.cleaned_data["name"])


hosts = Register(
    Host, "host", path="hotes", listing=HostList, form=HostForm,
    add_title="Nouveau nom d’hôte", saved="Le nom d’hôte est enregistré.",
)  # fmt: skip

HOST_VERBS = (
    Verb("Rendre principal", "desk:settings:host-primary", "authorities.change_host",
         why_not=lambda host: "Ce nom est déjà le principal." if host.is_primary else ""),
    Verb("Retirer ce nom", "desk:settings:host-remove", "authorities.delete_host", danger=True,
         why_not=lambda host: "Les courriels mènent à ce nom." if host.is_primary else ""),
)  # fmt: skip


@desk_view("authorities.view_host", Host)
def host(request, host):
    context = {
        "title": host.name, "kicker": "Noms d’hôte", "kicker_url": reverse("desk:settings:host-list"),
        "facts": [("Principal", "oui" if host.is_primary else "non")],
        "verbs": offers(request.user, host, HOST_VERBS),
    }  # fmt: skip
    return render(request, "desk/record.html", context)


@desk_action(
    Host, "authorities.change_host", title="Rendre ce nom principal", button="Rendre principal",
    effects=lambda host: [f"Les courriels et les flux pointeront vers {host.name}."],
)  # fmt: skip
def make_primary(request, host):
    lifecycle.make_primary(host, by=request.user)
    return f"{host.name} est maintenant le nom principal."


@desk_action(
    Host, "authorities.delete_host", title="Retirer ce nom d’hôte", button="Retirer ce nom",
    effects=lambda host: [f"{host.name} ne mènera plus à cette collectivité. Les liens déjà diffusés cesseront."],
)  # fmt: skip
def remove_host(request, host):
    lifecycle.remove_host(host, by=request.user)
    return redirect("desk:settings:host-list")


urls = [
    url("", home, name="home"),
    url("collectivite/", identity, name="identity"),
    url("apparence/", look, name="look"),
    url("apparence/contraste/", contrast, name="contrast"),
    url("modules/", modules, name="modules"),
    url("connexion/", sign_in, name="sign-in"),
    *(u for u in hosts.urls if u.name != "host-detail"),
    url("hotes/<int:pk>/", host, name="host-detail"),
    url("hotes/<int:pk>/principal/", make_primary, name="host-primary"),
    url("hotes/<int:pk>/retrait/", remove_host, name="host-remove"),
]
