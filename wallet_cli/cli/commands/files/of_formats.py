"""The options that formats declare, as the command line's own: each format's are taken by the commands that use it."""

from __future__ import annotations

from functools import cache

from wallet_cli.cli.spec import Param, opt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wallet_cli.services.completion import FormatOption


def params(declared: Sequence[FormatOption]) -> tuple[Param, ...]:
    """They as parameters of a command."""
    return tuple(_param(option) for option in declared)


@cache
def _param(option: FormatOption) -> Param:
    names = (lambda: option.values) if option.values else None
    return opt(_value_name(option.name), f"--{option.name}", metavar=option.metavar, help=option.help, names=names)


def given(declared: Sequence[FormatOption], values: Mapping[str, str | None]) -> dict[str, str]:
    """What was given of them, by the names that the formats use."""
    found = {option.name: values.get(_value_name(option.name)) for option in declared}
    return {name: value for name, value in found.items() if value is not None}


def _value_name(name: str) -> str:
    return name.replace("-", "_")
