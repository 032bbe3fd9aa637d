"""The tutorial runs from its first cell to its last."""

import pathlib

import nbformat
from nbclient import NotebookClient

TUTORIAL = pathlib.Path(__file__).parents[1] / "tutorial.ipynb"


def test_the_tutorial_runs():
    notebook = nbformat.read(TUTORIAL, as_version=4)
    # A cell that fails ends it with an error.
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(TUTORIAL.parent)}}).execute()
    shown = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    for kind in ["image/svg+xml", "text/html", "text/markdown"]:
        assert any(kind in data for data in shown), kind
