"""What a job takes: its epochs when nobody sets them, and its price."""

from tunelint.profiles import EpochRule, Price

MILLION = 1_000_000
PER_TOKENS = "million tokens"


def usual_epochs(examples: int, rule: EpochRule) -> int:
    """How many epochs a job over that many examples has when nobody sets them."""
    if examples and examples * rule.usual < rule.examples_min:
        return min(rule.most, rule.examples_min // examples)
    if examples * rule.usual > rule.examples_max:
        return max(rule.fewest, rule.examples_max // examples)
    return rule.usual


def training_price(tokens: int, epochs: int, price: Price) -> float | None:
    """What training costs in US dollars; None when it isn't charged by tokens."""
    return tokens * epochs / MILLION * price.usd if price.per == PER_TOKENS else None
