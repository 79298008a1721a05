"""From descriptions to Typer's commands: the only module that knows how Typer's objects are made.

Typer's own help and usage texts can't be translated, so help comes from ``render.help`` and usage errors are turned
into ours by ``run``.
"""

from typing import Any, ClassVar

from typer import core

from wallet_cli.cli import registry
from wallet_cli.cli.app import App, Surroundings
from wallet_cli.cli.options import GLOBALS, Options, merged
from wallet_cli.cli.spec import FLAG, INT, MANY, WORDS, Noun, Param, Spec
from wallet_cli.errors import NotFound, UsageProblem

CONTEXT = {"help_option_names": [], "allow_interspersed_args": True}
HELP = Param("help", ("-h", "--help"), "", FLAG)
_GLOBAL_NAMES = tuple(param.name for param in GLOBALS)


def _parameter(param: Param) -> Any:
    if param.flags:
        if param.takes == FLAG:
            return core.TyperOption(param_decls=[param.name, *param.flags], is_flag=True, default=False)
        kind = int if param.takes == INT else str
        many = param.takes == MANY
        return core.TyperOption(param_decls=[param.name, *param.flags], type=kind, multiple=many, default=None)
    nargs = -1 if param.takes == WORDS else 1
    return core.TyperArgument(param_decls=[param.name], type=str, nargs=nargs, required=False, default=None)


class Leaf(core.TyperCommand):
    """A command made from its ``Spec``."""

    def __init__(self, spec: Spec, around: Surroundings, path: str) -> None:
        self.spec, self.path, self.around = spec, path, around
        super().__init__(
            spec.name,
            params=[_parameter(param) for param in (*spec.params, *GLOBALS, HELP)],
            callback=None,
            add_help_option=False,
            context_settings=dict(CONTEXT),
            rich_markup_mode=None,
        )

    def invoke(self, ctx: Any) -> Any:
        """Merge the global options, look after required arguments, run the body."""
        values = dict(ctx.params)
        options = merged(ctx.obj or Options(), {name: values.pop(name) for name in _GLOBAL_NAMES})
        app = App(self.around, options)
        if values.pop("help"):
            from wallet_cli.cli.render import help as screen

            return screen.show_command(app, self.spec, self.path)
        for param in self.spec.params:
            if param.takes in (WORDS, MANY):
                values[param.name] = list(values[param.name] or ())
            if param.required and not values[param.name]:
                raise UsageProblem("argument-missing", argument=param.metavar or param.name.upper(), command=self.path)
        return self.spec.run(app, **values)


class _Lazy(core.TyperGroup):
    """A group whose commands are found by name when they are needed."""

    invoke_default: ClassVar[str | None] = None

    def __init__(self, name: str, around: Surroundings) -> None:
        self.around = around
        super().__init__(
            name=name,
            params=[_parameter(param) for param in (*GLOBALS, HELP)],
            add_help_option=False,
            invoke_without_command=True,
            context_settings={**CONTEXT, "allow_interspersed_args": False},
            rich_markup_mode=None,
        )

    def invoke(self, ctx: Any) -> Any:
        """Keep the global options given before the command's name, then run it."""
        values = dict(ctx.params)
        wants_help = values.pop("help")
        ctx.obj = merged(ctx.obj or Options(), values)
        rest = [*ctx._protected_args, *ctx.args] if hasattr(ctx, "_protected_args") else [*ctx.protected_args, *ctx.args]
        if wants_help or not rest:
            return self.alone(App(self.around, ctx.obj), ctx, wants_help)
        command = self.find(rest[0])
        with command.make_context(rest[0], rest[1:], parent=ctx) as child:
            return child.command.invoke(child)

    def find(self, name: str) -> Any:
        """The command of this name or alias; raises NotFound."""
        raise NotImplementedError

    def alone(self, app: App, ctx: Any, wants_help: bool) -> Any:
        """What the group without a command does."""
        raise NotImplementedError


class Verbs(_Lazy):
    """A noun with its verbs."""

    def __init__(self, noun: Noun, around: Surroundings) -> None:
        self.noun = noun
        super().__init__(noun.name, around)

    def find(self, name: str) -> Any:
        """The verb of this name."""
        for verb in self.noun.verbs:
            if verb.name == name:
                return Leaf(verb, self.around, f"{self.noun.name} {name}")
        names = tuple(verb.name for verb in self.noun.verbs)
        raise UsageProblem("no-such-verb", noun=self.noun.name, verb=name, verbs=names)

    def alone(self, app: App, ctx: Any, wants_help: bool) -> Any:
        """Help, or the default verb."""
        if wants_help or not self.noun.default:
            from wallet_cli.cli.render import help as screen

            return screen.show_noun(app, self.noun)
        child = self.find(self.noun.default)
        with child.make_context(self.noun.default, [], parent=ctx) as inner:
            return child.invoke(inner)


class Root(_Lazy):
    """``wallet`` itself."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__("wallet", around)

    def find(self, name: str) -> Any:
        """The command of this name or alias; a synonym that people type first answers with the right command."""
        found = registry.find(name)
        if found is None:
            meant = registry.SYNONYMS.get(name)
            if meant:
                raise UsageProblem("synonym", word=name, command=meant)
            raise NotFound("no-such-command", command=name, near=registry.near(name))
        described = registry.load(found)
        return Verbs(described, self.around) if isinstance(described, Noun) else Leaf(described, self.around, described.name)

    def alone(self, app: App, ctx: Any, wants_help: bool) -> Any:
        """Help, or the six lines that say what to do next."""
        from wallet_cli.cli.render import help as screen

        return screen.show_all(app) if wants_help else screen.show_welcome(app)
