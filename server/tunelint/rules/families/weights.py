"""Which answers are trained on, and which are not."""

from tunelint.dataset.example import Example
from tunelint.dataset.method import Method
from tunelint.dataset.preference import OUTPUT_KEYS
from tunelint.dataset.validation import Departure, ShapeFault
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.fixes import Fix, Remove, SetValue
from tunelint.rules.rule import Report, rule
from tunelint.rules.wording import shown

MEANT = {"true": 1, "1": 1, "1.0": 1, "false": 0, "0": 0, "0.0": 0}
"""What was meant by other spellings of the two weights, as text and as JSON."""


@rule(
    "invalid-weight",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
    claims=lambda fault: (
        (fault.kind, fault.key.name) == ("message", "weight")
        and fault.departure in (Departure.WRONG_TYPE, Departure.UNKNOWN_VALUE)
    ),
)
def invalid_weight(fault: ShapeFault, report: Report) -> None:
    """An assistant message's `weight` is neither 0 nor 1.

    ## Why
    The weight says whether the message is trained on: 1, or nothing said, does; 0 does not. There
    is nothing in between, and the service rejects the file for anything but these two integers.

    ## Fix
    `true`, `"1"` and `1.0` are mended safely; else choose 0 or 1.
    """
    value = shown(fault.value)
    meant = MEANT.get(value.strip('"').lower())
    fixes = () if meant is None else (_change_to(fault, meant),)
    report(f"{value} is no weight; it is the integer 0 or 1.", at=fault.path, fixes=fixes)


@rule(
    "misplaced-weight",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="SVC",
    claims=lambda fault: (
        fault.departure is Departure.UNKNOWN_KEY
        and fault.key.name == "weight"
        and fault.kind in ("message", "example")
    ),
)
def misplaced_weight(fault: ShapeFault, report: Report) -> None:
    """A `weight` stands where none belongs: on another message than the assistant's.

    ## Why
    Only the assistant's messages are trained on, so only they have a weight. The outputs of a
    preference example are weighed against each other and have none. The service rejects the
    file: `Example 1 contains an extra "weight"`.

    ## Fix
    Remove the key.
    """
    remove = Fix('Remove "weight"', True, (Remove(fault.path),))
    if fault.path[0] in OUTPUT_KEYS:
        where = "the messages of an output"
    else:
        where = "an example" if fault.kind == "example" else f"a {fault.shape.name}"
    report(
        f'"weight" belongs to assistant messages only; on {where} the service rejects it.',
        at=fault.path,
        on_key=True,
        fixes=(remove,),
    )


@rule(
    "untrained-example",
    on=Example,
    severity=Severity.WARNING,
    consequence=Consequence.WASTES,
    source_key="API",
    methods=(Method.SUPERVISED,),
)
def untrained_example(example: Example, report: Report) -> None:
    """Every assistant message of the example has the weight 0.

    ## Why
    A message of weight 0 is read and not trained on. An example of only those teaches nothing,
    and its tokens are paid for.

    ## Fix
    Take the weight from the answer that the model should learn, or remove the line.
    """
    weights = [
        message.value.get("weight") for message in example.messages if message.role == "assistant"
    ]
    if weights and all(type(weight) is int and weight == 0 for weight in weights):
        report(
            "Every assistant message has the weight 0; nothing is learned from this example.",
            at=example.path,
        )


def _change_to(fault: ShapeFault, weight: int) -> Fix:
    return Fix(f"Change to {weight}", True, (SetValue(fault.path, weight),), settles=True)
