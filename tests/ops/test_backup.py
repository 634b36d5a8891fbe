"""`parvis backup` and `parvis restore`: database and files together, on the engine of this run; and the transfer."""

import json
import tarfile
from io import BytesIO

import pytest

from .conftest import Installation

FILL = """
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.journal.acts import record
for number in range(3):
    authority = AuthorityFactory(name=f"Évreux-l’Œuvre n° {number}")
    record(authority, "rename", by=UserFactory(), reason="L’usage « local »")
default_storage.save("logos/one.png", ContentFile(b"first"))
default_storage.save("documents/2026/two.pdf", ContentFile(b"second" * 100_000))
"""
SPOIL = """
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from parvis.ground.authorities.models import Authority
Authority.objects.update(name="Spoilt")
default_storage.delete("logos/one.png")
default_storage.save("logos/one.png", ContentFile(b"another"))
default_storage.save("later.txt", ContentFile(b"later"))
"""
PICTURE = """
import hashlib, json
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from parvis.ground.core.archive import stored_names
rows = {
    model._meta.label: sorted(json.dumps(row, cls=DjangoJSONEncoder) for row in model._base_manager.values_list())
    for model in apps.get_models(include_auto_created=True)
    if model._meta.app_label not in IGNORED
}
files = {name: hashlib.sha256(default_storage.open(name).read()).hexdigest() for name in stored_names()}
print(json.dumps([rows, files], ensure_ascii=False))
"""


FORGE = "from parvis.ground.journal.models import JournalLine; JournalLine.objects.update(verb='forged')"


def shell(installation, code):
    done = installation.run("shell", "--no-imports", "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout


def picture(installation, ignored=()):
    """Every row of every table, and the fingerprint of every file."""
    return json.loads(shell(installation, f"IGNORED = {ignored!r}\n{PICTURE}"))


@pytest.fixture
def filled(with_tables):
    """An installation with rows and files, on the engine of this run."""
    shell(with_tables, FILL)
    return with_tables


def test_what_was_backed_up_comes_back_row_by_row_and_file_by_file(filled, tmp_path):
    before = picture(filled)
    assert len(before[0]["authorities.Authority"]) == 3
    assert len(before[1]) == 2
    archive = str(tmp_path / "town.tar")
    assert "2 files" in filled.run("backup", archive).stdout
    shell(filled, SPOIL)
    assert picture(filled) != before

    refused = filled.run("restore", archive)
    assert (refused.returncode, "say --replace" in refused.stderr) == (1, True)
    done = filled.run("restore", archive, "--replace")
    assert done.returncode == 0, done.stderr
    assert picture(filled) == before
    assert "append-only" in filled.run("shell", "--no-imports", "-c", FORGE).stderr


def test_a_damaged_archive_changes_nothing(filled, tmp_path):
    archive, damaged = tmp_path / "town.tar", tmp_path / "damaged.tar"
    filled.run("backup", str(archive))
    alter(archive, damaged, "files/logos/one.png", b"tampered")
    before = picture(filled)
    refused = filled.run("restore", str(damaged), "--replace")
    assert refused.stderr.strip().endswith("damaged.tar is damaged; nothing was changed.")
    assert picture(filled) == before


def test_an_archive_is_never_written_over_another_nor_left_half_written(installation, tmp_path):
    (tmp_path / "town.tar").write_text("precious")
    refused = installation.run("backup", str(tmp_path / "town.tar"))
    assert "choose another name" in refused.stderr
    assert (tmp_path / "town.tar").read_text() == "precious"


@pytest.mark.parametrize("name", ["../outside", "/etc/outside"])
def test_an_archive_that_reaches_outside_its_folder_is_refused(installation, tmp_path, name):
    with tarfile.open(tmp_path / "evil.tar", "w") as archive:
        member = tarfile.TarInfo(name)
        archive.addfile(member, BytesIO())
    refused = installation.run("restore", str(tmp_path / "evil.tar"))
    assert "unexpected entry" in refused.stderr


def test_what_is_no_archive_is_said_in_one_sentence(installation, tmp_path):
    (tmp_path / "letter.pdf").write_text("not a tar file")
    refused = installation.run("restore", str(tmp_path / "letter.pdf"))
    assert "cannot be read as an archive of Parvis" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_a_town_moves_from_sqlite_to_postgresql_with_every_row(with_tables, tmp_path_factory):
    if not with_tables.environment["DATABASE_URL"].startswith("postgres"):
        pytest.skip("the transfer needs a PostgreSQL server: it runs with the suite on PostgreSQL")
    source, target = Installation(tmp_path_factory.mktemp("town")), with_tables
    assert source.run("migrate", "-v0").returncode == 0
    shell(source, FILL)
    done = source.run("transfer", target.environment["DATABASE_URL"])
    assert done.returncode == 0, done.stderr
    left = ("core", "search")
    assert picture(target, ignored=left)[0] == picture(source, ignored=left)[0]
    # The next row gets a new number: the sequences follow.
    shell(
        target, "from parvis.ground.authorities.tests.factories import AuthorityFactory; AuthorityFactory(slug='later')"
    )
    assert "already serves an authority" in source.run("transfer", target.environment["DATABASE_URL"]).stderr


def alter(source, target, name, content):
    """Copy a tar file with one entry replaced."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old:
            data = content if member.name == name else old.extractfile(member).read()
            member.size = len(data)
            new.addfile(member, BytesIO(data))
