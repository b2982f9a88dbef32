"""What each service documents: limits, models, tokens, prices. Dated data, no logic."""

from tunelint.profiles.contradictions import Claim, contradictions
from tunelint.profiles.job import EpochRule, Price
from tunelint.profiles.limit import Choice, Limit
from tunelint.profiles.model import Model, Support
from tunelint.profiles.order import OrderLimits, Range, order_limits
from tunelint.profiles.profile import DEFAULT, NAMES, Profile, profile
from tunelint.profiles.rest import Rest, rest
from tunelint.profiles.source import Source, source
from tunelint.profiles.storage import Storage, storages
from tunelint.profiles.tokens import ImageTokens, PatchTokens, TextTokens, TileTokens

__all__ = [
    "DEFAULT",
    "NAMES",
    "Choice",
    "Claim",
    "EpochRule",
    "ImageTokens",
    "Limit",
    "Model",
    "OrderLimits",
    "PatchTokens",
    "Price",
    "Profile",
    "Range",
    "Rest",
    "Source",
    "Storage",
    "Support",
    "TextTokens",
    "TileTokens",
    "contradictions",
    "order_limits",
    "profile",
    "rest",
    "source",
    "storages",
]
