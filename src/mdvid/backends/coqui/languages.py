"""Which of a model's languages a BCP 47 tag means. Pure."""

from __future__ import annotations

from collections.abc import Sequence


def fitting(tag: str, offered: Sequence[str]) -> str | None:
    """Return the language of `offered` that `tag` means: itself, else of the same base language.

    Models write `pt-br`, `fr-fr`, `zh-cn` or `en`, each as it likes.
    """
    wanted = _plain(tag)
    by_tag = {_plain(language): language for language in reversed(offered)}
    if wanted in by_tag:
        return by_tag[wanted]
    base = wanted.partition("-")[0]
    if base in by_tag:
        return by_tag[base]
    return next((language for language in offered if _plain(language).split("-")[0] == base), None)


def _plain(tag: str) -> str:
    return tag.strip().lower().replace("_", "-")
