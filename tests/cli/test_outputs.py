"""What `tunelint check` writes in each format, and what of it fails the check."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pictures import data_uri
from tunelint.cli.main import main
from tunelint.rules.registry import BY_CODE, RULES

SCHEMA = Path(__file__).parents[1] / "data" / "sarif-2.1.0-rtm.5.json"
GOOD = (
    '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Yes"}]}\n'
)
BAD = GOOD.replace('"user"', '"usr"')
PICTURE = f'[{{"type": "image_url", "image_url": {{"url": "{data_uri("gif 1x1")}"}}}}]'
SKIPPED = GOOD.replace('"Hi"', PICTURE)
SOUND = "".join(GOOD.replace("Hi", f"Hi {number}") for number in range(50))
TAKEN = "The service would take it: "


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


class Check:
    """Runs the command, and keeps how it ended."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.outcome = -1
        self._capsys = capsys

    def __call__(self, *arguments: str, **files: str) -> str:
        """What is printed of these files."""
        for name, text in files.items():
            Path(f"{name}.jsonl").write_text(text, encoding="utf-8")
        self.outcome = main(["check", *arguments, *(f"{name}.jsonl" for name in files)])
        return self._capsys.readouterr().out


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    return Check(capsys)


def test_text_ends_with_the_forecast(check: Check) -> None:
    assert check(bad=SOUND + BAD).endswith("\nThe service would reject this file: unknown-role.\n")
    assert check(odd=SOUND + SKIPPED).endswith(
        f"\n{TAKEN}50 of 51 examples trained on, 1 skipped (image-format 1).\n"
    )
    assert check(sound=SOUND).endswith(f"\n{TAKEN}50 of 50 examples trained on.\n")


def test_of_several_files_only_those_have_a_forecast_that_are_not_taken_as_they_are(
    check: Check,
) -> None:
    assert check(sound=SOUND, odd=SOUND + SKIPPED, bad=SOUND + BAD).splitlines()[-3:] == [
        "Checked 152 examples in 3 files: 2 errors.",
        f"odd.jsonl: {TAKEN}50 of 51 examples trained on, 1 skipped (image-format 1).",
        "bad.jsonl: The service would reject this file: unknown-role.",
    ]


def test_statistics_count_the_findings_of_each_rule_the_most_first(check: Check) -> None:
    lines = check("--statistics", a=SOUND + BAD + SKIPPED, b="\n" + BAD + BAD + SOUND).splitlines()
    assert lines[:5] == [
        "3  error    unknown-role",
        "1  error    image-format",
        "1  warning  blank-line",
        "1  warning  duplicate-example",
        "",
    ]
    assert lines[5].startswith("Checked 104 examples in 2 files")
    assert check.outcome == 1


def test_statistics_are_a_text(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    (Path("a.jsonl")).write_text(GOOD, encoding="utf-8")
    assert main(["check", "--statistics", "--output-format", "sarif", "a.jsonl"]) == 2
    assert "no statistics in the format sarif" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "fail_on", "outcome"),
    [
        (SOUND, "warning", 0),
        (SOUND + "\n" + BAD.replace("usr", "user"), "error", 0),
        (SOUND + "\n" + BAD.replace("usr", "user"), "warning", 1),
        (SOUND + BAD, "error", 1),
        (SOUND + BAD, "warning", 1),
    ],
)
def test_the_least_that_fails_can_be_chosen(
    check: Check, text: str, fail_on: str, outcome: int
) -> None:
    check("--fail-on", fail_on, a=text)
    assert check.outcome == outcome


def test_the_report_has_findings_sums_and_forecast_by_file(check: Check) -> None:
    report = json.loads(check("--output-format", "json-report", good=SOUND, odd=SOUND + SKIPPED))
    assert check.outcome == 1
    assert report["version"] == 1
    good, odd = report["files"]
    assert (good["filename"], good["findings"]) == ("good.jsonl", [])
    assert odd["findings"] == json.loads(check("--output-format", "json", odd=SOUND + SKIPPED))
    assert (odd["method"], odd["examples"], odd["error"]) == ("supervised", 51, None)
    assert odd["counts"] == {
        "by_severity": {"error": 1, "warning": 0, "info": 0, "hint": 0},
        "by_code": {"image-format": 1},
    }
    assert odd["forecast"] == {
        "sentence": f"{TAKEN}50 of 51 examples trained on, 1 skipped (image-format 1).",
        "examples": 51,
        "rejected_by": [],
        "possibly_rejected_by": [],
        "skipped": 1,
        "possibly_skipped": 0,
        "skips": {"image-format": 1},
        "possible_skips": {},
        "examples_min": 10,
        "skips_max": 200,
        "kept_at_most": 50,
        "kept_at_least": 50,
    }


