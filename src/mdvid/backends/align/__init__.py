"""When each word is spoken, by a model that hears letters (connectionist temporal classification).

The model runs in a worker process; what it needs is the extra `align`.
"""

from __future__ import annotations

from mdvid.backends.align.aligner import CtcAligner

__all__ = ["CtcAligner"]
