"""Which port: the first free one, held so that two launchers do not choose the same."""

import errno
import socket
import sys

from launch.voice import Trouble

FIRST, TRIED = 8000, 100


def choose(wanted: int | None, host: str = "127.0.0.1", first: int = FIRST) -> "Port":
    """Take the wanted port, or the first free one from `first` up; Trouble if there is none."""
    if wanted is not None:
        port = take(host, wanted)
        if port is None:
            raise Trouble(
                f"Port {wanted} is in use by another program: choose another with --port."
            )
        return port
    for number in range(first, first + TRIED):
        port = take(host, number)
        if port is not None:
            return port
    raise Trouble(f"No port from {first} to {first + TRIED - 1} is free. Choose one with --port.")


class Port:
    """A port number, and what keeps other launchers from choosing it while this one lives."""

    def __init__(self, number: int, claim: socket.socket | None) -> None:
        self.number = number
        self._claim = claim

    def release(self) -> None:
        """Let others have it."""
        if self._claim is not None:
            self._claim.close()


def take(host: str, number: int) -> Port | None:
    """Claim a port if no program listens on it and no other launcher has claimed it; else None."""
    try:
        claim = claimed(number)
    except OSError:
        return None
    port = Port(number, claim)
    if free(host, number):
        return port
    port.release()
    return None


def free(host: str, number: int) -> bool:
    """Whether a server could listen here; Trouble if the host is not ours or it is forbidden."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, number))
            trial.listen(1)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            reason = f"{error.strerror or error}."
            raise Trouble(f"Nothing can listen on {host} port {number}: {reason}") from error
    return True


def claimed(number: int) -> socket.socket | None:
    """A claim that ends with this process (Linux only); OSError if another launcher has it."""
    if sys.platform != "linux":
        return None
    claim = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        claim.bind(f"\0withness-port-{number}")
    except OSError:
        claim.close()
        raise
    return claim
