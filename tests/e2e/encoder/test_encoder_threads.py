"""The encoder's first calls, from several threads at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """\
import sys, threading
from pathlib import Path
from mdvid.backends.libav import LibavEncoder
from mdvid.errors import ProviderFailed
from mdvid.media.model import FrameRate, Size
from mdvid.providers.requests import SoundRequest, StillRequest

encoder, nowhere = LibavEncoder(), Path("nowhere")
still = StillRequest(size=Size(320, 180), fps=FrameRate(30))
calls = [
    lambda: encoder.encode_still(still, nowhere, nowhere),
    lambda: encoder.encode_sound(SoundRequest(items=(), lead=0, tail=0, hold=500), (), nowhere),
    lambda: encoder.encode_still(still, nowhere, nowhere),
]
ready = threading.Barrier(len(calls))

def work(call):
    ready.wait()
    try:
        call()
    except (OSError, ProviderFailed):
        pass

sys.setswitchinterval(1e-6)
threads = [threading.Thread(target=work, args=(call,)) for call in calls]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_libraries_are_loaded_whole_when_the_first_calls_come_at_once(tmp_path: Path) -> None:
    command = (sys.executable, "-c", PROGRAM)
    for _ in range(5):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert not done.stderr
