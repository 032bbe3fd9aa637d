"""What the tests read: the bundled reports that are plain text, as rows."""

import os
import pathlib
import shutil

import pytest

ROOT = pathlib.Path(__file__).parents[2]
REPORTS = ROOT / "examples" / "afghanistan-2021" / "reports"


@pytest.fixture(scope="session")
def rows():
    files = sorted(REPORTS.glob("*.txt"))
    return [{"id": file.name, "text": file.read_text(encoding="utf-8")} for file in files]


@pytest.fixture(scope="session")
def claims(rows):
    import dateline

    return dateline.read(rows)


@pytest.fixture(scope="session")
def binary():
    """The command line, where it was built."""
    usual = [ROOT / "target" / kind / "dateline" for kind in ("release", "debug")]
    found = [path for path in [os.environ.get("DATELINE"), *usual] if path and pathlib.Path(path).is_file()]
    if not found:
        pytest.skip("no dateline was built; cargo build -p dateline")
    return str(shutil.which(str(found[0])))
