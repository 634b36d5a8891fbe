"""Val d'Orzenne: what every evening plenary needs, and the sheet of the next one, with its meals for 55."""

from ..shapes import Need, NeedTemplate, Preparation
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

PREPARATIONS = (
    Preparation(
        key="pleniere-2026-12", meeting="pleniere-2026-12", opened_on=d("13/11/2026"), by="maelle-quintard",
        headcount=55,
        needs=(
            Need(
                key="pleniere-salle", kind="room", label="Salle polyvalente de Marsanne-d’Orzenne",
                due_on=d("10/11/2026"), provider="Mairie de Marsanne-d’Orzenne", asked_on=d("13/11/2026"),
                confirmed_on=d("13/11/2026"),
            ),
            Need(
                key="pleniere-son", kind="audiovisual", label="Micros, sonorisation et écran", due_on=d("25/11/2026"),
                provider="Service technique", asked_on=d("13/11/2026"),
            ),
            Need(
                key="pleniere-repas", kind="catering", label="Repas du soir", due_on=d("30/11/2026"), quantity=55,
                department="protocole", served_at="20:00",
            ),
            Need(
                key="pleniere-gardien", kind="security", label="Ouverture et fermeture de la salle",
                due_on=d("30/11/2026"), provider="Mairie de Marsanne-d’Orzenne",
            ),
            Need(
                key="pleniere-dossiers", kind="printing", label="Dossiers des participants", quantity=78,
                due_on=d("03/12/2026"), department="cabinet",
            ),
            Need(
                key="pleniere-flechage", kind="signage", label="Fléchage depuis l’arrêt et le parking",
                due_on=d("03/12/2026"),
            ),
            Need(
                key="pleniere-menage", kind="cleaning", label="Nettoyage après la séance", due_on=d("03/12/2026"),
                provider="Mairie de Marsanne-d’Orzenne",
            ),
        ),
    ),
)  # fmt: skip
