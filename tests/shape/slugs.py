"""Errors and their texts: where a slug is raised with which parameters, and where its words are with which fields.

A site is a call of an error class (or of ``Refusal``) with its slug spelled out; a text is an entry of ``TEXTS`` in a
module of words/problems. A slug handed on from another error (``problem.slug``) is no site of its own.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from string import Formatter
from typing import NamedTuple

from tests.shape.source import Module

AREAS = "wallet_cli.words.problems."
KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
REFUSAL = "Refusal"


NOTHING_TO_MEND = {
    # done already, or as it should be
    "not-overbudgeted", "nothing-to-undo", "undo-changes-nothing", "merge-with-itself", "nothing-to-export",
    # the person's own doing, or the system's, which says why
    "interrupted", "system-refused",
    # of a row or a line of somebody else's file: the words name it, and the import says what can be done
    "row-without-date", "row-without-amount", "row-date-unreadable", "row-date-impossible", "row-amount-unreadable",
    "row-amount-ambiguous", "row-currency-unknown", "row-is-total", "row-is-note", "row-is-picture",
    "row-repeats-header", "row-direction-unknown", "balance-after-rows",
    "json-unreadable", "line-too-long", "field-missing", "field-wrong", "record-unknown",
    "booking-unreadable", "balance-unreadable", "after-the-end", "account-undeclared", "not-books", "iban-country",
    # the words say what is wanted, or which there are
    "request-field-missing", "request-bic-wanted", "request-amount-range", "unknown-format",
    # no smaller sum helps, and no other way: a limit, or a bug
    "sum-too-large", "amount-too-large", "too-few-postings", "symbology-unknown", "code-not-same",
    "statement-without-currency", "statement-empty",
}  # fmt: skip
"""Errors whose words say all: there is no way to mend them that the message doesn't say already."""


class Site(NamedTuple):
    """A call that makes an error: ``fields`` are its parameters, ``error`` the name of its class."""

    place: str
    slug: str
    fields: frozenset[str]
    error: str


class Text(NamedTuple):
    """A slug's words: ``fields`` are those of message and hint together."""

    place: str
    slug: str
    fields: frozenset[str]
    has_hint: bool = True


def sites_of(modules: Sequence[Module]) -> tuple[list[Site], list[str]]:
    """All sites, and the calls that can't be followed because slug or parameters aren't spelled out."""
    classes = _error_classes(modules) | {REFUSAL}
    sites: list[Site] = []
    obscure: list[str] = []
    for module in modules:
        for node in module.nodes:
            if isinstance(node, ast.Call) and _last_name(node.func) in classes:
                place = f"{module.path}:{node.lineno}"
                slugs, fields = _slugs(node), _fields(node)
                if slugs is None or (slugs and fields is None):
                    obscure.append(f"{place}: spell out slug and parameters")
                else:
                    error = _last_name(node.func)
                    sites += [Site(place, slug, fields or frozenset(), error) for slug in slugs]
    return sites, obscure


def _error_classes(modules: Sequence[Module]) -> set[str]:
    """WalletError and everything derived from it, wherever it stands."""
    found = {"WalletError"}
    definitions = [node for module in modules for node in module.nodes if isinstance(node, ast.ClassDef)]
    while more := {node.name for node in definitions if found & {_last_name(base) for base in node.bases}} - found:
        found |= more
    return found


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _slugs(call: ast.Call) -> list[str] | None:
    """The slugs a call may have; none for one that is handed on; None if it can't be told."""
    position = 1 if _last_name(call.func) == REFUSAL else 0
    found = _argument(call, position, "slug")
    options = [found.body, found.orelse] if isinstance(found, ast.IfExp) else [found]
    slugs = []
    for option in options:
        if isinstance(option, ast.Attribute) and option.attr == "slug":
            continue
        if not isinstance(option, ast.Constant) or not isinstance(option.value, str):
            return None
        slugs.append(option.value)
    return slugs


