"""What each service documents: limits, formats and where they are written. Dated data, no logic."""

from tunelint.profiles.profile import DEFAULT, NAMES, Limit, Profile, Source, profile, source

__all__ = ["DEFAULT", "NAMES", "Limit", "Profile", "Source", "profile", "source"]
