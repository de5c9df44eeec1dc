"""The environment is made once, remembered, repaired when half-made, and shared by two launchers."""

import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from launch import environment as environments
from launch.bell import Bell
from launch.environment import Environment
from launch.supervising import Supervisor
from launch.voice import Trouble

ROOT = Path(__file__).resolve().parents[2]
# What a launcher does first, in a process of its own.
PREPARE = (
    "import sys; from pathlib import Path; from launch.bell import Bell; "
    "from launch.environment import Environment; from launch.supervising import Supervisor; "
    "bell = Bell(); bell.hang(); "
    "supervisor = Supervisor(bell).__enter__(); "
    "Environment(Path(sys.argv[1])).ensure('run', supervisor)"
)


def pins(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return set(re.findall(r"^([\w.\[\],-]+==[^ \\]+)", text, re.MULTILINE))


@pytest.fixture
def house(tmp_path):
    """A repository with nothing to install."""
    (tmp_path / "requirements").mkdir()
    for name in ("run", "test"):
        (tmp_path / "requirements" / f"{name}.txt").write_text("# nothing\n")
    (tmp_path / "src" / "withness").mkdir(parents=True)
    (tmp_path / "src" / "withness" / "__init__.py").write_text("")
    return tmp_path


@pytest.fixture
def supervisor():
    with Supervisor(Bell()) as held:
        yield held


def remembered(house, name="run"):
    """Make the house look as if the requirement file had been installed."""
    packages = house / ".venv" / "lib" / "python3.11" / "site-packages"
    packages.mkdir(parents=True, exist_ok=True)
    (house / ".venv" / "bin").mkdir(exist_ok=True)
    (house / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (packages / "withness.pth").write_text("../../../../src\n")
    known = environments.digest(house / "requirements" / f"{name}.txt")
    (house / ".venv" / f".withness-{name}").write_text(known + "\n")


def test_what_is_remembered_is_not_installed_again(house, supervisor):
    remembered(house)
    begin = time.monotonic()
    Environment(house).ensure("run", supervisor)
    assert time.monotonic() - begin < 0.5
    assert not (house / ".venv.lock").exists()


def test_a_changed_requirement_file_is_noticed(house):
    remembered(house)
    environment = Environment(house)
    assert environment.ready("run")
    (house / "requirements" / "run.txt").write_text("# something else\n")
    assert not environment.ready("run")


def test_one_file_does_not_stand_for_the_other(house):
    remembered(house)
    assert not Environment(house).ready("test")


def test_an_environment_whose_python_is_gone_is_not_ready(house):
    remembered(house)
    (house / ".venv" / "bin" / "python").unlink()
    (house / ".venv" / "bin" / "python").symlink_to(house / "gone")
    assert not Environment(house).ready("run")


def test_a_half_made_environment_is_made_again_and_serves_two_launchers(house):
    """Somebody stopped the set-up in the middle; then two people start at once."""
    packages = house / ".venv" / "lib" / "python3.11" / "site-packages"
    (packages / "pip").mkdir(parents=True)
    (packages / "pip" / "__init__.py").write_text("raise RuntimeError('half')")
    (house / ".venv.lock").write_text("half-way")
    both = [
        subprocess.Popen(
            [sys.executable, "-c", PREPARE, house],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert [out for out, _ in said] == ["", ""]
    told = "".join(errors for _, errors in said)
    assert told.count("Making .venv again, because the last set-up was stopped half-way.") == 1
    assert told.count("Installing requirements/run.txt") == 1
    assert (house / ".venv.lock").read_text() == ""
    assert Environment(house).ready("run")
    found = subprocess.run(
        [house / ".venv" / "bin" / "python", "-c", "import withness; print(withness.__file__)"],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    ).stdout
    assert Path(found.strip()) == (house / "src" / "withness" / "__init__.py").resolve()


def test_a_set_up_that_is_stopped_says_so_to_the_next(house):
    process = subprocess.Popen(
        [sys.executable, "-c", PREPARE, house],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    last = time.monotonic() + 20
    while not (house / ".venv" / "bin").exists() and time.monotonic() < last:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (house / ".venv.lock").read_text() == "half-way"
    assert not Environment(house).ready("run")


def test_a_launcher_waits_while_another_prepares(house, supervisor, capfd):
    environment = Environment(house)
    with (house / ".venv.lock").open("a+") as lock:
        assert environments.taken(lock)
        later = threading.Timer(0.3, lambda: (remembered(house), lock.close()))
        later.start()
        environment.ensure("run", supervisor)
        later.join()
    out, errors = capfd.readouterr()
    assert (out, errors) == ("", "Another ./withness is preparing .venv: waiting for it …\n")


def test_a_missing_venv_is_named_with_the_way_to_get_it(monkeypatch):
    monkeypatch.setattr(environments.importlib.util, "find_spec", lambda part: part == "venv")
    monkeypatch.setattr(environments.shutil, "which", lambda program: program == "apt-get" or None)
    said = environments.venv_missing("linux")
    assert said == "python3-venv is missing: apt-get install python3-venv"
    assert (
        environments.venv_missing("darwin") == "Python's venv is missing: brew install python@3.13"
    )


def test_a_whole_python_misses_nothing():
    assert environments.venv_missing() is None


def test_an_environment_that_is_a_broken_link_is_left_alone(house, supervisor):
    (house / ".venv").symlink_to(house / "nowhere")
    with pytest.raises(Trouble, match="remove the link"):
        Environment(house).ensure("run", supervisor)
    assert (house / ".venv").is_symlink()


def test_every_pin_of_run_stands_in_test():
    assert pins("run") - pins("test") == set()
    assert len(pins("run")) > 10


@pytest.mark.parametrize("name", ["run", "test"])
def test_every_pin_carries_a_hash(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    blocks = re.split(r"\n(?=[A-Za-z])", text)
    assert [block.split(" ")[0] for block in blocks if "--hash=sha256:" not in block] == []
