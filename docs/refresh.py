"""Writes all that is generated in README.md and docs/: output of commands, files, the table of rules, the declared tables, the
schema of the settings, the picture of a contradiction and rules/compiled.json.

usage: python docs/refresh.py            write them anew
       python docs/refresh.py --check    name the pages that are out of date, and change nothing

A block after `<!-- shown: COMMAND -->` is what the command prints on a terminal of 80 columns. A line "..." in a block
stands for lines that are left out. Such a block is checked, and changed by hand. A block after `<!-- file: PATH -->` is that
file. The table after `<!-- rules -->` has a row for each rule. What follows `<!-- bad inputs -->` is written by
tests/bad_inputs.py. The tables between the stages stand between marks of their own.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from figcheck.compare.cards import compiled, shipped
from figcheck.model.tables.page import with_declared_tables

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = Path("docs/example")
DRAFTS = Path("docs/example-drafts")
PICTURE = ROOT / "docs" / "contradiction.svg"
SCHEMA = ROOT / "docs" / "figcheck.schema.json"
COMPILED = ROOT / "rules" / compiled.NAME
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

BAD_INPUTS = "<!-- bad inputs -->\n"

COLUMNS = 80
"""The width of the terminal in every page."""

_SHOWN = re.compile(r"(?P<head><!-- shown: (?P<what>.+?) -->\n```\w*\n)(?P<block>.*?)(?=```\n)", re.S)
_FILE = re.compile(r"(?P<head><!-- file: (?P<what>.+?) -->\n```\w*\n)(?P<block>.*?)(?=```\n)", re.S)
_RULES = re.compile(r"(?P<head><!-- rules -->\n)(?:\|.*\n)*")


def printed(command: str) -> str:
    """What a command of figcheck prints, run where `figures/` and the example lie, or else in an empty folder."""
    program, *arguments = shlex.split(command)
    if program != "figcheck":
        raise ValueError(f"{command}: not a command of figcheck")
    with TemporaryDirectory() as name:
        for part in (Path("figures"), EXAMPLE, DRAFTS):
            if any(argument.rstrip("/") == part.as_posix() for argument in arguments):
                shutil.copytree(ROOT / part, Path(name) / part)
        done = run(arguments, Path(name))
    if done.stderr:
        raise ValueError(f"{command}: {done.stderr}")
    return done.stdout


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """One command of figcheck, run in a folder on a terminal of that width."""
    return subprocess.run(
        [sys.executable, "-m", "figcheck", *arguments],
        cwd=folder, capture_output=True, encoding="utf-8", check=False, env={**os.environ, "COLUMNS": str(COLUMNS)},
    )  # fmt: skip


def left_out(block: str) -> bool:
    """Whether a block stands for more lines than it shows."""
    return "...\n" in block.splitlines(keepends=True)


def shows(block: str, output: str) -> bool:
    """Whether a block is the output, or has its lines in their order where lines are left out."""
    if not left_out(block):
        return block == output
    rest = output
    for part in re.split(r"^\.\.\.\n", block, flags=re.M):
        if part not in rest:
            return False
        rest = rest[rest.index(part) + len(part) :]
    return True


def refreshed(page: str) -> str:
    """The page with the blocks as they are now. Raises ValueError for a shortened block that is out of date."""

    def shown(match: re.Match[str]) -> str:
        output = printed(match["what"])
        if shows(match["block"], output):
            return match[0]
        if left_out(match["block"]):
            raise ValueError(f"figcheck no longer prints what the page shows of: {match['what']}\n{output}")
        return match["head"] + output

    def file(match: re.Match[str]) -> str:
        return match["head"] + (ROOT / match["what"]).read_text(encoding="utf-8")

    def rules(match: re.Match[str]) -> str:
        return match["head"] + "".join(f"| {' | '.join(row)} |\n" for row in rule_rows())

    head, mark, _ = page.partition(BAD_INPUTS)
    if mark:
        page = f"{head}{mark}{bad_inputs()}"
    for pattern, block in ((_SHOWN, shown), (_FILE, file), (_RULES, rules)):
        page = pattern.sub(block, page)
    return with_declared_tables(page)


def bad_inputs() -> str:
    """The tables of bad inputs and what is said of each."""
    sys.path.insert(0, str(ROOT / "tests"))
    from bad_inputs import page_tables

    return "".join(f"{line}\n" for line in page_tables())


def rule_rows() -> Iterator[tuple[str, ...]]:
    """The table of all rules: code with a link to its page, name, worst severity, and what is wrong."""
    yield "code", "name", "at worst", "what is wrong"
    yield ("---",) * 4
    for line in printed("figcheck rules list").splitlines():
        code, name, severity, title = re.split(r"\s{2,}", line)
        [page] = (ROOT / "rules").glob(f"*/{code}-*.md")
        yield f"[{code}](../{page.relative_to(ROOT).as_posix()})", name, severity, title


def compiled_cards() -> str:
    """The checked cards as a run reads them. Raises what is wrong with one."""
    whole = shipped.catalogue([], examples=True)
    for error in whole.errors:
        raise error
    return compiled.compiled(whole.cards)


def picture() -> str:
    """The first picture of the HTML report on the example, with the marks and colours of the report, as an SVG of its own."""
    import figcheck

    with TemporaryDirectory() as name:
        figcheck.check(ROOT / EXAMPLE, as_of="2024-05-10").write(f"{name}/report.html")
        report = Path(name, "report.html").read_text(encoding="utf-8")
    article = _between(report, "<article class=cell>", "</article>")
    scale, plot, days = (_inside(article, css) for css in ("scale", "plot", "days"))
    keys = re.findall(r'<svg class="key (k\d)" aria-hidden=true>(.*?)</svg><span class=vh>.*?</span>(.*)', article)
    about = re.sub(r" · \d+ claims?,.*", "", _between(article, "<p class=about>", "</p>"))
    said = re.sub(r"<[^>]+>", "", _between(article, "<ol class=marked>", "</a>")).strip()
    body = [
        f"<title>{escape(said)}</title>",
        f"<style>{_styles(report)}</style>",
        _between(report, "<svg class=defs aria-hidden=true width=0 height=0>", "</svg>"),
        '<rect class="page" width="720" height="300" rx="6"/>',
        f'<text class="title" x="16" y="30">{_between(article, "<h3>", "</h3>")}</text>',
        f'<text x="16" y="48">{about}</text>',
        f'<svg class="scale" x="8" y="62" width="50" height="190">{scale}</svg>',
        '<rect class="panel" x="66" y="62" width="638" height="190" rx="4"/>',
        f'<svg x="66" y="62" width="638" height="190">{plot}</svg>',
        f'<svg x="66" y="252" width="638" height="18">{days}</svg>',
    ]
    for n, (css, mark, who) in enumerate(keys):
        body.append(f'<svg class="{css}" x="{66 + 200 * n}" y="274" width="16" height="16">{mark}</svg>')
        body.append(f'<text x="{86 + 200 * n}" y="287">counted by {who}</text>')
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 300" width="720" height="300" role="img">'
    return "\n".join([head, *map(_as_xml, body), "</svg>", ""])


def _between(text: str, start: str, end: str) -> str:
    return text.split(start, 1)[1].split(end, 1)[0]


def _inside(article: str, css: str) -> str:
    """What stands inside the SVG of a class."""
    return re.split(rf"<svg class={css} [^>]*>", article)[1].split("</svg>")[0]


def _as_xml(html: str) -> str:
    """HTML with the values of all attributes in quotation marks, as XML has them."""
    return re.sub(r"<[^>]+>", lambda tag: re.sub(r'=([^\s"\'>]+)(?=[\s>])', r'="\1"', tag[0]), html)


def _styles(report: str) -> str:
    """The colours of the report for light and dark, and its rules for what the picture holds."""
    css = _between(report, "<style>", "</style>")
    colours = css.split("*{box-sizing", 1)[0].strip()
    marks = "svg text{" + _between(css, "svg text{", ".legend{").strip()
    own = (
        "text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif}"
        "svg .title{font-size:16px;font-weight:650;fill:var(--ink)}.page{fill:var(--bg)}.panel{fill:var(--panel)}"
    )
    return "\n".join([colours, marks, own])


def main() -> int:
    """Refreshes or checks every page; gives the exit status."""
    check = "--check" in sys.argv[1:]
    stale = []
    pages = [(page, refreshed(page.read_text(encoding="utf-8"))) for page in PAGES]
    made = [(PICTURE, picture()), (SCHEMA, printed("figcheck config --schema")), (COMPILED, compiled_cards())]
    for path, text in [*pages, *made]:
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.relative_to(ROOT).as_posix())
            if not check:
                path.write_text(text, encoding="utf-8", newline="\n")
    print("\n".join(f"{'out of date' if check else 'wrote'}: {name}" for name in stale) or "all pages are up to date")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
