"""kill -9 anywhere: each target is as before or as after the command, and nothing is left over.

``KG_KILL_POINTS`` says at how many points each command is killed (``make kills POINTS=200``), and
``KG_KILL_SEED`` at which.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.killing import CASES

ROOT = Path(__file__).resolve().parent.parent
POINTS = int(os.environ.get("KG_KILL_POINTS", "3"))
SEED = os.environ.get("KG_KILL_SEED")


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and kill")
@pytest.mark.parametrize("command", CASES)
def test_a_command_that_is_killed_leaves_the_old_state_or_the_new_one(tmp_path: Path, command: str) -> None:
    arguments = [str(ROOT / "tests" / "killing.py"), command, str(tmp_path), str(POINTS)]
    ran = subprocess.run(
        [sys.executable, *arguments, *([] if SEED is None else [SEED])],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    sys.stdout.write(f"kg {command}: {found['points']} points, seed {found['seed']}: {found['seen']}\n")
    assert found["wrong"] == [], f"KG_KILL_SEED={found['seed']}"
    assert sum(found["seen"].values()) == POINTS
