"""What is on the public internet, in all notations that an address can be hidden in."""

from ipaddress import ip_address

import pytest

from tunelint.fetch.addresses import as_address, is_public, looks_numeric


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::808:808",
        "100::1",
        "2001::1",
        "2001:0:808:808::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:808:808::1",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fd20:ce::254",
        "fe80::1",
        "fe80::1%eth0",
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c%eth0",
        "::ffff:0:127.0.0.1",
        "2001:0:7f00:1::",
        "fec0::1",
        "ff02::1",
    ],
)
def test_what_is_special_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "9.255.255.255",
        "100.63.255.255",
        "100.128.0.0",
        "168.63.129.15",
        "172.32.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2001:4860:4860::8888",
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
    ],
)
def test_the_rest_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        *("2130706433", "017700000001", "0x7f000001", "0X7F.1", "127.1", "127.0.1"),
        *("0177.0.0.1", "127.0.0.1.", "0x7f.0.0.0x1", "example.0x", "1.2.3.4.5", "300.1.1.1"),
    ],
)
def test_other_notations_are_no_addresses_and_no_names(host: str) -> None:
    assert as_address(host) is None
    assert looks_numeric(host)


@pytest.mark.parametrize("host", ["example.org", "1.example", "127.0.0.1.nip.io", "0xa.b", "a1"])
def test_names_with_numbers_in_them_are_names(host: str) -> None:
    assert not looks_numeric(host)
