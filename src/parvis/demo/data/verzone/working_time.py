"""Haute-Verzone: nineteen journeys of the officer in the department, 2 140 km."""

from ..working_time import trip

_BY = "jonas-thevenot"
_FROM = "Hôtel du Département"

TRIPS = tuple(
    trip(_BY, day, _FROM, place, km, purpose, vehicle)
    for day, place, km, purpose, vehicle in (
        ("14/01/2026", "Haut-Verzon", 118, "Appui à une commune : diagnostic partagé", "service"),
        ("29/01/2026", "Vallorbe-la-Verze", 86, "Rencontre des maires", "service"),
        ("11/02/2026", "Saint-Cyprien-des-Monts", 142, "Formation de conseillers municipaux", "service"),
        ("26/02/2026", "Rieupeyrelle", 134, "Appui à une commune : conseil citoyen", "personal"),
        ("12/03/2026", "Vallorbe-la-Verze", 86, "Atelier sur l’isolement", "service"),
        ("26/03/2026", "Montréjol", 128, "Diagnostic partagé : entretiens", "personal"),
        ("09/04/2026", "Haut-Verzon", 118, "Restitution du diagnostic", "service"),
        ("23/04/2026", "Plaine-de-Garnac", 64, "Réunion des EPCI", "service"),
        ("07/05/2026", "Saint-Cyprien-des-Monts", 142, "Appui à une communauté de communes", "service"),
        ("21/05/2026", "Montréjol", 128, "Réunion des partenaires du diagnostic", "personal"),
        ("04/06/2026", "Plaine-de-Garnac", 64, "Préparation du tirage au sort", "service"),
        ("18/06/2026", "Rieupeyrelle", 134, "Appui à une commune : charte", "service"),
        ("02/07/2026", "Haut-Verzon", 118, "Rencontre des volontaires", "service"),
        ("10/09/2026", "Saint-Cyprien-des-Monts", 142, "Appui à une association", "service"),
        ("24/09/2026", "Plaine-de-Garnac", 64, "Visite des quatre sites du jeudi", "service"),
        ("15/10/2026", "Vallorbe-la-Verze", 86, "Groupe Vieillir chez soi", "personal"),
        ("22/10/2026", "Vallorbe-la-Verze", 86, "Groupe Eau et sécheresse", "personal"),
        ("05/11/2026", "Montréjol", 128, "Groupe Jeunes majeurs, second site", "personal"),
        ("12/11/2026", "Haut-Verzon", 172, "Groupe Eau et sécheresse, sites du nord", "personal"),
    )
)
