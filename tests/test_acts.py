"""Every act that the journal can hold is told in French."""

import ast
from pathlib import Path

import parvis
from parvis.shells.desk import history

ROOT = Path(parvis.__file__).parent


def recorded_verbs():
    """The verbs written in the code: the second argument of `record` and `move` when it is a literal."""
    for path in ROOT.rglob("*.py"):
        if "tests" in path.parts or "demo" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"record", "move"} and len(node.args) > 1:
                verb = node.args[1]
                if isinstance(verb, ast.Constant) and isinstance(verb.value, str):
                    yield verb.value, path.relative_to(ROOT)


def test_every_act_has_words():
    told = {key.rpartition(".")[2] for key in history.acts()}
    silent = sorted({f"{verb} ({path})" for verb, path in recorded_verbs() if verb not in told})
    assert not silent, "name them in Feature.extra['acts']:\n" + "\n".join(silent)
