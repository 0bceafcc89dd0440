"""Vocabularies, settings, waivers, baselines and cards that cannot be meant, and what is said of each.

An entry is: what is wrong -> (the file, its text, words of the message). Beside it lies a ledger that can be read.
"""

from __future__ import annotations

from figcheck.model.tables import Baseline, WaiverFile

LEDGER = """claim_id,event,measure,figure,source,published,origin,as_of
a,flood,killed,12,Valley Radio,2024-02-03,ministry,2024-02-02
b,flood,killed,10,Valley Radio,2024-02-04,ministry,2024-02-03
"""
VOCABULARY, SETTINGS, WAIVERS = "figures/vocabulary.yaml", "figcheck.toml", "figures/waivers.csv"
BASELINE, CARD = "figcheck-baseline.csv", "rules/FC390-own.md"
WAIVER_LINE, BASELINE_LINE = ",".join(WaiverFile.names()) + "\n", ",".join(Baseline.names()) + "\n"
OWN_CARD = """---
code: FC390
name: own
severity: warning
since: 0.1.0
message: "{claim_id} on {d}"
mend: "Look."
---
# Own
Why.

```sql
select claim_id, as_of as d from figures
```

## Must be flagged
### One
| flagged | claim_id | event | measure | source | origin | as_of      | published  | figure |
|---------|----------|-------|---------|--------|--------|------------|------------|--------|
| yes     | a        | q     | killed  | x      | y      | 2024-01-01 | 2024-01-01 | 3      |

## Must pass
### Two
| flagged | claim_id | event | measure | source | origin | as_of      | published  | figure |
|---------|----------|-------|---------|--------|--------|------------|------------|--------|
|         | a        | q     | killed  | x      | y      | 2024-01-01 | 2024-01-01 | 3      |
"""


def _card(old: str, new: str) -> str:
    assert OWN_CARD.count(old) == 1, old
    return OWN_CARD.replace(old, new)


_BIG, _DEEP = "9" * 25, "[" * 2_000 + "]" * 2_000

