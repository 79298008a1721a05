"""Every error has words, every word has its parameters; each check is shown a tree in which it must find something."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.shape import slugs
from tests.shape.source import ROOT, Module, read_modules
from tests.test_shape import write_tree

Check = Callable[[Sequence[Module]], list[str]]
CHECKS: list[Check] = [
    slugs.obscure,
    slugs.not_kebab_case,
    slugs.without_text,
    slugs.never_raised,
    slugs.said_twice,
    slugs.missing_fields,
    slugs.without_hint,
]
ERRORS = "class WalletError(Exception): ...\nclass Refused(WalletError): ...\nclass Harder(Refused): ...\n"
AREA = "words/problems/money.py"
SAID = "from wallet_cli.i18n import N_\n_ASK = N_('ask {who}')\nTEXTS = {'too-much': (N_('{sum} is too much'), _ASK)}\n"
RAISED = "def f(sum, who):\n    raise Refused('too-much', sum=sum, who=who)\n"
GOOD = {"errors.py": ERRORS, AREA: SAID, "domain/money.py": RAISED}
NO_FIELDS = "TEXTS: dict[str, tuple[str, str]] = {'too-much': (N_('too much'), '')}\n"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_errors_and_texts_fit(check: Check) -> None:
    assert check(read_modules(ROOT)) == []


def test_what_needs_no_hint_has_none() -> None:
    assert slugs.listed_with_hint(read_modules(ROOT)) == []


def test_a_list_that_names_what_has_a_hint_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slugs, "NOTHING_TO_MEND", {"too-much", "gone"})
    assert slugs.listed_with_hint(write_tree(tmp_path, GOOD)) == ["gone", "too-much"]


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"formats/a.py": "r = Refusal(3, 'too-much', {'sum': 1, 'who': 2})\nsame = Refusal(1, r.slug, r.params)\n"},
        {"store/a.py": "def f(e):\n    raise errors.Harder(e.slug, **e.params)\n"},
        {"cli/a.py": "def f(x):\n    raise Refused('too-much' if x else 'too-much', sum=1, who=2, more=3)\n"},
    ],
)
def test_a_good_tree_passes(more: dict[str, str], tmp_path: Path) -> None:
    modules = write_tree(tmp_path, GOOD | more)
    assert [check(modules) for check in CHECKS] == [[]] * len(CHECKS)


BAD: list[tuple[Check, dict[str, str]]] = [
    (slugs.obscure, {"domain/a.py": "def f(slug):\n    raise Refused(slug, sum=1)\n"}),
    (slugs.obscure, {"domain/a.py": "def f(x):\n    raise Refused(f'too-{x}', sum=1)\n"}),
    (slugs.obscure, {"domain/a.py": "def f(params):\n    raise Refused('too-much', **params)\n"}),
    (slugs.obscure, {"formats/a.py": "def f(params):\n    return Refusal(1, 'too-much', params)\n"}),
    (slugs.obscure, {"formats/a.py": "def f(key):\n    return Refusal(1, slug='too-much', params={key: 1})\n"}),
    (slugs.obscure, {AREA: "TEXTS = make()\n"}),
    (slugs.obscure, {AREA: "TEXTS = {'too-much': (N_('a' + b), '')}\n"}),
    (slugs.obscure, {AREA: "TEXTS = {'too-much': ('not marked', '')}\n"}),
    (slugs.obscure, {AREA: "TEXTS = {'too-much': N_('no hint')}\n"}),
    (slugs.not_kebab_case, {"domain/a.py": "def f():\n    raise Refused('Too_much')\n"}),
    (slugs.without_text, {"domain/a.py": "def f():\n    raise Refused('unheard-of')\n"}),
    (slugs.without_text, {"domain/a.py": "def f():\n    return Harder('unheard-of')\n"}),
    (
        slugs.without_text,
        {"domain/a.py": "def f(x):\n    raise Refused('too-much' if x else 'unheard-of', sum=1, who=2)\n"},
    ),
    (slugs.without_text, {"formats/a.py": "def f():\n    yield Refusal(line=1, slug='unheard-of', params={})\n"}),
    (slugs.never_raised, {"domain/money.py": "def f(): ...\n"}),
    (slugs.said_twice, {"words/problems/other.py": NO_FIELDS}),
    (slugs.said_twice, {AREA: "TEXTS = {'too-much': (N_('a'), ''), 'too-much': (N_('b'), '')}\n"}),
    (slugs.without_hint, {AREA: NO_FIELDS}),
    (slugs.missing_fields, {"domain/a.py": "def f():\n    raise Refused('too-much', sum=1)\n"}),
    (slugs.missing_fields, {"formats/a.py": "def f():\n    yield Refusal(1, 'too-much', {'who': 1})\n"}),
    (slugs.missing_fields, {AREA: "TEXTS = {'too-much': (N_('{} is too much'), '')}\n"}),
]


@pytest.mark.parametrize(("check", "more"), BAD)
def test_a_bad_tree_is_found(check: Check, more: dict[str, str], tmp_path: Path) -> None:
    assert check(write_tree(tmp_path, GOOD | more))


def test_every_check_is_shown_a_bad_tree() -> None:
    assert {check for check, _ in BAD} == set(CHECKS)
