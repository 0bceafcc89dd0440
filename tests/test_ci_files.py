"""Where figcheck runs: the files for GitHub, GitLab, pre-commit and Docker do what they say, as far as can be tried here."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import command, process
from gate_folder import lay

ROOT = Path(__file__).resolve().parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STARTER = ROOT / "checker" / "figcheck" / "commands" / "starter" / "ci"


@pytest.fixture
def program(folder):
    """A folder with a `figcheck` to put on the path, and a newsroom's ledger in the folder of the test."""
    lay(folder)
    found = folder / "bin"
    found.mkdir()
    script = found / "figcheck"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m figcheck "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return found


def bash(script: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs a block as GitHub does: bash, ending at the first command that fails."""
    for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
        env.setdefault(name, name)
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, env={**os.environ, **env}
    )


def steps(file: Any) -> list[dict[str, Any]]:
    found = file.get("runs", {}).get("steps") or [s for job in file["jobs"].values() for s in job["steps"]]
    return list(found)


def step(name: str, file: Any = ACTION) -> str:
    [script] = [s["run"] for s in steps(file) if s.get("name") == name]
    return str(script)


def defaults(**given: str) -> dict[str, str]:
    """The environment of the action's main step, with inputs as given."""
    [env] = [s["env"] for s in steps(ACTION) if s.get("id") == "run"]
    named = {match[1]: name for name, value in env.items() if (match := re.search(r"inputs\.([\w-]+)", value))}
    values = {name: ACTION["inputs"][key]["default"] for key, name in named.items()}
    return {**values, **given}


@pytest.mark.slow
def test_the_action_writes_every_report_and_hands_on_the_status(program, folder):
    done = bash(step("Check the figures"), BIN=str(program), **defaults(ARGS="--as-of\n2024-03-01\n--select\nFC301"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("::error file=figures/claims.csv,line=6")
    written = {path.name for path in (folder / "figcheck-reports").iterdir()}
    assert written == {f"discrepancies.{suffix}" for suffix in ("csv", "html", "sarif", "md")}
    assert json.loads((folder / "figcheck-reports" / "discrepancies.sarif").read_text(encoding="utf-8"))["runs"]
    assert "FC301" in (folder / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8")
    assert (folder / "GITHUB_OUTPUT").read_text(encoding="utf-8") == "status=1\n"


def test_the_action_compares_drafts_only_when_they_are_named(folder):
    script = folder / "figcheck"
    script.write_text('#!/bin/sh\nprintf "%s " "$@" >> given\necho >> given\n[ "$1" = run ]\n', encoding="utf-8")
    script.chmod(0o755)
    bash(step("Check the figures"), BIN=str(folder), **defaults())
    bash(
        step("Check the figures"),
        BIN=str(folder),
        **defaults(DRAFTS="story.md\n$(touch owned)\nstories/", FAIL_ON="never"),
    )
    first, second, third = (folder / "given").read_text(encoding="utf-8").splitlines()
    assert first.startswith("run ")
    assert second.startswith("run ")
    assert third.startswith(
        "draft --format github --fail-on never --ledger figures/ --report figcheck-reports/drafts.csv "
    )
    assert third.endswith("-- story.md $(touch owned) stories/ ")
    assert not (folder / "owned").exists()
    assert (folder / "GITHUB_OUTPUT").read_text(encoding="utf-8") == "status=0\nstatus=1\n"


def test_the_action_runs_nothing_that_an_input_says(folder):
    script = folder / "figcheck"
    script.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > given\nexit 2\n', encoding="utf-8")
    script.chmod(0o755)
    hostile = "figures/\n$(touch owned)\n`touch owned`\n; touch owned"
    bash(step("Check the figures"), BIN=str(folder), **defaults(PATHS=hostile, FAIL_ON="never"))
    assert not (folder / "owned").exists()
    assert set(hostile.split("\n")) <= set((folder / "given").read_text(encoding="utf-8").splitlines())
    assert (folder / "GITHUB_OUTPUT").read_text(encoding="utf-8") == "status=2\n"


def test_the_verdict_is_the_status_and_a_step_that_never_ran_is_no_success():
    for status, ends in (("0", 0), ("1", 1), ("2", 2), ("", 2)):
        assert bash(step("Verdict"), STATUS=status).returncode == ends


@pytest.mark.parametrize("file", [ROOT / "action.yml", STARTER / "github.yml"])
def test_no_script_has_an_expression_in_it(file):
    for script in (s["run"] for s in steps(yaml.safe_load(file.read_text(encoding="utf-8"))) if "run" in s):
        assert "${{" not in script


def test_every_input_of_the_action_is_used_and_every_used_one_is_declared():
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(ACTION["runs"])))
    assert used == set(ACTION["inputs"])


@pytest.mark.slow
def test_the_hook_checks_all_ledgers_when_one_is_committed(folder):
    lay(folder)
    hook, _ = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["pass_filenames"] is False
    for name, runs in [
        ("figures/a.csv", True),
        ("desk/figures/flood/vocabulary.yaml", True),
        ("figcheck.toml", True),
        ("figcheck-baseline.csv", True),
        ("config/prefigures/a.csv", False),
        ("README.md", False),
    ]:
        assert bool(re.search(hook["files"], name)) is runs, name
    name, *arguments = shlex.split(hook["entry"])
    assert name == "figcheck"
    done = command(*arguments, *hook["args"], "--select", "FC301", "--as-of", "2024-03-01")
    assert done.returncode == 1
    assert "FC301 contradiction" in done.stdout


def test_the_hook_for_drafts_takes_the_drafts_that_are_committed(folder):
    lay(folder)
    _, hook = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    names = ("story.md", "stories/flood.html", "figures/claims.csv", "story.docx")
    assert [bool(re.search(hook["files"], name)) for name in names] == [True, True, False, False]
    Path("story.md").write_text("At least 12 people died.\n", encoding="utf-8")
    _, *arguments = shlex.split(hook["entry"])
    done = command(*arguments, *hook["args"], "story.md")
    assert (done.returncode, "1 figure" in done.stdout) == (0, True)


@pytest.mark.slow
def test_the_starters_run(program, folder, figcheck):
    done = figcheck("init", "--github", "--gitlab", "--pre-commit", "--package", 'fig"check==0.1')
    assert done.returncode == 0
    path = f"{program}:{os.environ['PATH']}"
    github = yaml.safe_load((folder / ".github/workflows/figcheck.yml").read_text(encoding="utf-8"))
    assert github["env"]["FIGCHECK"] == 'fig"check==0.1'
    # the ledger of the test lies beside the starter's, and has an error
    assert bash(step("Check the figures", github), PATH=path).returncode == 1
    assert {p.suffix for p in (folder / "reports").iterdir()} == {".csv", ".html", ".sarif", ".md"}
    gitlab = yaml.safe_load((folder / ".gitlab-ci.yml").read_text(encoding="utf-8"))["figures"]
    assert bash("\n".join(gitlab["script"]), PATH=path).returncode == 1
    assert all((folder / report).is_file() for report in gitlab["artifacts"]["reports"].values())
    hook = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"][0]
    assert hook["additional_dependencies"] == ['fig"check==0.1']


@pytest.mark.usefixtures("folder")
def test_a_starter_that_is_there_is_kept_and_shown():
    assert command("init", "--gitlab", "--package", "figcheck==0.2").returncode == 0
    again = command("init", "--gitlab", "--package", "figcheck==0.1")
    assert "kept  .gitlab-ci.yml\n\nTo run figcheck there, add this" in again.stdout


def test_the_image_is_built_of_files_that_are_there_and_runs_without_root():
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    allowed = [
        line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"
    ]
    copied = [name for line in lines if re.match(r"COPY (?!--from)", line) for name in line.split()[1:-1]]
    assert sorted(copied) == sorted(allowed)
    assert all((ROOT / name).exists() for name in copied)
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users
    assert users[-1] not in ("root", "0")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_there_for_the_shells_that_the_docs_name(shell):
    done = process(_FIGCHECK_COMPLETE=f"{shell}_source")
    assert done.returncode == 0
    assert "figcheck" in done.stdout


def test_the_workflow_runs_the_script_of_contributors_on_every_python_and_system():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    [job] = workflow["jobs"].values()
    assert job["steps"][-1]["run"] == ".ci/run"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {kind.rpartition(" ")[2] for kind in project["classifiers"] if ":: Python :: 3." in kind}
    assert set(job["strategy"]["matrix"]["python"]) == declared
    assert {system.partition("-")[0] for system in job["strategy"]["matrix"]["system"]} == {
        "ubuntu",
        "macos",
        "windows",
    }


@pytest.mark.parametrize("name", ["bug", "figure", "finding"])
def test_an_issue_form_asks_for_something_that_can_be_tried(name):
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml").read_text(encoding="utf-8"))
    asked = [part["attributes"] for part in form["body"] if part.get("validations", {}).get("required")]
    words = " ".join(f"{part['label']} {part['description']}" for part in asked)
    assert "figcheck --version" in words
    assert re.search(r"figcheck parse --json|small ledger", words)
