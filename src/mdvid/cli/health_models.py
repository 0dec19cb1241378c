"""What runs models, on which device, and which models are here; none of it is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mdvid.backends.models.devices import find_device
from mdvid.backends.models.location import setup_command
from mdvid.backends.models.names import short_name
from mdvid.backends.models.offers import is_whole, written
from mdvid.backends.models.packages import install_command, missing_command, versions
from mdvid.backends.models.records import ModelRecord, load_records
from mdvid.backends.models.wanted import PROVIDERS
from mdvid.cli.finding import Finding, State
from mdvid.cli.units import size
from mdvid.config.model import Config
from mdvid.errors import MdvidError
from mdvid.providers import registry

_COMMIT = 10
"""Characters of a revision that are shown."""


def examine_models(config: Config) -> Iterator[Finding]:
    """Yield what is known of models: without them there are still videos."""
    yield _packages(
        "illustrations",
        "diffusers",
        lambda: registry.illustrator("diffusers").fingerprint,
        ("diffusers", "transformers", "torch"),
    )
    yield _packages(
        "model voices",
        "coqui",
        lambda: registry.narrator("coqui").fingerprint,
        ("coqui-tts", "torch", "torchaudio"),
    )
    if versions("torch") != "torch none":
        yield Finding(thing="device", state=State.OK, detail=find_device(config.device))
    try:
        records = load_records()
    except MdvidError as error:
        yield Finding(thing="models", state=State.WARNING, detail=str(error), fix=error.hint or "")
        return
    yield from map(_model, records.values())


def _packages(
    thing: str, provider: str, ask: Callable[[], str], distributions: tuple[str, ...]
) -> Finding:
    fix = missing_command(provider)
    if fix:
        return Finding(thing=thing, state=State.NONE, detail="not installed", fix=fix)
    try:
        ask()
    except MdvidError as error:
        fix = error.hint or install_command("all")
        return Finding(thing=thing, state=State.WARNING, detail=str(error), fix=fix)
    return Finding(thing=thing, state=State.OK, detail=versions(*distributions))


def _model(record: ModelRecord) -> Finding:
    name = written(record.provider, record.name)
    if not is_whole(record):
        return Finding(
            thing="model",
            state=State.WARNING,
            detail=f"{name} is not whole any more: {record.folder}",
            fix=setup_command(
                record.provider, short_name(record.provider, record.name), _option(record)
            ),
        )
    at = record.revision[:_COMMIT]
    detail = f"{name} at {at}, {size(record.size)}, in {record.folder}"
    return Finding(thing="model", state=State.OK, detail=detail)


def _option(record: ModelRecord) -> str:
    """Return the option of `mdvid setup` that fetches it; a vocoder comes as voices do."""
    return record.kind if record.kind in PROVIDERS else "voice"
