"""A job with a bad file fails, with what the documents say that the service says."""

import json
from pathlib import Path

import pytest

from rehearsal.contract import Contract
from rehearsal.stage import MODEL, chat, lines, play, sdk, stage
from rehearsal.test_contract import follow, upload
from tunelint.rehearsal.dialect import Dialect

REFUSED = "The job failed due to an invalid training file. "
NO_JSONL = "Expected file to have JSONL format, where every line is a JSON dictionary"
PREFERENCE = {
    "input": {"messages": [{"role": "user", "content": "Hi"}]},
    "preferred_output": [{"role": "assistant", "content": "Hello"}],
    "non_preferred_output": [{"role": "assistant", "content": "Go away"}],
}

BAD = {
    "too few": (
        lines(sound=3),
        "invalid_n_examples",
        "Training file has 3 example(s), but must have at least 10 examples",
    ),
    "no JSON": (
        lines(chat(1), '{"messages": [{"role": "user", "content": "Hi"} {"role": "system"}]}'),
        "invalid_training_file",
        REFUSED + "Invalid file format. Example 2 cannot be parsed. Error: line contains invalid "
        "json: Expecting ',' delimiter: line 1 column 49 (char 48) (line 2)",
    ),
    "no object": (lines("[1]"), "invalid_training_file", REFUSED + NO_JSONL),
    "several lines": (
        json.dumps([chat(1)] * 12, indent=1).encode(),
        "invalid_training_file",
        REFUSED + NO_JSONL,
    ),
    "no role": (
        lines({"messages": [chat(1)["messages"][0], {"content": "It is 2."}]}),
        "invalid_training_file",
        REFUSED + "Invalid file format. Example 1, message 2 "
        "Discriminator 'role' is missing in value",
    ),
    "no content": (
        lines({"messages": [{"role": "user"}, chat(1)["messages"][1]]}),
        "invalid_training_file",
        REFUSED + "Invalid file format. Example 1, message 1 is missing key 'content'.",
    ),
    "extra key": (
        lines(chat(1) | {"weight": 1}),
        "invalid_training_file",
        REFUSED + 'Invalid file format. Example 1 contains an extra "weight".',
    ),
    "other format": (
        b'{"question": "Why?", "answer": "So."}\n' * 12,
        "invalid_training_file",
        REFUSED
        + "Unexpected file format, expected either prompt/completion pairs or chat messages.",
    ),
}


def outcome(address: str, content: bytes, method: str) -> tuple[str, str, list[str]]:
    """The code and the message that a job fails with, and what it told."""
    with sdk(address, Contract(Dialect.AZURE_V1)) as client:
        training = upload(client, content)
        job = client.fine_tuning.jobs.create(
            model=MODEL, training_file=training, extra_body={"method": {"type": method}}
        )
        follow(client, job)
        job = client.fine_tuning.jobs.retrieve(job.id)
        events = list(client.fine_tuning.jobs.list_events(job.id))
        told = [event.message for event in events if event.level in ("error", "warn")]
        if job.error is None:
            return "", "", told
        assert job.error.param == "training_file"
        message = job.error.message.replace(training, "FILE")
        return job.error.code, message, [text.replace(training, "FILE") for text in told]


@pytest.mark.parametrize(("content", "code", "message"), BAD.values(), ids=BAD)
async def test_a_bad_file_fails_with_the_documented_words(
    tmp_path: Path, content: bytes, code: str, message: str
) -> None:
    async with stage(tmp_path) as address:
        failed = await play(outcome, address, content, "supervised")
    assert failed[:2] == (code, message)
    assert failed[2][0] == message


async def test_a_file_of_another_method_is_refused(tmp_path: Path) -> None:
    async with stage(tmp_path) as address:
        chats = await play(outcome, address, lines(), "dpo")
        pairs = await play(outcome, address, lines(*[PREFERENCE] * 12, sound=0), "supervised")
    says = "but the specified fine-tuning job is not using"
    assert chats[1] == (
        f"{REFUSED}Input file FILE is in the fine-tune-chat format, {says} "
        "'supervised' as the training method (provided method=dpo)."
    )
    assert pairs[1] == (
        f"{REFUSED}Input file FILE is in the fine-tune-preference format, {says} "
        "'dpo' as the training method (provided method=supervised)."
    )


async def test_a_stray_line_is_told_by_its_number(tmp_path: Path) -> None:
    async with stage(tmp_path) as address:
        failed = await play(outcome, address, lines(chat(1), PREFERENCE), "supervised")
    assert failed[1].startswith(f"{REFUSED}Invalid file format. Example 2 ")


def seeing(number: int) -> dict[str, object]:
    """An example with an image that the service skips, for its format."""
    url = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    image = {"type": "image_url", "image_url": {"url": url}}
    question = {"type": "text", "text": f"What is it, {number}?"}
    return {
        "messages": [
            {"role": "user", "content": [question, image]},
            {"role": "assistant", "content": "A dot."},
        ]
    }


async def test_skipped_examples_are_told_and_too_many_fail_the_job(tmp_path: Path) -> None:
    async with stage(tmp_path) as address:
        some = await play(outcome, address, lines(*map(seeing, range(3))), "supervised")
        many = await play(outcome, address, lines(*map(seeing, range(201))), "supervised")
    assert some[0] == ""
    assert "Line numbers --> 1, 2, 3" in some[2][0]
    assert many[0] == "invalid_training_file"
    assert many[1].startswith(
        "Training file: Preprocessing Summary: The provided data failed validation. Number of "
        "skipped multimodal examples exceed the maximum allowed 200 limit: "
    )
    assert "Line numbers --> 1, 2, 3, 4" in many[1]
