"""The other end of `worker.py`: the loop of a worker process.

Run as a program, `serve.py SCRIPT ARGUMENT...` loads SCRIPT by its path, calls its
`prepare(arguments, report)` once and then the handler that it returned, once a request; the handler
may call `report(done, total)` while it works. It imports the standard library only and never mdvid,
so that a worker starts in milliseconds. One request, report or reply is one line of JSON; the
script's own prints go to standard error.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from typing import Any, BinaryIO

Handler = Callable[[dict[str, Any]], dict[str, Any]]
"""Answers one request. What it raises becomes the `error` of the reply."""

Report = Callable[[int, int], None]
"""Says how many parts of a request are done, and of how many."""

PR_SET_PDEATHSIG = 1
"""prctl(2): the signal to get when the parent ends."""


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends, where the kernel can (Linux)."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)  # it ended before the kernel knew of our wish


def serve(handle: Handler, requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests until there are no more."""
    for line in requests:
        request = json.loads(line)
        try:
            reply = {"id": request["id"], "reply": handle(request["request"])}
        except Exception as error:  # noqa: BLE001  # any failure is the request's, not the loop's
            reply = {"id": request["id"], "error": str(error) or type(error).__name__}
            if isinstance(error, OSError) and error.strerror:
                reply |= {"error": error.strerror, "errno": error.errno}
        replies.write(json.dumps(reply).encode() + b"\n")
        replies.flush()


def _load(path: str) -> Any:
    loader = SourceFileLoader("worker_script", path)
    spec = spec_from_loader("worker_script", loader)
    if spec is None:
        raise ImportError(path)
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def main() -> None:
    """Run the script named on the command line."""
    die_with_parent()
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing but replies may reach the pipe
    requests = os.fdopen(os.dup(0), "rb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)

    def report(done: int, total: int) -> None:
        replies.write(json.dumps({"progress": [done, total]}).encode() + b"\n")
        replies.flush()

    serve(_load(sys.argv[1]).prepare(sys.argv[2:], report), requests, replies)


if __name__ == "__main__":
    main()
