"""The chain of one figure, and the chains of a ledger, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.text import Text

from figcheck.model.shown import range_words
from figcheck.provenance.trail.trail import Trail
from figcheck.report.safe_text import one_line
from figcheck.report.terminal.layout import STYLES, Lines, amount, laid_out, never_fail_on_letters, put
from figcheck.report.wording import day_words, what_is_counted, who_says

_LONG = 12
"""Claims from which on a chain is folded: links at which nothing changed are only counted."""
_MOST = 10
"""Claims that were taken from this one, named before "and 12 more"."""
_LINE, _CORNER = "│  ", "└─ "
_WRONG = {"error": 0, "warning": 1, "note": 2}


def show_chain(trail: Trail, claim_id: str, console: Console, *, verbose: bool = False) -> None:
    """Prints the chain of one claim, from the printed figure up to the claim that counted, and what was taken from it.

    With `verbose` nothing is folded.
    """
    never_fail_on_letters(console)
    path, circle = trail.chain(claim_id)
    for place, claim in enumerate(path):
        last = place + 1 == len(path)
        faithful = not last and _is_unchanged(trail, claim)
        if len(path) > _LONG and not verbose and 0 < place < len(path) - 1 and faithful:
            before = place > 1 and _is_unchanged(trail, path[place - 1])
            if not before:
                put(console, _gutter(laid_out(console, _folded(trail, path, place), indent=3)))
            continue
        put(console, _claim_lines(trail, claim, console, root=last and circle is None))
        if not last:
            put(console, _gutter(_link_lines(trail, claim, console)))
    if circle is not None:
        round_to = "itself" if len(path) == 1 else f"{one_line(circle)} again: a circle, in which nobody counted"
        put(console, [Text(f"{_CORNER}taken from {round_to}", style=STYLES["error"])])
    put(console, [Text(), *_independence(trail, claim_id, console), *_descendants(trail, claim_id, console, verbose)])


def _is_unchanged(trail: Trail, claim: str) -> bool:
    return claim not in trail.changes_of and claim not in trail.marks_at and claim not in trail.marks_of


def _folded(trail: Trail, path: list[str], place: int) -> str:
    count = 0
    while place + count < len(path) - 1 and _is_unchanged(trail, path[place + count]):
        count += 1
    return f"… {amount(count, 'copy', 'copies')} without a change (--verbose shows them)"


def _claim_lines(trail: Trail, claim_id: str, console: Console, *, root: bool) -> Lines:
    claim = trail.claim(claim_id)
    head = Text(f"“{one_line(claim['figure'])}”", style="bold").append(
        f" {one_line(what_is_counted(claim['measure'], claim['population'], claim['place']))}", style="not bold"
    )
    head.append(f" · {one_line(claim_id)}", style="dim")
    if root:
        named = claim["origin"] is not None
        head.append(" · origin" if named else " · the counter is not named", style="green" if named else "yellow")
    lines = laid_out(console, head, hang=3)
    for text in (_printed(claim), _meaning(claim), f"{claim['file']}:{claim['line']}"):
        lines += laid_out(console, Text(one_line(text), style="dim"), indent=3, hang=2)
    for text, style in _fate(trail, claim_id, claim):
        lines += laid_out(console, Text(one_line(text), style=style), indent=3, hang=2)
    return lines if root else [lines[0], *_gutter(lines[1:])]


def _printed(claim: dict[str, Any]) -> str:
    by = who_says(claim["source"], claim["origin"])
    published = f"{claim['published']:%Y-%m-%d}" if claim["published"] is not None else "on an unknown date"
    day = day_words(f"{claim['as_of']:%Y-%m-%d}" if claim["as_of"] is not None else None)
    return f"{by}, {published}, for {day}"


def _meaning(claim: dict[str, Any]) -> str:
    parts = []
    if claim["stated_low"] is not None:
        parts.append(range_words(claim["stated_low"], claim["stated_high"]))
    if claim["interval"]:
        parts.append(f"interval {claim['interval']}")
    parts += [str(claim["kind"]), str(claim["basis"])]
    if claim["reliability"] or claim["credibility"]:
        parts.append(f"marked {claim['reliability'] or '–'}{claim['credibility'] or '–'}")
    return " · ".join(parts)


def _fate(trail: Trail, claim_id: str, claim: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What became of a claim by itself: withdrawn, replaced, what it replaced, what was found of it alone."""
    if claim["status"] == "denied":
        yield "denied by its origin", STYLES["error"]
    elif claim["status"] != "current":
        yield str(claim["status"]), STYLES["warning"]
    if claim["replaced_by"] is not None:
        newer = trail.claim(claim["replaced_by"])
        on = f", {newer['published']:%Y-%m-%d}" if newer["published"] is not None else ""
        yield f"replaced by “{newer['figure']}” ({claim['replaced_by']}{on})", STYLES["warning"]
    for revised in trail.revised_by.get(claim_id, []):
        yield f"replaces “{trail.claim(revised)['figure']}” ({revised})", ""
    for mark in trail.marks_of.get(claim_id, []):
        yield _mark(mark)


