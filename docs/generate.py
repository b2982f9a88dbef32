"""Writes the documentation that the product holds itself; run it by `python3 dev.py docs`."""

import json
from pathlib import Path

from docs.rule_pages import index, rule_page
from tunelint.config.describing import configuration_page, configuration_schema
from tunelint.rules.registry import RULES

DOCS = Path(__file__).parent
RULE_PAGES = DOCS / "rules"


def generated() -> dict[Path, str]:
    """The files that are generated, and what they should hold."""
    return {
        DOCS / "configuration.md": configuration_page(),
        DOCS / "tunelint.schema.json": json.dumps(configuration_schema(), indent=2) + "\n",
        RULE_PAGES / "README.md": index(),
        **{RULE_PAGES / f"{rule.code}.md": rule_page(rule) for rule in RULES},
    }


def write(files: dict[Path, str]) -> None:
    """Write what is stale, take away what is left over, and say which files that were."""
    for path in stale(files):
        if path in files:
            path.parent.mkdir(exist_ok=True)
            path.write_text(files[path], encoding="utf-8")
        else:
            path.unlink()
        print(path)


def stale(files: dict[Path, str]) -> list[Path]:
    """Those of the files that hold something else, and the pages of rules that are gone."""
    return sorted(
        path for path in {*files, *RULE_PAGES.glob("*")} if _text(path) != files.get(path)
    )


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    write(generated())
