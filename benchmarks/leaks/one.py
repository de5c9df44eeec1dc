"""One process that asks: its own home, its own database, worlds of a thousand requests each."""

import email
import email.policy
import io
import json
import logging
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from benchmarks import process

A_WORLD = 1_000
MOST_TOLD = 40
ENVELOPE = ("to", "message-id")


def main() -> None:
    """Take database, requests and seed from the command line; print what was found as JSON."""
    database, requests, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with process.database(database):
        print(json.dumps(_asked(requests, seed)))


def _asked(requests: int, seed: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    found = Found()
    for turn in range(-(-requests // A_WORLD)):
        found.in_a_world(Random(f"{seed} {turn}"), turn, min(A_WORLD, requests - turn * A_WORLD))
        print(f"  {found.count['requests']} of {requests}", file=sys.stderr, flush=True)
    return {**found.count, "leaked": found.leaked, "broke": found.broke, "seconds": found.seconds}


class Found:
    """What was found, world after world."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter(requests=0, refusals=0, leaks=0, errors=0, words_read=0)
        self.leaked: list[str] = []
        self.broke: list[str] = []
        self.seconds = 0.0
        self.log = io.StringIO()
        from withness.web.logs import Lines

        handler = logging.StreamHandler(self.log)
        handler.setFormatter(Lines())
        logging.getLogger().handlers = [handler]

    def in_a_world(self, chance: Random, turn: int, requests: int) -> None:
        """Make a world, ask so many times, then look through its post and its log."""
        from django.db import transaction

        from benchmarks.leaks.asking import Asker
        from benchmarks.leaks.world import make_world

        with transaction.atomic():
            world = make_world(chance, turn)
        asker = Asker(world)
        self.world, self.known = world, {}
        began = time.perf_counter()
        for _ in range(requests):
            persona, client = chance.choice(world.clients)
            method, path, ask = asker.ask(persona, client)
            keep = asker.keeps(method, path)
            with transaction.atomic():
                answer = ask()
                self._look(answer)
                if not keep:
                    transaction.set_rollback(True)
            if keep:
                self.known = {}
            self.count["requests"] += 1
        self._post()
        self._log()
        self.seconds += time.perf_counter() - began

    def _look(self, answer: Any) -> None:
        from benchmarks.leaks.asking import FOUND

        status = answer.status
        self.count["refusals"] += status in (400, 403, 404, 405, 410, 429)
        if status >= 500:
            self.count["errors"] += 1
            told = [json.loads(one) for one in self.log.getvalue().splitlines()[-9:]]
            why = next((one for one in reversed(told) if one.get("what") == "broke"), {})
            kind, where = why.get("kind", "?"), why.get("where", "?")
            self._tell(self.broke, f"{kind} at {where}: {answer.method} {answer.pattern}")
        for word in {one.lower() for one in FOUND.findall(answer.told)}:
            self.count["words_read"] += 1
            if not self._may(answer.persona, answer.service_id, word):
                self.count["leaks"] += 1
                kind = self.world.planted[word].kind if word in self.world.planted else "?"
                self._tell(
                    self.leaked,
                    f"{kind} to {answer.persona.kind}: {answer.method} {answer.pattern} {status}",
                )

    def _may(self, persona: Any, service_id: Any, word: str) -> bool:
        from benchmarks.leaks.oracle import may_read

        planted = self.world.planted.get(word)
        if planted is None:
            return True  # of an earlier world, or typed by somebody
        key = (persona, service_id, word)
        if key not in self.known:
            self.known[key] = service_id is not None and may_read(persona, service_id, planted)
        return bool(self.known[key])

    def _post(self) -> None:
        """Send what is due, and look for words in it: an envelope names its own receiver alone."""
        from django.conf import settings
        from django.utils import timezone

        from benchmarks.leaks.asking import FOUND
        from withness.delivery import tasks

        tasks.send_due(timezone.now())
        for path in [p for d in ("mail", "sms") for p in Path(settings.WITHNESS_HOME, d).glob("*")]:
            for text in path.read_bytes().split(b"-" * 79):
                self.count["messages"] += 1
                for word in FOUND.findall(_read(text)):
                    self.count["leaks"] += 1
                    kind = self.world.planted.get(word.lower())
                    self._tell(self.leaked, f"{kind.kind if kind else '?'} in a message")
            path.unlink()

    def _log(self) -> None:
        from benchmarks.leaks.asking import FOUND

        for _ in FOUND.findall(self.log.getvalue()):
            self.count["leaks"] += 1
            self._tell(self.leaked, "in the log")
        self.log.seek(0)
        self.log.truncate()

    @staticmethod
    def _tell(told: list[str], what: str) -> None:
        if what not in told and len(told) < MOST_TOLD:
            told.append(what)


def _read(text: bytes) -> str:
    """Return everything a mail says but whom it goes to: subject, every part, every header."""
    message = email.message_from_bytes(text.strip(), policy=email.policy.default)
    said = [str(value) for name, value in message.items() if name.lower() not in ENVELOPE]
    for part in message.walk():
        content = part.get_payload(decode=True)
        said.append(content.decode("utf-8", "replace") if isinstance(content, bytes) else "")
    return "\n".join(said)


if __name__ == "__main__":
    main()
