"""Choosing a person in a form without listing everybody: the likely ones in a list, the others by their name.

It needs no script. What is typed is looked for when the form is sent: one person found is taken, several come back
as the list to choose from.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import ModelChoiceIterator

from .models import Person, fold_name

MOST_FOUND = 20
TYPED = "-nom"


class TypedName(str):
    """What was typed instead of chosen."""


class PersonWidget(forms.Select):
    """A list of likely people, and a field for the name of anybody else."""

    template_name = "people/widgets/person.html"
    label = ""

    def value_from_datadict(self, data, files, name):
        typed = data.get(name + TYPED, "").strip()
        return TypedName(typed) if typed else super().value_from_datadict(data, files, name)

    def value_omitted_from_data(self, data, files, name):
        return name not in data and name + TYPED not in data

    def use_required_attribute(self, initial):
        return False

    def get_context(self, name, value, attrs):
        typed = value if isinstance(value, TypedName) else ""
        context = super().get_context(name, None if typed else value, attrs)
        found = getattr(self.choices, "found", None)
        listed = sum(bool(option["value"]) for _, options, _ in context["widget"]["optgroups"] for option in options)
        return context | {"typed_name": name + TYPED, "typed": "" if found else typed, "listed": listed,
                          "found": found, "label": self.label}  # fmt: skip


class LikelyPeople(ModelChoiceIterator):
    """The options: those just found by their name, else the likely ones, always with the one chosen now."""

    def __init__(self, field):
        super().__init__(field)
        self.found = field.found
        self.queryset = field.likely if field.found is None else field.found


class PersonField(forms.ModelChoiceField):
    """One person of the authority. `choose_among` says who is likely and who may be looked for by their name."""

    widget = PersonWidget
    iterator = LikelyPeople
    found = None
    default_error_messages = {
        "nobody": "Aucune fiche ne correspond à « %(name)s ». Vérifiez le nom, ou créez d’abord la fiche.",
        "several": "Plusieurs fiches correspondent à « %(name)s » : choisissez dans la liste.",
        "many": "Trop de fiches correspondent à « %(name)s » : ajoutez le prénom.",
    }

    def __init__(self, *args, empty_label="Choisir", **kwargs):
        self.likely = Person.objects.none()
        self.sought = self.likely
        super().__init__(Person.objects.none(), *args, empty_label=empty_label, **kwargs)
        self.widget.label = self.label

    def choose_among(self, likely, *, authority, user, current=None):
        """List the likely ones and the one chosen now; by name, find only people whom the user may see."""
        people = Person.objects.of(authority)
        near = Q(pk__in=likely.values("pk")) | Q(pk=current)
        self.sought = people.visible_to(user)
        self.likely = people.filter(near).order_by("family_name", "given_name")
        self.queryset = people.filter(near | Q(pk__in=self.sought.values("pk")))

    def to_python(self, value):
        if not isinstance(value, TypedName):
            return super().to_python(value)
        rows = self.sought
        for word in fold_name("", value).split():
            rows = rows.filter(folded_name__contains=word)
        found = list(rows.order_by("family_name", "given_name")[: MOST_FOUND + 1])
        if len(found) == 1:
            return found[0]
        code = "nobody" if not found else "several" if len(found) <= MOST_FOUND else "many"
        if code == "several":
            self.offer(found)
        raise ValidationError(self.error_messages[code], code=code, params={"name": value})

    def offer(self, found):
        """Show those found instead of the likely ones; two of the same name are told apart by their number."""
        self.found = Person.objects.filter(pk__in=[person.pk for person in found]).order_by("family_name", "given_name")
        names = [person.full_name for person in found]
        self.label_from_instance = lambda person: (
            f"{person} (fiche n° {person.pk})" if names.count(person.full_name) > 1 else str(person)
        )
        self.widget.choices = self.choices
