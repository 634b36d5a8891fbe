"""Haute-Verzone: the budget of the citizen assembly (118 000 € voted, 41 300 € spent)."""

from ..money import budget, line, spent

_LINES = (
    line("amo", "Assistance à maîtrise d’ouvrage", 62_000, "617 Études"),
    line("lieux", "Lieux et restauration", 21_000, "6234 Réceptions"),
    line("membres", "Déplacements et garde d’enfants", 14_000, "6251 Voyages et déplacements"),
    line("accessibilite", "Interprétation et accessibilité", 8_000, "6228 Divers services"),
    line("communication", "Communication", 13_000, "6236 Catalogues et imprimés"),
)
_SPENT = (
    spent("amo", "Conception et tirage au sort", "Coopérative Faire assemblée", 24_800,
          "07/04/2026", "20/04/2026", "30/09/2026", "26/10/2026"),
    spent("lieux", "Session d’installation", "Centre de congrès de la Haute-Verzone", 6_900,
          "15/06/2026", "29/06/2026", "08/10/2026", "02/11/2026"),
    spent("membres", "Remboursements de la session d’installation", "Membres de l’assemblée", 2_900,
          "14/09/2026", "21/09/2026", "12/10/2026", "05/11/2026", number="État des frais 2026-1"),
    spent("accessibilite", "Interprétation en langue des signes et vélotypie", "Signes d’ici", 1_700,
          "07/09/2026", "14/09/2026", "09/10/2026", "03/11/2026"),
    spent("communication", "Invitations et affiches du tirage au sort", "Imprimerie du Plateau", 5_000,
          "20/04/2026", "04/05/2026", "22/06/2026", "16/07/2026"),
)  # fmt: skip

BUDGETS = (
    budget(
        "assemblee-2026", "Budget de l’assemblée citoyenne", 2026, officer="jonas-thevenot",
        director="clothilde-vernaud", scheme="assemblee-2", prepared_on="30/03/2026", voted_on="02/04/2026",
        lines=_LINES, spent=_SPENT, funding=(("Fonds propres du Département", 118_000),),
    ),
)  # fmt: skip
