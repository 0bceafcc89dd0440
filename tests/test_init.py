"""`figcheck init`: the starter, .gitignore, and what pip installs where the gate runs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Lets this figcheck be one of which pip noted this in direct_url.json (None: it came from an index)."""

    def from_source(noted: Any) -> None:
        info = tmp_path / "site" / "figcheck-0.1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: figcheck\nVersion: 0.1.0\n")
        if noted is not None:
            (info / "direct_url.json").write_text(json.dumps(noted))
        monkeypatch.syspath_prepend(tmp_path / "site")

    return from_source


def package(folder: Path) -> str:
    workflow = yaml.safe_load((folder / ".github/workflows/figcheck.yml").read_text(encoding="utf-8"))
    return str(workflow["env"]["FIGCHECK"])


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=desk", "-c", "user.email=desk@example.org", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with one commit."""
    path = tmp_path / "clone"
    path.mkdir()
    git(path, "init", "-q")
    git(path, "commit", "-q", "--allow-empty", "-m", "first")
    return path


@pytest.mark.parametrize(
    ("noted", "requirement"),
    [
        (None, "figcheck[all]==0.1.0"),
        (
            {"url": "https://example.org/figcheck.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
            f"figcheck[all] @ git+https://example.org/figcheck.git@{COMMIT}",
        ),
        (
            {
                "url": "ssh://git@example.org/d/f.git",
                "vcs_info": {"vcs": "git", "commit_id": COMMIT},
                "subdirectory": "x",
            },
            f"figcheck[all] @ git+https://example.org/d/f.git@{COMMIT}#subdirectory=x",
        ),
        (
            {"url": "https://me:secret@example.org/f.whl", "archive_info": {"hashes": {"sha256": "00ff"}}},
            "figcheck[all] @ https://example.org/f.whl#sha256=00ff",
        ),
    ],
)
def test_the_same_figcheck_is_installed_there(noted, requirement, installed, figcheck, folder):
    installed(noted)
    done = figcheck("init", "--github")
    assert done.returncode == 0, done.stderr
    assert package(folder) == requirement
    assert f"pip installs there: {requirement}\n" in done.stdout


@pytest.mark.parametrize("address", ["https://me:secret@example.org/desk/figcheck", "git@example.org:desk/figcheck"])
def test_a_clone_is_installed_from_its_remote_at_its_commit(address, clone, installed, figcheck, folder):
    git(clone, "remote", "add", "origin", address)
    git(clone, "update-ref", "refs/remotes/origin/main", "HEAD")
    installed({"url": clone.as_uri(), "dir_info": {"editable": True}})
    done = figcheck("init", "--github")
    assert done.returncode == 0, done.stderr
    assert package(folder) == f"figcheck[all] @ git+https://example.org/desk/figcheck@{git(clone, 'rev-parse', 'HEAD')}"
    assert "secret" not in done.stdout


def unpushed(clone: Path) -> dict[str, Any]:
    git(clone, "remote", "add", "origin", "https://example.org/figcheck")
    return {"url": clone.as_uri(), "dir_info": {}}


def a_remote_nearby(clone: Path) -> dict[str, Any]:
    git(clone, "remote", "add", "origin", "/mnt/share/figcheck")
    git(clone, "update-ref", "refs/remotes/origin/main", "HEAD")
    return {"url": clone.as_uri(), "dir_info": {}}


def no_repository(clone: Path) -> dict[str, Any]:
    shutil.rmtree(clone / ".git")
    return {"url": clone.as_uri(), "dir_info": {}}


def a_local_repository(clone: Path) -> dict[str, Any]:
    return {"url": clone.as_uri(), "vcs_info": {"vcs": "git", "commit_id": COMMIT}}


@pytest.mark.parametrize("source", [unpushed, a_remote_nearby, no_repository, a_local_repository])
def test_a_source_that_nobody_else_can_reach_is_never_written(source, clone, installed, figcheck, folder):
    installed(source(clone))
    done = figcheck("init", "--github")
    assert done.returncode == 2
    assert done.stderr.startswith("figcheck does not know what pip can install there\n")
    assert "--package" in done.stderr
    assert not (folder / ".github").exists()
    assert not (folder / "figures").exists()


def test_a_wheel_is_copied_beside_the_ledgers(figcheck, write, folder):
    write("elsewhere/figcheck-0.1.0-py3-none-any.whl", b"a wheel")
    done = figcheck(
        "init", "desk", "--github", "--pre-commit", "--package", "elsewhere/figcheck-0.1.0-py3-none-any.whl"
    )
    assert done.returncode == 0, done.stderr
    assert package(folder / "desk") == "./wheels/figcheck-0.1.0-py3-none-any.whl[all]"
    assert (folder / "desk/wheels/figcheck-0.1.0-py3-none-any.whl").read_bytes() == b"a wheel"
    hook = yaml.safe_load((folder / "desk/.pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"][0]
    assert (
        hook["language"] == "system"
    )  # pre-commit installs in a folder of its own, where a relative path leads nowhere
    assert "additional_dependencies" not in hook


def test_a_wheel_from_which_figcheck_was_installed_is_copied(installed, figcheck, write, folder):
    wheel = write("dist/figcheck-0.1.0-py3-none-any.whl", b"a wheel")
    installed({"url": wheel.as_uri(), "archive_info": {}})
    done = figcheck("init", "--gitlab")
    assert done.returncode == 0, done.stderr
    assert (folder / "wheels" / wheel.name).read_bytes() == b"a wheel"


def test_a_wheel_that_is_not_there_is_named(figcheck, folder):
    done = figcheck("init", "--github", "--package", "dist/figcheck.whl")
    assert done.returncode == 2
    assert done.stderr.startswith("dist/figcheck.whl: no such wheel\n")
    assert list(folder.iterdir()) == []


def test_an_address_is_installed_with_all_that_figcheck_can_need(figcheck, folder):
    assert figcheck("init", "--github", "--package", "git+https://example.org/figcheck@v1").returncode == 0
    assert package(folder) == "figcheck[all] @ git+https://example.org/figcheck@v1"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, b"discrepancies.csv\n", "wrote .gitignore"),
        (b"", b"discrepancies.csv\n", "added discrepancies.csv to .gitignore"),
        (b"*.pyc", b"*.pyc\ndiscrepancies.csv\n", "added discrepancies.csv to .gitignore"),
        (b"*.pyc\r\n", b"*.pyc\r\ndiscrepancies.csv\r\n", "added discrepancies.csv to .gitignore"),
        (b"\xff\n", b"\xff\ndiscrepancies.csv\n", "added discrepancies.csv to .gitignore"),
        (b"a\n/discrepancies.csv \nb", b"a\n/discrepancies.csv \nb", "kept  .gitignore"),
    ],
)
def test_the_report_is_named_in_gitignore_once(before, after, said, figcheck, write, folder):
    if before is not None:
        write(".gitignore", before)
    assert said in figcheck("init").stdout.splitlines()
    assert (folder / ".gitignore").read_bytes() == after
    assert "kept  .gitignore" in figcheck("init").stdout.splitlines()
    assert (folder / ".gitignore").read_bytes() == after


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this figcheck."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """The environment of a runner: its `python` has what figcheck depends on, and no figcheck."""
    home = tmp_path / "runner"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    site = next(home.glob("lib/python*/site-packages"))
    known = Path(sysconfig.get_path("purelib"))
    for entry in known.iterdir():
        if "figcheck" not in entry.name.casefold() and not (site / entry.name).exists():
            (site / entry.name).symlink_to(entry)
    return {**os.environ, "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def run_there(script: str, env: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd=folder)


@pytest.mark.slow
@pytest.mark.parametrize("by", ["wheel", "commit"])
def test_the_files_that_are_written_work_on_the_first_try(by, wheel, bare, clone, figcheck, folder):
    package = str(wheel)
    if by == "commit":
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, clone)
        for name in ("checker", "rules"):
            shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__"))
        git(clone, "add", "-A")
        git(clone, "commit", "-q", "-m", "all")
        package = f"git+file://localhost{clone.as_posix()}@{git(clone, 'rev-parse', 'HEAD')}"
    assert figcheck("init", "desk", "--github", "--gitlab", "--pre-commit", "--package", package).returncode == 0
    desk = folder / "desk"
    workflow = yaml.safe_load((desk / ".github/workflows/figcheck.yml").read_text(encoding="utf-8"))
    scripts = {step["name"]: step["run"] for step in workflow["jobs"]["figures"]["steps"] if "run" in step}
    env = {**bare, **workflow["env"], "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    done = run_there(scripts["Install figcheck"], env, desk)
    assert done.returncode == 0, done.stderr
    done = run_there(scripts["Check the figures"], env, desk)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (desk / "reports/discrepancies.html").is_file()
    job = yaml.safe_load((desk / ".gitlab-ci.yml").read_text(encoding="utf-8"))["figures"]
    assert job["variables"]["FIGCHECK"] == workflow["env"]["FIGCHECK"]
    assert job["before_script"] == [scripts["Install figcheck"]]
    assert run_there("\n".join(job["script"]), env, desk).returncode == 0
    hook = yaml.safe_load((desk / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"][0]
    assert hook.get("additional_dependencies", [workflow["env"]["FIGCHECK"]]) == [workflow["env"]["FIGCHECK"]]
    assert run_there(hook["entry"], env, desk).returncode == 0
