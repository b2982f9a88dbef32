"""What is odd about settings, though they can be followed."""

from collections.abc import Iterator

from tunelint.config.settings import Settings
from tunelint.profiles import profile
from tunelint.rules.wording import nearest, shown


def oddities(settings: Settings) -> Iterator[tuple[str, str]]:
    """What is odd, each with the key that it is about."""
    if hint := unknown_model(settings):
        yield "model", hint
    if file := settings.missing_baseline:
        yield "baseline", f"There is no baseline {file.name} yet, so that all findings are told."


def unknown_model(settings: Settings) -> str:
    """Says that no document speaks of the model; empty when one does, or no model is set."""
    service = profile(settings.profile)
    if not settings.model or service.model(settings.model):
        return ""
    meant = nearest(settings.model, [model.id for model in service.models])
    hint = f' Did you mean "{meant}"?' if meant else ""
    return (
        f"{service.title}'s documents don't speak of tuning the model {shown(settings.model)}; "
        f"the usual limits are applied.{hint}"
    )
