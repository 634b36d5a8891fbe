"""The texts that the public reads are French and go through gettext; a catalogue changes them, and nothing else."""

import ast
import re
import struct
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

import pytest
from django.utils import translation

from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.tests.factories import AuthorityFactory

SRC = Path(__file__).resolve().parents[1] / "src" / "parvis"
PLACES = {str(p).partition("/templates/")[2]: p for p in SRC.glob("*/*/templates/**/*.*")}
ELSEWHERE = ("desk/", "/desk/", "member/", "/member/", "/letters/", "first_run/", "palette.html")
UNREAD = {"apps.py", "letters.py", "models.py", "urls.py"}
NAMES = re.compile("Parvis|tag:")
TOKEN = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.S)
TRANSLATED = re.compile(
    r"{%\s*blocktranslate\b.*?endblocktranslate\s*%}|{%\s*comment\b.*?endcomment\s*%}"
    r"|{%\s*block (?:body_class|body_attrs|og_type)\s*%}.*?{%\s*endblock",
    re.S,
)
WORD = re.compile(r"[^\W\d_]{2}")
READ = {"alt", "aria-label", "aria-description", "data-label", "placeholder", "title"}
MESSAGE = re.compile(r'(?:\b_\(|{%\s*translate )"([^"]+)"')


# --- What is public -------------------------------------------------------------------------------


def public_templates():
    """Templates of the public shell and of the features' public pages, with those that they include or extend."""
    found = {n for n, p in PLACES.items() if "/public/" in n or "shells/public/" in str(p)}
    waiting = found = {n for n in found if not is_elsewhere(n)}
    while waiting:
        named = chain.from_iterable(re.findall(r'"([\w/-]+\.(?:html|txt))"', PLACES[n].read_text()) for n in waiting)
        waiting = {n for n in named if n in PLACES and not is_elsewhere(n)} - found
        found = found | waiting
    return sorted(found)


def is_elsewhere(name):
    return name.startswith(ELSEWHERE) or any(part in name for part in ELSEWHERE if part.startswith("/"))


def public_modules():
    """Views, forms, filters and feeds of the public pages."""
    found = chain(SRC.glob("*/*/public/*.py"), SRC.glob("shells/public/*.py"), SRC.glob("shells/public/account/*.py"))
    return sorted(p for p in found if not p.name.startswith("member") and p.name not in UNREAD)


# --- Texts left bare ------------------------------------------------------------------------------


class Reader(HTMLParser):
    """Keeps what a person reads or hears of a page: its texts and the attributes that are said."""

    def __init__(self):
        super().__init__()
        self.found, self.closed = [], 0

    def handle_starttag(self, tag, attrs):
        self.closed += tag in {"script", "style", "code", "kbd"}
        self.found += [value for name, value in attrs if name in READ and value]

    def handle_endtag(self, tag):
        self.closed -= tag in {"script", "style", "code", "kbd"}

    def handle_data(self, data):
        if not self.closed:
            self.found.append(data.strip())


def bare_in_template(source):
    """The words of a template that no gettext tag holds."""
    source = TRANSLATED.sub("", source)
    reader = Reader()
    reader.feed(TOKEN.sub("", source))
    quoted = chain.from_iterable(map(_said_by, TOKEN.findall(source)))
    return [words for words in chain(reader.found, quoted) if WORD.search(NAMES.sub("", words))]


def _said_by(token):
    """Words given to a tag or to a filter: a label, a title, a default; never those that are only compared."""
    if re.match(r"{%\s*(if|elif|translate|url|load|static|include \S+ %})|{#", token):
        return
    for words in re.findall(r"""(?<!_\()(?:"([^"]*)"|'([^']*)')""", token):
        said = "".join(words)
        if re.search(r"[^\x00-\x7f]|[^\W\d_] [^\W\d_]|^[A-Z][a-z]", said):
            yield said


def bare_in_module(tree):
    """The French words of a module that no gettext call holds, docstrings apart."""
    held = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "").startswith(("_", "gettext")):
            held.update(map(id, ast.walk(node)))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            held.add(id(node.value))
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in held]
    return [t for t in texts if isinstance(t, str) and re.search(r"[À-ÿ’«…]|^[A-Z][a-z’]+ [a-z]", t)]


