"""Database and files together in one archive, and back.

The archive is a tar file: `database`, then `files/…`, then `manifest.json` with the size and the SHA-256 of each.
The database is pictured first: a file added in the meantime is one too many, never one too few.
"""

import hashlib
import json
import shutil
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from . import dumps, health
from .errors import Refused

FORMAT = 1
DATABASE = "database"
FILES = "files/"
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024


def write(path):
    """Write the archive to `path`, whole or not at all; returns its manifest."""
    path = Path(path).resolve()
    if path.exists():
        raise Refused(f"{path} exists; choose another name.")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".parvis-backup-") as folder:
        draft = Path(folder) / "archive"
        draft.touch(mode=0o600)
        with tarfile.open(draft, "w") as archive:
            manifest = _fill(archive, Path(folder))
        draft.replace(path)
    return manifest


def _fill(archive, folder):
    entries = {}
    dumps.dump(folder / DATABASE)
    with (folder / DATABASE).open("rb") as source:
        entries[DATABASE] = _add(archive, DATABASE, source, (folder / DATABASE).stat().st_size)
    for name in stored_names():
        with default_storage.open(name) as source:
            entries[FILES + name] = _add(archive, FILES + name, source, default_storage.size(name))
    manifest = {
        "format": FORMAT,
        "engine": connection.vendor,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "entries": entries,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    _add(archive, MANIFEST, BytesIO(text), len(text))
    return manifest


def _add(archive, name, source, size):
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o600, int(timezone.now().timestamp())
    reader = Fingerprinting(source)
    archive.addfile(member, reader)
    return {"size": size, "sha256": reader.digest.hexdigest()}


class Fingerprinting:
    """A file read once, for its contents and its fingerprint."""

    def __init__(self, source):
        self.source = source
        self.digest = hashlib.sha256()

    def read(self, size=-1):
        data = self.source.read(size)
        self.digest.update(data)
        return data


def stored_names(folder=""):
    """The name of every stored file, in order."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(names):
        if not name.startswith(health.PROBE):
            yield f"{folder}{name}"
    for inner in sorted(folders):
        yield from stored_names(f"{folder}{inner}/")


def restore(path):
    """Put back the archive: checked whole before anything changes; returns its manifest."""
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix=".restore-") as folder:
        manifest = unpack(Path(path), Path(folder))
        if manifest["engine"] != connection.vendor:
            raise Refused(
                f"This archive was made on {manifest['engine']} and this database is {connection.vendor}: "
                "restore it on the same engine, then use « parvis transfer »."
            )
        kept = _restore_files(manifest, Path(folder))
        dumps.load(Path(folder) / DATABASE)
    for name in set(stored_names()) - kept:
        default_storage.delete(name)
    return manifest


def unpack(path, folder):
    """Extract the archive into `folder` and check each entry against the manifest, which is returned."""
    try:
        with tarfile.open(path, "r:") as archive:
            for member in archive:
                _extract(archive, member, folder)
    except (OSError, tarfile.TarError) as error:
        raise Refused(f"{path} cannot be read as an archive of Parvis: {error}") from None
    manifest = _manifest(path, folder)
    found = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} - {MANIFEST}
    if found != set(manifest["entries"]):
        raise Refused(f"{path} does not hold what its manifest says; nothing was changed.")
    for name, entry in manifest["entries"].items():
        if fingerprint(folder / name) != entry["sha256"]:
            raise Refused(f"{name} in {path} is damaged; nothing was changed.")
    return manifest


def _extract(archive, member, folder):
    """Write one entry under `folder`; a link, or a name that leads elsewhere, is no archive of ours."""
    place = (folder / member.name).resolve()
    if not member.isfile() or not place.is_relative_to(folder.resolve()):
        raise tarfile.TarError(f"unexpected entry {member.name}")
    place.parent.mkdir(parents=True, exist_ok=True)
    with archive.extractfile(member) as source, place.open("wb") as target:
        shutil.copyfileobj(source, target, CHUNK)


def _manifest(path, folder):
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError):
        raise Refused(f"{path} has no readable manifest; nothing was changed.") from None
    if manifest.get("format") != FORMAT:
        raise Refused(f"{path} was made by another version of Parvis (format {manifest.get('format')}).")
    return manifest


def fingerprint(path):
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _restore_files(manifest, folder):
    names = {name.removeprefix(FILES) for name in manifest["entries"] if name.startswith(FILES)}
    for name in names:
        if default_storage.exists(name):
            default_storage.delete(name)
        with (folder / FILES / name).open("rb") as source:
            default_storage.save(name, source)
    return names
