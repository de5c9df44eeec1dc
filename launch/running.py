"""Running a service: serve, work and demo."""

import argparse
import http.client
import os
import subprocess
import sys

from launch import places, ports
from launch.environment import Environment
from launch.supervising import Supervisor
from launch.voice import Trouble, answer, say

PATIENCE = 120  # seconds a service may take until it answers
HERE = "127.0.0.1"


def serve(options: argparse.Namespace, environment: Environment, supervisor: Supervisor) -> int:
    """Run a service: its pages and its worker, until somebody ends it."""
    port = ports.choose(options.port, options.host)
    place = address(options.host, port.number)
    variables = places.open_home("service")
    variables.setdefault("WITHNESS_ORIGIN", place.rstrip("/"))
    step("migrate", ["migrate", "--no-input"], environment, supervisor, variables)
    start_web(options.host, port.number, environment, supervisor, variables)
    start_worker(environment, supervisor, variables)
    say(f"Withness is at {place} and keeps its data in {variables['WITHNESS_HOME']}.")
    supervisor.watch()
    return 0


def work(_options: argparse.Namespace, environment: Environment, supervisor: Supervisor) -> int:
    """Run a worker only, beside web servers on this or another machine."""
    start_worker(environment, supervisor, places.open_home("service"))
    supervisor.watch()
    return 0


def demo(options: argparse.Namespace, environment: Environment, supervisor: Supervisor) -> int:
    """Run a made-up service, and print its address alone on standard output once it answers."""
    port = ports.choose(options.port, HERE)
    place = address(HERE, port.number)
    variables = places.without_service(places.open_home("demo")) | {"WITHNESS_DEMO": "1"}
    variables.setdefault("WITHNESS_ORIGIN", place.rstrip("/"))
    step("migrate", ["migrate", "--no-input"], environment, supervisor, variables)
    seed = ["demo", "--scale", str(options.scale)] + ["--fresh"] * options.fresh
    step("demo", seed, environment, supervisor, variables)
    start_web(HERE, port.number, environment, supervisor, variables)
    start_worker(environment, supervisor, variables)
    if not supervisor.wait_until(lambda: healthy(port.number), PATIENCE):
        raise Trouble(f"The demo did not answer within {PATIENCE} seconds.")
    say("The demo is ready. Everybody in it is made up. Ctrl-C ends it.")
    answer(place)
    if not options.no_browser and has_display():
        open_browser(place)
    supervisor.watch()
    return 0


def step(
    name: str,
    words: list[str],
    environment: Environment,
    supervisor: Supervisor,
    variables: dict[str, str],
) -> None:
    """Run one management command to its end; Trouble if it fails."""
    code = supervisor.run(name, [environment.python, "-m", "django", *words], variables)
    if code != 0:
        raise Trouble(
            f"`manage {name}` did not succeed (exit code {code}); the lines above say why."
        )


def start_web(
    host: str,
    port: int,
    environment: Environment,
    supervisor: Supervisor,
    variables: dict[str, str],
) -> None:
    """Start the server of pages and event streams."""
    argv = [environment.python, "-m", "withness.web", "serve", "--host", host, "--port", str(port)]
    supervisor.start("web server", argv, variables)


def start_worker(
    environment: Environment,
    supervisor: Supervisor,
    variables: dict[str, str],
) -> None:
    """Start the worker that sends what is due."""
    supervisor.start("worker", [environment.python, "-m", "django", "work"], variables)


def address(host: str, port: int) -> str:
    """The address a browser on this machine opens."""
    everywhere = host.strip(":0.") == ""
    shown = HERE if everywhere else host
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def healthy(port: int) -> bool:
    """Whether the service on this port says that it is well."""
    connection = http.client.HTTPConnection(HERE, port, timeout=1)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def has_display() -> bool:
    """Whether a browser could be seen here."""
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform == "darwin" or bool(shown)


def open_browser(place: str) -> None:
    """Open the address in the person's own browser, which stays when the demo ends."""
    subprocess.Popen(
        [sys.executable, "-m", "webbrowser", place],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
