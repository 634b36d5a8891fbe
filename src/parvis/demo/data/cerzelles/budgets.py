"""Cerzelles: the budget of the Fabrique (24 000 € voted, 15 870 € committed, 12 415 € paid), which its members read.

Of what is committed, 412 € come from the logistics of plenary 4: its speaker is confirmed.
"""

from ..money import budget, line, spent

_GRAND_ANGLE = "Studio Grand Angle"
_MARCHE = "Les Paniers du marché"

_LINES = (
    line("animation", "Animation des plénières", 9_000, "6228 Divers services", "FAB-1"),
    line("repas", "Repas et accueil", 4_500, "6234 Réceptions", "FAB-2"),
    line("intervenants", "Intervenants et visites", 2_500, "6226 Honoraires", "FAB-3"),
    line("membres", "Garde d’enfants et déplacements des membres", 3_000, "6251 Voyages et déplacements", "FAB-4"),
    line("communication", "Documents et communication", 5_000, "6236 Catalogues et imprimés", "FAB-5"),
)

_SPENT = (
    spent("animation", "Plénière d’installation", _GRAND_ANGLE, 2_150,
          "18/05/2026", "21/05/2026", "08/06/2026", "02/07/2026"),
    spent("animation", "Plénière 2", _GRAND_ANGLE, 2_150, "08/06/2026", "15/06/2026", "07/09/2026", "30/09/2026"),
    spent("animation", "Plénière 3", _GRAND_ANGLE, 2_150, "07/09/2026", "14/09/2026", "19/10/2026", "09/11/2026"),
    spent("animation", "Mise en commun graphique de la plénière 4", _GRAND_ANGLE, 1_400, "19/10/2026", "26/10/2026"),
    spent("repas", "Repas de l’installation", _MARCHE, 780, "18/05/2026", "22/05/2026", "02/06/2026", "25/06/2026"),
    spent("repas", "Repas de la plénière 2", _MARCHE, 645, "15/06/2026", "22/06/2026", "07/09/2026", "29/09/2026"),
    spent("repas", "Repas de la plénière 3", _MARCHE, 720, "14/09/2026", "21/09/2026", "12/10/2026", "05/11/2026"),
    spent("intervenants", "Intervention « Ce que coûte l’eau »", "Maison de l’eau", 400,
          "15/06/2026", "29/06/2026", "09/09/2026", "02/10/2026"),
    spent("intervenants", "Autocar de la visite de la station d’épuration", "Autocars Delmotte", 655,
          "21/09/2026", "28/09/2026", "30/10/2026", estimate=620),
    spent("membres", "Garde d’enfants des trois premières plénières", "Les P’tits Loups", 540,
          "18/05/2026", "25/05/2026", "12/10/2026", "04/11/2026"),
    spent("membres", "Remboursements de déplacements", "Membres de la Fabrique", 380,
          "25/05/2026", "25/05/2026", "19/10/2026", "10/11/2026", number="État des frais 2026-1"),
    spent("communication", "Carnets des membres", "Imprimerie des Deux Ponts", 1_240,
          "18/05/2026", "20/05/2026", "15/06/2026", "08/07/2026"),
    spent("communication", "Film de l’installation", "Les Ateliers de l’image", 1_260,
          "18/05/2026", "26/05/2026", "29/06/2026", "23/07/2026"),
    spent("communication", "Exposition itinérante « Où va la pluie ? »", "Imprimerie des Deux Ponts", 988,
          "05/10/2026", "02/11/2026", estimate=1_100),
)  # fmt: skip

BUDGETS = (
    budget(
        "fabrique-2026", "Budget de la Fabrique", 2026, officer="hugo-lantier", director="perrine-delmotte",
        scheme="fabrique", open_to_members=True, prepared_on="20/04/2026", voted_on="13/05/2026", lines=_LINES,
        spent=_SPENT, funding=(("Fonds propres de la ville", 19_000), ("Agence de bassin", 5_000)),
    ),
)  # fmt: skip
