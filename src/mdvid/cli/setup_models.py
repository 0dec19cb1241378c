"""Models for `mdvid setup`: what they cost is said, somebody agrees, they are fetched."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import click

from mdvid.backends.models.fetching import Fetcher, find_here
from mdvid.backends.models.licences import UNSAFE_PICKLE, judge, needs_acceptance, require_known
from mdvid.backends.models.offers import Offer, written
from mdvid.backends.models.records import ModelRecord, accept_licence, load_records
from mdvid.backends.models.wanted import PROVIDERS, Wanted, parse_wanted
from mdvid.cli.console import Console
from mdvid.cli.download import download_line
from mdvid.cli.units import size
from mdvid.diagnostics import counted
from mdvid.errors import ConfigError, ProviderUnavailable

_COMMIT = 10
"""Characters of a commit that are shown."""

_HELP = {
    "voice": ("coqui:NAME", "Fetch this voice."),
    "illustrator": ("diffusers:ID[@REVISION]", "Fetch this model that draws pictures."),
    "upscaler": ("diffusers:ID[@REVISION]", "Fetch this model that enlarges pictures."),
    "animator": ("diffusers:ID[@REVISION]", "Fetch this model that makes pictures move."),
    "align": ("ID[@REVISION]", "Fetch this model that finds out when words are spoken."),
}


def model_options() -> tuple[click.Option, ...]:
    """Return the options that ask for models; each may be repeated."""
    options = (
        click.Option((f"--{kind}",), metavar=_HELP[kind][0], multiple=True, help=_HELP[kind][1])
        for kind in PROVIDERS
    )
    licence = click.Option(
        ("--accept-licence",),
        metavar="NAME",
        multiple=True,
        help="You have read this licence of a model, and accept it: remember that.",
    )
    return (*options, licence)


def get_models(
    console: Console,
    asked: Mapping[str, Sequence[str]],
    accepting: Sequence[str],
    accepted: Sequence[str],
    *,
    yes: bool,
    check: bool,
    upgrade: bool,
) -> None:
    """Make sure that the models are here; `asked` holds their names by kind.

    Licences in `accepting` are accepted now, and remembered; those in `accepted` were before. With
    `upgrade`, models of which the hub has a newer commit are fetched again.

    Raises:
        ConfigError: a name of a model or a licence makes no sense, or there is none to upgrade.
        ProviderUnavailable: one is missing and may or can not be fetched, or its licence was not
            accepted; nothing was changed then.
        ProviderFailed: fetching failed.
        LimitError: there is no space for it.
    """
    wanted = [parse_wanted(kind, text) for kind, texts in asked.items() for text in texts]
    _check_upgrade(wanted, upgrade=upgrade, check=check)
    missing = [
        one for one in dict.fromkeys(wanted) if upgrade or not _is_here(console, one, "is here")
    ]
    if check:
        _refuse_missing(missing)
        return
    with Fetcher() as fetcher:
        offers = list(_offers(console, fetcher, missing, upgrade=upgrade))
        for offer in offers:
            _show(console, offer)
        require_known(accepting, _licences_of(offers))
        _require_licences(offers, (*accepting, *accepted))
        if offers and not yes:
            _ask(offers, "--upgrade " if upgrade else "")
        for licence in map(judge, accepting):
            accept_licence(licence.name)
            console.note(f"licence {licence.name}: accepted, and remembered")
        for offer in offers:
            before = load_records().get(f"{offer.provider}:{offer.name}")
            with download_line(console, offer.written) as heard:
                record = fetcher.fetch(offer, heard)
            _say_here(console, record, _fetched(record, before))


def _check_upgrade(wanted: Sequence[Wanted], *, upgrade: bool, check: bool) -> None:
    if upgrade and check:
        raise ConfigError("`--upgrade` changes what is here, and `--check` changes nothing")
    if upgrade and not wanted:
        raise ConfigError(
            "`--upgrade` upgrades the models that are named with it",
            hint="for example: mdvid setup --upgrade --illustrator diffusers:PUBLISHER/MODEL; "
            "`mdvid doctor` lists what is here",
        )


def _offers(
    console: Console, fetcher: Fetcher, wanted: Iterable[Wanted], *, upgrade: bool
) -> Iterator[Offer]:
    for one in wanted:
        offers = fetcher.offers(one, newest=upgrade)
        if not offers:
            _is_here(console, one, "is the newest")
        yield from offers


def _is_here(console: Console, wanted: Wanted, how: str) -> bool:
    record = find_here(wanted)
    if record is not None:
        _say_here(console, record, how)
    return record is not None


def _fetched(record: ModelRecord, before: ModelRecord | None) -> str:
    if before is None or before.revision == record.revision:
        return "fetched"
    return f"upgraded from {before.revision[:_COMMIT]}"


def _say_here(console: Console, record: ModelRecord, how: str) -> None:
    commit = record.revision[:_COMMIT]
    console.note(f"{written(record.provider, record.name)} {how}: {commit} in {record.folder}")


def _refuse_missing(missing: Sequence[Wanted]) -> None:
    if missing:
        names = ", ".join(f"`{written(one.provider, one.name)}`" for one in missing)
        verb = "is" if len(missing) == 1 else "are"
        raise ProviderUnavailable(f"{names} {verb} not here", hint=_command(missing))


def _command(wanted: Iterable[Wanted | Offer], switch: str = "") -> str:
    return f"mdvid setup {switch}" + " ".join(
        f"--{one.kind} {written(one.provider, one.name)}" for one in wanted if one.kind in PROVIDERS
    )


def _show(console: Console, offer: Offer) -> None:
    """Say what would be fetched, under which terms, and where to."""
    amount = f"about {size(offer.size)}" if offer.size else "nobody says"
    amount += f", {counted(len(offer.files), 'file')}" if offer.files else ""
    at = f" at {offer.revision[:_COMMIT]}" if offer.revision else ""
    console.note(f"{offer.kind} {offer.written}")
    console.note(f"  size     {amount}")
    for licence in offer.terms:
        what = "risk" if licence.name == UNSAFE_PICKLE else "licence"
        console.note(f"  {what:<8} {licence.name}: {licence.meaning}")
    console.note(f"  from     {offer.page}{at}")
    console.note(f"  to       {offer.place}")


def _licences_of(offers: Iterable[Offer]) -> set[str]:
    """Return the names of the licences of what is offered, and of what is here."""
    offered = {licence.name for offer in offers for licence in offer.terms}
    return offered | {judge(record.licence).name for record in load_records().values()}


def _require_licences(offers: Iterable[Offer], accepted: Collection[str]) -> None:
    open_ = {
        licence.name: offer
        for offer in offers
        for licence in offer.terms
        if needs_acceptance(licence, accepted)
    }
    if open_:
        names = " and ".join(f"`{name}`" for name in open_)
        models = ", ".join(dict.fromkeys(f"`{offer.written}`" for offer in open_.values()))
        flags = " ".join(f"--accept-licence {name}" for name in open_)
        raise ProviderUnavailable(
            f"{models} cannot be fetched before you accept {names}",
            hint=f"read what it means; if that is fine, run this again with {flags}",
        )


def _ask(offers: Sequence[Offer], switch: str) -> None:
    """Ask whether the models may be fetched; nobody to ask means no.

    Raises:
        ProviderUnavailable: they may not.
    """
    if not sys.stdin.isatty():
        raise ProviderUnavailable(
            "nothing was fetched: there is nobody to ask",
            hint=f"`{_command(offers, switch)} --yes` fetches without asking",
        )
    total = sum(offer.size for offer in offers)
    what = "it" if len(offers) == 1 else f"all {len(offers)}, {size(total)} together"
    if not click.confirm(f"Get {what}?", default=True, err=True):
        raise ProviderUnavailable("nothing was fetched")
