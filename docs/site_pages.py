"""Puts pages from outside docs/ on the site, with the links between all pages: the README, the figures, every rule card.

MkDocs calls the functions below (mkdocs.yml, `hooks`). A link to a file that the site does not hold becomes its words alone.
"""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import dirname, normpath, relpath
from typing import Any

from mkdocs.structure.files import File, InclusionLevel

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "README.md": "first-run.md",  # MkDocs would take a README.md for the index
    **{name: name for name in ("CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")},
    "figures/README.md": "figures/index.md",
}
"""Pages of the repository, and where they are on the site."""

_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)#:\s]+)(#[^)]*)?\)")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---(?=\n)", re.S)


def on_files(files: Any, config: Any) -> Any:
    """Adds the pages and the rule cards. The menu leaves out the cards: the page of rules leads to them."""
    cards = [card.relative_to(ROOT).as_posix() for card in sorted((ROOT / "rules").glob("*/*.md"))]
    for source, place in (*PAGES.items(), *zip(cards, cards, strict=True)):
        text = _FRONT_MATTER.sub("", (ROOT / source).read_text(encoding="utf-8"))
        if source in cards:  # the title of a card does not name its rule
            text = text.replace("\n# ", f"\n# {Path(source).name[:5]}: ", 1)
        level = InclusionLevel.NOT_IN_NAV if source in cards else InclusionLevel.INCLUDED
        files.append(File.generated(config, place, content=text, inclusion=level))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """The page with its links as they are on the site."""
    place = page.file.src_uri
    sources = {site: source for source, site in PAGES.items()}
    source = sources.get(place, place if place.startswith("rules/") else f"docs/{place}")

    def turned(link: re.Match[str]) -> str:
        image, words, target, part = link.groups(default="")
        goal = normpath(f"{dirname(source)}/{target}").lstrip("/")
        goal = PAGES.get(goal, goal.removeprefix("docs/"))
        if files.get_file_from_path(goal) is None:
            return words
        return f"{image}[{words}]({relpath(goal, dirname(place) or '.')}{part})"

    return _LINK.sub(turned, markdown)
