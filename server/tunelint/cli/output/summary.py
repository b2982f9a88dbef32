"""The last lines that people read: what was checked and found, and what the service would do."""

from collections.abc import Iterator

from tunelint.cli.run import Run
from tunelint.cli.terminal import one_line
from tunelint.engine.tally import by_severity
from tunelint.forecast import sentence
from tunelint.rules.wording import count

NOUNS = {"error": "error", "warning": "warning", "info": "note", "hint": "hint"}


def summary(run: Run) -> str:
    """What was checked and found; then the forecast of the only file, or those of all that the
    service would not take as they are. Nothing where no file could be checked.
    """
    if not run.files:
        return ""
    return checked_and_found(run) + "".join(f"{line}\n" for line in _forecasts(run))


def checked_and_found(run: Run) -> str:
    """How many examples and files were checked, and how many findings there are."""
    checked = f"Checked {count(run.examples, 'example')} in {count(run.files, 'file')}"
    return f"{checked}: {found(run) or 'nothing found'}.\n"


def found(run: Run) -> str:
    """How many findings there are of each severity, if there are any."""
    return ", ".join(
        count(number, NOUNS[severity])
        for severity, number in by_severity(run.counts).items()
        if number
    )


def _forecasts(run: Run) -> Iterator[str]:
    for name, forecast in run.forecasts.items():
        if run.files == 1:
            yield sentence(forecast)
        elif not forecast.is_clean:
            yield f"{one_line(name)}: {sentence(forecast)}"
    if run.is_selective and run.forecasts:
        yield "Only the selected rules were asked; others may find more."
