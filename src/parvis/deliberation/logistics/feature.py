from parvis.ground.core.manifest import Feature

feature = Feature(slug="logistics", label="Logistique", path="logistique", module=True)
