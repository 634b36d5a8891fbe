from parvis.ground.core.manifest import Feature, MenuEntry

ACTS = {
    "upload": "Fichier déposé",
    "match": "Lignes vérifiées",
    "confirm": "Import confirmé",
    "import_rows": "Fiches écrites",
    "importbatch.undo": "Import défait",
    "undo_rows": "Fiches supprimées",
    "importbatch.discard": "Fichier abandonné",
}

feature = Feature(
    slug="imports",
    label="Imports",
    path="imports",
    desk_urls="parvis.commons.imports.desk.urls",
    settings_menu=(MenuEntry("Imports", "imports:list", order=60, permission="imports.list_importbatch"),),
    extra={"acts": ACTS},
)
