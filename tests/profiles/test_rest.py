"""How the services are spoken to is dated data."""

from tunelint.profiles import rest


def test_addresses_and_limits_have_documents() -> None:
    given = rest()
    for documented in (given.openai_bases, given.azure_versions, given.azure_scopes):
        assert documented.values
        assert documented.source.url.startswith("https://")
    assert given.part_bytes_max.source.title


def test_the_latest_dated_version_comes_last() -> None:
    versions = rest().azure_versions.values
    assert list(versions) == sorted(versions)


def test_parts_are_small_enough_however_a_megabyte_is_read() -> None:
    limit = rest().part_bytes_max
    assert limit.doubtful_from
    assert limit.doubtful_from < limit.value
