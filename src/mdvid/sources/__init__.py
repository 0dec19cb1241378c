"""The files that a deck and its theme refer to: found, judged, and put into the store."""
