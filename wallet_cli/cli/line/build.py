"""From descriptions to Typer's commands: the only module that knows how Typer's objects are made.

Typer's own help and usage texts can't be translated, so help comes from ``line.help`` and what its parser refuses
becomes one of our errors, with the command line that was meant.
"""

from __future__ import annotations

from typer import core

from wallet_cli.cli.app import App, Surroundings
from wallet_cli.cli.line import registry
from wallet_cli.cli.line.strict import is_whole_number
from wallet_cli.cli.options import GLOBALS, Options, after_globals, merged
from wallet_cli.cli.spec import FLAG, INT, MANY, WORDS, Noun, Param, Spec
from wallet_cli.domain.text import narrow_option
from wallet_cli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

HELP = Param("help", ("-h", "--help"), "", FLAG)
_GLOBAL_NAMES = tuple(param.name for param in GLOBALS)


def execute(words: Sequence[str], around: Surroundings) -> int:
    """Run the command line ``words``; its exit status. Raises WalletError."""
    try:
        with Root(around, words).make_context("wallet", list(words)) as ctx:
            return int(ctx.command.invoke(ctx) or 0)
    except Exception as error:
        from wallet_cli.cli.line import usage

        meant = usage.meaning(error, words)
        if meant is None:
            raise
        raise meant from None


def _parameter(param: Param) -> Any:
    if not param.flags:
        nargs = -1 if param.takes == WORDS else 1
        return core.TyperArgument(param_decls=[param.name], type=str, nargs=nargs, required=False, default=None)
    decls = [param.name, *param.flags]
    if param.takes == FLAG:
        return core.TyperOption(param_decls=decls, is_flag=True, default=False)
    return core.TyperOption(param_decls=decls, type=str, multiple=True, default=None)  # ``_single`` sees a second one


class Leaf(core.TyperCommand):
    """A command made from its ``Spec``."""

    def __init__(self, spec: Spec, around: Surroundings, words: Sequence[str], path: str) -> None:
        self.spec, self.around, self.words, self.path = spec, around, words, path
        super().__init__(
            spec.name,
            params=[_parameter(param) for param in (*spec.params, *GLOBALS, HELP)],
            callback=None,
            add_help_option=False,
            context_settings={"help_option_names": [], "allow_extra_args": True},
            rich_markup_mode=None,
        )

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Options as a Chinese input method types them are options: ``－d``."""
        takes = {flag for param in (*self.spec.params, *GLOBALS) if param.takes != FLAG for flag in param.flags}
        end = args.index("--") if "--" in args else len(args)
        for at in range(end):
            if at == 0 or args[at - 1] not in takes:
                args[at] = narrow_option(args[at])
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Merge the global options, look after arguments, run the body."""
        values = _single((*self.spec.params, *GLOBALS), ctx.params, self.path, self.words)
        options = merged(ctx.obj or Options(), {name: values.pop(name) for name in _GLOBAL_NAMES})
        app = App(self.around, options)
        if values.pop("help"):
            from wallet_cli.cli.line import help as screen

            return screen.show_command(app, self.spec, self.path)
        for param in self.spec.params:
            values[param.name] = _value(param, values[param.name], self.path, self.words)
            if param.required and not values[param.name]:
                from wallet_cli.domain.quickline import join_words

                shown = [_typed_or_shown(each, ctx.params) for each in self.spec.params if each.required]
                needed = join_words([word for words in shown for word in words])
                raise UsageProblem("argument-missing", argument=shown_name(param), command=self.path, line=needed)
        unfit = [str(values[each.name]) for each in self.spec.params if each.fits and not _fits(each, values)]
        if unfit or ctx.args:
            from wallet_cli.cli.line import usage

            raise usage.too_many_words(self.words, unfit or ctx.args, self.path)
        return self.spec.run(app, **values)


def _single(params: Sequence[Param], given: Mapping[str, Any], path: str, words: Sequence[str]) -> dict[str, Any]:
    """``given`` with one value for each option that takes one. Raises UsageProblem("option-twice"): which of two was
    meant, nobody but the person knows.
    """
    values = dict(given)
    for param in params:
        if param.flags and param.takes not in (FLAG, MANY):
            first, *more = values[param.name] or (None,)
            if more and not values["help"]:
                raise option_twice(param, path, words)
            values[param.name] = first
    return values


def option_twice(param: Param, path: str, words: Sequence[str]) -> UsageProblem:
    """The refusal of an option that is given more than once, by the names under which it was typed."""
    return UsageProblem("option-twice", options=_typed_flags(param, words), command=path)


def _typed_flags(param: Param, words: Sequence[str]) -> tuple[str, ...]:
    """The names under which an option was typed; the long one where that can't be seen."""
    typed = [flag for flag in param.flags if any(word.partition("=")[0] == flag for word in words)]
    return tuple(typed or param.flags[-1:])


def require_filled(param: Param, given: Any, path: str, words: Sequence[str]) -> None:
    """Refuse an option that is given without a value, as a script does whose variable is unset: --id "" would record
    twice, --since "" would show everything. Raises UsageProblem("option-empty").
    """
    texts = [given] if isinstance(given, str) else given if isinstance(given, (list, tuple)) else ()
    if param.flags and not param.empty and any(not text.strip() for text in texts):
        raise UsageProblem("option-empty", option=_typed_flags(param, words)[0], command=path)


def shown_name(param: Param) -> str:
    """How help and errors call an argument."""
    return param.metavar or param.name.upper()


