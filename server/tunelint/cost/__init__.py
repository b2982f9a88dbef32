"""Tokens of texts, of images and of examples, and what a job costs. All of it is an estimate."""

from tunelint.cost.example import example_tokens, may_exceed, plain_tokens, sequence_tokens
from tunelint.cost.images import image_tokens
from tunelint.cost.job import training_price, usual_epochs
from tunelint.cost.text import text_tokens
from tunelint.cost.tokens import Tokens

__all__ = [
    "Tokens",
    "example_tokens",
    "image_tokens",
    "may_exceed",
    "plain_tokens",
    "sequence_tokens",
    "text_tokens",
    "training_price",
    "usual_epochs",
]
