"""Val d'Orzenne: the mission's budget of 2026 (42 000 € voted, 34 090 committed, 22 900 paid); that of 2025, closed."""

from ..money import budget, line, spent

_WHO = {"officer": "maelle-quintard", "director": "bastien-orsolle"}
_PASSERELLE = "Atelier Passerelle"
_HALLES = "Traiteur des Halles d’Orzenne"
_IMPRIMERIE = "Imprimerie du Confluent"
_FORMATION = "École de la participation"

_LINES_2026 = (
    line("animation", "Animation et facilitation", 12_000, "6228 Divers services", "PART-10"),
    line("repas", "Repas et accueil", 4_500, "6234 Réceptions", "PART-20"),
    line("deplacements", "Déplacements des membres", 3_000, "6251 Voyages et déplacements", "PART-30"),
    line("formation", "Formation des membres", 8_000, "6184 Formation", "PART-40"),
    line("communication", "Communication", 6_500, "6236 Catalogues et imprimés", "PART-50"),
    line("evaluation", "Évaluation et sortie de programme", 5_000, "617 Études", "PART-60"),
    line("fournitures", "Fournitures et outils", 1_000, "6068 Autres fournitures", "PART-70"),
    line("adhesions", "Adhésions aux réseaux", 2_000, "6281 Concours divers", "PART-80"),
)

_SPENT_2026 = (
    spent("animation", "Deux réunions publiques sur le plan climat", _PASSERELLE, 1_500,
          "05/01/2026", "08/01/2026", "02/02/2026", "24/02/2026"),
    spent("animation", "Plénière de clôture du mandat 2023-2026", _PASSERELLE, 1_800,
          "12/01/2026", "19/01/2026", "16/03/2026", "08/04/2026", estimate=2_000),
    spent("animation", "Tirage au sort et accueil des nouveaux membres", _PASSERELLE, 1_500,
          "16/03/2026", "30/03/2026", "22/06/2026", "15/07/2026"),
    spent("animation", "Séminaire d’installation", _PASSERELLE, 2_400,
          "04/05/2026", "01/06/2026", "30/09/2026", "26/10/2026"),
    spent("animation", "Ateliers d’écriture des avis, automne", _PASSERELLE, 2_400, "21/09/2026", "02/10/2026"),
    spent("repas", "Buffet de la plénière de clôture", _HALLES, 620,
          "02/02/2026", "16/02/2026", "12/03/2026", "07/04/2026", estimate=640),
    spent("repas", "Accueil des nouveaux membres", _HALLES, 540,
          "11/05/2026", "26/05/2026", "15/06/2026", "09/07/2026"),
    spent("repas", "Déjeuner du séminaire d’installation", _HALLES, 1_120,
          "15/06/2026", "31/08/2026", "28/09/2026", "22/10/2026"),
    spent("repas", "Collations des commissions, septembre et octobre", "Épicerie du Pont", 360,
          "07/09/2026", "14/09/2026", "23/10/2026", "09/11/2026"),
    spent("repas", "Collations des commissions, novembre", "Épicerie du Pont", 300,
          "12/10/2026", "19/10/2026", "09/11/2026"),
    spent("repas", "Collations des commissions, décembre", "Épicerie du Pont", 240, "19/10/2026", "02/11/2026"),
    spent("deplacements", "Remboursements du premier semestre", "Membres du conseil de développement", 640,
          "05/01/2026", "05/01/2026", "30/06/2026", "21/07/2026", number="État des frais 2026-1"),
    spent("deplacements", "Remboursements du séminaire d’installation", "Membres du conseil de développement", 480,
          "31/08/2026", "31/08/2026", "05/10/2026", "27/10/2026", number="État des frais 2026-2"),
    spent("deplacements", "Autocar de la visite du réseau cyclable", "Autocars Lavergne", 300,
          "14/09/2026", "18/09/2026", "12/10/2026", "03/11/2026"),
    spent("formation", "Comprendre l’agglomération", _FORMATION, 1_200,
          "18/05/2026", "08/06/2026", "29/09/2026", "23/10/2026"),
    spent("formation", "Écrire un avis", _FORMATION, 1_400, "18/05/2026", "08/06/2026", "12/10/2026", "04/11/2026"),
    spent("formation", "Animer un petit groupe", _FORMATION, 1_400,
          "18/05/2026", "08/06/2026", "19/10/2026", "10/11/2026"),
    spent("formation", "Lire un budget", _FORMATION, 1_200, "18/05/2026", "21/09/2026"),
    spent("formation", "Facilitation graphique", _FORMATION, 1_300, "18/05/2026", "21/09/2026", estimate=1_250),
    spent("communication", "Affiches et dépliants de l’appel à candidatures", _IMPRIMERIE, 2_150,
          "09/02/2026", "23/02/2026", "27/03/2026", "21/04/2026"),
    spent("communication", "Quatre pages dans le magazine", "Régie du magazine", 1_800,
          "09/02/2026", "09/03/2026", "30/04/2026", "26/05/2026"),
    spent("communication", "Film de présentation du conseil", "Les Images du Fleuve", 1_200,
          "04/05/2026", "18/05/2026", "17/09/2026", "12/10/2026"),
    spent("communication", "Panneaux d’exposition", _IMPRIMERIE, 750, "28/09/2026", "12/10/2026", "06/11/2026"),
    spent("evaluation", "Évaluation du programme Territoires d’engagement", "Cabinet Mesure commune", 5_000,
          "01/06/2026", "15/09/2026"),
    spent("fournitures", "Matériel d’atelier", "Papeterie Castelorze", 390,
          "12/01/2026", "15/01/2026", "29/01/2026", "20/02/2026"),
    spent("fournitures", "Urne et isoloir de table", "Papeterie Castelorze", 250,
          "11/05/2026", "18/05/2026", "08/06/2026", "30/06/2026"),
    spent("adhesions", "Coordination nationale des conseils de développement", "CNCD", 850,
          "05/01/2026", "12/01/2026", "26/01/2026", "18/02/2026"),
    spent("adhesions", "Communauté des territoires d’engagement", "Réseau des territoires d’engagement", 1_000,
          "05/01/2026", "02/02/2026", "16/02/2026", "10/03/2026"),
)  # fmt: skip

