"""`pins.json`: a folder's pins as a file that is read by people and compared line by line.

    {
      "format": 1,
      "voices": [{"asked": "coqui", "lang": "en", "voice": "coqui:tts_models/en/ljspeech/vits"}],
      "models": [{"asked": "diffusers", "model": "diffusers:stabilityai/sdxl-turbo"}],
      "providers": [{"kind": "narrator", "name": "coqui", "settings": SHA-256, "recipe": {}}],
      "rerolls": [{"prompt": "a lighthouse", "style": "flat vector", "seed": 7, "count": 2}],
      "pins": [{"kind": "illustration", "key": SHA-256, "files": {NAME: SHA-256}, ...}]
    }

The order is that of kinds, names and keys: moving a slide changes nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import TypeVar

from mdvid.engine.digest import Digest
from mdvid.pipeline.costs import KINDS
from mdvid.pipeline.pins import (
    ANIMATOR,
    ENLARGER,
    ILLUSTRATOR,
    NARRATOR,
    ModelName,
    Origin,
    Pin,
    PinFile,
    Pins,
    Prompted,
    ProviderFacts,
    VoiceName,
    file_stem,
)

FORMAT = 1

_SHA256 = re.compile(r"[0-9a-f]{64}")
_MAIN = {kind: action.suffix for action, kind in KINDS.items()}
"""Suffixes of main files, by the kind of result."""
_SUFFIX = re.compile(r"(\.[A-Za-z0-9]{1,8}){1,2}")

T = TypeVar("T")


class BadPins(ValueError):  # noqa: N818  # reads as what it is
    """The text is no `pins.json` that we can read."""


class NewerPins(BadPins):
    """A later version of mdvid wrote it."""


def dump_pins(pins: Pins) -> str:
    """Return the text of `pins.json`."""
    content = {
        "format": FORMAT,
        "voices": sorted(map(_voice, pins.voices), key=_order),
        "models": sorted(map(_model, pins.models), key=_order),
        "providers": sorted(map(_provider, pins.providers), key=_order),
        "rerolls": sorted((_reroll(*item) for item in pins.rerolls.items()), key=_order),
        "pins": [_pin(pin) for pin in sorted(pins.pins, key=lambda pin: (pin.kind, pin.key))],
    }
    return json.dumps({k: v for k, v in content.items() if v}, ensure_ascii=False, indent=2) + "\n"


def load_pins(text: str) -> Pins:
    """Return what a `pins.json` says.

    Raises:
        BadPins: it is damaged; says where.
    """
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadPins(f"line {error.lineno} is not JSON") from error
    except (ValueError, RecursionError) as error:
        raise BadPins("it is not JSON") from error
    if not isinstance(content, dict) or not isinstance(content.get("format"), int):
        raise BadPins("it does not say which format it has")
    if content["format"] > FORMAT:
        raise NewerPins(f"it has format {content['format']}, made by a newer mdvid")
    whole = _Item(content, "")
    return Pins(
        pins=whole.each("pins", _read_pin),
        voices=whole.each("voices", _read_voice),
        models=whole.each("models", _read_model),
        providers=whole.each("providers", _read_provider),
        rerolls=dict(whole.each("rerolls", _read_reroll)),
    )


def _order(item: Mapping[str, object]) -> str:
    return json.dumps(item, default=str)


def _spare(**fields: object) -> dict[str, object]:
    """Return the fields without those that say nothing."""
    said = {name: value for name, value in fields.items() if value is not None}
    return {name: value for name, value in said.items() if value or type(value) is int}


def _full(provider: str, name: str) -> str:
    return f"{provider}:{name}" if name else provider


def _voice(voice: VoiceName) -> dict[str, object]:
    told: dict[str, object] = {
        "asked": _full(voice.provider, voice.asked),
        "lang": voice.lang,
        "voice": _full(voice.provider, voice.name),
    }
    return told if voice.word_times else told | {"word_times": False}


def _model(model: ModelName) -> dict[str, object]:
    named = _full(model.provider, model.name)
    return {"asked": _full(model.provider, model.asked), "model": named}


def _provider(facts: ProviderFacts) -> dict[str, object]:
    return _spare(
        kind=facts.kind,
        name=facts.name,
        settings=facts.settings,
        files=facts.files,
        recipe=dict(facts.recipe),
        palette=facts.palette,
    )


def _reroll(prompt: Prompted, count: int) -> dict[str, object]:
    return _spare(prompt=prompt.text, style=prompt.style, seed=prompt.seed, count=count)


def _pin(pin: Pin) -> dict[str, object]:
    said = {
        "slide": pin.slide,
        "text" if pin.kind in {"narration", "alignment"} else "prompt": pin.text,
        **asdict(pin.origin),
        "from": [_spare(**asdict(origin)) for origin in pin.made_from],
    }
    files = {pin.stem + file.suffix: file.sha256 for file in pin.files}
    return {"kind": pin.kind, "key": pin.key} | _spare(**said) | {"files": files}


class _Item:
    """One object of a list; what it does not have as it should is said with its place."""

    def __init__(self, content: object, place: str) -> None:
        self._place = place
        if not isinstance(content, dict):
            raise self.bad("it is no object")
        self._content = content

    def bad(self, why: str) -> BadPins:
        return BadPins(f"{self._place}: {why}" if self._place else why)

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        value = self._content.get(key, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.bad(f"`{key}` is missing or wrong")
        return value

    def text(self, key: str, default: str | None = "") -> str:
        return self.get(key, str, default)

    def each(self, key: str, read: Callable[[_Item], T]) -> tuple[T, ...]:
        """Return what is in a list of objects; none if there is no list."""
        items = self._content.get(key, [])
        if not isinstance(items, list):
            raise self.bad(f"`{key}` is no list")
        place = f"{self._place}, `{key}`" if self._place else f"`{key}`"
        return tuple(read(_Item(item, f"{place}, item {n}")) for n, item in enumerate(items, 1))

    def number(self, key: str) -> int | None:
        return self.get(key, int) if key in self._content else None

    def sha256(self, key: str) -> Digest:
        value = self.text(key, None)
        if not _SHA256.fullmatch(value):
            raise self.bad(f"`{key}` is no SHA-256")
        return Digest(value)


def _read_voice(item: _Item) -> VoiceName:
    provider, _, asked = item.text("asked", None).partition(":")
    return VoiceName(
        provider=provider,
        asked=asked,
        lang=item.text("lang", None),
        name=item.text("voice", None).partition(":")[2],
        word_times=item.get("word_times", bool, default=True),
    )


def _read_model(item: _Item) -> ModelName:
    provider, _, asked = item.text("asked", None).partition(":")
    return ModelName(
        provider=provider, asked=asked, name=item.text("model", None).partition(":")[2]
    )


def _read_provider(item: _Item) -> ProviderFacts:
    kind = item.text("kind", None)
    if kind not in {NARRATOR, ILLUSTRATOR, ENLARGER, ANIMATOR}:
        raise item.bad(f"there is no kind of provider `{kind}`")
    return ProviderFacts(
        kind=kind,
        name=item.text("name"),
        settings=item.sha256("settings"),
        files=tuple(_digests(item)),
        recipe=item.get("recipe", dict, default={}),
        palette=item.get("palette", bool, default=False),
    )


def _digests(item: _Item) -> Iterator[Digest]:
    for sha256 in item.get("files", list, default=[]):
        if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
            raise item.bad("`files` has what is no SHA-256")
        yield Digest(sha256)


def _read_reroll(item: _Item) -> tuple[Prompted, int]:
    prompt = Prompted(
        text=item.text("prompt", None), style=item.text("style"), seed=item.number("seed")
    )
    return prompt, item.get("count", int)


def _read_pin(item: _Item) -> Pin:
    kind, key = item.text("kind", None), item.sha256("key")
    if kind not in KINDS.values():
        raise item.bad(f"there is no kind of result `{kind}`")
    return Pin(
        key=key,
        kind=kind,
        files=_whole(item, kind, tuple(_files(item, file_stem(kind, key)))),
        origin=_origin(item),
        made_from=item.each("from", _origin),
        slide=item.text("slide"),
        text=item.text("text") or item.text("prompt"),
    )


def _origin(item: _Item) -> Origin:
    return Origin(
        provider=item.text("provider"),
        model=item.text("model"),
        revision=item.text("revision"),
        licence=item.text("licence"),
        seed=item.number("seed"),
    )


def _whole(item: _Item, kind: str, files: tuple[PinFile, ...]) -> tuple[PinFile, ...]:
    """Return the files if the main one is of the format that results of the kind have."""
    if files[0].suffix != _MAIN[kind]:
        raise item.bad(f"its first file is no `{_MAIN[kind]}`")
    return files


def _files(item: _Item, stem: str) -> Iterator[PinFile]:
    """Yield the files of a pin: they lie in the folder itself, and are called after its key."""
    files = item.get("files", dict)
    if not files:
        raise item.bad("it has no files")
    for name, sha256 in files.items():
        suffix = name.removeprefix(stem)
        if suffix == name or not _SUFFIX.fullmatch(suffix):
            raise item.bad(f"its files cannot be called `{name[:80]}`")
        if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
            raise item.bad(f"`{name}` has no SHA-256")
        yield PinFile(suffix=suffix, sha256=sha256)