def _link_lines(trail: Trail, claim: str, console: Console) -> Lines:
    step, changes, marks = trail.step(claim), trail.changes_of.get(claim, []), trail.marks_at.get(claim, [])
    said = "taken word for word from" if step["quoted"] else "taken from"
    lines = laid_out(console, Text(said + _verdict(step, bool(changes), bool(marks)), style="italic"), indent=3, hang=2)
    for what, before, after in changes:
        text = one_line(f"{what}: {before} → {after}")
        lines += laid_out(console, text, indent=5, hang=2)
    for mark in sorted(marks, key=lambda m: (_WRONG[m[2]], m[0])):
        text, style = _mark(mark)
        lines += laid_out(console, Text(one_line(text), style=style), indent=5, hang=2)
    return [Text(), *lines, Text()]


def _verdict(step: dict[str, Any], changed: bool, found: bool) -> str:
    if found:
        return "; on the way:"
    if step["matches_update"]:
        return ", which was updated by then:"
    if not step["ranges_meet"]:
        return "; the number changed:"
    if step["is_faithful_copy"]:
        return ", faithfully" + (":" if changed else "")
    return "; on the way:" if changed else ""


def _mark(mark: tuple[Any, ...]) -> tuple[str, str]:
    code, rule, severity, status, title = mark
    decided = "" if status == "new" else f", {status}"
    return f"{code} {rule} ({severity}{decided}): {title}", STYLES[severity] if status == "new" else "dim"


def _independence(trail: Trail, claim_id: str, console: Console) -> Lines:
    behind = trail.behind(claim_id)
    label = "Independent  "
    if not behind:
        return laid_out(console, f"{label}the counter is not named", hang=len(label))
    names = "; ".join(one_line(" with ".join(names)) for names in behind)
    stand = "origin stands" if len(behind) == 1 else "origins stand"
    text = f"{label}{len(behind):,} {stand} behind it: {names}"
    return laid_out(console, text, hang=len(label))


def _descendants(trail: Trail, claim_id: str, console: Console, verbose: bool) -> Lines:
    """What was taken from a claim, directly or through others, each behind the one it was taken from."""
    if claim_id not in trail.taken_from:
        return []
    found: list[tuple[int, str]] = []
    seen, open_ = {claim_id}, [(1, child) for child in reversed(trail.taken_from[claim_id])]
    while open_:
        depth, claim = open_.pop()
        if claim in seen:
            continue
        seen.add(claim)
        found.append((depth, claim))
        open_ += [(depth + 1, child) for child in reversed(trail.taken_from.get(claim, []))]
    if not found:
        return []
    lines = laid_out(console, f"Taken from it  {amount(len(found), 'claim')}", hang=3)
    for depth, claim in found if verbose else found[:_MOST]:
        one = trail.claim(claim)
        text = Text(
            f"“{one_line(one['figure'])}” {one_line(str(one['source']))} · {one_line(claim)}{_short(trail, claim)}"
        )
        lines += laid_out(console, text, indent=3 * min(depth, 8), hang=2)
    if not verbose and len(found) > _MOST:
        lines += laid_out(console, f"and {len(found) - _MOST:,} more (--verbose shows them)", indent=3)
    return lines


def _short(trail: Trail, claim: str) -> str:
    """What happened at a claim's link, in one breath; "" for nothing."""
    found = [f"{code} {severity}" for code, _, severity, *_ in trail.marks_at.get(claim, [])]
    changed = [what for what, *_ in trail.changes_of.get(claim, []) if what != "words"]
    return f" [{one_line(', '.join([*found, *changed]))}]" if found or changed else ""


def show_all(trail: Trail, console: Console) -> None:
    """Prints every chain of a ledger on a line, from each claim that nobody took further, and what happened at each link."""
    never_fail_on_letters(console)
    ends = [claim for claim in trail.steps.index if claim not in trail.taken_from]
    shown: set[str] = set()
    for end in ends:
        put(console, laid_out(console, _chain_line(trail, end, shown), hang=3))
    circles = trail.tables["circles"]
    for start in circles["claim_id"]:
        if start not in shown:
            put(console, laid_out(console, _chain_line(trail, start, shown), hang=3))
    loose = len(trail.claims) - len(trail.steps) - len(set(trail.steps["parent_id"]) - set(trail.steps.index))
    chains = f"{amount(len(ends) + len(circles), 'chain')} of {amount(len(trail.steps), 'link')}"
    put(console, laid_out(console, f"{chains}; {amount(loose, 'claim')} outside any chain"))


def _chain_line(trail: Trail, end: str, shown: set[str]) -> Text:
    """The chain from `end` up to its first claim, or to one of those `shown` in a line before; it adds to them."""
    path, circle = trail.chain(end, shown)
    again = path[-1] in shown and path[-1] in trail.steps.index
    shown.update(path)
    line = Text()
    for place, claim in enumerate(path):
        if len(path) > _LONG and 0 < place < len(path) - 1 and _is_unchanged(trail, claim):
            if not (place > 1 and _is_unchanged(trail, path[place - 1])):
                line.append(" ← …", style="dim")
            continue
        line.append(" ← " if place else "").append(f"“{one_line(trail.claim(claim)['figure'])}”", style="bold")
        line.append(f" {one_line(claim)}", style="dim")
        worst = min((mark[2] for mark in trail.marks_at.get(claim, [])), key=_WRONG.__getitem__, default="")
        line.append(_short(trail, claim), style=STYLES.get(worst, ""))
    if again:
        line.append(" ← as above", style="dim")
    return line.append(" ← a circle", style=STYLES["error"]) if circle is not None else line


def _gutter(lines: Lines) -> Lines:
    """Lines behind the line that leads up to the next claim."""
    return [Text(_LINE).append_text(line[len(_LINE) :]) if len(line) else Text(_LINE.rstrip()) for line in lines]
