"""The pages, the help and the messages are in plain English: tests/plain_english.py says which words we do not use."""

from __future__ import annotations

import pytest
from conftest import REPO, each
from plain_english import Line, faults, package, prose_of, said_by
from proselint import checks
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

PAGES = [
    *sorted(REPO.glob("*.md")),
    *sorted((REPO / "docs").glob("*.md")),
    REPO / "findings" / "README.md",
    REPO / "figures" / "README.md",
]
PROSELINT = (
    "archaism", "cliches", "lexical_illusions", "malapropisms", "mixed_metaphors", "mondegreens", "needless_variants",
    "nonwords", "redundancy", "skunked_terms",
)  # fmt: skip
"""Checks of proselint that find faults of ours. Those of quotation marks, dates and spelling concern another house style."""


LONG = [REPO / "docs" / name for name in ("tables.md", "bad-inputs.md", "command-line.md")]
"""Pages that are mostly written by docs/refresh.py: their words are those of the program, which are tested as well."""


@pytest.mark.parametrize(
    "path",
    each(PAGES, [page for page in PAGES if page not in LONG]),
    ids=lambda path: path.relative_to(REPO).as_posix(),
)
def test_a_page_is_in_plain_english(path):
    written = path.read_text(encoding="utf-8").partition("<!-- rules -->")[
        0
    ]  # the table of rules has the titles of the cards
    lines = list(prose_of(written))
    where = path.relative_to(REPO).as_posix()
    assert not (found := [*faults(where, lines), *by_proselint(where, lines)]), "\n".join(found)


@pytest.mark.parametrize("path", list(package(REPO)), ids=lambda path: path.relative_to(REPO).as_posix())
def test_messages_and_help_are_in_plain_english(path):
    found = faults(path.relative_to(REPO).as_posix(), said_by(path.read_text(encoding="utf-8")))
    assert not found, "\n".join(found)


def by_proselint(where: str, lines: list[Line]) -> list[str]:
    registry = CheckRegistry()
    if not registry.checks:
        registry.register_many(checks.__register__)
    config = {"max_errors": 1000, "checks": dict.fromkeys(PROSELINT, True)}
    return [
        f"{where}:{line.number}: {fault.check_result.message}"
        for line in lines
        if line.text.strip()
        for fault in LintFile(where, line.text).lint(config)
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The figure is held against the total.", '"held against": write compared with'),
        ("This is no ledger.", '"is no": write is not a'),
        ("Else the run fails.", "Otherwise"),
        (f"A sentence with {'very ' * 40}many words.", "write two sentences"),
        ("One; two; three; four; five.", "semicolons"),
    ],
)
def test_a_fault_is_named_with_its_place_and_what_to_write(text, what):
    [found, *others] = faults("page.md", [Line(7, text)])
    assert not others
    assert found.startswith("page.md:7: " if "semicolons" not in what else "page.md: ")
    assert what in found


@pytest.mark.parametrize(
    "markdown",
    [
        "`held against` is code.",
        "```\nheld against\n```",
        'A paper prints "held against".',
        "---\nmend: x\n---\n# Title\n",
        "It is no longer open.",
    ],
)
def test_code_quotations_and_front_matter_are_not_our_words(markdown):
    assert faults("page.md", prose_of(markdown)) == []


def test_the_cells_of_a_table_are_read_and_its_code_is_not():
    page = "Words.\n\n| a | b |\n|---|---|\n| `told` | it was told |\n"
    [fault] = faults("page.md", prose_of(page))
    assert fault.startswith('page.md:5: "told"')


def test_messages_are_found_in_errors_options_and_the_help_of_commands():
    module = (
        'raise FigcheckError(f"{n} is no number", mend="mend it")\n'
        'x = click.option("--x", help="What is told.")\n'
        '@click.command()\ndef run():\n    """Told."""\n'
        'def helper():\n    """Told to nobody."""\n'
    )
    found = " ".join(faults("module.py", said_by(module)))
    assert all(f'"{phrase}"' in found for phrase in ("is no", "mend", "told", "Told"))
    assert found.count("told") + found.count("Told") == 2
