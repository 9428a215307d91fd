"""What an installed wheel holds: the program, the dictionaries, the model."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PathDistribution
from pathlib import Path
from zipfile import ZipFile

import pytest

import eventcoder

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout, unpacked; built without a network from a copy, so that no build/ is left behind."""
    pytest.importorskip("setuptools", minversion="77", reason="the wheel is built with the setuptools of the dev extra")
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    for name in ("eventcoder", "dictionaries"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    made = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "wheel", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(made), str(copy)], check=True, capture_output=True)
    [path] = made.glob("eventcoder-*.whl")
    site = made / "site"
    with ZipFile(path) as archive:
        archive.extractall(site)
    return site


def below(folder: Path, *patterns: str) -> Iterator[str]:
    for pattern in patterns:
        yield from (
            path.relative_to(folder).as_posix()
            for path in folder.rglob(pattern)
            if path.is_file() and "__pycache__" not in path.parts
        )


@pytest.mark.parametrize(
    ("folder", "installed", "pattern"),
    [
        ("dictionaries", "eventcoder/dictionaries", "*.dict"),
        ("eventcoder/models", "eventcoder/models", "*"),
        ("eventcoder", "eventcoder", "*.py"),
    ],
)
def test_wheel_holds_all(wheel: Path, folder: str, installed: str, pattern: str) -> None:
    want = set(below(ROOT / folder, pattern))
    assert want and want == set(below(wheel / installed, pattern))


def test_wheel_holds_no_more(wheel: Path) -> None:
    assert {path.name.partition("-")[0] for path in wheel.iterdir()} == {"eventcoder"}
    assert set(below(wheel / "eventcoder" / "dictionaries", "*")) == set(below(ROOT / "dictionaries", "*.dict"))


def test_metadata(wheel: Path) -> None:
    [folder] = wheel.glob("*.dist-info")
    distribution = PathDistribution(folder)
    assert distribution.version == eventcoder.__version__
    assert {(point.group, point.name, point.value) for point in distribution.entry_points} == {
        ("console_scripts", "eventcoder", "eventcoder.cli.main:main"),
        ("spacy_factories", "eventcoder", "eventcoder.component:make_component"),
        ("spacy_languages", "eventcoder_ar", "eventcoder.coding.language:NewspaperArabic"),
    }
    assert set(below(folder, "LICENSE")) == {"licenses/LICENSE", "licenses/eventcoder/models/LICENSE"}


def test_wheel_codes(wheel: Path, tmp_path: Path) -> None:
    """The unpacked wheel, away from the checkout, finds its dictionaries and its model."""
    script = (
        f"import sys; sys.path.insert(0, {str(wheel)!r})\n"
        "import eventcoder as e\n"
        "coder = e.load()\n"
        "events = e.code('التقى الرئيس المصري نظيره الفرنسي في القاهرة.', date='2020-06-25', coder=coder)\n"
        "print(e.__file__, e.shipped_dictionaries(), coder.model.path, *[event.root for event in events], sep='\\n')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    inside = wheel / "eventcoder"
    assert done.stdout.splitlines() == [*map(str, (inside / "__init__.py", inside / "dictionaries", inside / "models")), "04"]
