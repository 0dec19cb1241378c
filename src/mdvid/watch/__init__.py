"""Watch: a deck that is written, seen and heard at the same time."""
