"""The desk introduces its own pages: the settings of the ground apps."""

from parvis.ground.core.manifest import Feature, MenuEntry

from .letters import GlassBroken


def setting(label, name, order, permission="authorities.view_authority"):
    return MenuEntry(label, f"settings:{name}", order, permission)


ACTS = {
    "create_authority": "Collectivité ouverte",
    "change_authority": "Réglages de la collectivité modifiés",
    "create_host": "Nom d’hôte ajouté",
    "change_host": "Nom d’hôte modifié",
    "make_host_primary": "Nom d’hôte rendu principal",
    "remove_host": "Nom d’hôte retiré",
    "create_department": "Service inscrit",
    "change_department": "Service modifié",
    "create_territory": "Territoire inscrit",
    "change_territory": "Territoire modifié",
    "create_venue": "Lieu inscrit",
    "change_venue": "Lieu modifié",
    "create_legalact": "Acte inscrit",
    "change_legalact": "Acte modifié",
    "create_term": "Mandature inscrite",
    "change_term": "Mandature modifiée",
    "create_avoidedperiod": "Période à éviter inscrite",
    "change_avoidedperiod": "Période à éviter modifiée",
    "create_election": "Élection inscrite",
    "change_election": "Élection modifiée",
    "change_rule": "Règle de droit : nouvelle valeur",
    "grant_role": "Rôle accordé",
    "end_role": "Fin du rôle",
    "delegate": "Acte délégué",
    "end_delegation": "Fin de la délégation",
    "break_glass": "Accès exceptionnel ouvert",
    "edit_template": "Modèle de document modifié",
    "store_file": "Fichier joint",
    "describe_file": "Fichier décrit",
    "publish_file": "Fichier rendu public",
    "withdraw_file": "Fichier retiré du public",
    "remove_file": "Fichier supprimé",
    "produce_document": "Document produit",
    "record_act": "Acte inscrit",
    "export_personal_data": "Export de données personnelles",
}

feature = Feature(
    slug="desk",
    label="Bureau",
    menu=(MenuEntry("Réglages", "settings:home", 95, "desk.see_settings"),),
    settings_menu=(
        setting("Identité de la collectivité", "identity", 1, "authorities.change_authority"),
        setting("Logo et couleurs", "look", 2, "authorities.change_authority"),
        setting("Modules", "modules", 3, "authorities.change_authority"),
        setting("Connexion des agents", "sign-in", 4, "authorities.change_authority"),
        setting("ProConnect", "proconnect", 4, "authorities.change_authority"),
        setting("FranceConnect", "franceconnect", 4, "authorities.change_authority"),
        setting("Noms d’hôte", "host-list", 5, "authorities.view_host"),
        setting("Services", "department-list", 10, "authorities.view_department"),
        setting("Territoires", "territory-list", 11, "authorities.view_territory"),
        setting("Lieux", "venue-list", 12, "authorities.view_venue"),
        setting("Actes", "act-list", 20, "authorities.view_legalact"),
        setting("Règles de droit", "rule-list", 21, "authorities.view_legalrule"),
        setting("Mandatures", "term-list", 22, "authorities.view_term"),
        setting("Élections et réserve", "election-list", 23, "authorities.view_election"),
        setting("Périodes à éviter", "period-list", 24, "authorities.view_avoidedperiod"),
        setting("Rôles", "role-list", 30, "authorities.view_role"),
        setting("Délégations", "delegation-list", 31),
        setting("Accès exceptionnels", "glass-list", 32, "authorities.list_breakglass"),
        setting("Modèles de documents", "document-list", 51, "documents.view_documenttemplate"),
        setting("Journal", "journal-list", 40, "journal.view_journalline"),
        setting("Connexions", "connection-list", 41, "accounts.view_connectionlog"),
    ),
    letters=(GlassBroken,),
    extra={"acts": ACTS},
)
