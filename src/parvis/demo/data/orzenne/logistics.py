"""Val d'Orzenne: what every evening plenary needs; the sheet of the next one is still to be opened."""

from ..shapes import NeedTemplate
from ..when import d

NEED_TEMPLATES = (
    NeedTemplate(
        key="pleniere-du-soir", name="Plénière du soir", kept_on=d("06/10/2026"), by="maelle-quintard",
        needs=(
            ("room", "Réservation de la salle", 1, 30, None),
            ("audiovisual", "Micros, sonorisation et écran", 1, 15, None),
            ("catering", "Repas du soir", 55, 10, "protocole"),
            ("security", "Ouverture et fermeture de la salle", 1, 10, None),
            ("printing", "Dossiers des participants", 78, 7, "cabinet"),
            ("signage", "Fléchage depuis l’arrêt et le parking", 1, 7, None),
            ("cleaning", "Nettoyage après la séance", 1, 7, None),
        ),
    ),
)  # fmt: skip
