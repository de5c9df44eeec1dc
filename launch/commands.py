"""The commands of ./withness: what each is called, which options it takes, and what runs it."""

import argparse
import difflib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from launch import checking, places, running, testing
from launch.bell import Asked, Bell
from launch.environment import Environment
from launch.supervising import Supervisor
from launch.voice import Trouble, answer, say

WRONG_USE = 2
HELP = """\
Withness: the home of Peer-supported Open Dialogue teams and of the networks they meet with.

  ./withness demo      open a made-up service to look round in
                         --port P       use this port (else the first free one from 8000)
                         --no-browser   print the address, open nothing
                         --scale N      so many networks (40)
                         --fresh        begin again with new people
  ./withness serve     run a real service and its worker; whoever opens it first sets it up
                         --port P       8000          --host H   127.0.0.1
  ./withness work      run one more worker for a service
  ./withness backup FILE     keep a copy of a service (its keys are kept apart)
  ./withness restore FILE    bring a copy back
  ./withness manage …        any other task; `./withness manage help` lists them

  ./withness test      run all tests: SQLite, PostgreSQL, browser; or `test PATH …` as for pytest
                         --without-browser   leave the browser out, and say so
  ./withness check     style, types, import contracts, templates, migrations
  ./withness bench NAME …    measure; the names are the folders in benchmarks/

A service keeps its data in var/service, the demo in var/demo, or where WITHNESS_HOME says.
"""
# Commands that hand everything after their name to a program that then takes the launcher's place.
HANDED_ON = ("manage", "backup", "restore", "bench")
RUNS = {
    "demo": running.demo,
    "serve": running.serve,
    "work": running.work,
    "check": checking.check,
}
COMMANDS = (*RUNS, "test", *HANDED_ON)


def main(words: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    bell = Bell()
    bell.hang()
    try:
        with Supervisor(bell) as supervisor:
            return command(words, Environment(), supervisor)
    except Asked as asked:
        return asked.code
    except Trouble as trouble:
        say(str(trouble))
        return trouble.code


def command(words: Sequence[str], environment: Environment, supervisor: Supervisor) -> int:
    """Find the command among the words and run it."""
    if not words or words[0] in ("--help", "-h", "help"):
        answer(HELP.rstrip())
        return 0
    name, rest = words[0], words[1:]
    if name not in COMMANDS:
        raise Trouble(unknown(name), WRONG_USE)
    if name in HANDED_ON:
        argv = handed_on(name, rest, environment)
        environment.ensure("test" if name == "bench" else "run", supervisor)
        hand_on(argv, supervisor.bell)
    if name == "test":
        if rest and rest[0] in ("--help", "-h"):
            answer(HELP.rstrip())
            return 0
        environment.ensure("test", supervisor)
        return testing.test(rest, environment, supervisor)
    options = parser(name).parse_args(rest)
    environment.ensure("test" if name == "check" else "run", supervisor)
    return RUNS[name](options, environment, supervisor)


def parser(name: str) -> argparse.ArgumentParser:
    """The options of one command."""
    options = argparse.ArgumentParser(prog=f"./withness {name}", allow_abbrev=False)
    if name == "demo":
        options.add_argument("--port", type=port, help="else the first free from 8000")
        options.add_argument("--no-browser", action="store_true", help="open nothing")
        options.add_argument("--scale", type=scale, default=40, help="networks (40)")
        options.add_argument("--fresh", action="store_true", help="begin again with new people")
    if name == "serve":
        options.add_argument("--port", type=port, default=8000, help="the port (8000)")
        options.add_argument("--host", default=running.HERE, help="listen on (127.0.0.1)")
    return options


def port(text: str) -> int:
    """A port number from what was typed."""
    return whole(text, 1, 65_535)


def scale(text: str) -> int:
    """A number of networks from what was typed."""
    return whole(text, 1, 1_000_000)


def whole(text: str, least: int, most: int) -> int:
    """A whole number within bounds."""
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} to {most}")
    return int(text)


def unknown(name: str) -> str:
    """Say kindly that there is no such command, and which one may have been meant."""
    near = difflib.get_close_matches(name, COMMANDS, 1)
    meant = f"Did you mean ./withness {near[0]}?" if near else "./withness --help lists them all."
    return f"There is no command “{name}”. {meant}"


def handed_on(name: str, rest: Sequence[str], environment: Environment) -> list[str]:
    """The program and its arguments for a command that is handed on."""
    python = str(environment.python)
    if name == "bench":
        return [python, benchmark(rest), *rest[1:]]
    if name == "manage":
        return [python, "-m", "django", *rest]
    if len(rest) != 1 or (rest[0].startswith("-") and rest[0] not in ("-h", "--help")):
        raise Trouble(f"Say which file: ./withness {name} FILE", WRONG_USE)
    return [python, "-m", "django", name, *rest]


def benchmark(rest: Sequence[str]) -> str:
    """The folder of the benchmark that is named first."""
    folders = sorted(path.parent for path in places.ROOT.glob("benchmarks/*/__main__.py"))
    for folder in folders:
        if rest and folder.name == rest[0]:
            return str(folder)
    names = ", ".join(folder.name for folder in folders) or "none yet"
    raise Trouble(f"Say which benchmark: ./withness bench NAME. There are: {names}.", WRONG_USE)


def hand_on(argv: list[str], bell: Bell) -> NoReturn:
    """Let a program take the launcher's place; its input, output and exit code are then its own."""
    variables = places.open_home("service")
    bell.take_down()
    sys.stdout.flush()
    os.execve(argv[0], argv, variables)
