"""A job in words: what goes through it, how often, and for how much."""

from tunelint.config.settings import Settings
from tunelint.cost import Tokens, training_price, usual_epochs
from tunelint.rules.wording import count

CENT = 0.01


def job_words(tokens: Tokens, examples: int, settings: Settings) -> str:
    """`2,808,000 tokens; 2 epochs with gpt-4o-2024-08-06: about $140.40`."""
    service = settings.service
    epochs = settings.epochs or usual_epochs(examples, service.epochs)
    model = service.model(settings.model)
    trained = count(epochs, "epoch") + (f" with {model.id}" if model else "")
    for price in model.prices if model else ():
        dollars = training_price(tokens.high, epochs, price)
        if dollars is not None:
            tier = f" ({price.tier})" if price.tier else ""
            return f"{tokens.words}; {trained}: {_about(dollars)}{tier}"
    return f"{tokens.words}; {trained}: {tokens.high * epochs:,} tokens"


def _about(dollars: float) -> str:
    return f"about ${dollars:,.2f}" if dollars >= CENT else "less than $0.01"
