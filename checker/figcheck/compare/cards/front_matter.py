"""The YAML at the head of a rule card, with the line of every key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from figcheck.compare.cards.card import ABOUT, CAUSES, Parameter, Problem
from figcheck.model.errors import CardError
from figcheck.model.near import did_you_mean
from figcheck.model.words import FAMILIES, SEVERITIES

REQUIRED = ("code", "name", "severity", "since")
TEMPLATES = ("message", "mend")
KEYS = (*REQUIRED, "about", "cause", "parameters", *TEMPLATES, "problems")
PARAMETER_KEYS = ("default", "unit", "why")
PROBLEM_KEYS = ("severity", *TEMPLATES)

_CODE = re.compile(rf"FC[{''.join(FAMILIES)}]\d\d")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_PARAMETER = re.compile(r"[a-z][a-z0-9_]*")


def is_code(word: str) -> bool:
    """Whether a word is a code: FC, the digit of a family, two digits more."""
    return _CODE.fullmatch(word) is not None


def is_name(word: str) -> bool:
    """Whether a word can be the name of a rule: small letters, digits and single hyphens between them."""
    return _NAME.fullmatch(word) is not None


@dataclass(frozen=True)
class FrontMatter:
    """The values of the front matter (absent ones as ""), its parameters and problems, and the card's line of each key."""

    values: dict[str, str]
    parameters: dict[str, Parameter]
    problems: dict[str, Problem]
    lines: dict[str, int]
    end: int
    """Lines of the card up to and with the closing `---`."""


def read_front_matter(text: str, shown_as: str, *, shipped: bool = False) -> tuple[FrontMatter, list[CardError]]:
    """The front matter of a card, and all that is wrong with it. Raises CardError when there is none to read.

    libyaml reads that of a `shipped` card, in a tenth of the time. What strangers wrote is read by PyYAML alone: libyaml
    accepts a little more, and deep nesting can end the process.
    """
    lines = text.split("\n")
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or end is None:
        raise CardError(
            "the card has no front matter",
            where=f"{shown_as}:1",
            why="a card begins with a line ---, keys such as `code: FC301`, and another line ---",
            mend=f"put {', '.join(f'`{key}`' for key in (*REQUIRED, *TEMPLATES))} at its head",
        )
    reader = _Reader(shown_as, getattr(yaml, "CSafeLoader", yaml.SafeLoader) if shipped else yaml.SafeLoader)
    root = reader.compose("\n".join(lines[1:end]))
    keys = reader.mapping(root, "the front matter", KEYS)
    texts = [key for key in keys if key not in ("parameters", "problems")]
    values = {key: reader.text(keys[key][1], key) for key in texts}
    parameters = reader.parameters(keys["parameters"][1]) if "parameters" in keys else {}
    problems = reader.problems(keys["problems"][1]) if "problems" in keys else {}
    found = FrontMatter(values, parameters, problems, {key: line for key, (line, _) in keys.items()}, end + 1)
    _check(found, reader)
    return found, reader.errors


def _check(found: FrontMatter, reader: _Reader) -> None:
    values, severities = found.values, SEVERITIES
    for key in (*REQUIRED, *(() if "problems" in found.lines else TEMPLATES)):
        if not values.get(key):
            reader.fail(found.lines.get(key, 1), f"the card has no `{key}`", mend=f"add `{key}: …` to the front matter")
    for key in TEMPLATES if "problems" in found.lines else ():
        if key in found.lines:
            reader.fail(
                found.lines[key], f"the card has `problems` and a {key}", mend=f"give each problem its own {key}"
            )
    if values.get("code") and not is_code(values["code"]):
        families = ", ".join(f"{digit} {family}" for digit, family in FAMILIES.items())
        reader.fail(
            found.lines["code"],
            f'"{values["code"]}" is not a code',
            why=f"a code is FC and three digits. The first digit is the family: {families}",
        )
    if values.get("name") and not is_name(values["name"]):
        reader.fail(
            found.lines["name"], f'"{values["name"]}" is not a name', why="a name is small letters, digits and hyphens"
        )
    if values.get("severity") and values["severity"] not in severities:
        reader.fail(
            found.lines["severity"],
            f'"{values["severity"]}" is not a severity',
            mend=f"write one of {', '.join(severities)}",
        )
    for key, words in (("about", ABOUT), ("cause", CAUSES)):
        if values.get(key) and values[key] not in words:
            reader.fail(
                found.lines[key],
                f'"{values[key]}" is not a word for `{key}`',
                mend=f"write one of {', '.join(words)}, or leave it out",
            )
    if values.get("severity") in severities:
        for problem in found.problems.values():
            if severities.index(problem.severity) < severities.index(values["severity"]):
                what = f'"{problem.check}" is an {problem.severity}, which is worse than the card'
                reader.fail(problem.line, what, mend=f"give the card `severity: {problem.severity}`")


