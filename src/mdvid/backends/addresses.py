"""Which addresses of the internet a deck may make mdvid connect to."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from mdvid.errors import PolicyError, ProviderFailed

Address = IPv4Address | IPv6Address

_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""RFC 6052 and RFC 8215: the last 32 bits are an IPv4 address."""

_COMPATIBLE = IPv6Network("::/96")
"""RFC 4291, 2.5.5.1: deprecated, but some systems still connect."""


def public_addresses(host: str, port: int) -> list[str]:
    """Return the addresses of `host`, as numbers, all of them on the public internet.

    Whoever connects must connect to one of these, not to the name: asking again may give
    another answer (DNS rebinding).

    Raises:
        PolicyError: one of them is this machine or a private network.
        ProviderFailed: it has none.
    """
    found = addresses(host, port)
    for address in found:
        if not is_public(address):
            named = "" if host == str(address) else f"{address}: "
            raise PolicyError(
                f"`{host}` is {named}an address of this machine or of a private network",
                hint="copy the picture beside the deck and refer to it there",
            )
    return [str(address) for address in found]


def addresses(host: str, port: int) -> list[Address]:
    """Return the addresses of `host`, however it is written.

    Raises:
        ProviderFailed: it has none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ProviderFailed(f"the host `{host}` cannot be found") from error
    return list(dict.fromkeys(ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))


def is_public(address: Address) -> bool:
    """Whether `address`, and every address hidden in it, is on the public internet."""
    return all(_is_public(part) for part in (address, *_inside(address)))


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and any(address in network for network in _NAT64):
        return True  # decided by what is inside
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _inside(address: Address) -> Iterator[Address]:
    """Yield the IPv4 addresses that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in _COMPATIBLE or any(address in network for network in _NAT64):
        yield IPv4Address(int(address) & 0xFFFFFFFF)
