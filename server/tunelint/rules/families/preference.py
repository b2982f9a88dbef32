"""Preference examples: an input, and the better and the worse answer to it."""

from tunelint.dataset.example import Example, Message, Outline
from tunelint.dataset.method import Method
from tunelint.dataset.preference import LEGACY_NAMES, OUTPUT_KEYS, OUTPUT_ROLES
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.fixes import Fix, RenameKey
from tunelint.rules.rule import Report, Verdict, rule


@rule(
    "legacy-preference-keys",
    on=Example,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="AZ_DPO",
    verdicts={"openai": Verdict(Severity.WARNING, Consequence.REJECTS_FILE, certain=False)},
    methods=(Method.PREFERENCE,),
)
def legacy_preference_keys(example: Example, report: Report) -> None:
    """An output is called a completion.

    ## Why
    OpenAI's API description says `preferred_completion` and `non_preferred_completion`; its guide
    and Azure's pages say `preferred_output` and `non_preferred_output`, as the service reads them.

    ## Fix
    Rename the key.
    """
    for name, legacy in LEGACY_NAMES.items():
        if legacy in example.value:
            rename = Fix(f'Rename to "{name}"', True, (RenameKey((legacy,), name),))
            report(
                f'"{legacy}" is the API description\'s name; the service reads "{name}".',
                at=(legacy,),
                on_key=True,
                fixes=() if name in example.value else (rename,),
            )


@rule(
    "preference-input-last",
    on=Outline,
    severity=Severity.WARNING,
    consequence=Consequence.ADVICE,
    source_key="AZ_DPO",
    methods=(Method.PREFERENCE,),
)
def preference_input_last(outline: Outline, report: Report) -> None:
    """The input does not end with the user's message.

    ## Why
    Both outputs answer the input. Where that ends with another message, there is nothing that
    they plainly answer.

    ## Fix
    End the input with the user's message; an assistant's message that belongs to the answer goes
    into the outputs.
    """
    roles = outline.roles
    if roles and roles[-1] != "user" and None not in roles:
        report(
            f"The input ends with the {roles[-1]}'s message; the outputs should answer the user's.",
            at=(*outline.path, len(roles) - 1),
        )


@rule(
    "invalid-preference-output",
    on=Example,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="AZ_DPO",
    methods=(Method.PREFERENCE,),
)
def invalid_preference_output(example: Example, report: Report) -> None:
    """An output has no assistant message, several of them, or messages of other roles.

    ## Why
    An output is what the model would say: `Must contain at least one assistant message (roles:
    assistant, tool only)`. OpenAI's API description allows one message only.

    ## Fix
    Write one assistant message. What came before it belongs to the input.
    """
    for key in OUTPUT_KEYS:
        output = example.value.get(key)
        if type(output) is list:
            messages = [message for message in example.messages if message.path[0] == key]
            if len(messages) == len(output):
                _judge_output(key, messages, report)


@rule(
    "identical-preferences",
    on=Example,
    severity=Severity.WARNING,
    consequence=Consequence.WASTES,
    source_key="AZ_DPO",
    methods=(Method.PREFERENCE,),
)
def identical_preferences(example: Example, report: Report) -> None:
    """Both outputs are the same.

    ## Why
    The model learns from the difference between the better and the worse answer. There is none,
    and the example is paid for all the same.

    ## Fix
    Write the worse answer, or remove the line.
    """
    better, worse = (_key(name, example) for name in LEGACY_NAMES)
    output = example.value.get(better)
    if output and output == example.value.get(worse):
        report("Both outputs are the same; there is no preference to learn.", at=(worse,))


@rule(
    "preference-image",
    on=Message,
    severity=Severity.WARNING,
    consequence=Consequence.REJECTS_FILE,
    source_key="OA_DPO",
    certain=False,
    verdicts={"openai": Verdict(Severity.ERROR, Consequence.REJECTS_FILE)},
    methods=(Method.PREFERENCE,),
)
def preference_image(message: Message, report: Report) -> None:
    """An image stands in a preference example.

    This is about the user's images: those of others are reported as `assistant-image` and
    `non-user-image`.

    ## Why
    `DPO is currently only supported for text inputs and outputs`, says OpenAI's guide. Azure's
    pages show nothing but text.

    ## Fix
    Describe the image in words, or train on it with the supervised method.
    """
    content = message.value.get("content")
    if message.role != "user" or type(content) is not list:
        return
    for index, part in enumerate(content):
        if type(part) is dict and part.get("type") == "image_url":
            report(
                "Preference fine-tuning is documented for text only, not for images.",
                at=(*message.path, "content", index),
            )


def _judge_output(key: str, messages: list[Message], report: Report) -> None:
    # Roles that the shape finds out of place here are claimed by no rule: they are told here.
    roles = [message.role for message in messages]
    for message in messages:
        if message.role and message.role not in OUTPUT_ROLES:
            report(
                f"An output holds the assistant's messages and tools' answers, not the "
                f"{message.role}'s; the service rejects the file.",
                at=(*message.path, "role"),
            )
    if all(role in OUTPUT_ROLES for role in roles) and "assistant" not in roles:
        report(
            "This output has no assistant message; the service rejects the file.",
            at=(key,),
        )
    spoken = [message for message in messages if message.role == "assistant"]
    if len(spoken) > 1:
        report(
            f"{len(spoken)} assistant messages in this output; the API description allows one.",
            at=spoken[1].path,
            severity=Severity.WARNING,
            certain=False,
        )


def _key(name: str, example: Example) -> str:
    """The name by which an example calls an output."""
    return name if name in example.value else LEGACY_NAMES[name]
