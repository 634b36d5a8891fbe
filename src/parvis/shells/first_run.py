"""The first page of an installation without demonstration: authority, host, first officer, first body.

A feature that wants to be asked there declares `Feature.extra["first_run"]`: a dict with `label` (« Votre première
instance »), `form` (a callable that gives the form class) and `create(authority, data, *, by)`, perhaps
`told(authority)`, sentences for the page that follows. A part left empty is left for later.
"""

from contextlib import contextmanager

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import render
from django.urls import get_urlconf, set_urlconf
from django.utils.text import slugify

from parvis.ground.authorities import first_run
from parvis.ground.authorities.choices import AuthorityKind
from parvis.ground.core.errors import Refused
from parvis.ground.core.firstday import is_token
from parvis.ground.core.manifest import features
from parvis.ground.core.validators import host_name, validate_siren


class FirstRunForm(forms.Form):
    """What it takes to open an authority."""

    groups = (
        ("La collectivité", ["name", "short_name", "kind", "siren", "population"]),
        ("Son adresse", ["host"]),
        ("La première personne", ["officer_name", "officer_email"]),
    )

    name = forms.CharField(
        label="Nom", help_text="En entier, par exemple « Val d’Orzenne Agglomération ».", max_length=160
    )
    short_name = forms.CharField(label="Nom court", help_text="Pour le haut des pages.", max_length=60)
    kind = forms.ChoiceField(label="Nature", choices=AuthorityKind.choices)
    siren = forms.CharField(label="SIREN", max_length=9, required=False, validators=[validate_siren])
    population = forms.IntegerField(label="Population municipale", min_value=1, max_value=20_000_000, required=False)
    host = forms.CharField(
        label="Nom d’hôte", max_length=253,
        help_text="Le nom sous lequel ce serveur répond pour cette collectivité, par exemple participation.ville.fr.",
    )  # fmt: skip
    officer_name = forms.CharField(label="Prénom et nom", max_length=120)
    officer_email = forms.EmailField(
        label="Adresse électronique", max_length=254,
        help_text="Cette personne se connectera par un code reçu à cette adresse, et accordera les autres rôles.",
    )  # fmt: skip
    jeton = forms.CharField(widget=forms.HiddenInput)

    def clean_host(self):
        return host_name(self.cleaned_data["host"])

    def authority(self):
        """The fields of the authority and of its first officer."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "jeton"}
        return data | {"slug": slugify(data["host"].partition(".")[0]) or slugify(data["short_name"])}


class Part:
    """What one feature asks on the first day."""

    def __init__(self, feature, hook, data):
        self.label, self._create = hook["label"], hook["create"]
        self.told = hook.get("told", lambda authority: ())
        self.form = hook["form"]()(data, prefix=feature.slug, empty_permitted=True, use_required_attribute=False)

    def is_left_for_later(self):
        return not self.form.has_changed()

    def create(self, authority, by):
        if not self.is_left_for_later():
            self._create(authority, self.form.cleaned_data, by=by)


@login_not_required
def page(request):
    """Open only while there is no authority, to whoever reads the token in the server's terminal."""
    if request.authority is not None or not first_run.is_open():
        raise Http404
    given = request.POST.get("jeton") or request.GET.get("jeton", "")
    if not is_token(given):
        return render(request, "first_run/closed.html", {"wrong": bool(given)}, status=403)
    posted = request.POST if request.method == "POST" else None
    form = FirstRunForm(posted, initial={"jeton": given, "host": request.get_host().partition(":")[0]})
    parts = [Part(f, hook, posted) for f in features() if (hook := f.extra.get("first_run"))]
    if posted and are_right(form, parts) and (opened := run(form, parts)):
        return render(request, "first_run/done.html", opened)
    return render(request, "first_run/page.html", {"form": form, "parts": parts}, status=422 if posted else 200)


page.shell, page.permission, page.model = "directory", None, None


def are_right(form, parts):
    """Whether everything is well answered; what is not in a part is said at the head of the page too."""
    right = all([form.is_valid(), *(part.form.is_valid() for part in parts)])
    for part in parts:
        for name, errors in part.form.errors.items():
            asked = part.form.fields[name].label if name in part.form.fields else part.label
            form.add_error(None, [f"{part.label}, {asked.lower()} : {error}" for error in errors])
    return right


@contextmanager
def addresses_of_authorities():
    """What is written here has its addresses on the authority's host: the directory's host knows none of them."""
    here = get_urlconf()
    set_urlconf(None)
    try:
        yield
    finally:
        set_urlconf(here)


def run(form, parts):
    """Everything at once, or nothing; None when it was refused, and the form says why."""
    try:
        with addresses_of_authorities(), transaction.atomic():
            authority, officer = first_run.open_first_authority(**form.authority())
            for part in parts:
                part.create(authority, officer)
            told = [sentence for part in parts for sentence in part.told(authority)]
    except ValidationError as error:
        form.add_error(None, error.messages)
    except Refused as refused:
        form.add_error(None, str(refused))
    else:
        sign_in = authority.address_of("/compte/connexion/")
        return {"authority": authority, "officer": officer, "sign_in": sign_in, "told": told}
    return None
