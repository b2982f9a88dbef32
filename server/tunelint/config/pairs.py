"""Training files and their validation files: which one belongs to a dataset."""

from collections.abc import Mapping
from pathlib import Path

from tunelint.config.file import Configuration, FileError
from tunelint.config.settings import PartnerFile, SettingsError

KEY = "validation-files"

Pairs = Mapping[Path, Path]
"""Training files with their validation files."""


def partner_file(
    path: Path, pairs: Pairs, configuration: Configuration | None
) -> PartnerFile | None:
    """The file that belongs to a dataset; `configuration` is what says so, if it is a file.

    A validation file of several training files belongs to none of them more than to others: what
    it shares with them is told of there.
    """
    if path in pairs:
        return PartnerFile(pairs[path], True, _place(configuration, path))
    training = [each for each, validation in pairs.items() if validation == path]
    if len(training) != 1:
        return None
    return PartnerFile(training[0], False, _place(configuration, training[0]))


def unreadable(partner: PartnerFile, error: OSError) -> SettingsError:
    """Say that the partner of a dataset can't be read, and where it is configured."""
    kind = "validation" if partner.is_validation else "training"
    message = f"The {kind} file {partner.path.name} can't be read: {error.strerror}."
    if partner.configured_at:
        return FileError(*partner.configured_at, message)
    return SettingsError(message)


def _place(configuration: Configuration | None, training: Path) -> tuple[Path, int] | None:
    return (configuration.path, configuration.line_of(KEY, training)) if configuration else None
