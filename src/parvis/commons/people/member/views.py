"""What the authority knows of me, how it writes to me, and what I agreed to."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from parvis.commons.people import lifecycle, phones, photos
from parvis.commons.people.choices import Purpose
from parvis.commons.people.forms import PhotoForm
from parvis.commons.people.models import Person
from parvis.commons.people.queries import person_of
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.core.french import plain_date
from parvis.shells.entry import member_view
from parvis.shells.forms import RecordForm

# One's own coordinates, as browsers know them (RGAA 11.13).
FILLED_BY_THE_BROWSER = {
    "email": "email", "phone": "tel", "address_line": "address-line1", "postcode": "postal-code",
    "city": "address-level2",
}  # fmt: skip


class OwnContactForm(RecordForm):
    class Meta:
        model = Person
        fields = ("email", "phone", "address_line", "postcode", "city", "channel")
        help_texts = {
            "email": "Elle sert à vous écrire. Votre adresse de connexion se change dans « Mon compte ».",
            "channel": "Sans adresse électronique, les courriers partent par la poste.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, purpose in FILLED_BY_THE_BROWSER.items():
            self.fields[name].widget.attrs["autocomplete"] = purpose


class OwnConsentsForm(forms.Form):
    purposes = forms.MultipleChoiceField(
        label="J’accepte", choices=Purpose.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Chaque accord est libre et se retire ici à tout moment, sans conséquence sur votre mandat.",
    )  # fmt: skip


@member_view("people.see_self")
def own(request):
    person = _me(request)
    context = {
        "title": "Mes informations", "person": person, "phone": phones.shown(person.phone),
        "roles": person.current_roles, "consents": person.consents.all(),
    }  # fmt: skip
    return render(request, "people/member/self.html", context)


@member_view("people.see_self")
def change_contact(request):
    person = _me(request)
    form = OwnContactForm(request.POST or None, about=person, user=request.user, authority=request.authority)
    if request.method == "POST" and form.is_valid():
        lifecycle.change_person(person, by=request.user, **form.cleaned_data)
        return _done(request, "Vos coordonnées sont enregistrées.")
    return _form(request, form, "Mes coordonnées", "Enregistrer")


@member_view("people.see_self")
def choose_consents(request):
    person = _me(request)
    held = [c.purpose for c in person.consents.all() if c.withdrawn_at is None]
    form = OwnConsentsForm(request.POST or None, initial={"purposes": held})
    if request.method == "POST" and form.is_valid():
        proof = f"Espace membre, le {plain_date(clock.today())}"
        lifecycle.set_consents(person, purposes=form.cleaned_data["purposes"], proof=proof, by=request.user)
        return _done(request, "Vos accords sont enregistrés.")
    return _form(request, form, "Mes accords", "Enregistrer")


@member_view("people.see_self")
def photo(request):
    person = _me(request)
    if request.method == "POST" and "retirer" in request.POST:
        return _remove_photo(request, person)
    form = PhotoForm(
        request.POST or None, request.FILES or None, about=person, user=request.user, authority=request.authority
    )
    if request.method == "POST" and form.is_valid():
        photos.set_photo(person, upload=form.cleaned_data["photo"], by=request.user)
        return _done(request, "Votre photographie est enregistrée. Elle n’est publique que si vous l’acceptez.")
    return _form(request, form, "Ma photographie", "Déposer")


def _remove_photo(request, person):
    try:
        photos.remove_photo(person, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("member:people:self")
    return _done(request, "Votre photographie est supprimée.")


def _me(request):
    person = person_of(request.user, request.authority)
    if person is None:
        raise Http404
    return person


def _done(request, message):
    messages.success(request, message)
    return redirect("member:people:self")


def _form(request, form, title, button):
    context = {"form": form, "title": title, "button": button}
    return render(request, "member/form.html", context, status=422 if form.errors else 200)
