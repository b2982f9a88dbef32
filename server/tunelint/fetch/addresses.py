"""Which addresses are on the public internet, and which hosts are addresses themselves."""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address

NOT_PUBLIC = (
    IPv4Network("0.0.0.0/8"),  # this network
    IPv4Network("10.0.0.0/8"),  # private
    IPv4Network("100.64.0.0/10"),  # shared between customers of a carrier
    IPv4Network("127.0.0.0/8"),  # loopback
    IPv4Network("168.63.129.16/32"),  # what Azure tells its virtual machines
    IPv4Network("169.254.0.0/16"),  # link-local, and what clouds tell their machines
    IPv4Network("172.16.0.0/12"),  # private
    IPv4Network("192.0.0.0/24"),  # protocols
    IPv4Network("192.0.2.0/24"),  # documentation
    IPv4Network("192.88.99.0/24"),  # relays of 6to4
    IPv4Network("192.168.0.0/16"),  # private
    IPv4Network("198.18.0.0/15"),  # benchmarks
    IPv4Network("198.51.100.0/24"),  # documentation
    IPv4Network("203.0.113.0/24"),  # documentation
    IPv4Network("224.0.0.0/4"),  # multicast
    IPv4Network("240.0.0.0/4"),  # reserved, and broadcast
    IPv6Network("2001::/23"),  # protocols, Teredo among them
    IPv6Network("2001:db8::/32"),  # documentation
    IPv6Network("2002::/16"),  # 6to4
    IPv6Network("3fff::/20"),  # documentation
)
"""The special-purpose addresses that IANA registers, and one that a cloud took for itself."""

GLOBAL_UNICAST = IPv6Network("2000::/3")
"""All that IANA gives out of IPv6; loopback, link-local, private and multicast are elsewhere."""

NAT64 = IPv6Network("64:ff9b::/96")
"""Where networks without IPv4 find what has nothing else."""

# The last label of what some resolvers read as an address: `2130706433`, `0177.1`, `0x7f.1`.
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?", re.ASCII | re.IGNORECASE)


def is_public(address: Address) -> bool:
    """Whether an address is one that the whole internet can reach."""
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            return False  # it names a network of this machine
        inner = _inner(address)
        if inner is not None:
            return is_public(inner)
        if address not in GLOBAL_UNICAST:
            return False
    return not any(address in network for network in NOT_PUBLIC)


def as_address(host: str) -> Address | None:
    """The address that a host is in the usual notation; None where it is a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def looks_numeric(host: str) -> bool:
    """Whether somebody might read the host as an address, in whatever notation."""
    return _NUMBER.fullmatch(host) is not None


def _inner(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one only wraps."""
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped
