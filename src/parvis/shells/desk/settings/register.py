"""The pages of a simple setting: its list, the form that adds a row, the form that changes it."""

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import path as url
from django.urls import reverse

from parvis.ground.authorities import lifecycle
from parvis.shells.desk.listing import Listing
from parvis.shells.entry import desk_view


class SettingList(Listing):
    """A list of the settings."""

    parent = ("Réglages", "desk:settings:home")


class SettingForm(forms.ModelForm):
    """A form whose choices among records are limited to those of the authority."""

    def __init__(self, *args, authority, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.authority = authority
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and hasattr(field.queryset, "of"):
                field.queryset = field.queryset.of(authority)
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def _get_validation_exclusions(self):
        """Uniqueness is checked within the authority, which is no field of the form."""
        return super()._get_validation_exclusions() - {"authority"}


class Register:
    """Pages and addresses of one kind of setting. `urls` go into the settings' URLconf."""

    def __init__(self, model, slug, *, path, listing, fields=(), form=SettingForm, widgets=None, add_title, saved):
        self.model, self.slug, self.listing, self.path = model, slug, listing, path
        self.add_title, self.saved = add_title, saved
        self.form = forms.modelform_factory(model, form=form, fields=fields or form._meta.fields, widgets=widgets)
        self.label = model._meta.model_name

    @property
    def urls(self):
        enter = f"authorities.{{}}_{self.label}"
        return [
            url(f"{self.path}/", self.listing.as_view(), name=f"{self.slug}-list"),
            url(f"{self.path}/nouveau/", desk_view(enter.format("add"))(self.create), name=f"{self.slug}-create"),
            url(
                f"{self.path}/<int:pk>/",
                desk_view(enter.format("view"), self.model)(self.change),
                name=f"{self.slug}-detail",
            ),
        ]

    def create(self, request):
        return self.edit(request, self.model(), self.add_title)

    def change(self, request, obj):
        """The record as a form for who may change it, as a sheet for who may only read it."""
        if not request.user.has_perm(f"authorities.change_{self.label}", obj):
            return self.sheet(request, obj)
        return self.edit(request, obj, str(obj))

    def edit(self, request, obj, title):
        form = self.form(request.POST or None, request.FILES or None, instance=obj, authority=request.authority)
        if form.is_valid() and self.save(request, form):
            messages.success(request, self.saved)
            return redirect(reverse(f"desk:settings:{self.slug}-list"))
        return self.show(
            request, "desk/form.html", title, form=form, button="Enregistrer", status=422 if form.is_bound else 200
        )

    def save(self, request, form):
        """Whether it was written; a neighbour who took the same name first is told next to the form."""
        try:
            with transaction.atomic():
                lifecycle.keep(form.save(commit=False), by=request.user, changed=form.changed_data)
                form.save_m2m()
        except IntegrityError:
            form.add_error(None, "Une autre fiche porte déjà ce nom ou ce numéro.")
            return False
        return True

    def sheet(self, request, obj):
        facts = [
            (f.label, sheet_value(obj, name))
            for name, f in self.form(instance=obj, authority=request.authority).fields.items()
        ]
        return self.show(request, "desk/settings/sheet.html", str(obj), facts=facts)

    def show(self, request, template, title, *, status=200, **context):
        back = reverse(f"desk:settings:{self.slug}-list")
        context = {"title": title, "kicker": self.listing.title, "kicker_url": back, "cancel_url": back, **context}
        return render(request, template, context, status=status)


def sheet_value(obj, name):
    """A field as it is read."""
    display = getattr(obj, f"get_{name}_display", None)
    value = display() if display else getattr(obj, name)
    return {True: "oui", False: "non"}.get(value, value) if isinstance(value, bool) else value
