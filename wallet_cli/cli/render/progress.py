"""A progress bar on standard error: on a terminal only, for work that lasts longer than a second only."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    from wallet_cli.cli.app import App

PATIENCE_US = 1_000_000


class Bar:
    """Call it with what is being done, how much is done, and how much there is; leaving it takes the bar away."""

    def __init__(self, app: App, titles: dict[str, str]) -> None:
        self._app, self._titles = app, titles
        self._began_us = app.around.now_us()
        self._wanted = app.around.stderr.isatty() and not (app.options.quiet or app.options.json or app.options.jsonl)
        self._shown: Any = None
        self._task: Any = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.away()

    def away(self) -> None:
        """Take the bar away while something is asked or shown; the next call draws it again."""
        if self._shown is not None:
            self._shown.stop()
            self._shown = None

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show where the work is, once it has lasted long enough."""
        if not self._wanted or self._app.around.now_us() - self._began_us < PATIENCE_US:
            return
        if self._shown is None:
            self._begin(self._titles.get(what, what))
        if not self._wanted:
            return
        self._shown.update(self._task, description=self._titles.get(what, what), completed=done, total=total or None)

    def _begin(self, title: str) -> None:
        if self._app.plain or self._app.around.env.get("TERM") == "dumb":  # said once: nothing is drawn over itself
            from wallet_cli.cli.render.output import Output

            self._wanted = False
            Output(self._app).note(title)
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        console = Console(file=self._app.around.stderr, force_terminal=True, width=self._app.around.width())
        columns = (TextColumn("{task.description}", markup=False), BarColumn())
        self._shown = Progress(*columns, console=console, transient=True)
        self._task = self._shown.add_task(title, total=None)
        self._shown.start()
