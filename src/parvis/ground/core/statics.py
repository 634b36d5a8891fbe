"""Static files under names that change with their content, so that browsers keep them for a year."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Only our own modules: some libraries quote an `import` in their comments.
_OUR_MODULES = ("core/js/*.js", "*/modules/*.js")
_, _IMPORTS = HashedFilesMixin._js_module_import_aggregation_patterns


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Also follows the `import` lines between our script modules: each finds the other's hashed name."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, *((place, _IMPORTS) for place in _OUR_MODULES))
