"""A pytest plugin: collects ``.feature`` files, one test a scenario, with the steps known everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from pytest_bdd import scenario

from commissioning.errors import Refused
from commissioning.places import shown
from commissioning.testing.catalogue import load_steps
from commissioning.testing.features import FeatureFile, read_feature
from commissioning.testing.story import Bench, Story

BENCH = pytest.StashKey[Bench]()
"""Where whoever runs the features may say which contracts and engines are used."""


class Unreadable(pytest.Collector.CollectError):
    """A feature that cannot be run, with every problem."""

    def __init__(self, refused: Refused) -> None:
        super().__init__("\n".join(map(str, refused.problems)))
        self.problems = refused.problems


class FeatureModule(pytest.Module):
    """A feature file as a module of tests, one for each scenario."""

    written: FeatureFile

    def _getobj(self) -> ModuleType:
        """The tests of the feature."""
        try:
            self.written = read_feature(self.path, shown(self.path))
        except Refused as refused:
            raise Unreadable(refused) from None
        module = ModuleType(self.path.stem)
        for name in self.written.feature.scenarios:
            decorate = scenario(self.path.name, name, features_base_dir=str(self.path.parent))
            setattr(module, _test_name(name, module), decorate(_nothing_more()))
        return module


def _nothing_more() -> Callable[[], None]:
    def nothing_more() -> None:
        """What is run after a scenario's own steps."""

    return nothing_more


def _test_name(scenario_name: str, module: ModuleType) -> str:
    """A name for the test that no other test of the module has."""
    plain = f"test_{re.sub(r'[^0-9A-Za-z]+', '_', scenario_name).strip('_').lower()}"
    names = (plain, *(f"{plain}_{number}" for number in range(2, 1000)))
    return next(name for name in names if not hasattr(module, name))


def pytest_configure(config: pytest.Config) -> None:
    """Make the steps known."""
    for module in load_steps():
        config.pluginmanager.register(module)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """A feature file is a module of tests."""
    return FeatureModule.from_parent(parent, path=file_path) if file_path.suffix == ".feature" else None


@pytest.fixture(scope="session")
def commissioning_bench(pytestconfig: pytest.Config) -> Bench:
    """The contracts at hand and the engines that decide: those of the runner, else whatever is here."""
    from commissioning.app.every_engine import engines_here
    from commissioning.app.workspace import open_workspace

    return pytestconfig.stash.get(BENCH, None) or Bench(open_workspace(), engines_here())


@pytest.fixture
def story(commissioning_bench: Bench) -> Story:
    """The scenario while its steps run."""
    return Story(commissioning_bench)
