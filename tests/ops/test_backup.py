"""`parvis backup` and `parvis restore`: database and files together, on the engine of this run; and the transfer."""

import json
import os
import tarfile
from io import BytesIO

import pytest
from django.conf import settings as django_settings

from .conftest import Installation, empty_database

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
def filled(tmp_path):
    """An installation with rows and files, on the engine of this run."""
    with empty_database(f"parvis_backup_{os.getpid()}") as url:
        installation = Installation(tmp_path, **({"DATABASE_URL": url} if url else {}))
        done = installation.run("migrate", "-v0")
        assert done.returncode == 0, done.stderr
        shell(installation, FILL)
        yield installation


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


def test_a_town_moves_from_sqlite_to_postgresql_with_every_row(tmp_path):
    if not django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        pytest.skip("the transfer needs a PostgreSQL server: it runs with the suite on PostgreSQL")
    source = Installation(tmp_path)
    source.run("migrate", "-v0")
    shell(source, FILL)
    with empty_database(f"parvis_transfer_{os.getpid()}") as url:
        done = source.run("transfer", url)
        assert done.returncode == 0, done.stderr
        target = Installation(tmp_path, DATABASE_URL=url)
        left = ("core", "search")
        assert picture(target, ignored=left) == picture(source, ignored=left)
        # The next row gets a new number: the sequences follow.
        shell(target, "from parvis.ground.authorities.tests.factories import AuthorityFactory; AuthorityFactory()")
        assert "already serves an authority" in source.run("transfer", url).stderr


def alter(source, target, name, content):
    """Copy a tar file with one entry replaced."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old:
            data = content if member.name == name else old.extractfile(member).read()
            member.size = len(data)
            new.addfile(member, BytesIO(data))
