"""The client's settings, as they come: initialization options and configuration changes."""

from typing import Any

from tunelint.config.settings import Settings, SettingsError
from tunelint.profiles import DEFAULT

SECTION = "tunelint"


def read_settings(given: Any) -> Settings:
    """The settings in a client's table; what it does not mention has its default.

    Raises `SettingsError` when a value can't be followed.
    """
    table = given if isinstance(given, dict) else {}
    profile = table.get("profile") or DEFAULT
    if not isinstance(profile, str):
        raise SettingsError('"profile" must be a string.')
    # Editors open logs and the like, too: those are no datasets with a thousand errors.
    return Settings(
        profile, select=_codes(table, "select"), ignore=_codes(table, "ignore"), lenient=True
    )


def _codes(table: dict[str, Any], name: str) -> frozenset[str]:
    listed = table.get(name) or []
    if not isinstance(listed, list) or not all(isinstance(code, str) for code in listed):
        raise SettingsError(f'"{name}" must be a list of rule codes.')
    return frozenset(listed)
