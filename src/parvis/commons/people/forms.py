"""Forms that the desk and the person's own space share."""

from parvis.ground.documents.choices import IMAGES
from parvis.ground.documents.uploads import UploadField
from parvis.shells.actions import ActionForm


class PhotoForm(ActionForm):
    photo = UploadField(
        label="Photographie", accepted=IMAGES,
        help_text="PNG, JPEG ou WebP. Elle n’est publique qu’avec l’accord de la personne.",
    )  # fmt: skip
