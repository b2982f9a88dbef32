"""What there is to say of an image: what its bytes tell, or else its URL, and what it costs."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl

from tunelint.assist.shown_image import ShownImage, detail_tokens, traits
from tunelint.assist.spot import Spot
from tunelint.images import ImageFacts
from tunelint.profiles import storages
from tunelint.rules.families.image_urls import FETCHED, not_fetched
from tunelint.rules.wording import moment

MARKS = re.compile(r"[\\\[<]")
NAME = re.compile(r"[\w.-]{1,253}")


def about_image(image: ShownImage, spot: Spot) -> str:
    """A few lines in Markdown: what it is, its tokens, and what was found to be wrong with it."""
    told = (_of_url(image.url), _of_facts(image.facts) if image.facts else "")
    costs = detail_tokens(image, spot.service.image_tokens)
    tokens = "; ".join(f"{detail}: {cost}" for detail, cost in costs.items())
    faults = [f"- {_literal(message)}" for message in dict.fromkeys(_messages(image, spot))]
    return "\n\n".join(filter(None, (*told, tokens, "\n".join(faults)))) + "\n"


def _of_facts(facts: ImageFacts) -> str:
    kind, *others = traits(facts)
    return ", ".join((f"**{kind}**", *others))


def _of_url(url: str) -> str:
    fetched = FETCHED.match(url)
    if not fetched:
        return ""
    # What is no name may close the span of code, and have the editor fetch what stands behind it.
    host = f"Image on `{fetched['host']}`" if NAME.fullmatch(fetched["host"]) else "Image by URL"
    store = storages().of_host(fetched["host"])
    if not store:
        return f"{host}."
    parameters = dict(parse_qsl(fetched["query"]))
    if not store.is_signed(parameters):
        return f"{host} ({store.name}), without a signature."
    ends = store.signature_ends(parameters)
    until = f"signed until {moment(ends)}" if ends else "signed"
    return f"{host} ({store.name}), {until}."


def _messages(image: ShownImage, spot: Spot) -> Iterator[str]:
    if image.problem:
        yield not_fetched(image.problem)
    depth = len(image.part)
    for finding, *_ in spot.findings:
        if finding.path is not None and finding.path[:depth] == image.part:
            yield finding.message


def _literal(message: str) -> str:
    """A message in Markdown, so that nothing that it quotes becomes a picture or a link."""
    return MARKS.sub(r"\\\g<0>", message)
