"""The wheel, installed alone in an empty environment outside the checkout, does the main job."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
def test_the_wheel_works_alone(tmp_path: Path) -> None:
    """Lexicons and models are inside; a draft is checked and a leak is found."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environment |= {"XDG_CACHE_HOME": str(tmp_path / "cache"), "REVIEW_LANG": "en"}
    wheels = tmp_path / "wheels"
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(wheels), str(ROOT)],
        check=True, cwd=tmp_path, env=environment,
    )  # fmt: skip
    (wheel,) = wheels.glob("*.whl")
    inside = zipfile.ZipFile(wheel).namelist()
    assert any(name.startswith("review/bundled/lexicons/") for name in inside)
    assert any(name.startswith("review/bundled/models/") for name in inside)
    assert not any(name.startswith(("tests/", "examples/")) for name in inside)
    venv.create(tmp_path / "alone", with_pip=True)
    python = tmp_path / "alone" / "bin" / "python"
    subprocess.run(
        [str(python), "-m", "pip", "install", "-q", str(wheel)], check=True, cwd=tmp_path, env=environment
    )
    draft = tmp_path / "draft.txt"
    draft.write_text("机密★1年\n\n联系人手机：13800000001\n", encoding="utf-8")
    done = subprocess.run(
        [str(python.with_name("review")), "check", "draft.txt", "--format", "json"],
        check=False, capture_output=True, cwd=tmp_path, env=environment,
    )  # fmt: skip
    found = {f["category"] for d in json.loads(done.stdout)["documents"] for f in d["findings"]}
    assert done.returncode == 10
    assert {"secrecy.state.mark", "personal.contact.mobile"} <= found
