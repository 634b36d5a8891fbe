import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string

CORE = Path(__file__).resolve().parents[1] / "static/core"


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Static files as production serves them: hashed names only."""
    return tmp_path_factory.mktemp("static")


@pytest.fixture
def production_statics(settings, collected):
    settings.STATIC_ROOT = str(collected)
    backend = {"BACKEND": "parvis.ground.core.statics.StaticFiles"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}
    if not any(collected.iterdir()):
        call_command("collectstatic", interactive=False, verbosity=0)
    return collected


def test_modules_find_each_other_under_their_hashed_names(production_statics):
    scripts = [*production_statics.glob("core/js/parvis.*.js"), *production_statics.glob("core/js/public.*.js")]
    imported = [name for s in scripts for name in re.findall(r'from "\./([^"]+)"', s.read_text())]
    assert len(imported) > 8
    assert [name for name in imported if not (production_statics / "core/js" / name).exists()] == []


def test_modules_of_features_find_each_other_too(production_statics):
    named = {
        (script.parent / name).resolve()
        for script in production_statics.glob("*/modules/**/*.js")
        for name in re.findall(r"""^import .* from ['"](\.[^'"]+)['"]""", script.read_text(), re.M)
    }
    assert len(named) >= 4
    assert [str(address) for address in named if not address.exists()] == []


def test_the_page_of_a_breakdown_needs_no_request(production_statics):
    html = render_to_string("500.html")
    sheets = re.findall(r'href="/static/([^"]+)"', html)
    assert len(sheets) == 5
    assert all((production_statics / sheet).exists() for sheet in sheets)


def test_the_font_is_light_and_comes_with_its_licence():
    font = CORE / "fonts/atkinson-hyperlegible-next-latin.woff2"
    assert font.stat().st_size <= 45_000
    assert "SIL Open Font License" in (CORE / "fonts/OFL.txt").read_text()


def test_what_comes_from_elsewhere_comes_with_its_licence():
    assert (CORE / "js/htmx.LICENSE").exists()
    assert "ISC License" in (CORE / "icons.LICENSE").read_text()


def test_every_icon_named_in_a_template_is_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (CORE / "icons.svg").read_text()))
    package = CORE.parents[3]
    named = {
        name
        for page in package.glob("**/templates/**/*.html")
        for name in re.findall(r'{% icon "([\w-]+)"', page.read_text())
    }
    assert named - sprite == set()
    assert len(named) > 10


def test_no_template_holds_a_style_or_a_script_of_its_own():
    package = CORE.parents[3]
    found = [
        f"{page.name}: {match}"
        for page in package.glob("**/templates/**/*.html")
        if "mailing" not in page.parts and page.name != "archive.html"  # those are read out of the site
        for match in re.findall(
            r"<style|\sstyle=|\son\w+=\"|<script(?![^>]*(?:src=|type=\"application/json\"))", page.read_text()
        )
    ]
    assert found == []
