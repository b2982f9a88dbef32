"""Keys and types: what an object must have, may have, and what its values may be."""

from tunelint.dataset.shape import PYTHON_TYPES
from tunelint.dataset.validation import Departure, ShapeFault
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.rule import Report, rule
from tunelint.rules.shape_fixes import add_key, convert, drop_or_rename, put_inside
from tunelint.rules.wording import choice, nearest, shown


@rule(
    "missing-key",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
    claims=lambda fault: fault.departure is Departure.MISSING_KEY,
)
def missing_key(fault: ShapeFault, report: Report) -> None:
    """A required key is absent.

    A misspelt key that was meant to be it is reported alone, as `unknown-key`. Keys that belong in
    a missing object are no faults of their own.

    ## Why
    The service reads every line by a fixed schema and rejects the whole file when a line lacks a
    required key: `Example 100, message 2 Discriminator 'role' is missing in value`.

    ## Fix
    Add the key. An assistant message needs `content` unless it calls tools.
    """
    strangers = (name for name in fault.value if name not in fault.known_keys)
    if any(nearest(name, (fault.key.name,)) for name in strangers):
        return
    where = "This example" if not fault.path else f"This {fault.shape.name}"
    flat = fault.flat_keys
    belongs = f", where {choice(flat, 'and')} belong{'s' * (len(flat) == 1)}" if flat else ""
    report(
        f'{where} has no "{fault.key.name}"{belongs}; the service rejects the file.',
        at=fault.path,
        fixes=put_inside(fault, flat) if flat else add_key(fault),
    )


@rule(
    "unknown-key",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
    claims=lambda fault: fault.departure is Departure.UNKNOWN_KEY,
)
def unknown_key(fault: ShapeFault, report: Report) -> None:
    """A key that the service does not know at this place.

    ## Why
    The service refuses keys beyond its schema: `Invalid file format. Example 1 contains an extra
    "weight".` A misspelt key is unknown too, and the one that was meant is then missing.

    ## Fix
    Rename the key when a known one was meant, else remove it.
    """
    name = fault.key.name
    meant = nearest(name, fault.known_keys)
    hint = f' Did you mean "{meant}"?' if meant else ""
    if meant in fault.object:
        meant = None
    report(
        f'"{_short(name)}" is no key of {_article(fault.shape.name)}; '
        f"the service rejects extra keys.{hint}",
        at=fault.path,
        on_key=True,
        fixes=(drop_or_rename(fault, meant),),
    )


@rule(
    "wrong-type",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
    claims=lambda fault: fault.departure is Departure.WRONG_TYPE,
)
def wrong_type(fault: ShapeFault, report: Report) -> None:
    """A value is of another JSON type than its key takes.

    ## Why
    The service reads every line by a fixed schema, and a value of the wrong type rejects the
    file: a number where a text is expected, an object where a list is.

    ## Fix
    Write the value in the type that the message names.
    """
    takes = " or ".join(fault.key.types)
    of = "Each item of " if type(fault.path[-1]) is int else ""
    found = PYTHON_TYPES[type(fault.value)]
    value = shown(fault.value)
    quoted = found if value == found or fault.value is None else f"{found} ({value})"
    report(
        f'{of}"{fault.key.name}" takes {takes}; this is {quoted}.',
        at=fault.path,
        fixes=convert(fault),
    )


def _short(name: str) -> str:
    return shown(name)[1:-1]


def _article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"
