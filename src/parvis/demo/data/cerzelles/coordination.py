"""Cerzelles: the seventeen topics that run, who was asked how often, what the board says of each body."""

from ..periods import school
from ..shapes import Asked, BoardWord, Topic
from ..when import d

PERIODS = school("B")

_TREES = ("fabrique", "conseil-les-ormeaux", "conseil-jeunes")

TOPICS = (
    Topic(title="Des arbres pour les rues et les cours", bodies=_TREES, raised=d("20/10/2026"), owner="samia-oukaci",
          details="Trois instances écrivent des propositions sur les mêmes cours d’école."),
    Topic(title="L’eau dans la ville", bodies=("fabrique",), raised=d("30/05/2026"), owner="hugo-lantier"),
    Topic(title="Carte des ruelles fraîches", bodies=("fabrique",), raised=d("17/10/2026")),
    Topic(title="L’eau des toits des gymnases", bodies=("fabrique",), raised=d("17/10/2026")),
    Topic(title="Stationnement des Ormeaux", bodies=("conseil-les-ormeaux",), raised=d("21/09/2026")),
    Topic(title="Bancs à dossier", bodies=("conseil-hauts-pins",), raised=d("22/09/2026")),
    Topic(title="Éclairage du passage sous les voies", bodies=("conseil-gare",), raised=d("23/09/2026")),
    Topic(title="Scène ouverte de la Gare", bodies=("conseil-gare",), raised=d("14/10/2026")),
    Topic(title="Marché du Vieux-Bourg le soir", bodies=("conseil-vieux-bourg",), raised=d("24/09/2026")),
    Topic(title="Façades du Vieux-Bourg", bodies=("conseil-vieux-bourg",), raised=d("15/10/2026")),
    Topic(title="Four à pain de quartier", bodies=("conseil-la-fontaine",), raised=d("28/09/2026")),
    Topic(title="Ombrières de la cour de La Fontaine", bodies=("conseil-la-fontaine",), raised=d("12/10/2026")),
    Topic(title="Bruit de la ligne", bodies=("conseil-bord-de-ligne",), raised=d("29/09/2026")),
    Topic(title="Jardin partagé des cheminots", bodies=("conseil-bord-de-ligne",), raised=d("16/10/2026")),
    Topic(title="Un lieu pour les 16-25 ans", bodies=("conseil-jeunes",), raised=d("05/10/2026")),
    Topic(title="Arceaux devant les écoles", bodies=("comite-velo",), raised=d("06/10/2026")),
    Topic(title="Double sens cyclable du centre", bodies=("comite-velo",), raised=d("06/10/2026")),
)  # fmt: skip
"""Seventeen, one of which three bodies share (F.5)."""

ASKED = (
    Asked(on=d("22/09/2026"), what="Enquête « Ma rue quand il fait 38 °C »", territory="quartier-hauts-pins"),
    Asked(on=d("06/10/2026"), what="Balade urbaine, repérage des bancs", territory="quartier-hauts-pins",
          body="conseil-hauts-pins"),
    Asked(on=d("19/10/2026"), what="Porte-à-porte du budget participatif", territory="quartier-hauts-pins"),
    Asked(on=d("03/11/2026"), what="Appel à volontaires du conseil des jeunes", territory="quartier-hauts-pins",
          body="conseil-jeunes"),
    Asked(on=d("13/10/2026"), what="Enquête « Ma rue quand il fait 38 °C »", territory="quartier-gare"),
)  # fmt: skip
"""Four in sixty days in Hauts-Pins: its inhabitants are tired of being asked."""

WORDS = (
    BoardWord(body="conseil-les-ormeaux", on=d("09/11/2026"), risk="Pétition sur le stationnement en cours"),
    BoardWord(body="comite-velo", on=d("09/11/2026"), help="Un relevé des comptages du service Voirie"),
    BoardWord(body="conseil-jeunes", on=d("10/11/2026"), help="Un animateur pour le 10 décembre"),
)
