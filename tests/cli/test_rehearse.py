"""`tunelint rehearse`: says where it is, serves, and goes away with its temporary folder."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from editor.rehearsing import rehearsing
from tunelint.cli.main import main


@pytest.mark.skipif(sys.platform == "win32", reason="processes are ended by signals")
def test_it_serves_until_it_is_ended(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tunelint", "rehearse", "--port", "0", "--speed", "100"]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said: dict[str, str] = {}
        for line in iter(process.stdout.readline, ""):
            name, _, value = line.rstrip().partition("=")
            said[name] = value
            if name == "OPENAI_API_KEY":
                break
        with httpx.Client(trust_env=False, headers={"api-key": "x"}) as client:
            for base in (said["AZURE_OPENAI_ENDPOINT"] + "/openai/v1", said["OPENAI_BASE_URL"]):
                assert client.get(f"{base}/files").json()["data"] == []
        assert list(tmp_path.iterdir())
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 130
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="programs are called otherwise there")
def test_an_editor_has_one_as_long_as_it_runs(tmp_path: Path) -> None:
    with httpx.Client(trust_env=False) as client:
        with rehearsing(Path(sys.executable).with_name("tunelint"), tmp_path) as environment:
            files = f"{environment['AZURE_OPENAI_ENDPOINT']}/openai/v1/files"
            fields = {"api-key": environment["AZURE_OPENAI_API_KEY"]}
            assert client.get(files, headers=fields).is_success
        with pytest.raises(httpx.ConnectError):
            client.get(files, headers=fields)


def test_a_port_that_is_taken_is_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["rehearse", "--port", port]) == 2
    assert f"port {port} is taken" in capsys.readouterr().err


def test_a_fault_that_is_none_is_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rehearse", "--fault", "earthquake"]) == 2
    assert '"earthquake" is no fault' in capsys.readouterr().err


@pytest.mark.parametrize("speed", ["0", "-1", "inf", "nan", "fast"])
def test_a_speed_is_a_number_above_0(speed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["rehearse", f"--speed={speed}"])
    assert "no speed" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_is_a_number(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["rehearse", f"--port={port}"])
    assert "no port" in capsys.readouterr().err
