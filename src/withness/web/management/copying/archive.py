"""The one file of a copy: what is in it, and that nothing in it was changed.

A copy is a zip of two members: `manifest.json` and the database. The manifest carries the
database's checksum and is marked with the house's keys, so that a copy that was cut short, changed
or made in another house is found before anything is written.
"""

import hashlib
import hmac
import json
import os
import zipfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from withness.sealing.models import cipher

FORM = 1
MANIFEST = "manifest.json"
DATABASE = "database"
MOST_MANIFEST = 1_000_000
PIECE = 1_048_576


class CopyRefused(Exception):  # the sentence is for whoever sits at the shell
    """A copy cannot be made or brought back; its text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy says about itself. No names, no keys."""

    form: int
    version: str
    database: str
    made_at: str
    migrations: list[str]
    size: int
    sha256: str

    @property
    def mark(self) -> str:
        """What only a house with the same keys can compute."""
        return cipher.keyed_hash("copy", json.dumps(asdict(self), sort_keys=True))


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as out:
        return hashlib.file_digest(out, "sha256").hexdigest()


def pack(manifest: Manifest, database: Path, to: Path) -> None:
    """Write the copy's file for its owner only; raise `CopyRefused` where one stands already."""
    waiting = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        handle = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
            box.writestr(MANIFEST, json.dumps(asdict(manifest) | {"mark": manifest.mark}, indent=1))
            box.write(database, DATABASE)
        os.link(waiting, to)  # never over a file that stands there
    except FileExistsError:
        raise CopyRefused(f"{to} is there already. Please choose another name.") from None
    except OSError as why:
        raise CopyRefused(f"{to} cannot be written: {why.strerror}.") from None
    finally:
        waiting.unlink(missing_ok=True)


def manifest_in(path: Path) -> Manifest:
    """Read and check what a copy says about itself, or raise `CopyRefused`."""
    try:
        with zipfile.ZipFile(path) as box:
            if sorted(box.namelist()) != sorted((MANIFEST, DATABASE)):
                raise CopyRefused(NOT_A_COPY.format(path))
            if box.getinfo(MANIFEST).file_size > MOST_MANIFEST:
                raise CopyRefused(NOT_A_COPY.format(path))
            said = json.loads(box.read(MANIFEST))
    except FileNotFoundError:
        raise CopyRefused(f"There is no file {path}.") from None
    except (OSError, ValueError, RecursionError, zipfile.BadZipFile, NotImplementedError):
        raise CopyRefused(NOT_A_COPY.format(path)) from None
    return _checked(said, path)


def _checked(said: Any, path: Path) -> Manifest:
    kinds = Manifest.__annotations__
    whole = isinstance(said, dict) and set(said) == {*kinds, "mark"}
    if not whole or not all(isinstance(said[k], _plain(kind)) for k, kind in kinds.items()):
        raise CopyRefused(NOT_A_COPY.format(path))
    mark = str(said.pop("mark"))
    if said["form"] != FORM:
        raise CopyRefused("This copy has a newer form. Please bring Withness up to date first.")
    manifest = Manifest(**said)
    if not hmac.compare_digest(mark.encode(), manifest.mark.encode()):
        raise CopyRefused(OTHER_KEYS)
    return manifest


def _plain(kind: Any) -> type:
    return {"int": int, "str": str}.get(getattr(kind, "__name__", ""), list)


def unpack(path: Path, manifest: Manifest, to: Path) -> None:
    """Write the database of a copy to a new file, or raise `CopyRefused` and leave none."""
    seen, size = hashlib.sha256(), 0
    try:
        handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with (
            os.fdopen(handle, "wb") as out,
            zipfile.ZipFile(path) as box,
            box.open(DATABASE) as packed,
        ):
            while piece := packed.read(PIECE):
                size += len(piece)
                if size > manifest.size:
                    break
                seen.update(piece)
                out.write(piece)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error):
        to.unlink(missing_ok=True)
        raise CopyRefused(DAMAGED.format(path)) from None
    if (size, seen.hexdigest()) != (manifest.size, manifest.sha256):
        to.unlink(missing_ok=True)
        raise CopyRefused(DAMAGED.format(path))


NOT_A_COPY = "{} is not a copy that `withness backup` made, or it was cut short."
DAMAGED = "{} is damaged: its contents are not what it says they are. Please take another copy."
OTHER_KEYS = (
    "This copy was made with other keys, or it was changed. Bring the key file of the house it"
    " comes from first (WITHNESS_KEYS_FILE, or the file `keys` in its home), then try again."
)