BAD_VOCABULARIES = {
    "more inhabitants than people": (f"places:\n  x: {{inhabitants: {_BIG}}}\n", ":2: `inhabitants` of"),
    "more people aboard than there are": (f"events:\n  x: {{aboard: {_BIG}}}\n", "more people than there are"),
    "more attackers than people": (f"events:\n  x: {{perpetrators_killed: {{y: {_BIG}}}}}\n", "`perpetrators_killed`"),
    "a number of 5,000 digits": (f"events:\n  x: {{attendance: {'9' * 5_000}}}\n", "999 …, which is more people"),
    "fewer people aboard than none": ("events:\n  x: {aboard: -5}\n", '"-5", which is not a whole number'),
    "a decimal comma": ('events:\n  x: {aboard: "1,5"}\n', '"1,5", which is not a whole number'),
    "a list for a number": ("events:\n  x: {aboard: [5]}\n", '`aboard` of "x" is a list'),
    "no number": ("events:\n  x: {aboard: }\n", "not a whole number"),
    "a day with letters behind it": ("events:\n  x: {start: 2024-01-31xyz}\n", '"2024-01-31xyz" is not a date'),
    "a list for a day": ("events:\n  x: {start: [2024-01-31]}\n", '`start` of "x" is a list'),
    "names for a day": ("events:\n  x: {start: {a: b}}\n", "a table of names and values"),
    "a day that does not exist": ("events:\n  x: {start: 2024-02-30}\n", '"2024-02-30" is not a date'),
    "an end before the start": ("events:\n  x: {start: 2024-02-03, end: 2024-02-01}\n", "ends before it starts"),
    "an event under two spellings": ("events:\n  flood: {}\n  Flood: {}\n", '"flood" and "Flood" are one name'),
    "a place under two spellings": ("places:\n  gaza strip: {}\n  Gaza  Strip: {}\n", "are one name in places"),
    "a name given twice": ("places:\n  a: {}\n  a: {}\n", '"a" appears twice'),
    "a list as a name": ("places:\n  [a, b]: {}\n", "a name in places is a list"),
    "names as a name": ("places:\n  ? {a: b}\n  : {}\n", "a name in places is a table"),
    "an empty name": ('places:\n  "": {}\n', "a name in places is empty"),
    "an empty alias": ('places:\n  a: {aliases: [" "]}\n', '`aliases` of the place "a" is empty'),
    "an alias of two places": ("places:\n  a: {aliases: [x]}\n  b: {aliases: [X]}\n", 'is a spelling of the place "a"'),
    "an alias that is another place": ("places:\n  a: {}\n  b: {aliases: [a]}\n", '"a" is a spelling of the place'),
    "a place in itself": ("places:\n  a: {contains: [a]}\n", 'the place "a" contains "a"'),
    "a circle of two": ("places:\n  a: {contains: [b]}\n  b: {contains: [a]}\n", '"a" contains "b" contains "a"'),
    "a circle through a partition": (
        "places:\n  a: {partition: [[b, c]]}\n  b: {contains: [d]}\n  d: {contains: [A]}\n",
        '"a" contains "b" contains "d" contains "a"',
    ),
    "a circle through one event": (
        "events:\n  x: {places: {a: {contains: [b]}}}\nplaces:\n  b: {contains: [a]}\n",
        'contains "b" contains',
    ),
    "lists three deep": ("places:\n  a: {partition: [[[b]]]}\n", "a name in `partition`"),
    "a list where names belong": ("sources: [wire]\n", "sources should be a list of `name: value` lines"),
    "an unknown key": ("evnets: {}\n", 'did you mean "events"?'),
    "an unknown word": ("origins:\n  x: {rounds: often}\n", 'cannot read "rounds: often"'),
    "a list for a word": ("origins:\n  x: {rounds: [never]}\n", '`rounds` of "x" is a list'),
    "deep nesting": (f"places: {_DEEP}\n", "nested hundreds of levels deep"),
    "half a character as an escape": ('events:\n  "\\ud800": {}\n', "the character U+D800"),
    "a NUL as an escape": ('events:\n  "a\\0b": {}\n', "the character U+0000"),
    "a NUL": ("events:\n  a\0b: {}\n", ":2: cannot read the vocabulary"),
    "two documents": ("events: {}\n---\nevents: {}\n", "found another document"),
    "no YAML": ("events: [\n", "it is not valid YAML"),
    "a name that stands for what holds it": ("places: &a\n  b: {contains: *a}\n", "should be a list of names"),
    "UTF-16": ("events: {}\n".encode("utf-16"), "it is UTF-16"),
    "Windows-1252": ("places:\n  Orléans: {}\n".encode("cp1252"), ":2: cannot read the vocabulary"),
    "no text": (bytes(range(256)), "which is not UTF-8"),
}
BAD_SETTINGS = {
    "deep lists": (f"report = {_DEEP}\n", "nested hundreds of levels deep"),
    "deep tables": (f"[{'.'.join('a' * 2_000)}]\n", "nested hundreds of levels deep"),
    "half a character as an escape": ('report = ["\\ud800"]\n', ":1: cannot read the settings"),
    "a NUL in the path of a report": ('report = ["a\\u0000.csv"]\n', "without the NUL character"),
    "a NUL in the path of a baseline": ('baseline = "a\\u0000"\n', "without the NUL character"),
    "a NUL in the path of rules": ('rules = ["a\\u0000"]\n', "without the NUL character"),
    "the folder of an unknown user": ('baseline = "~no-such-user-here/b.csv"\n', "there is no user"),
    "a number of 5,000 digits": (f"longest_waiver = {'9' * 5_000}\n", "thousands of digits"),
    "a list for a word": ('fail_on = ["error"]\n', 'fail_on is ["error"]'),
    "a table for a word": ("min_severity = {a = 1}\n", "min_severity is a table"),
    "a time for a day": ("as_of = 10:00:00\n", "as_of is a value that no setting can have"),
    "a severity that is a list": ('[rule.FC405]\nseverity = ["note"]\n', ":2: the severity of FC405"),
    "a severity that is a table": ("[rule.FC405.severity]\na = 1\n", "the severity of FC405 is a table"),
    "a parameter that is not a number": ("[rule.FC405]\nfresh_days = nan\n", "fresh_days cannot be"),
    "fewer days than none": ("[rule.FC405]\nfresh_days = -5\n", "a number of 0 or more"),
    "no rule left": ('select = ["FC4"]\nignore = ["FC405", "FC4"]\n', ":2: no rule is left to run"),
    "a rule without a name": ('[rule.""]\nx = 1\n', 'there is no rule ""'),
    "an unknown setting": ("fial_on = 'error'\n", 'did you mean "fail_on"?'),
    "a setting given twice": ("fail_on = 'note'\nfail-on = 'note'\n", "is set twice"),
    "UTF-16": ("fail_on = 'note'\n".encode("utf-16"), "it is UTF-16"),
    "Windows-1252": ("# é\n".encode("cp1252"), ":1: cannot read the settings"),
    "no text": (bytes(range(256)), "which is not UTF-8"),
}
BAD_WAIVERS = {
    "capital letters": (WAIVER_LINE.title(), "the waivers have no column fingerprint"),
    "a blank in a name": (WAIVER_LINE.replace("fingerprint", "finger print"), "the waivers have no column fingerprint"),
    "no heading": ("a" * 16 + "," + "b" * 16 + ",x,a,b,known,2024-04-01,me\n", "No waiver was read"),
    "no fingerprint": ("state,rule,reason,until\n", "the waivers have no column fingerprint"),
    "neither reason nor end": ("fingerprint,state\n", "no column reason and no column until"),
    "a column twice": ("fingerprint,fingerprint,state,reason,until\n", 'the column "fingerprint" appears 2 times'),
    "no text": (bytes(range(256)), "not a text file"),
}
BAD_BASELINES = {
    "a column twice": (BASELINE_LINE.replace("against_id", "claim_id"), ":1: not a baseline"),
    "only two columns": ("fingerprint,state\n", ":1: not a baseline"),
    "the columns of a report": ("fingerprint,state,code,rule,severity,claim_id,against_id\n", ":1: not a baseline"),
    "nothing": ("", ":1: not a baseline"),
    "a very long cell": (f"{BASELINE_LINE}a,b,FC301,x,{'x' * 200_000}\n", "cannot read the baseline"),
    "UTF-16": (BASELINE_LINE.encode("utf-16"), "it is not UTF-8"),
    "no text": (bytes(range(256)), "it is not UTF-8"),
}
BAD_CARDS = {
    "a day after the year 9999": (_card("as_of as d", "as_of + 9000000 as d"), "outside the years 1 to 9999"),
    "a day without end": (_card("as_of as d", "cast('infinity' as date) as d"), "outside the years 1 to 9999"),
    "deep front matter": (_card("0.1.0", _DEEP), "nested hundreds of levels deep"),
    "a list as a key": (_card("since:", "? [a, b]\n: c\nsince:"), "is not a word"),
    "half a character as an escape": (_card("Look.", "\\ud800"), "half a character"),
    "a day that does not exist": (
        _card("since: 0.1.0", "since: 0.1.0\nparameters:\n  x: {default: 2024-99-99, unit: days, why: y}"),
        "a default is a number",
    ),
    "no front matter": ("# Own\n", "the card has no front matter"),
    "Windows-1252": (_card("Why.", "é").encode("cp1252"), ":10: cannot read the card"),
    "no text": (bytes(range(256)), "which is not UTF-8"),
}
BAD_INPUTS = {
    f"{kind}: {name}": (file, content, said)
    for kind, file, inputs in (
        ("vocabulary", VOCABULARY, BAD_VOCABULARIES),
        ("settings", SETTINGS, BAD_SETTINGS),
        ("waivers", WAIVERS, BAD_WAIVERS),
        ("baseline", BASELINE, BAD_BASELINES),
        ("card", CARD, BAD_CARDS),
    )
    for name, (content, said) in inputs.items()
}
