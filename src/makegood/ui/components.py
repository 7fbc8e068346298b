"""The components: every macro of `templates/ui/*.html`, as attributes of the global `ui`."""

from typing import Any

from jinja2 import Environment
from jinja2.runtime import Macro

from makegood.ui.speaking import language

COMPONENTS = ("actions", "basics", "blocks", "forms")
"""The files of `templates/ui/` that hold macros; the others are layouts."""


KEPT = frozenset({"avatar", "badge", "icon"})
"""Components that say the same for the same arguments and language, whenever: drawn once, a list has hundreds."""
MOST_KEPT = 1024


class Component:
    """One macro, called with keywords only: a forgotten or misspelt argument is an error, not a blank."""

    def __init__(self, macro: Macro) -> None:
        self.macro = macro

    def __call__(self, **arguments: Any) -> str:
        return self.macro(**arguments)


class KeptComponent(Component):
    """One whose drawings are kept."""

    def __init__(self, macro: Macro) -> None:
        super().__init__(macro)
        self._drawn: dict[tuple[Any, ...], str] = {}

    def __call__(self, **arguments: Any) -> str:
        if "caller" in arguments:
            return self.macro(**arguments)
        key = (language(), *arguments.items())
        drawn = self._drawn.get(key)
        if drawn is None:
            if len(self._drawn) >= MOST_KEPT:
                self._drawn.clear()
            drawn = self._drawn[key] = self.macro(**arguments)
        return drawn


class Components:
    """All macros, loaded when the first one is asked for (templates can't be read while the environment is made)."""

    def __init__(self, env: Environment) -> None:
        self._env = env
        self._macros: dict[str, Component] = {}

    def __getattr__(self, name: str) -> Component:
        if name.startswith("_"):
            raise AttributeError(name)
        if not self._macros or self._env.auto_reload:
            self._macros = self._load()
        try:
            return self._macros[name]
        except KeyError:
            raise AttributeError(f"no component is called {name!r}") from None

    def names(self) -> list[str]:
        """Every component there is."""
        self._macros = self._macros or self._load()
        return sorted(self._macros)

    def _load(self) -> dict[str, Component]:
        found: dict[str, Component] = {}
        for file in COMPONENTS:
            module = self._env.get_template(f"ui/{file}.html").module
            macros = {n: v for n, v in vars(module).items() if isinstance(v, Macro)}
            found |= {
                name: (KeptComponent if name in KEPT else Component)(macro)
                for name, macro in macros.items()
            }
        return found
