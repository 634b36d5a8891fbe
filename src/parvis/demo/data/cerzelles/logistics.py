"""Cerzelles: plenary 4 of the Fabrique is being prepared; only its 46 meals are still to be ordered, by 2 December."""

from ..shapes import Need, NeedTemplate, Preparation
from ..when import d

NEED_TEMPLATES = (
    NeedTemplate(
        key="samedi-de-la-fabrique", name="Samedi de la Fabrique", kept_on=d("19/10/2026"), by="hugo-lantier",
        needs=(
            ("room", "Réservation de la maison de quartier", 1, 30, None),
            ("audiovisual", "Micros, écran et boucle magnétique", 1, 15, None),
            ("catering", "Repas de midi", 46, 10, "protocole"),
            ("childcare", "Garde d’enfants", 5, 10, None),
            ("security", "Ouverture et fermeture de la salle", 1, 10, None),
            ("printing", "Carnets et plans de table", 46, 7, "communication"),
            ("cleaning", "Nettoyage après la séance", 1, 7, None),
        ),
    ),
)  # fmt: skip

PREPARATIONS = (
    Preparation(
        key="pleniere-4", meeting="pleniere-4", opened_on=d("09/11/2026"), by="hugo-lantier", headcount=46,
        needs=(
            Need(
                key="fabrique-4-salle", kind="room", label="Maison de quartier La Fontaine", due_on=d("12/11/2026"),
                provider="Maison de quartier La Fontaine", asked_on=d("09/11/2026"), confirmed_on=d("12/11/2026"),
            ),
            Need(
                key="fabrique-4-repas", kind="catering", label="Repas de midi", due_on=d("02/12/2026"), quantity=46,
                department="protocole", estimate=69_000, line=("fabrique-2026", "repas"), served_at="12:30",
                counts=(
                    ("diet", "vegetarian", 9), ("diet", "halal", 3), ("diet", "gluten_free", 2),
                    ("allergy", "nuts", 1),
                ),
            ),
            Need(
                key="fabrique-4-garde", kind="childcare", label="Garde de cinq enfants", due_on=d("02/12/2026"),
                quantity=5, provider="Les P’tits Loups", asked_on=d("10/11/2026"), confirmed_on=d("13/11/2026"),
            ),
            Need(
                key="fabrique-4-hartog", kind="speaker", label="Où va la pluie ?", due_on=d("20/11/2026"),
                speaker="ilse-hartog", estimate=35_000, travel=6_200, served_at="09:45",
                line=("fabrique-2026", "intervenants"), confirmed_on=d("13/11/2026"),
            ),
        ),
    ),
)  # fmt: skip
