"""The tokens of an image, by its size in pixels, its detail, and the model that looks at it."""

from math import ceil, floor, sqrt

from tunelint.cost.tokens import Tokens
from tunelint.profiles import ImageTokens, PatchTokens, TileTokens

Size = tuple[int, int]
"""Width and height in pixels, neither of them 0."""


def image_tokens(size: Size | None, detail: str | None, rule: ImageTokens) -> Tokens:
    """The tokens of an image in a detail; of one whose size nobody knows, what is possible.

    How `auto` chooses is published nowhere, so it is anything from low to high. So is a detail
    that is missing, for which `auto` stands.
    """
    high = _sized(size, rule)
    if detail == "high" or isinstance(rule, PatchTokens):
        # Models that count patches have no other price for low detail.
        return high
    return Tokens(rule.base, rule.base if detail == "low" else high.high)


def most_image_tokens(rule: ImageTokens) -> int:
    """The tokens of the largest image."""
    if isinstance(rule, PatchTokens):
        return _of_patches(rule.most, rule)
    return _of_tiles((rule.longest, rule.shorter), rule)


def _sized(size: Size | None, rule: ImageTokens) -> Tokens:
    if size is None:
        return Tokens(_sized((1, 1), rule).low, most_image_tokens(rule))
    if isinstance(rule, PatchTokens):
        return Tokens.exactly(_of_patches(_patches(size, rule), rule))
    return Tokens.exactly(_of_tiles(_fitted(size, rule), rule))


def _fitted(size: Size, rule: TileTokens) -> Size:
    scale = min(1.0, rule.longest / max(size), rule.shorter / min(size))
    # The service was seen to round: 2049x513 makes 8 tiles, 2050x513 only 4.
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _of_tiles(size: Size, rule: TileTokens) -> int:
    tiles = ceil(size[0] / rule.tile) * ceil(size[1] / rule.tile)
    return rule.base + rule.per_tile * tiles


def _patches(size: Size, rule: PatchTokens) -> int:
    """The patches of an image, after it was shrunk until it is covered by no more than `most`."""
    width, height = size[0] / rule.patch, size[1] / rule.patch
    patches = ceil(width) * ceil(height)
    if patches <= rule.most:
        return patches
    scale = sqrt(rule.most / (width * height))
    # One side is made to end with a patch.
    scale *= min(_whole(width * scale), _whole(height * scale))
    return min(rule.most, ceil(round(width * scale, 6)) * ceil(round(height * scale, 6)))


def _whole(patches: float) -> float:
    return max(1, floor(patches)) / patches


def _of_patches(patches: int, rule: PatchTokens) -> int:
    return ceil(patches * rule.multiplier)
