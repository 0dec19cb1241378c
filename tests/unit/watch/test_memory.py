"""In processes of their own: what is told to the C library cannot be taken back."""

import subprocess
import sys

ARENAS = """
import ctypes, sys, tempfile, threading
from mdvid.watch import memory
if sys.argv[1] == "spared":
    memory.spare()
library = ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p
together = threading.Barrier(12)
def work():
    together.wait()
    library.malloc(ctypes.c_size_t(1000))
    together.wait()
threads = [threading.Thread(target=work) for _ in range(12)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
library.fdopen.restype = ctypes.c_void_p
with tempfile.TemporaryFile() as file:
    stream = ctypes.c_void_p(library.fdopen(file.fileno(), b"w"))
    library.malloc_info(0, stream)
    library.fflush(stream)
    file.seek(0)
    print(file.read().count(b"<heap "))
"""

FREED = """
import ctypes
from pathlib import Path
from mdvid.watch import memory
library = ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p
library.free.argtypes = [ctypes.c_void_p]
def pages():
    return int(Path("/proc/self/statm").read_text().split()[1])
blocks = [library.malloc(ctypes.c_size_t(100_000)) for _ in range(200)]
for block in blocks:
    ctypes.memset(block, 1, 100_000)
full = pages()
for block in blocks[:-1]:
    library.free(block)
memory.release()
print(full - pages())
"""


def said(code: str, *arguments: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True
    )
    return int(done.stdout)


def test_threads_share_memory() -> None:
    assert said(ARENAS, "spared") <= 2 < said(ARENAS, "not")


def test_what_is_free_is_given_back() -> None:
    assert said(FREED) * 4096 > 15_000_000
