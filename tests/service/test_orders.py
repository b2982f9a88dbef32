"""What is asked for when a job is made, as each API takes it."""

from typing import Any

import pytest

from service.conftest import Client, Time
from service.stand_in import StandIn
from tunelint.service import Api, EndpointError, Intent, Order

MARK = {"tunelint_intent": "i1"}
GRADER = {
    "type": "string_check",
    "name": "same",
    "input": "{{sample.output_text}}",
    "reference": "{{item.answer}}",
    "operation": "eq",
}


@pytest.fixture
def intent(time: Time) -> Intent:
    return Intent(time.seconds, "i1")


@pytest.mark.parametrize(
    ("api", "order", "body"),
    [
        ("v1", Order("m", "f"), {"method": {"type": "supervised"}, "metadata": MARK}),
        ("dated", Order("m", "f", seed=4), {"seed": 4}),
        (
            "v1",
            Order(
                "m",
                "f",
                "v",
                "cats",
                seed=0,
                hyperparameters={"n_epochs": 3, "batch_size": "auto"},
                training_type="GlobalStandard",
            ),
            {
                "validation_file": "v",
                "suffix": "cats",
                "seed": 0,
                "method": {
                    "type": "supervised",
                    "supervised": {"hyperparameters": {"n_epochs": 3}},
                },
                "metadata": MARK,
                "trainingType": "GlobalStandard",
            },
        ),
        (
            "dated",
            Order("m", "f", seed=4, hyperparameters={"n_epochs": 3}, training_type="Developer"),
            {"seed": 4, "hyperparameters": {"n_epochs": 3}, "trainingType": "Developer"},
        ),
        (
            "dated",
            Order("m", "f", seed=4, method="dpo", hyperparameters={"beta": 0.1}),
            {"seed": 4, "method": {"type": "dpo", "dpo": {"hyperparameters": {"beta": 0.1}}}},
        ),
        (
            "openai",
            Order("m", "f", method="dpo", hyperparameters={"beta": 0.5, "n_epochs": "auto"}),
            {
                "method": {"type": "dpo", "dpo": {"hyperparameters": {"beta": 0.5}}},
                "metadata": MARK,
            },
        ),
        (
            "openai",
            Order("m", "f", "v", method="reinforcement", grader=GRADER),
            {
                "validation_file": "v",
                "method": {"type": "reinforcement", "reinforcement": {"grader": GRADER}},
                "metadata": MARK,
            },
        ),
        (
            "v1",
            Order(
                "m",
                "f",
                "v",
                method="reinforcement",
                grader=GRADER,
                hyperparameters={"n_epochs": 2},
            ),
            {
                "validation_file": "v",
                "method": {
                    "type": "reinforcement",
                    "reinforcement": {"hyperparameters": {"n_epochs": 2}, "grader": GRADER},
                },
                "metadata": MARK,
            },
        ),
    ],
)
async def test_an_order_is_told_as_its_api_takes_it(
    client: Client,
    service: StandIn,
    intent: Intent,
    api: str,
    order: Order,
    body: dict[str, Any],
) -> None:
    await client(api).jobs.create(order, intent)
    (request,) = service.asked("POST /fine_tuning/jobs")
    assert request.json == {"model": "m", "training_file": "f", **body}


def test_a_dry_run_tells_the_same_body(intent: Intent) -> None:
    assert Order("m", "f").body(Api.AZURE_V1, intent)["metadata"] == MARK


def test_what_an_api_does_not_have_is_told(intent: Intent) -> None:
    with pytest.raises(EndpointError, match="no training types"):
        Order("m", "f", training_type="Standard").body(Api.OPENAI, intent)
    with pytest.raises(EndpointError, match="needs Azure's v1 API"):
        Order("m", "f", method="reinforcement").body(Api.AZURE_DATED, intent)
