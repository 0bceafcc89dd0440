"""JUnit XML, for the test tab of a CI service: a suite for each rule, a test case for each discrepancy.

JUnit has no standard; the elements are those that Jenkins, GitLab and GitHub's reporters read. GitLab shows one case a name,
hence the fingerprint in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from figcheck.model.places import file_of
from figcheck.model.words import SEVERITIES
from figcheck.report.card_text import CardText
from figcheck.report.records import Record, records
from figcheck.report.report import Report
from figcheck.report.safe_text import one_line, plain

NAME = "junit"
SUFFIXES = (".xml",)
BEGINS = re.compile(rb'<\?xml [^>]*>\s*<testsuites name="figcheck"')


def render(report: Report) -> str:
    """The report as JUnit XML; characters that XML cannot hold are U+FFFD.

    A discrepancy that fails the run is a failure; one that does not (milder than `fail_on`, waived, explained) is skipped
    and says why; a rule that found nothing is one case that passes; what could not be done is an error.
    """
    by_code: dict[str, list[Record]] = {code: [] for code in report.cards}
    for record in records(report.rows):
        by_code.setdefault(record["code"], []).append(record)
    root = ET.Element("testsuites", name="figcheck")
    if report.summary.broken:
        _add_suite(root, "figcheck run", _broken(report.summary.broken))
    for code, found in by_code.items():
        name = f"{code} {found[0]['rule'] if found else report.cards[code].rule}"
        cases = [_case(record, name, report.summary.fail_on) for record in found]
        _add_suite(root, name, cases or [_clean(name, report.cards[code])])
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _add_suite(root: ET.Element, name: str, cases: Iterable[ET.Element]) -> None:
    suite = ET.SubElement(root, "testsuite", name=plain(name))
    suite.extend(cases)
    suite.set("tests", str(len(suite)))
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(sum(case.find(tag) is not None for case in suite)))


def _broken(errors: Iterable[str]) -> Iterable[ET.Element]:
    for number, error in enumerate(errors, start=1):
        case = ET.Element(
            "testcase", classname="figcheck run", name=f"{number}: {one_line(error.partition(chr(10))[0])}"
        )
        ET.SubElement(case, "error", message=one_line(error), type="error").text = plain(error)
        yield case


def _clean(name: str, card: CardText) -> ET.Element:
    return ET.Element("testcase", classname=name, name=f"no discrepancy: {one_line(card.title)}")


def _case(record: Record, rule: str, fail_on: str) -> ET.Element:
    claim = record["claim_id"] or f"line {record['line']}"
    against = f" against {record['against_id']}" if record["against_id"] else ""
    case = ET.Element("testcase", classname=rule, name=one_line(f"{claim}{against} [{record['fingerprint']}]"))
    if record["file"]:
        case.set("file", one_line(file_of(record["file"])))
    if record["line"] is not None:
        case.set("line", str(record["line"]))
    why = _why_it_passes(record, fail_on)
    message = one_line(record["message"] or rule)
    if why:
        ET.SubElement(case, "skipped", message=f"{why}: {message}").text = _text(record)
    else:
        ET.SubElement(case, "failure", message=message, type=record["severity"]).text = _text(record)
    return case


def _why_it_passes(record: Record, fail_on: str) -> str:
    """Why a discrepancy fails nothing; "" for one that does."""
    if record["status"] != "new":
        return f"{record['status']} ({one_line(record['reason'] or 'no reason given')})"
    if fail_on == "never":
        return f"{record['severity']}, and nothing fails this run"
    if SEVERITIES.index(record["severity"]) > SEVERITIES.index(fail_on):
        return f"{record['severity']}, milder than {fail_on}"
    return ""


def _text(record: Record) -> str:
    where = f"{record['file']}:{record['line']}"
    mend = f"fix: {one_line(record['mend'])}" if record["mend"] else ""
    return "\n".join(line for line in (one_line(where), one_line(record["message"] or ""), mend) if line)
