"""`./withness manage keys add|rotate|status|retire`: newer keys, without stopping."""

import base64
import secrets
import time
from collections import Counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from withness.sealing import rules
from withness.sealing.actions import resealing
from withness.sealing.models import cipher, key_file
from withness.service.models import walls
from withness.web import actions, queries

ELSEWHERE = (
    "The keys come from WITHNESS_KEYS. Please change them there, newest first, and start every"
    " process again. This line goes in front:\n"
)
YOUNG = (
    "The key file was changed less than a minute ago: another process may not have read it yet."
    " Please try again in a minute."
)
STILL = "{:,} values are still sealed with key {}. Run `./withness manage keys rotate` once more."
NOT_IT = "There is no such key that can be taken away. The newest stays."
KEEP = (
    "Key {} is taken away. Copies of this house made before today still need it: keep it on paper"
    " as long as you keep them. Seals of the trail made with it are checked by their chain alone."
)


class Command(BaseCommand):
    """Add a key, seal everything with it while everybody goes on, take the old one away."""

    help = "Adds a key, seals everything anew with it, and takes old keys away."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("deed", choices=("add", "rotate", "status", "retire"))
        parser.add_argument("number", type=int, nargs="?", help="which key to retire")
        parser.add_argument("--pause", type=float, default=0.02, help="seconds between a few rows")

    def handle(self, *, deed: str, number: int | None, pause: float, **_options: object) -> None:
        with walls.as_owner():
            if deed == "add":
                self._add()
            elif deed == "rotate":
                self._rotate(pause)
            elif deed == "status":
                self._status()
            else:
                self._retire(number)

    def _add(self) -> None:
        text, secret = key_file.again(), secrets.token_bytes(rules.SECRET_BYTES)
        changed = rules.with_newer(text, secret, cipher.looking_up_key(text))
        if not settings.WITHNESS_KEYS_IN_FILE:
            own = f"{rules.LOOKING_UP}{base64.b64encode(cipher.looking_up_key(text)).decode()}"
            self._stop(ELSEWHERE + changed.splitlines()[0] + f"\nand this behind:\n{own}")
        key_file.write(changed)
        self.stdout.write(
            f"Key {rules.read_keys(changed)[0].number} seals from now on. Copy"
            f" {key_file.path()} to its safe place, then run `./withness manage keys rotate`."
        )

    def _rotate(self, pause: float) -> None:
        done = broken = 0
        for column in resealing.columns():
            for sealed, closed in resealing.reseal(column):
                done, broken = done + sealed, broken + closed
                self.stderr.write(f"  {column.name}: {done:,} sealed anew")
                time.sleep(pause)
        done += actions.reseal()  # what practitioners sign in with
        self.stdout.write(f"{done:,} values are sealed with the newest key.")
        if broken:
            self._stop(f"{broken:,} values could not be opened with the keys that are here.")

    def _counted(self) -> Counter[int]:
        counted = (resealing.by_key(column) for column in resealing.columns())
        return sum(counted, queries.by_key())

    def _status(self) -> None:
        counted, keys = self._counted(), rules.read_keys(key_file.again())
        for place, key in enumerate(keys):
            seals = "  seals" if place == 0 else ""
            self.stdout.write(f"key {key.number}: {counted.pop(key.number, 0):,} values{seals}")
        for number, count in sorted(counted.items()):
            self.stdout.write(f"key {number}: {count:,} values, and the key is NOT HERE")

    def _retire(self, number: int | None) -> None:
        text = key_file.again()
        try:
            changed = rules.without(text, -1 if number is None else number)
        except rules.KeyInUse:
            self._stop(NOT_IT)
        if not settings.WITHNESS_KEYS_IN_FILE:
            self._stop("The keys come from WITHNESS_KEYS. Please take the key away there.")
        if time.time() - key_file.path().stat().st_mtime < key_file.NOTICED:
            self._stop(YOUNG)
        if left := self._counted()[number or 0]:
            self._stop(STILL.format(left, number))
        key_file.write(changed)
        self.stdout.write(KEEP.format(number))

    def _stop(self, why: str) -> None:
        self.stderr.write(why)
        raise SystemExit(1)
