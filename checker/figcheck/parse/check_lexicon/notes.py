"""What fails of a lexicon's `corrections`: the words by which a note says who was counted in or taken out."""

from __future__ import annotations

from collections.abc import Iterator

from figcheck.parse.check_lexicon.lexicon_file import Complaint, LexiconFile
from figcheck.parse.notes import corrections_said
from figcheck.parse.notes.correction_words import DENIED, KINDS
from figcheck.parse.words.load_lexicon import lexicon
from figcheck.parse.words.templates import expanded, place


def fails_in_notes(file: LexiconFile) -> Iterator[Complaint]:
    """All that fails of `corrections`; the file must be in force."""
    section = file.at("corrections") or {}
    for note, expected in section.get("examples", {}).items():
        found = "; ".join(_said(note, file))
        if found != expected:
            line = file.line("corrections", "examples", note)
            yield Complaint(line, f'the note "{note}" must say "{expected}", but it says {_quoted(found)}')
    for k, note in enumerate(section.get("refuse", ())):
        found = "; ".join(_said(note, file))
        if found:
            yield Complaint(
                file.line("corrections", "refuse", k), f'the note "{note}" must say nothing, but it says "{found}"'
            )
    yield from _phrases(file)


def _phrases(file: LexiconFile) -> Iterator[Complaint]:
    """Phrases that no number reaches, and words of denial that deny nothing, each tried with 47 of the first noun."""
    lex = lexicon(file.code)
    whole = {} if lex is None else lex.source.get("corrections", {})
    nouns = [one for said in whole.get("nouns", ()) for one in expanded(said)]
    added = [one for said in whole.get("added", ()) for one in expanded(said)]
    if not nouns or not added:
        return
    for kind in KINDS:
        for entry in file.phrases("corrections", kind):
            before, *after = place(entry.said)
            note = f"{before} 47 {nouns[0]} {after[0]}" if after else f"47 {nouns[0]} {before}"
            if f"{kind} 47" not in _said(note, file):
                yield Complaint(
                    entry.line, f'the note "{note}" must say "{kind} 47", but it says {_quoted(_said(note, file))}'
                )
    for entry in file.phrases("corrections", DENIED):
        note = f"47 {nouns[0]} {entry.said} {added[0]}"
        found = _said(note, file)
        if found:
            yield Complaint(entry.line, f'the note "{note}" denies and must say nothing, but it says {_quoted(found)}')


def _said(note: str, file: LexiconFile) -> list[str]:
    """What a note says of whom: `removed 81`."""
    said = []
    for found in corrections_said(note, file.code):
        figure = found.figure
        said.append(f"{found.kind} {figure.value if figure.value is not None else f'{figure.low}-{figure.high}'}")
    return said


def _quoted(found: str | list[str]) -> str:
    said = found if isinstance(found, str) else "; ".join(found)
    return f'"{said}"' if said else "nothing"
