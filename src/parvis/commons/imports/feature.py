from parvis.ground.core.manifest import Feature, MenuEntry

feature = Feature(
    slug="imports",
    label="Imports",
    path="imports",
    desk_urls="parvis.commons.imports.desk.urls",
    settings_menu=(MenuEntry("Imports", "imports:list", order=60, permission="imports.list_importbatch"),),
)
