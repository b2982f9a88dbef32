"""Each message that is documented of a bad file is read to the lines that it means."""

import pytest

from tunelint.service import Complaint, complaints

PLAIN = [
    "Training file has 3 example(s), but must have at least 10 examples",
    "Expected file to have JSONL format, where every line is a JSON dictionary",
    "Unexpected file format, expected either prompt/completion pairs or chat messages.",
    "Input file file-abc is in the fine-tune-chat format, but the specified fine-tuning job is not "
    "using 'supervised' as the training method (provided method=dpo).",
    "The provided training data failed RAI checks for harm types: [hate_fairness, self_harm, "
    "violence]. Please fix the data and try again.",
]
PREPROCESSING = (
    "Training file: Preprocessing Summary: The provided data failed validation. Number of skipped "
    "multimodal examples exceed the maximum allowed 200 limit: "
)


@pytest.mark.parametrize("message", PLAIN)
def test_a_message_about_the_file_names_no_line(message: str) -> None:
    assert complaints(message) == (Complaint(message),)


@pytest.mark.parametrize(
    ("message", "complaint"),
    [
        (
            "Invalid file format. Example 1273 cannot be parsed. Error: line contains invalid "
            "json: Expecting ',' delimiter: line 1 column 79 (char 78) (line 1273)",
            Complaint(
                "Example 1273 cannot be parsed. Error: line contains invalid json: Expecting ',' "
                "delimiter: line 1 column 79 (char 78) (line 1273)",
                (1273,),
                column=79,
            ),
        ),
        (
            "The job failed due to an invalid training file. Invalid file format. Example 100, "
            "message 2 Discriminator 'role' is missing in value",
            Complaint(
                "Example 100, message 2 Discriminator 'role' is missing in value",
                (100,),
                message=2,
            ),
        ),
        (
            'Invalid file format. Example 1 contains an extra "weight".',
            Complaint('Example 1 contains an extra "weight".', (1,)),
        ),
        (
            "Invalid file format. Example 7 is missing key 'input'.",
            Complaint("Example 7 is missing key 'input'.", (7,)),
        ),
        ("Invalid json (line 12)", Complaint("Invalid json (line 12)", (12,))),
    ],
)
def test_a_message_about_an_example_names_its_line(message: str, complaint: Complaint) -> None:
    assert complaints(message) == (complaint,)


def test_several_examples_are_several_complaints() -> None:
    message = "Invalid file format. Example 3 is odd; Example 5, message 1 is odd too."
    assert complaints(message) == (
        Complaint("Example 3 is odd", (3,)),
        Complaint("Example 5, message 1 is odd too.", (5,), message=1),
    )


@pytest.mark.parametrize(
    "between",
    [
        " ... Details - Samples of lines per error type: ",
        ". Details - Samples of lines per error type: ",
        ".\nDetails - Samples of lines per error type:\n",
    ],
)
def test_a_summary_of_skips_names_samples_of_lines(between: str) -> None:
    summary = f"{PREPROCESSING}inaccessible URL (3124)"
    message = f"{summary}.{between}inaccessible URL: Line numbers --> 1, 2, 3, ..."
    assert complaints(message) == (
        Complaint(f"{summary}."),
        Complaint("inaccessible URL", (1, 2, 3)),
    )


@pytest.mark.parametrize("between", ["; ", ", ... ", "\n", " ", ", ...; "])
def test_a_summary_may_name_several_kinds_of_faults(between: str) -> None:
    message = (
        f"{PREPROCESSING}inaccessible URL (3124), image too large (2). Details - Samples of lines "
        f"per error type: inaccessible URL: Line numbers --> 1, 2{between}"
        "image too large: Line numbers --> 40,41"
    )
    assert complaints(message)[1:] == (
        Complaint("inaccessible URL", (1, 2)),
        Complaint("image too large", (40, 41)),
    )


def test_an_event_may_name_lines_without_a_summary() -> None:
    message = "content policy: Line numbers --> 9"
    assert complaints(message) == (Complaint("content policy", (9,)),)


@pytest.mark.parametrize("message", ["", "  \n"])
def test_nothing_is_no_complaint(message: str) -> None:
    assert complaints(message) == ()