def _fields(call: ast.Call) -> frozenset[str] | None:
    """The parameters' names, None if they can't be told."""
    if _last_name(call.func) != REFUSAL:
        names = [keyword.arg for keyword in call.keywords if keyword.arg != "slug"]
        return None if None in names else frozenset(name for name in names if name)
    params = _argument(call, 2, "params")
    if not isinstance(params, ast.Dict):
        return None
    keys = [key.value for key in params.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
    return frozenset(keys) if len(keys) == len(params.keys) else None


def _argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    return call.args[position] if len(call.args) > position else None


def texts_of(modules: Sequence[Module]) -> list[Text]:
    """All entries of TEXTS; an entry that isn't written out as slug and two texts has the slug ""."""
    return [text for module in modules if module.name.startswith(AREAS) for text in _texts_in(module)]


def _texts_in(module: Module) -> Iterator[Text]:
    values: dict[str, ast.expr] = {}
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            values[node.targets[0].id] = node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            values[node.target.id] = node.value
    table = values.get("TEXTS")
    if not isinstance(table, ast.Dict):
        yield Text(module.path, "", frozenset())
        return
    for key, value in zip(table.keys, table.values, strict=True):
        words = [_words(part, values) for part in value.elts] if isinstance(value, ast.Tuple) else []
        place = f"{module.path}:{value.lineno}"
        if not isinstance(key, ast.Constant) or len(words) != 2 or None in words:
            yield Text(place, "", frozenset())
        else:
            yield Text(
                place, str(key.value), frozenset().union(*(fields_of(part or "") for part in words)), bool(words[1])
            )


def _words(node: ast.expr, values: dict[str, ast.expr]) -> str | None:
    """The literal in ``N_("…")`` or "", also by the name of a constant of the module."""
    if isinstance(node, ast.Name):
        return _words(values[node.id], values) if node.id in values else None
    if isinstance(node, ast.Call) and _last_name(node.func) == "N_" and len(node.args) == 1:
        node = node.args[0]
        return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
    return "" if isinstance(node, ast.Constant) and node.value == "" else None


def fields_of(text: str) -> frozenset[str]:
    """The names in the braces of a template."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def obscure(modules: Sequence[Module]) -> list[str]:
    """Calls and entries of TEXTS that this check can't follow."""
    unread = [text.place for text in texts_of(modules) if not text.slug]
    return sites_of(modules)[1] + [f"{place}: write it as slug: (N_(message), N_(hint) or no text)" for place in unread]


def not_kebab_case(modules: Sequence[Module]) -> list[str]:
    """Slugs that aren't words-joined-by-hyphens."""
    return [f"{site.place}: {site.slug}" for site in sites_of(modules)[0] if not KEBAB.fullmatch(site.slug)]


def without_text(modules: Sequence[Module]) -> list[str]:
    """Slugs that no area has words for."""
    known = {text.slug for text in texts_of(modules)}
    return [f"{site.place}: {site.slug}" for site in sites_of(modules)[0] if site.slug not in known]


def never_raised(modules: Sequence[Module]) -> list[str]:
    """Texts whose slug nothing raises."""
    raised = {site.slug for site in sites_of(modules)[0]}
    return [f"{text.place}: {text.slug}" for text in texts_of(modules) if text.slug and text.slug not in raised]


def said_twice(modules: Sequence[Module]) -> list[str]:
    """Slugs with two texts, in one area or in two."""
    count = Counter(text.slug for text in texts_of(modules) if text.slug)
    return [f"{text.place}: {text.slug}" for text in texts_of(modules) if count[text.slug] > 1]


FROM_THE_LANGUAGE = {"periods"}
"""Fields that the catalogue fills itself."""


def missing_fields(modules: Sequence[Module]) -> list[str]:
    """Sites that don't give a parameter which their text shows."""
    shown = {text.slug: text.fields for text in texts_of(modules)}
    return [
        f"{site.place}: {site.slug} without {', '.join(sorted(missing))}"
        for site in sites_of(modules)[0]
        if (missing := shown.get(site.slug, frozenset()) - site.fields - FROM_THE_LANGUAGE)
    ]


def without_hint(modules: Sequence[Module]) -> list[str]:
    """Texts that don't say how to mend it, though they aren't listed in ``NOTHING_TO_MEND``."""
    texts = [text for text in texts_of(modules) if text.slug and not text.has_hint]
    return [f"{text.place}: {text.slug}" for text in texts if text.slug not in NOTHING_TO_MEND]


def listed_with_hint(modules: Sequence[Module]) -> list[str]:
    """Slugs of ``NOTHING_TO_MEND`` whose text says how to mend it, or that have none."""
    texts = {text.slug: text for text in texts_of(modules)}
    return sorted(slug for slug in NOTHING_TO_MEND if slug not in texts or texts[slug].has_hint)
