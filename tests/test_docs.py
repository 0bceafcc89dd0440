"""What the README shows is what a reader would get.

A block after `<!-- shown: COMMAND -->` is the command's output, where a line "..." stands for any lines; one after
`<!-- file: PATH -->` is that file; the table after `<!-- rules -->` has a row for each shipped rule.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from figcheck.model.tables import REPORT_COLUMNS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [README, *(page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs").glob("*.md")))]
SHOWN = [block for page in PAGES for block in re.findall(r"<!-- shown: (.+?) -->\n```\n(.*?)```\n", page, re.S)]
FILES = [file for page in PAGES for file in re.findall(r"<!-- file: (.+?) -->\n```\w*\n(.*?)```\n", page, re.S)]


def printed(command: str, monkeypatch: pytest.MonkeyPatch) -> str:
    program, *arguments = shlex.split(command)
    assert program == "figcheck"
    monkeypatch.setenv("COLUMNS", "120")
    done = subprocess.run([sys.executable, "-m", "figcheck", *arguments], capture_output=True, check=False)
    assert not done.stderr
    return done.stdout.decode()


@pytest.mark.parametrize(("command", "block"), SHOWN, ids=[command for command, _ in SHOWN])
def test_the_docs_show_what_the_command_prints(command, block, tmp_path, monkeypatch):
    (tmp_path / "empty").mkdir()
    if "figures/" in command:
        (tmp_path / "figures").symlink_to(ROOT / "figures")
        monkeypatch.chdir(tmp_path)
    else:
        monkeypatch.chdir(tmp_path / "empty")
    out = printed(command, monkeypatch)
    rest = out
    for part in re.split(r"^\.\.\.\n", block, flags=re.M):
        assert part in rest, f"{command} does not print:\n{part}\nbut:\n{out}"
        rest = rest[rest.index(part) + len(part) :]
    if "...\n" not in block:
        assert out == block


@pytest.mark.parametrize(("path", "block"), FILES)
def test_the_docs_show_the_file_as_it_is(path, block):
    assert (ROOT / path).read_text(encoding="utf-8") == block


def test_the_readme_lists_every_rule(monkeypatch):
    shipped = printed("figcheck rules list", monkeypatch).splitlines()
    table = re.search(r"<!-- rules -->\n(.*?)\n\n", README, re.S)
    assert table
    rows = re.findall(r"^\| \[(FC\d+)\]\((.+?)\) \| (\S+) \| (\w+) \| (.+) \|$", table[1], re.M)
    assert [[code, name, severity, title] for code, _, name, severity, title in rows] == [
        re.split(r"\s{2,}", line) for line in shipped
    ]
    assert all((ROOT / page).is_file() for _, page, *_ in rows)


def test_the_readme_explains_every_column_of_the_report():
    table = README.split("## The report")[1].split("\n## ")[0]
    named = re.findall(r"`(\w+)`", "\n".join(line.split("|")[1] for line in table.splitlines() if line.startswith("|")))
    assert sorted(named) == sorted(REPORT_COLUMNS)


def test_links_between_the_pages_lead_somewhere():
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("figures/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
