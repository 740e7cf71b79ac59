"""Where the web server listens."""

import errno
import socket
import time

from penstock.foundation.machine.errors import Refusal


def require_free(host: str, port: int, patience: float = 0) -> None:
    """Refuses an address that another program still listens on after `patience` seconds, or that is not ours."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            _try(host, port)
            return
        except Refusal:
            time.sleep(0.1)
    _try(host, port)


def _try(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # A connection that is winding down does not count. The server itself shares its port between its
        # workers and so would not notice another that does the same.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refusal(_why_not(host, port, error)) from error


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use by another program: stop that, or choose another port with --port"
    if error.errno == errno.EACCES:
        return f"port {port} needs root: choose one from 1024 upwards with --port"
    return (
        f"this machine cannot listen on {host}:{port} ({error.strerror}): choose another address with --host"
    )


def answers(host: str, port: int) -> bool:
    """Whether something accepts connections there."""
    try:
        with socket.create_connection((_reachable(host), port), timeout=1):
            return True
    except OSError:
        return False


def shown(host: str, port: int) -> str:
    """The address as a person types it into a browser."""
    name = _reachable(host)
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/"


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
