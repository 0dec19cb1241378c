"""What people ask `mdvid setup` for."""

from __future__ import annotations

from dataclasses import dataclass

from mdvid.backends.models.names import full_name, is_place
from mdvid.errors import ConfigError

PROVIDERS = {
    "voice": "coqui",
    "illustrator": "diffusers",
    "upscaler": "diffusers",
    "animator": "diffusers",
    "align": "align",
}
"""Who runs models of each kind; the kinds are the options of `mdvid setup`."""

_WITHOUT = {
    "espeak": "its voices come with mdvid",
    "none": "silence needs no voice",
    "card": "it draws without a model",
}

_EXAMPLES = {
    "voice": "coqui:en/ljspeech/vits",
    "illustrator": "diffusers:Tongyi-MAI/Z-Image-Turbo",
    "upscaler": "diffusers:PUBLISHER/MODEL",
    "animator": "diffusers:Wan-AI/Wan2.2-TI2V-5B-Diffusers",
    "align": "facebook/wav2vec2-base-960h",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One model by its name."""

    kind: str
    provider: str
    name: str
    """In full, without the provider."""

    @property
    def key(self) -> str:
        """`PROVIDER:NAME`, as it is recorded."""
        return f"{self.provider}:{self.name}"

    @property
    def repo(self) -> str:
        """The name without what comes after `@`."""
        return self.name.partition("@")[0]

    @property
    def revision(self) -> str:
        """What comes after `@`: a commit, a branch or a tag; empty without."""
        return self.name.partition("@")[2]


def parse_wanted(kind: str, text: str) -> Wanted:
    """Return what `--KIND TEXT` asks for; `#SPEAKER` after a voice is left out.

    Raises:
        ConfigError: it is nothing that can be fetched.
    """
    provider, name = PROVIDERS[kind], text.strip()
    before, colon, after = name.partition(":")
    if is_place(after if colon else name):
        raise ConfigError(
            f"`{text}` is a folder: there is nothing to fetch",
            hint=f"name it where it is used: --{kind} {provider}:./folder",
        )
    if before in _WITHOUT:
        raise ConfigError(f"there is nothing to fetch for `{text}`: {_WITHOUT[before]}")
    if colon and before != provider:
        raise ConfigError(
            f"mdvid knows no models of `{before}`", hint=f"for example: {_example(kind)}"
        )
    if not colon and kind in {"voice", "illustrator"}:
        hint = f"did you mean `{provider}:{name}`?" if "/" in name else _example(kind)
        raise ConfigError(f"`{text}` does not say who runs the model", hint=hint)
    name = after if colon else name
    name = name.partition("#")[0] if kind == "voice" else name
    if not name:
        raise ConfigError(f"`{text}` names no model", hint=f"for example: {_example(kind)}")
    return Wanted(kind=kind, provider=provider, name=full_name(provider, name))


def _example(kind: str) -> str:
    return f"--{kind} {_EXAMPLES[kind]}"
