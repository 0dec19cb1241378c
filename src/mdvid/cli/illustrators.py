"""`mdvid illustrators`."""

from __future__ import annotations

from collections.abc import Iterator

from mdvid.backends.models.choice import ANIMATORS, ILLUSTRATORS
from mdvid.cli.console import Console
from mdvid.cli.offered import HERE, OFFERED, not_here, show_offered
from mdvid.cli.options import command, json_option
from mdvid.errors import ExitCode, MdvidError
from mdvid.providers import registry
from mdvid.providers.protocols import Illustrator, ModelInfo

_COMMIT = 10
"""Characters of a revision that are shown."""

Row = tuple[str, str, str]
"""Name, description, licence."""


@command(json_option("a JSON array"))
def illustrators(*, json: bool, console: Console) -> ExitCode:
    """List what draws pictures from words, by the names that --illustrator takes.

    Models that could be fetched are listed after those that are here.
    """
    rows = [row for name in registry.names(registry.ILLUSTRATORS) for row in _rows(name)]
    offered = not_here((*ILLUSTRATORS, *ANIMATORS))
    header = ("name", "description", "licence")
    if json:
        here = [dict(zip(header, row, strict=True)) | {"state": HERE} for row in rows]
        more = [
            {"name": c.written, "description": c.use, "licence": c.licence, "state": OFFERED}
            | {"option": f"--{c.kind}", "size": c.size}
            for c in offered
        ]
        console.json(here + more)
    else:
        console.table(header, rows)
        show_offered(console, offered)
    return ExitCode.OK


def _rows(name: str) -> Iterator[Row]:
    """Yield an illustrator and its models, or why it cannot be used."""
    try:
        illustrator = registry.illustrator(name)
    except MdvidError as error:
        yield name, f"cannot be used: {error}", ""
        return
    try:
        yield name, _description(illustrator), ""
        yield from (_row(name, model) for model in illustrator.models())
    finally:
        illustrator.close()


def _description(illustrator: Illustrator) -> str:
    """Return the first line of what it says of itself."""
    return (type(illustrator).__doc__ or "").strip().partition("\n")[0]


def _row(provider: str, model: ModelInfo) -> Row:
    at = f"at {model.revision[:_COMMIT]}" if model.revision else ""
    return f"{provider}:{model.name}", model.description or at, model.licence
