"""Options and settings that all tests share."""

import hypothesis
import pytest

# How long an example takes tells more of the machine's other work than of ours.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite the labels of the case files for review"
    )