_LINES_2025 = (
    line("animation-2025", "Animation et facilitation", 11_000, "6228 Divers services", "PART-10"),
    line("repas-2025", "Repas et accueil", 4_000, "6234 Réceptions", "PART-20"),
    line("communication-2025", "Communication", 5_000, "6236 Catalogues et imprimés", "PART-50"),
    line("adhesions-2025", "Adhésions aux réseaux", 2_000, "6281 Concours divers", "PART-80"),
)
_SPENT_2025 = (
    spent("animation-2025", "Six plénières et ateliers", _PASSERELLE, 10_400,
          "13/01/2025", "20/01/2025", "01/12/2025", "18/12/2025", estimate=10_800),
    spent("repas-2025", "Accueil des plénières", _HALLES, 3_720,
          "13/01/2025", "20/01/2025", "24/11/2025", "16/12/2025"),
    spent("communication-2025", "Cahier de l’avis sur le plan vélo", _IMPRIMERIE, 4_350,
          "02/06/2025", "16/06/2025", "29/09/2025", "23/10/2025"),
    spent("adhesions-2025", "Coordination nationale des conseils de développement", "CNCD", 850,
          "13/01/2025", "20/01/2025", "03/02/2025", "26/02/2025"),
)  # fmt: skip

BUDGETS = (
    budget(
        "mission-2025", "Budget de la mission participation", 2025, **_WHO, prepared_on="04/11/2024",
        voted_on="12/12/2024", lines=_LINES_2025, spent=_SPENT_2025, closed_on="30/01/2026",
        funding=(("Fonds propres de l’agglomération", 22_000),),
    ),
    budget(
        "mission-2026", "Budget de la mission participation", 2026, **_WHO, prepared_on="03/11/2025",
        voted_on="11/12/2025", lines=_LINES_2026, spent=_SPENT_2026,
        funding=(("Fonds propres de l’agglomération", 24_000), ("Programme Territoires d’engagement, ANCT", 18_000)),
    ),
)  # fmt: skip
