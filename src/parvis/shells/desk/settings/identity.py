"""The keys that ProConnect and FranceConnect gave to the authority. The secret is written, never shown."""

from django import forms
from django.conf import settings
from django.urls import path as url
from django.urls import reverse

from parvis.ground.accounts import oidc
from parvis.ground.accounts.sealing import seal
from parvis.ground.authorities.models import Authority
from parvis.ground.core.validators import validate_siret
from parvis.shells.entry import desk_view

from .forms import edit

MOST_PARTNERS = 500


class KeysForm(forms.ModelForm):
    """Keys of one identity service of the authority."""

    code = ""
    needed = ("server_url", "client_id")

    on = forms.BooleanField(label="Proposer ce service à l’entrée", required=False)
    server_url = forms.URLField(
        label="Adresse du service", required=False, assume_scheme="https", max_length=300,
        help_text="Celle qui précède « /.well-known/openid-configuration » dans les documents du service.",
    )  # fmt: skip
    client_id = forms.CharField(label="Identifiant du client", required=False, max_length=190)
    secret = forms.CharField(
        label="Secret du client", required=False, max_length=190, strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Il n’est jamais montré. Laissez vide pour garder celui qui est enregistré.",
    )  # fmt: skip

    class Meta:
        model = Authority
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = getattr(self.instance, self.code)
        self.initial.update({name: self.known.get(name, "") for name in self.fields if name != "secret"})

    def clean_server_url(self):
        address = self.cleaned_data["server_url"].rstrip("/")
        if address:
            try:
                oidc.check_server(address)
            except oidc.Untrusted as error:
                raise forms.ValidationError(str(error)) from error
        return address

    def clean(self):
        data = super().clean()
        if data.get("on"):
            for name in self.needed:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "Nécessaire pour proposer ce service.")
            if not data.get("secret") and not self.known.get("secret"):
                self.add_error("secret", "Nécessaire pour proposer ce service.")
        return data

    def save(self, commit=True):
        kept = {name: self.cleaned_data[name] for name in self.fields if name != "secret"}
        typed = self.cleaned_data["secret"]
        kept["secret"] = seal(typed) if typed else self.known.get("secret", "")
        setattr(self.instance, self.code, kept)
        return super().save(commit)


class ProConnectForm(KeysForm):
    code = "proconnect"

    partners = forms.CharField(
        label="SIRET des partenaires", required=False, max_length=15 * MOST_PARTNERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Un par ligne : les communes et organismes dont les agents entrent ici. Les vôtres entrent déjà.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["partners"] = "\n".join(self.known.get("partners", ()))

    def clean_partners(self):
        numbers = [line.replace(" ", "") for line in self.cleaned_data["partners"].splitlines() if line.strip()]
        for number in numbers:
            try:
                validate_siret(number)
            except forms.ValidationError as error:
                raise forms.ValidationError(f"{number} : {' '.join(error.messages)}") from error
        return list(dict.fromkeys(numbers))

    def clean(self):
        data = super().clean()
        if data.get("on") and not (self.instance.siren or self.instance.siret):
            self.add_error(None, "Indiquez d’abord le SIREN de la collectivité : il dit quels agents sont les siens.")
        return data


class FranceConnectForm(KeysForm):
    code = "franceconnect"

    acr = forms.ChoiceField(
        label="Niveau demandé", initial="eidas1",
        choices=[(level, f"{level}, FranceConnect{'' if level == 'eidas1' else '+'}") for level in oidc.LEVELS],
        help_text="Une identité vérifiée à un niveau inférieur est refusée.",
    )  # fmt: skip


@desk_view("authorities.change_authority")
def proconnect(request):
    return keys(request, ProConnectForm)


@desk_view("authorities.change_authority")
def franceconnect(request):
    return keys(request, FranceConnectForm)


def keys(request, form_class):
    label = oidc.KINDS[form_class.code].label
    return edit(
        request, form_class, label, saved=f"Les réglages de {label} sont enregistrés.",
        template="desk/settings/identity.html", addresses=list(addresses(request.authority, form_class.code)),
    )  # fmt: skip


def addresses(authority, code):
    """What must be declared to the service: the way back from it, and where one is after leaving it, for each host."""
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    for name in authority.hosts.order_by("-is_primary", "name").values_list("name", flat=True):
        site = f"{settings.PUBLIC_SCHEME}://{name}{port}"
        yield site + reverse("openid_connect_callback", args=[code]), site + reverse("public:home")


urls = [url("proconnect/", proconnect, name="proconnect"), url("franceconnect/", franceconnect, name="franceconnect")]
