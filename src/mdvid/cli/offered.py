"""What could be had beside what is here, for the lists of voices and illustrators."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from mdvid.backends.models.choice import Choice
from mdvid.backends.models.packages import missing_command
from mdvid.backends.models.records import load_records
from mdvid.cli.console import Console

HERE, OFFERED = "here", "can be had"
"""States in lists for programs."""


def not_here(choices: Iterable[Choice]) -> list[Choice]:
    """Return those that are not on this machine.

    Raises:
        RecordsError: the list of fetched models is damaged.
    """
    here = load_records()
    return [choice for choice in choices if f"{choice.provider}:{choice.name}" not in here]


def show_offered(console: Console, choices: Iterable[Choice]) -> None:
    """Print a table for each kind of what could be had, and how."""
    for kind, group in groupby(choices, key=lambda choice: choice.kind):
        some = list(group)
        commands = [missing_command(choice.provider) for choice in some]
        steps = [*filter(None, dict.fromkeys(commands)), f"mdvid setup --{kind} NAME"]
        console.result("")
        console.result(f"can be had by {', then '.join(f'`{step}`' for step in steps)}:")
        console.result("")
        header = ["name", "licence", "size", "for"]
        rows = [[choice.written, choice.licence, choice.size, choice.use] for choice in some]
        if not any(choice.size for choice in some):
            for row in (header, *rows):
                del row[2]
        console.table(header, rows)
