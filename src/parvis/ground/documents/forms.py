"""Forms for the pages that hand over files and rewrite the texts of documents; the desk shows them."""

from django import forms

from .choices import ANY
from .kinds import kind_of
from .texts import in_force, unknown_words
from .uploads import UploadField


class FileForm(forms.Form):
    """Handing over a file."""

    file = UploadField(label="Fichier", help_text="Le type du fichier est vérifié à partir de son contenu.")
    title = forms.CharField(
        label="Titre",
        help_text="Ce que contient le document, en quelques mots. À défaut, le nom du fichier.",
        max_length=200,
        required=False,
    )
    alternative = forms.CharField(
        label="Équivalent accessible",
        help_text="Le contenu en texte simple, pour qui ne peut pas lire le fichier. Indispensable pour le publier.",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args, accepted=ANY, **options):
        super().__init__(*args, **options)
        self.fields["file"].accepted = accepted


class TemplateForm(forms.Form):
    """The texts of one kind of document; one field per passage, made from its declaration."""

    header = forms.CharField(
        label="En-tête",
        help_text="À défaut, le nom et l’adresse de la collectivité.",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    footer = forms.CharField(label="Pied de page", max_length=300, required=False)
    place = forms.CharField(label="Fait à", max_length=80, required=False)
    signatory_mention = forms.CharField(
        label="Mention",
        help_text="Par exemple « Pour le président et par délégation ».",
        max_length=120,
        required=False,
    )
    signatory_title = forms.CharField(label="Qualité du signataire", max_length=160, required=False)
    signatory_name = forms.CharField(label="Nom du signataire", max_length=120, required=False)
    over = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, kind, template=None, **options):
        self.kind = kind_of(kind)
        options["initial"] = initial(self.kind, template) | options.get("initial", {})
        super().__init__(*args, **options)
        for part in self.kind.parts:
            self.fields[f"part_{part.code}"] = forms.CharField(
                label=part.label,
                help_text=_help(part, self.kind),
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 8, "data-rich-text": ""}),
            )
        if not self.kind.signed:
            for name in ("place", "signatory_mention", "signatory_title", "signatory_name"):
                del self.fields[name]

    def clean(self):
        data = super().clean()
        for part in self.kind.parts:
            name = f"part_{part.code}"
            for word in unknown_words(self.kind, data.get(name, "")):
                self.add_error(name, f"Parvis ne sait pas remplir {{{word}}} : vérifiez le mot entre accolades.")
        return data

    def texts(self):
        """What `edit_template` takes."""
        data = dict(self.cleaned_data)
        parts = {part.code: data.pop(f"part_{part.code}") for part in self.kind.parts}
        return data | {"parts": parts}


def initial(kind, template):
    """The texts in force, as the form shows them."""
    values = in_force(kind, template)
    parts = values.pop("parts")
    version = {"over": template.version if template else 0}
    return values | version | {f"part_{code}": text for code, text in parts.items()}


def _help(part, kind):
    words = ", ".join(f"{{{word}}} : {meaning}" for word, meaning in kind.words)
    return " ".join(filter(None, (part.help, f"Mots remplis par Parvis : {words}." if words else "")))