@pytest.mark.parametrize("name", public_templates())
def test_a_public_template_says_nothing_outside_gettext(name):
    assert bare_in_template(PLACES[name].read_text()) == []


@pytest.mark.parametrize("path", public_modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_a_public_module_says_nothing_outside_gettext(path):
    assert bare_in_module(ast.parse(path.read_text())) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Bonjour à tous</p>", '<a title="Ouvrir">{{ x }}</a>', '{% badge "Annulé" %}', '{{ x|default:"Rien ici" }}',
        '{% include "core/includes/empty.html" with title="Rien" %}', "{% block title %}Agenda{% endblock %}",
    ],
)  # fmt: skip
def test_a_bare_text_of_a_template_is_found(source):
    assert bare_in_template(source)


def test_a_bare_text_of_a_module_is_found():
    tree = ast.parse('"""Doc d’ici."""\nx = _("Envoyé")\nlabel = "Déjà"\ny = f"{x} n’est plus là"')
    assert bare_in_module(tree) == ["Déjà", " n’est plus là"]


def test_no_library_gives_another_meaning_to_a_french_text():
    sources = [PLACES[name].read_text() for name in public_templates()]
    sources += [p.read_text() for p in SRC.rglob("*.py") if "django.utils.translation" in p.read_text()]
    messages = {m.replace("\\u00a0", "\u00a0") for source in sources for m in MESSAGE.findall(source)}
    assert "Mentions légales" in messages
    with translation.override("fr"):
        assert {m for m in messages if translation.gettext(m) != m} == set()


# --- A throw-away language ------------------------------------------------------------------------


def write_catalogue(folder, words):
    """The compiled catalogue of these words, as msgfmt would write it."""
    pairs = sorted({"": "Content-Type: text/plain; charset=UTF-8\n", **words}.items())
    texts = [[text.encode() for text in column] for column in zip(*pairs, strict=True)]
    tables, body, start = b"", b"", 28 + 16 * len(pairs)
    for column in texts:
        for text in column:
            tables += struct.pack("<II", len(text), start + len(body))
            body += text + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    folder.mkdir(parents=True)
    (folder / "django.mo").write_bytes(head + tables + body)


@pytest.fixture
def site(client, db):
    client.authority = AuthorityFactory(slug="orzenne", name="Val d’Orzenne")
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    return client


@pytest.fixture
def breton(settings, tmp_path):
    """An installation that was given a catalogue of a few words."""
    words = {"Mentions légales": "Menegoù lezennel", "Rechercher": "Klask", "Annuler": "Nullañ"}
    write_catalogue(tmp_path / "br" / "LC_MESSAGES", words)
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [("fr", "Français"), ("br", "br")]


def test_a_catalogue_changes_a_public_page(breton, site):
    page = site.get("/", headers={"accept-language": "br"})
    assert ">Menegoù lezennel<" in page.text
    assert '<html lang="br"' in page.text
    assert page["Content-Language"] == "br"
    assert "Accept-Language" in page["Vary"]


def test_the_page_kept_in_one_language_is_never_served_in_another(breton, site):
    seen = [site.get("/mentions-legales/", headers={"accept-language": code}) for code in ("br", "fr", "br", "fr")]
    assert [page["Content-Language"] for page in seen] == ["br", "fr", "br", "fr"]
    assert ["Menegoù lezennel" in page.text for page in seen] == [True, False, True, False]
    again = site.get("/mentions-legales/", headers={"accept-language": "fr", "if-none-match": seen[0]["ETag"]})
    assert again.status_code == 200
    assert "Mentions légales" in again.text


def test_the_desk_stays_in_french(breton, site):
    site.force_login(user_with("officer", site.authority))
    page = site.get("/gestion/", headers={"accept-language": "br"})
    assert '<html lang="fr"' in page.text
    assert "Klask" not in page.text


def test_french_alone_reads_no_preference(site):
    page = site.get("/", headers={"accept-language": "br"})
    assert '<html lang="fr"' in page.text
    assert "Accept-Language" not in page["Vary"]
    assert "Content-Language" not in page
