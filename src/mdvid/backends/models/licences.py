"""What licences of models allow, as far as names tell; none of this is legal advice."""

from __future__ import annotations

import enum
import re
from collections.abc import Collection
from dataclasses import dataclass

from mdvid.backends.models.records import accepted_licences
from mdvid.diagnostics import did_you_mean
from mdvid.errors import ConfigError, ProviderUnavailable

UNSTATED = "unstated"
"""The name for what has no licence at all: nobody gave leave to use it."""

UNSAFE_PICKLE = "unsafe-pickle"
"""No licence, but a risk to be accepted in the same way."""


class Terms(enum.Enum):
    """What matters to somebody who makes a video."""

    FREE = "commercial use is allowed"
    CREDIT = "commercial use is allowed; its makers must be named"
    SHARE_ALIKE = "commercial use is allowed; makers must be named, changed models shared alike"
    RULES = "commercial use is allowed; some kinds of use are forbidden, read which"
    NON_COMMERCIAL = "no commercial use, and none of what is made with it"
    UNKNOWN = "mdvid does not know this licence: read what it allows"
    UNSAFE = "loading it can run any program that its publisher put into it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A licence by its name."""

    name: str
    """Lower case, one word: what `--accept-licence` takes."""
    terms: Terms

    @property
    def commercial(self) -> bool:
        """Whether it is known to allow commercial use."""
        return self.terms in {Terms.FREE, Terms.CREDIT, Terms.SHARE_ALIKE, Terms.RULES}

    @property
    def meaning(self) -> str:
        """What it means, in half a sentence."""
        return self.terms.value


_ALIASES = {
    "apache": "apache-2.0",
    "apache2": "apache-2.0",
    "apache-2": "apache-2.0",
    "mpl": "mpl-2.0",
    "mpl2": "mpl-2.0",
    "bsd": "bsd-3-clause",
    "cc0": "cc0-1.0",
    "": UNSTATED,
    "unknown": UNSTATED,
    "none": UNSTATED,
}

_RULES = (
    # The first that fits. Names are those of the hub and of Coqui's catalogue.
    (UNSTATED, Terms.UNKNOWN),
    (UNSAFE_PICKLE, Terms.UNSAFE),
    (r"cc-by-(nc|nd-nc)\b.*", Terms.NON_COMMERCIAL),
    (r"cpml|coqui-public-model-license", Terms.NON_COMMERCIAL),
    (r".*non-?commercial.*|.*research-only.*|.*-nc(-.*)?", Terms.NON_COMMERCIAL),
    (r"cc-by-sa-.*", Terms.SHARE_ALIKE),
    (r"cc-by-[0-9.]+", Terms.CREDIT),
    (r"apache-2\.0|mit(-0)?|bsd-[234]-clause|mpl-[12]\.[01]|cc0-1\.0", Terms.FREE),
    (r"isc|unlicense|zlib|afl-3\.0|bsl-1\.0", Terms.FREE),
    (r"(.*-)?openrail(\+\+)?(-.*)?", Terms.RULES),
)


KNOWN = (
    UNSTATED,
    UNSAFE_PICKLE,
    "cpml",
    "cc-by-nc-4.0",
    "cc-by-nc-nd-4.0",
    "cc-by-nc-sa-4.0",
)
"""Names of what has to be accepted before it is used, as far as they are common."""


def judge(written: str) -> Licence:
    """Return the licence that a publisher's words mean: `CC BY-NC 4.0`, `apache 2.0`."""
    address = re.search(r"https?://\S+", written)
    if address:  # `custom - see https://...`: its address tells it from other custom ones
        written = re.split(r"[/#?]", address[0].partition("#")[0].rstrip("/"))[-1]
    name = re.sub(r"[^a-z0-9.+]+", "-", written.strip().lower()).strip("-")
    name = _ALIASES.get(name, name)
    terms = next((t for pattern, t in _RULES if re.fullmatch(pattern, name)), Terms.UNKNOWN)
    return Licence(name=name, terms=terms)


def require_accepted(model: str, licence: str, accepted: Collection[str]) -> None:
    """Make sure that the user accepted the licence of `model`, if it asks for that.

    Licences that are known to allow commercial use ask for nothing. An empty `licence` is that of
    the user's own files. `accepted` is what the settings say; what `mdvid setup` recorded counts
    too.

    Raises:
        ProviderUnavailable: it was not; the message says what it means, the hint its name.
    """
    if not licence:
        return
    found = judge(licence)
    if not needs_acceptance(found, accepted):
        return
    said = "has risks" if found.terms is Terms.UNSAFE else f"is under the licence `{found.name}`"
    raise ProviderUnavailable(
        f"the model `{model}` {said}: {found.meaning}",
        hint=f"if that is fine: --accept-licence {found.name}",
    )


def require_known(written: Collection[str], asked: Collection[str]) -> None:
    """Make sure that names of licences to be accepted are no slips.

    `asked` are the names of those that models ask for, which nobody else need know.

    Raises:
        ConfigError: one is neither among them nor known.
    """
    for name in written:
        found = judge(name)
        if found.name in {UNSTATED, *asked} or found.terms is not Terms.UNKNOWN:
            continue
        raise ConfigError(
            f"`{name}` is no licence that mdvid knows, and no model asks for it: nothing was"
            " accepted",
            hint=did_you_mean(found.name, (*asked, *KNOWN))
            or "`mdvid setup` says, with the model, by which name its licence is accepted",
        )


def needs_acceptance(licence: Licence, accepted: Collection[str]) -> bool:
    """Tell whether the user has still to accept the licence."""
    if licence.commercial or licence.name in {judge(name).name for name in accepted}:
        return False
    return licence.name not in accepted_licences()