class _Reader:
    """Nodes of YAML -> values; what is wrong is gathered in `errors`."""

    def __init__(self, shown_as: str, loader: Any) -> None:
        self.shown_as, self.loader = shown_as, loader
        self.errors: list[CardError] = []

    def fail(self, line: int, what: str, why: str | None = None, mend: str | None = None) -> None:
        self.errors.append(CardError(what, where=f"{self.shown_as}:{line}", why=why, mend=mend))

    def compose(self, source: str) -> yaml.Node | None:
        try:
            return yaml.compose(source, Loader=self.loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            raise CardError(
                "cannot read the front matter",
                where=f"{self.shown_as}:{mark.line + 2 if mark else 1}",
                why=f"it is not valid YAML: {getattr(error, 'problem', None) or error}",
                mend='put quotes around a value that has ": " or { in it',
            ) from error
        except RecursionError as error:
            raise CardError(
                "cannot read the front matter",
                where=f"{self.shown_as}:1",
                why="its lists and names are nested hundreds of levels deep",
                mend="write each key with one value",
            ) from error

    def mapping(
        self, node: yaml.Node | None, what: str, allowed: tuple[str, ...] | None
    ) -> dict[str, tuple[int, yaml.Node]]:
        """key -> (line of the card, node of the value)."""
        if not isinstance(node, yaml.MappingNode):
            self.fail(_line(node), f"{what} should be a list of `name: value` lines")
            return {}
        found: dict[str, tuple[int, yaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fail(_line(key), f"a key of {what} is not a word", mend="write `name: value`")
                continue
            name = str(key.value)
            if name in found:
                self.fail(_line(key), f'"{name}" appears twice in {what}', mend="keep one of them")
            elif allowed is not None and name not in allowed:
                mend = did_you_mean(name, allowed) or f"known: {', '.join(allowed)}"
                self.fail(_line(key), f'{what} has no key "{name}"', mend=mend)
            else:
                found[name] = (_line(key), value)
        return found

    def text(self, node: yaml.Node, key: str) -> str:
        if isinstance(node, yaml.ScalarNode):
            text = "" if node.tag == "tag:yaml.org,2002:null" else str(node.value).strip()
            if (half := _HALF_CHARACTER.search(text)) is not None:
                self.fail(_line(node), f"`{key}` has U+{ord(half[0]):04X}, which is half a character", mend="remove it")
            return _HALF_CHARACTER.sub("", text)
        self.fail(_line(node), f"`{key}` should be text", mend="put quotes around it")
        return ""

    def parameters(self, node: yaml.Node) -> dict[str, Parameter]:
        if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null":
            return {}
        found = {}
        for name, (line, body) in self.mapping(node, "`parameters`", None).items():
            if not _PARAMETER.fullmatch(name) or name == "today":
                why = (
                    "`today` is given to every card"
                    if name == "today"
                    else "a name is small letters, digits and underscores"
                )
                self.fail(line, f'a parameter cannot be called "{name}"', why=why)
                continue
            keys = self.mapping(body, f'the parameter "{name}"', PARAMETER_KEYS)
            missing = [key for key in PARAMETER_KEYS if key not in keys]
            if missing:
                self.fail(
                    line,
                    f'the parameter "{name}" has no {" and no ".join(missing)}',
                    mend="say its default, its unit and why it is so",
                )
                continue
            default = self.value(keys["default"][1])
            found[name] = Parameter(
                name, default, self.text(keys["unit"][1], "unit"), self.text(keys["why"][1], "why"), line
            )
        return found

    def problems(self, node: yaml.Node) -> dict[str, Problem]:
        found = {}
        for check, (line, body) in self.mapping(node, "`problems`", None).items():
            keys = self.mapping(body, f'the problem "{check}"', PROBLEM_KEYS)
            values = {key: self.text(value, key) for key, (_, value) in keys.items()}
            missing = [key for key in PROBLEM_KEYS if not values.get(key)]
            if missing:
                self.fail(line, f'the problem "{check}" has no {" and no ".join(missing)}')
            elif values["severity"] not in SEVERITIES:
                mend = f"write one of {', '.join(SEVERITIES)}"
                self.fail(keys["severity"][0], f'"{values["severity"]}" is not a severity', mend=mend)
            else:
                found[check] = Problem(check, values["severity"], values["message"], values["mend"], line)
        return found

    def value(self, node: yaml.Node) -> Any:
        try:
            value = yaml.SafeLoader("").construct_object(node, deep=True)
        except (yaml.YAMLError, ValueError, RecursionError):  # a day that there is not, a number of thousands of digits
            value = None
        if not isinstance(value, str | bool | int | float | date):
            self.fail(_line(node), "a default is a number, a word, a date, true or false")
        return value


def _line(node: yaml.Node | None) -> int:
    """Line of the card: the YAML starts on its second line."""
    return node.start_mark.line + 2 if node is not None else 1
