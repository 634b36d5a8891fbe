"""The documentation says what the code does: variables, links, words."""

import re

import pytest
from tools import docs_check

from .conftest import ROOT

READ = re.compile(r"""env\.(?:str|bool|int|list|json)\(\s*"(\w+)"|"PARVIS_(\w+)\"""")
# Read by the tests and by the supervisor's children, never set by whoever deploys.
INNER = {"TEST_DB", "SUPERVISED", "CHROMIUM"}


def variables_of_the_code():
    sources = [*(ROOT / "src/parvis/config").glob("*.py"), *(ROOT / "src/parvis/ground/core").glob("*.py")]
    found = {name for source in sources for pair in READ.findall(source.read_text()) for name in pair if name}
    return found - INNER


def test_every_variable_is_described_and_every_described_variable_exists():
    described = set(re.findall(r"`PARVIS_(\w+)", (ROOT / "docs/deploy.md").read_text()))
    assert described == variables_of_the_code()


def test_the_example_of_settings_names_what_production_requires():
    example = (ROOT / "deploy/parvis.env.example").read_text()
    required = re.findall(r'require\(env, "(\w+)"', (ROOT / "src/parvis/config/settings.py").read_text())
    assert required
    assert [name for name in required if f"PARVIS_{name}=" not in example] == []


@pytest.fixture
def library(tmp_path):
    """A small documentation with one glossary and some code."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "src").mkdir()
    (tmp_path / "src/models.py").write_text("class Referral:\n    kind = 'self_referral'\n")
    (tmp_path / "README.md").write_text("# Start\n\n[guide](docs/guide.md#où-aller--et-quand) [site](https://a.fr)\n")
    (tmp_path / "docs/guide.md").write_text("# Guide\n\n## Où aller – et quand\n\n```sh\n[no](link.md)\n```\n")
    (tmp_path / "docs/glossary.md").write_text(
        "| French | Identifier |\n|---|---|\n| avis | `Referral` |\n| saisine | `Referral` (kind `self_referral`) |\n"
    )
    return tmp_path


def test_a_sound_documentation_passes(library, capsys):
    assert docs_check.main(library) == 0
    assert capsys.readouterr().out == "3 pages, 3 words of the glossary, 0 faults.\n"


def test_a_dead_link_a_dead_heading_and_an_unknown_word_are_named(library, capsys):
    (library / "README.md").write_text("[a](docs/none.md) [b](docs/guide.md#none) ![c](docs/none.png)\n")
    (library / "docs/glossary.md").write_text("| French | Identifier |\n|---|---|\n| avis | `Advice` |\n")
    assert docs_check.main(library) == 1
    assert capsys.readouterr().out.splitlines() == [
        "README.md: docs/none.md leads nowhere",
        "README.md: docs/guide.md#none leads nowhere",
        "README.md: docs/none.png leads nowhere",
        "docs/glossary.md: Advice is not in the code",
        "3 pages, 1 words of the glossary, 4 faults.",
    ]
