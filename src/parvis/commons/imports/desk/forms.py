"""Handing a file over, saying which title feeds which column, confirming."""

from django import forms

from parvis.ground.core.french import plural
from parvis.shells.actions import ActionForm


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Fichier",
        help_text="CSV ou XLSX, 2 000 lignes au plus. La première ligne porte les titres.",
        error_messages={"empty": "Ce fichier est vide : choisissez-en un autre."},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
    )


class ColumnsForm(ActionForm):
    """One choice per column of the importer, among the titles of the file."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        titles = [("", "pas dans ce fichier"), *enumerate(self.about.headers)]
        for column in self.about.importer.columns:
            self.fields[column.name] = forms.TypedChoiceField(
                label=column.label, choices=titles, coerce=int, empty_value=None, required=column.required,
                initial=self.about.matching.get(column.name), help_text=column.help,
                error_messages={"required": "Cette colonne est nécessaire : dites quel titre la porte."},
            )  # fmt: skip

    def matching(self):
        return {name: position for name, position in self.cleaned_data.items() if position is not None}


class ConfirmForm(ActionForm):
    """Asks about wrong lines, when there are some."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.about.error_count:
            self.fields["skip_errors"] = forms.BooleanField(
                label=f"Laisser de côté {plural(self.about.error_count, 'ligne')} en erreur",
                help_text="Elles ne seront pas écrites. Corrigez-les, puis importez-les dans un autre fichier.",
                required=False,
            )
