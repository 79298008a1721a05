"""The shape of the code, checked by its syntax trees; each check is shown a tree in which it must find something."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.shape import cycles, kind_names, lazy, marked, privates, reach, size, table_names, type_names, uses
from tests.shape.source import ROOT, Module, imports_of, read_modules

Check = Callable[[Sequence[Module]], list[str]]

EVERYWHERE: list[Check] = [size.long_files, size.long_functions, size.vague_names]
PACKAGE_ONLY: list[Check] = [
    size.long_median,
    size.obscure_names,
    size.crowded,
    size.busy_folders,
    size.undocumented,
    uses.surroundings,
    uses.prints,
    uses.prompts,
    uses.impure,
    uses.floats,
    uses.queries,
    uses.schemes,
    lazy.typing_loaded,
    lazy.records_evaluated,
    lazy.taken_at_run_time,
    cycles.cycles,
    cycles.imports_of_root,
    kind_names.named_elsewhere,
    kind_names.compared_elsewhere,
    kind_names.unknown_in_lines,
    kind_names.passed_over,
    type_names.types_named,
    table_names.rows_compared,
    marked.unmarked,
    reach.stores_reached,
    reach.chance,
    reach.files_written,
    reach.commands_apart,
]


def require_none(check: Check, modules: Sequence[Module]) -> None:
    """Every finding whole, under what the check looks for."""
    found = check(modules)
    assert not found, "\n".join([check.__doc__ or "", *found])


@pytest.mark.parametrize("check", EVERYWHERE + PACKAGE_ONLY, ids=lambda check: check.__name__)
def test_the_package_keeps_its_shape(check: Check) -> None:
    require_none(check, read_modules(ROOT))


@pytest.mark.parametrize("check", EVERYWHERE, ids=lambda check: check.__name__)
def test_the_tests_keep_their_shape(check: Check) -> None:
    require_none(check, read_modules(ROOT, "tests"))


LONG = "x = 1\n" * 401
LONG_FUNCTION = "def f():\n" + "    x = 1\n" * 60
HIDDEN = (
    "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    from typing import Any\n    from wallet_cli.errors import Busy\n"
)
BAD: list[tuple[Check, dict[str, str]]] = [
    (lazy.typing_loaded, {"store/a.py": "from typing import NamedTuple\n"}),
    (lazy.typing_loaded, {"cli/a.py": "def f():\n    import typing\n"}),
    (lazy.records_evaluated, {"store/a.py": "from wallet_cli.named_tuple import NamedTuple\n"}),
    (lazy.taken_at_run_time, {"store/a.py": HIDDEN, "store/b.py": "from wallet_cli.store.a import Busy\n"}),
    (lazy.taken_at_run_time, {"store/a.py": HIDDEN, "store/b.py": "from wallet_cli.store import a\nx = a.Busy\n"}),
    (size.long_files, {"store/a.py": LONG}),
    (size.long_median, {"store/a.py": "x = 1\n" * 150, "store/b.py": "x = 1\n" * 200, "store/c.py": "x = 1\n"}),
    (size.long_functions, {"store/a.py": LONG_FUNCTION}),
    (size.long_functions, {"store/a.py": "class A:\n    async def f(self):\n" + "        x = 1\n" * 60}),
    (size.vague_names, {"store/utils.py": ""}),
    (size.vague_names, {"store/date_utils.py": ""}),
    (size.vague_names, {"common/money.py": ""}),
    (size.obscure_names, {"services/vault/places.py": ""}),
    (size.obscure_names, {"domain/past/a.py": ""}),
    (size.obscure_names, {"domain/a.py": "class Founding: ...\n"}),
    (size.obscure_names, {"domain/a.py": "class A:\n    def _holdings(self): ...\n"}),
    (size.obscure_names, {"domain/a.py": "async def deed(): ...\n"}),
    (size.crowded, {f"store/{letter}.py": "" for letter in "abcdefghijklmnopqrstuvwxyz"} | {"store/zz.py": ""}),
    (size.busy_folders, {"store/__init__.py": "'''Says.'''\nX = 1\n"}),
    (size.busy_folders, {"store/__init__.py": ""}),
    (size.undocumented, {"domain/a.py": "def f():\n    '''Says.'''\n"}),
    (size.undocumented, {"domain/a.py": "'''Says.'''\ndef f(): ...\n"}),
    (size.undocumented, {"services/a.py": "'''Says.'''\nclass A: ...\n"}),
    (size.undocumented, {"services/a.py": "'''Says.'''\nclass A:\n    '''Says.'''\n    def f(self): ...\n"}),
    (uses.surroundings, {"cli/a.py": "import os\nhome = os.environ['HOME']\n"}),
    (uses.surroundings, {"cli/a.py": "def f():\n    from os import getenv\n    return getenv('HOME')\n"}),
    (uses.surroundings, {"cli/a.py": "import os as system\nhome = system.environ.get('HOME')\n"}),
    (uses.surroundings, {"cli/render/a.py": "import sys\nsys.stdout.write('')\n"}),
    (uses.surroundings, {"store/a.py": "from sys import stderr as err\n"}),
    (uses.surroundings, {"services/a.py": "import datetime as dt\nnow = dt.datetime.now(dt.UTC)\n"}),
    (uses.surroundings, {"services/a.py": "from datetime import datetime\nnow = datetime.now()\n"}),
    (uses.surroundings, {"services/a.py": "from datetime import date\ntoday = date.today\n"}),
    (uses.surroundings, {"store/a.py": "from time import time\nnow = time()\n"}),
    (uses.surroundings, {"cli/commands/a.py": "from datetime import datetime\nat = datetime.fromtimestamp(0)\n"}),
    (uses.surroundings, {"services/a.py": "from datetime import date\nday = date.fromtimestamp\n"}),
    (uses.surroundings, {"cli/a.py": "from datetime import datetime\nat = datetime(2026, 1, 1).timestamp()\n"}),
    (uses.surroundings, {"cli/a.py": "def f(at):\n    return at.astimezone()\n"}),
    (uses.surroundings, {"domain/a.py": "import time\nahead = time.timezone\n"}),
    (uses.surroundings, {"store/a.py": "import os.path\nhome = os.path.expanduser('~')\n"}),
    (uses.prints, {"cli/commands/a.py": "print('x')\n"}),
    (uses.prints, {"services/a.py": "say = print\n"}),
    (uses.prompts, {"cli/commands/a.py": "import typer\ntyper.confirm('?')\n"}),
    (uses.prompts, {"services/a.py": "answer = input()\n"}),
    (uses.impure, {"domain/a.py": "text = open('x').read()\n"}),
    (uses.impure, {"errors.py": "print('x')\n"}),
    (uses.floats, {"domain/a.py": "rate = 1.5\n"}),
    (uses.floats, {"services/a.py": "rate = float('1')\n"}),
    (uses.floats, {"store/a.py": "def f(x: float): ...\n"}),
    (uses.floats, {"domain/a.py": "def half(minor):\n    return minor / 2\n"}),
    (uses.floats, {"domain/a.py": "minor = 3\nminor /= 2\n"}),
    (uses.floats, {"services/a.py": "def f(minor):\n    return minor / 100\n"}),
    (uses.floats, {"services/a.py": "def f(money, parts):\n    return money.minor / parts\n"}),
    (uses.floats, {"store/a.py": "def f(total_minor, n):\n    total_minor /= n\n"}),
    (uses.queries, {"services/a.py": "def f(db):\n    db.execute('SELECT 1 FROM op')\n"}),
    (uses.queries, {"services/a.py": "def f(db, table):\n    db.execute(f'DELETE FROM {table}')\n"}),
    (uses.queries, {"services/a.py": "QUERY = '\\n  WITH m (n) AS (SELECT 1) SELECT n FROM m'\n"}),
    (uses.queries, {"cli/a.py": "def f(db):\n    db.execute('BEGIN IMMEDIATE')\n"}),
    (uses.queries, {"services/a.py": "CHECK = 'PRAGMA integrity_check'\n"}),
    (uses.schemes, {"services/a.py": "def f(scheme):\n    return scheme == 'epc'\n"}),
    (uses.schemes, {"cli/a.py": "HELP = 'EPC (SEPA)'\n"}),
    (uses.schemes, {"services/a.py": "BIP321 = 'x'\n"}),
    (uses.schemes, {"services/a.py": "from wallet_cli.schemes import epc\n"}),
    (type_names.types_named, {"cli/a.py": "def f(kind):\n    return kind == 'keyfile'\n"}),
    (type_names.types_named, {"store/vault/a.py": "def f(slot):\n    return slot.type == PASSPHRASE\n"}),
    (type_names.types_named, {"cli/access/a.py": "def f(kind):\n    return kind in ('recovery', 'shares')\n"}),
    (cycles.cycles, {"store/a.py": "import wallet_cli.store.b\n", "store/b.py": "import wallet_cli.store.a\n"}),
    (
        cycles.cycles,
        {
            "store/a.py": "from wallet_cli.store.b import x\n",
            "store/b.py": "def f():\n    from .c import y\n",
            "store/c.py": "def f():\n    from wallet_cli.store import a\n",
        },
    ),
    (cycles.cycles, {"store/__init__.py": "from .a import f\n", "store/a.py": "from wallet_cli.store import f\n"}),
    (cycles.imports_of_root, {"__init__.py": "import os\n"}),
    (kind_names.named_elsewhere, {"services/a.py": "DEBTS = ('loan', 'mortgage')\n"}),
    (kind_names.named_elsewhere, {"store/a.py": "Q = \"SELECT 1 FROM account WHERE kind IN ('x')\"\n"}),
    (kind_names.compared_elsewhere, {"words/a.py": "def f(kind):\n    return kind == kinds.EQUITY\n"}),
    (kind_names.compared_elsewhere, {"words/a.py": "def f(a):\n    return a.kind in (kinds.USUAL, kinds.EQUITY)\n"}),
    (kind_names.unknown_in_lines, {"words/a.py": "HINT = 'add it: `wallet accounts add a --kind purse`'\n"}),
    (kind_names.passed_over, {"cli/line/registry.py": ""}),
    (table_names.rows_compared, {"services/a.py": "def f(name):\n    return name == 'ofx'\n"}),
    (table_names.rows_compared, {"cli/a.py": "def f(kind):\n    return kind in ('month', 'x')\n"}),
    (table_names.rows_compared, {"services/a.py": "def f(row):\n    return row.name != 'fee-category'\n"}),
    (table_names.rows_compared, {"store/a.py": "def f(x):\n    match x:\n        case 'on-budget': ...\n"}),
    (marked.unmarked, {"cli/a.py": "A = arg('x', help='which purchase it was')\n"}),
    (marked.unmarked, {"cli/a.py": "HELP = 'which purchase it was'\nA = opt('x', '--x', help=HELP)\n"}),
    (marked.unmarked, {"cli/a.py": "A = Column('until', 'Last day of it')\n"}),
    (marked.unmarked, {"cli/a.py": "A = Column('until', title='Last day' if B else N_('First'))\n"}),
    (marked.unmarked, {"cli/a.py": "A = Spec('pay', 'record a payment', run)\n"}),
    (marked.unmarked, {"cli/a.py": "A = Noun('goal', N_('goals'), (), details='More.')\n"}),
    (marked.unmarked, {"cli/a.py": "A = CommandEntry('pay', 'record.pay', 'record', DAILY)\n"}),
    (marked.unmarked, {"cli/a.py": "def f(out, name):\n    out.line(f'Hello {name}')\n"}),
    (marked.unmarked, {"cli/a.py": "def f(out, name):\n    out.note('Hello {name}'.format(name=name))\n"}),
    (marked.unmarked, {"cli/a.py": "def f(out, name):\n    out.hint('see ' + name)\n"}),
    (reach.stores_reached, {"cli/commands/a.py": "def f(s):\n    with s.store.operation() as work: ...\n"}),
    (reach.stores_reached, {"cli/commands/a.py": "def f(session):\n    return items.every(session.db, 'goal')\n"}),
    (reach.chance, {"services/a.py": "import os\nuid = os.urandom(16)\n"}),
    (reach.chance, {"services/a.py": "def f():\n    from uuid import uuid4\n    return uuid4()\n"}),
    (reach.chance, {"cli/a.py": "import secrets\n"}),
    (reach.chance, {"domain/a.py": "from random import choice\n"}),
    (reach.files_written, {"services/a.py": "def f(path):\n    path.write_text('x')\n"}),
    (reach.files_written, {"cli/a.py": "def f(path):\n    return path.open('wb')\n"}),
    (reach.files_written, {"formats/a.py": "def f(path):\n    return open(path, mode='a')\n"}),
    (
        reach.commands_apart,
        {
            "cli/commands/a.py": "from wallet_cli.cli.commands import b\nCOMMAND = Spec()\n",
            "cli/commands/b.py": "COMMAND = Spec()\n",
        },
    ),
]


def write_tree(root: Path, files: dict[str, str]) -> list[Module]:
    for path, text in files.items():
        file = root / "wallet_cli" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return read_modules(root)


@pytest.mark.parametrize(("check", "files"), BAD)
def test_a_bad_tree_is_found(check: Check, files: dict[str, str], tmp_path: Path) -> None:
    assert check(write_tree(tmp_path, files))


def test_every_check_is_shown_a_bad_tree() -> None:
    assert {check for check, _ in BAD} == set(EVERYWHERE + PACKAGE_ONLY)


GOOD = {
    "__init__.py": '__version__ = "1"\n',
    "wiring.py": "import os, sys, time\nenv = os.environ\nout = sys.stdout\nnow = time.time_ns\n",
    "cli/access/ask.py": "import typer\ntyper.confirm('?')\n",
    "cli/commands/a.py": "from . import c\nA = arg('x', help=N_('which'))\nCOMMAND = Spec('a', N_('a'), f)\n",
    "cli/commands/c.py": "def f(out, x):\n    out.line(_('Hello {x}').format(x=x))\n    out.line(f'  {x}')\n",
    "cli/render/a.py": "print('x', 1.5)\nhint = 'Select one; UPDATE it: with care AS (you like)'\n",
    "store/a.py": "import time\nfrom pathlib import Path\nfrom . import b\nx = Path('a') / 'b'\nt = time.monotonic()\n",
    "store/b.py": "x = 1\n" * 399 + "query = 'SELECT 1 FROM op'\n",
    "domain/a.py": "'''Says.'''\ndef _f(): ...\ndef g():\n    '''Says.'''\n    return 7 // 2\n",
    "domain/__init__.py": "'''Says.'''\n",
    "services/a.py": "'''Says.'''\ndef f():\n    '''Says.'''\n" + "    x = 1\n" * 58,
    "services/look.py": "'''Says.'''\ndef _f(a, b):\n    return a / b, b.form == 'jsonl', open(a, 'rb')\n",
    "services/now.py": "'''Says.'''\ndef f(clock):\n    '''Says.'''\n    return clock.time()\n",
}


@pytest.mark.parametrize("check", EVERYWHERE + PACKAGE_ONLY, ids=lambda check: check.__name__)
def test_a_good_tree_passes(check: Check, tmp_path: Path) -> None:
    assert check(write_tree(tmp_path, GOOD)) == []


def test_no_test_says_sql_but_the_store_s_own_and_what_says_it_for_all() -> None:
    require_none(uses.queries_of_tests, read_modules(ROOT, "tests"))


@pytest.mark.parametrize(
    "text",
    [
        "def test(session):\n    session.db.execute(f'DELETE FROM {session}')\n",
        "QUERY = 'SELECT max(id) FROM op'\n",
        "def test(stores, said):\n    stores[0].db.executemany(said, [])\n",
        "def test(store):\n    say = store.db.executescript\n    say('drop table op')\n",
    ],
)
def test_a_test_that_says_sql_is_found(text: str, tmp_path: Path) -> None:
    assert uses.queries_of_tests(write_tree(tmp_path, {"test_a.py": text}))


def test_what_is_no_sql_is_not_found(tmp_path: Path) -> None:
    text = "from wallet_cli.cli.line import build\nbuild.execute(['pay'], 'Update it: select one')\n"
    assert uses.queries_of_tests(write_tree(tmp_path, {"test_a.py": text})) == []


def test_a_command_that_is_shown_as_an_example_keeps_to_its_room() -> None:
    shown = [module for module in read_modules(ROOT, "tests") if module.path.startswith("tests/cli/toys/")]
    commands = [module for module in shown if reach.is_command(module)]
    assert commands
    require_none(reach.stores_reached, commands)


def test_no_test_mocks_but_where_a_fault_comes_in() -> None:
    modules = read_modules(ROOT, "tests")
    require_none(reach.mocks, modules)
    mocking = {module.path for module in modules if "mock" in {each.bound for each in imports_of(module)}}
    assert mocking == set(reach.MOCKING), "list in tests/shape/reach.MOCKING only what mocks"


@pytest.mark.parametrize("text", ["from unittest import mock\n", "def test():\n    import unittest.mock\n"])
def test_a_test_that_mocks_is_found(text: str, tmp_path: Path) -> None:
    assert reach.mocks(write_tree(tmp_path, {"test_a.py": text}))


def test_no_test_names_what_is_private_to_a_module_of_the_product() -> None:
    assert privates.privates(read_modules(ROOT, "tests")) == []


@pytest.mark.parametrize(
    "text",
    [
        "from wallet_cli.store.vault.head import _parsed\n",
        "from wallet_cli.store.vault import head\nhead._parsed(b'')\n",
        "from wallet_cli.store.vault import head as h\nhead = h\nh._parsed(b'')\n",
        "import wallet_cli.i18n\nwallet_cli.i18n._current = None\n",
        "from wallet_cli import i18n\ndef test(monkeypatch):\n    monkeypatch.setattr(i18n, '_current', None)\n",
        "from wallet_cli import i18n\nSTEPS = [(i18n, '_current', True)]\n",
        "from unittest import mock\nfrom wallet_cli import i18n\nmock.patch.multiple(i18n, _current=None)\n",
    ],
)
def test_a_test_that_names_a_private_is_found(text: str, tmp_path: Path) -> None:
    assert privates.privates(write_tree(tmp_path, {"test_a.py": text}))


def test_what_is_no_private_of_the_product_is_not_found(tmp_path: Path) -> None:
    text = "import os\nfrom wallet_cli.cli.spec import Spec\nfrom wallet_cli.i18n import _\nSpec._make\nos._exit\n"
    assert privates.privates(write_tree(tmp_path, {"test_a.py": text})) == []
