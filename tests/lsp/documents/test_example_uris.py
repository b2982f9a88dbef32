"""The URI of a view leads back to its dataset, whatever that is called."""

from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.lsp.documents.example_uris import ExampleUri, spelled

NAMES = st.text(st.sampled_from("ab /%#?+é😀:;@&=\\[]~'(),!*|\"^`{}.-_"), min_size=1, max_size=8)
AUTHORITIES = st.sampled_from(["", "github", "wsl+ubuntu", "ssh-remote+7b22", "me@host:80"])
SCHEMES = st.sampled_from(["file", "memfs", "vscode-vfs", "vscode-remote"])


def written_by_vs_code(scheme: str, authority: str, path: str) -> str:
    slashes = "//" if authority or scheme == "file" else ""
    return f"{scheme}:{slashes}{quote(authority, safe='')}{quote(path)}"


@given(SCHEMES, AUTHORITIES, NAMES, st.integers(0, 10**9), st.integers(1, 9999))
def test_a_view_leads_back_to_its_dataset(
    scheme: str, authority: str, name: str, row: int, nth: int
) -> None:
    uri = written_by_vs_code(scheme, authority, f"/{name.lstrip('/')}")
    example = ExampleUri.of(uri, row)._replace(nth=nth)
    assert ExampleUri.read(str(example)) == example
    # Documents are known by their URIs without escapes.
    assert unquote(example.dataset) == unquote(uri)


@given(NAMES)
def test_documents_that_are_no_files_yet_have_views(name: str) -> None:
    uri = written_by_vs_code("untitled", "", name.lstrip("/"))
    example = ExampleUri.read(str(ExampleUri.of(uri, 0)))
    assert example
    assert unquote(example.dataset) == unquote(uri)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("file:///c%3A/a%20b.jsonl", "file:///c:/a b.jsonl"),
        ("file://server/share/a%23.jsonl", "file://server/share/%61%23.jsonl"),
        ("vscode-remote://wsl%2Bubuntu/a.jsonl", "vscode-remote://wsl+ubuntu/a.jsonl"),
    ],
)
def test_a_dataset_is_the_same_however_it_is_spelled(one: str, other: str) -> None:
    assert spelled(one) == spelled(other)
