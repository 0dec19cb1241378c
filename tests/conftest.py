"""What all tests share."""

from __future__ import annotations

import signal

# A shell starts its background jobs deaf to Ctrl-C, and so would be everything that is tested
# there; a handler, and with it the default in every child, makes an interrupt one again.
signal.signal(signal.SIGINT, signal.default_int_handler)
