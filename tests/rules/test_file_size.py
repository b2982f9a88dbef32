"""What is said of the size of a file, without a file of that size."""

import pytest

from tunelint.config.settings import Settings
from tunelint.dataset.summary import Totals
from tunelint.engine.asking import Asking

LARGE, DOUBTFUL, LIMIT = 100 * 10**6, 512 * 10**6, 512 * 2**20


def said_of(byte_size: int) -> list[tuple[str, str, bool, str]]:
    asking = Asking(Settings(select=frozenset({"file-too-large", "large-upload"})))
    totals = Totals()
    totals.byte_size = byte_size
    asking.ask(asking.rules_on(Totals), totals)
    return [(found.code, found.severity, found.certain, found.message) for found in asking.take()]


@pytest.mark.parametrize("byte_size", [0, LARGE])
def test_nothing_is_said_of_a_file_of_usual_size(byte_size: int) -> None:
    assert said_of(byte_size) == []


@pytest.mark.parametrize("byte_size", [LARGE + 1, DOUBTFUL])
def test_a_large_file_is_uploaded_in_parts(byte_size: int) -> None:
    ((code, severity, certain, message),) = said_of(byte_size)
    assert (code, severity, certain) == ("large-upload", "info", True)
    assert message.endswith("above 100 MB it is better uploaded in parts.")


@pytest.mark.parametrize("byte_size", [DOUBTFUL + 1, LIMIT])
def test_between_the_two_readings_of_512_mb_the_file_may_be_rejected(byte_size: int) -> None:
    ((code, severity, certain, message),) = said_of(byte_size)
    assert (code, severity, certain) == ("file-too-large", "warning", False)
    assert "the limit is 512 MB, and if the service counts 10^6 bytes a MB" in message


def test_beyond_both_it_is_rejected() -> None:
    assert said_of(LIMIT + 1) == [
        (
            "file-too-large",
            "error",
            True,
            "The file is 536.9 MB; the service takes at most 512 MB.",
        )
    ]
