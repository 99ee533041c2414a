"""Starts the server: Rasa with the widget's channel, the actions in this process, and nothing else."""

from __future__ import annotations

import errno
import logging
import os
import socket
from pathlib import Path

from lotse.settings import PROJECT, Settings

logger = logging.getLogger(__name__)

CREDENTIALS = PROJECT / "credentials.yml"
ENDPOINTS = PROJECT / "endpoints.yml"


class PortInUseError(RuntimeError):
    """Another program listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} ist schon belegt. Läuft der Soziallotse schon? "
            "Sonst nimm einen anderen: LOTSE_PORT=8090 make run"
        )


def check_port(settings: Settings) -> None:
    """Raises PortInUseError when the port cannot be had."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortInUseError(settings.port) from error
            raise


def serve(settings: Settings, model: Path) -> None:
    """Serves until the process is ended."""
    check_port(settings)
    # Sanic reads its settings from the environment when Rasa makes the app.
    os.environ["SANIC_ACCESS_LOG"] = "false"
    os.chdir(PROJECT)
    import rasa.core.run
    from rasa.core.utils import AvailableEndpoints
    from threadpoolctl import threadpool_limits

    # The products of a message are small: threads would wait for each other longer than they calculate.
    threadpool_limits(limits=1, user_api="blas")
    rasa.core.run.serve_application(
        str(model),
        interface=settings.host,
        port=settings.port,
        credentials=str(CREDENTIALS),
        endpoints=AvailableEndpoints.read_endpoints(str(ENDPOINTS)),
        enable_api=False,
    )