def _fits(param: Param, values: dict[str, Any]) -> bool:
    return param.fits is None or not values[param.name] or param.fits(values[param.name])


def _typed_or_shown(param: Param, values: Mapping[str, Any]) -> list[str]:
    """What was typed for an argument, or words that are allowed there."""
    typed = values.get(param.name)
    if isinstance(typed, str) and typed:
        return [typed]
    return shown_name(param).partition("|")[0].replace("…", "").split()


def _value(param: Param, given: Any, path: str, words: Sequence[str]) -> Any:
    require_filled(param, given, path, words)
    if param.takes in (WORDS, MANY):
        return list(given or ())
    if param.takes != INT or given is None:
        return given
    if not is_whole_number(given):
        raise UsageProblem("option-value", option=_typed_flags(param, words)[0], value=given, command=path)
    return int(given)


class _Lazy(core.TyperGroup):
    """A group whose commands are found by name when they are needed; ``words`` are the whole command line."""

    def __init__(self, name: str, around: Surroundings, words: Sequence[str]) -> None:
        self.around, self.words = around, words
        super().__init__(
            name=name,
            params=[_parameter(param) for param in (*GLOBALS, HELP)],
            add_help_option=False,
            invoke_without_command=True,
            context_settings={"help_option_names": [], "allow_interspersed_args": False},
            rich_markup_mode=None,
        )

    def invoke(self, ctx: Any) -> Any:
        """Keep the global options given before the command's name, then run it."""
        values = _single(GLOBALS, ctx.params, "options", self.words)
        wants_help = values.pop("help")
        ctx.obj = merged(ctx.obj or Options(), values)
        rest = [*ctx._protected_args, *ctx.args]
        if wants_help or not rest:
            return self.alone(App(self.around, ctx.obj), ctx, wants_help)
        command = self.find(rest[0])
        with command.make_context(rest[0], rest[1:], parent=ctx) as child:
            return child.command.invoke(child)

    def find(self, name: str) -> Any:
        """The command of this name."""
        raise NotImplementedError

    def alone(self, app: App, ctx: Any, wants_help: bool) -> Any:
        """What the group without a command does."""
        raise NotImplementedError


class Verbs(_Lazy):
    """A noun with its verbs."""

    def __init__(self, noun: Noun, around: Surroundings, words: Sequence[str]) -> None:
        self.noun = noun
        super().__init__(noun.name, around, words)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Options that no verb precedes are the default verb's: ``wallet budget --check``. A name without a verb means
        to show it, or with a value to set it: ``wallet config unlock-for 8h``.
        """
        at = after_globals(args)
        if at < len(args) and args[at] in self.noun.names:
            has_value = after_globals(args[at + 1 :]) < len(args) - at - 1
            args = [*args[:at], self.noun.named[has_value], *args[at:]]
        if self.noun.default and at < len(args) and args[at].startswith("-") and args[at] not in (*HELP.flags, "--"):
            verb = self._behind_options(args, at)
            before, after = (args[at:verb], args[verb:]) if verb else ([], [self.noun.default, *args[at:]])
            args = [*args[:at], *after[:1], *before, *after[1:]]
        is_verb = at < len(args) and any(verb.name == args[at] for verb in self.noun.verbs)
        if self.noun.takes and at < len(args) and not is_verb and self.noun.takes(args[at]):
            args = [*args[:at], self.noun.default, *args[at:]]
        return super().parse_args(ctx, args)

    def _behind_options(self, args: list[str], at: int) -> int:
        """Where a verb comes behind options of the usual one: ``wallet report -p q4 spending``; 0 where none does."""
        usual = next(verb for verb in self.noun.verbs if verb.name == self.noun.default)
        takes = {flag: param.takes != FLAG for param in (*usual.params, *GLOBALS) for flag in param.flags}
        while at < len(args) and args[at] in takes:
            at += 2 if takes[args[at]] else 1
        return at if at < len(args) and any(verb.name == args[at] for verb in self.noun.verbs) else 0

    def find(self, name: str) -> Any:
        """The verb of this name."""
        for verb in self.noun.verbs:
            if verb.name == name:
                return Leaf(verb, self.around, self.words, f"{self.noun.name} {name}")
        from wallet_cli.cli.line import usage

        raise usage.no_such_verb(self.words, self.noun, name)

    def alone(self, app: App, ctx: Any, wants_help: bool) -> Any:
        """The default verb; help where the noun has none."""
        if wants_help or not self.noun.default:
            from wallet_cli.cli.line import help as screen

            return screen.show_noun(app, self.noun)
        child = self.find(self.noun.default)
        with child.make_context(self.noun.default, [], parent=ctx) as inner:
            return child.invoke(inner)


class Root(_Lazy):
    """``wallet`` itself."""

    def __init__(self, around: Surroundings, words: Sequence[str]) -> None:
        super().__init__("wallet", around, words)

    def find(self, name: str) -> Any:
        """The command of this name or alias; a synonym that people type first answers with the right command."""
        found = registry.find(name)
        if found is None:
            from wallet_cli.cli.line import usage

            raise usage.no_such_command(self.words, name)
        described = registry.load(found)
        if isinstance(described, Noun):
            return Verbs(described, self.around, self.words)
        return Leaf(described, self.around, self.words, described.name)

    def alone(self, app: App, _ctx: Any, wants_help: bool) -> Any:
        """Help, or the overview of the wallet."""
        if wants_help:
            from wallet_cli.cli.line import help as screen

            return screen.show_all(app)
        from wallet_cli.cli.line import todays_picture

        return todays_picture.show(app)