def test_the_report_says_what_could_not_be_read(check: Check) -> None:
    report = json.loads(check("--output-format", "json-report", "missing.jsonl", good=SOUND))
    missing, good = report["files"]
    assert check.outcome == 2
    assert missing["error"] == "missing.jsonl: No such file or directory"
    assert (missing["forecast"], missing["findings"]) == (None, [])
    assert good["error"] is None


def test_a_report_of_nothing_is_json_too(check: Check) -> None:
    Path("empty").mkdir()
    assert json.loads(check("--output-format", "json-report", "empty")) == {
        "version": 1,
        "files": [],
    }


def test_github_gets_a_command_a_finding(check: Check) -> None:
    assert check("--output-format", "github", bad="\n" + SOUND + BAD).splitlines() == [
        "::warning file=bad.jsonl,line=1,col=1,endColumn=1,title=blank-line::"
        "This line is blank; some readers of JSONL stop at one.",
        "::error file=bad.jsonl,line=52,col=24,endColumn=29,title=unknown-role::"
        '"usr" is no role. Did you mean "user"?',
        "::notice file=bad.jsonl,title=forecast::The service would reject this file: unknown-role.",
        "Checked 51 examples in 1 file: 1 error, 1 warning.",
    ]


def test_no_file_name_and_no_value_can_give_github_a_command(check: Check) -> None:
    name = "a,b:c%\n::error::d"
    output = check("--output-format", "github", **{name: SOUND + BAD.replace("usr", "100%")})
    commands = [line for line in output.splitlines() if line.startswith("::")]
    assert [re.split("[ :]", command)[2] for command in commands] == ["error", "notice"]
    assert "file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ad.jsonl,line=51," in output
    assert '::"100%25" is no role' in output


def test_sarif_is_valid_and_points_at_characters(check: Check) -> None:
    repeated = GOOD.replace("Hi", "Hi 0")
    log = _sarif(check("--output-format", "sarif", bad=SOUND + BAD.replace("Yes", "😀") + repeated))
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"] == [{"executionSuccessful": True}]
    again, wrong = run["results"]
    place = wrong["locations"][0]
    assert (wrong["ruleId"], wrong["level"]) == ("unknown-role", "error")
    assert wrong["message"]["text"] == '"usr" is no role. Did you mean "user"?'
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "bad.jsonl"},
        "region": {"startLine": 51, "startColumn": 24, "endColumn": 29},
    }
    assert place["logicalLocations"] == [{"fullyQualifiedName": "/messages/0/role"}]
    assert wrong["properties"] == {"consequence": "rejects-file", "certain": True}
    assert again["ruleId"] == "duplicate-example"
    assert again["relatedLocations"][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_sarif_knows_a_finding_again_when_its_line_has_moved(check: Check) -> None:
    def fingerprints(text: str) -> list[dict[str, str]]:
        log = _sarif(check("--output-format", "sarif", bad=text))
        return [result["partialFingerprints"] for result in log["runs"][0]["results"]]

    other = BAD.replace("Yes", "No")
    one, two = fingerprints(SOUND + BAD + other)
    assert one != two
    assert fingerprints(other + SOUND + BAD) == [two, one]


def test_sarif_has_the_pages_of_the_rules(check: Check) -> None:
    driver = _sarif(check("--output-format", "sarif", a=SOUND))["runs"][0]["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.code for rule in RULES]
    (described,) = (rule for rule in driver["rules"] if rule["id"] == "image-mode")
    assert described["shortDescription"]["text"] == BY_CODE["image-mode"].summary
    assert described["help"]["markdown"].startswith("# image-mode\n")
    assert described["helpUri"] == BY_CODE["image-mode"].source.url
    assert described["defaultConfiguration"] == {"level": "error"}


def test_every_result_of_a_sarif_log_names_its_rule_by_index(check: Check) -> None:
    bad = GOOD.replace("Yes", "No") + "\n[]\n{\n" + BAD + SKIPPED
    (run,) = _sarif(check("--output-format", "sarif", bad=bad, worse=bad))["runs"]
    assert len(run["results"]) > 10
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


@pytest.mark.parametrize("name", ["with space & ümlaut", "a:b", "50%"])
def test_a_file_name_becomes_a_uri_in_sarif(check: Check, name: str) -> None:
    (run,) = _sarif(check("--output-format", "sarif", **{name: BAD}))["runs"]
    (uri,) = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in run["results"]
    }
    assert re.fullmatch(r"[A-Za-z0-9%._-]+\.jsonl", uri)


def test_sarif_tells_of_what_could_not_be_read(check: Check) -> None:
    (run,) = _sarif(check("--output-format", "sarif", "missing.jsonl"))["runs"]
    assert (run["invocations"], run["results"]) == ([{"executionSuccessful": False}], [])


def _sarif(output: str) -> Any:
    log = json.loads(output)
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(log)
    return log
