"""The tools of translation: what they extract, how they write and compile, and that each guard can find something."""

import gettext
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.i18n import catalogue as guards
from tests.i18n.catalogue import Catalogue, Entry, compile_catalogue, read, render, updated
from tests.i18n.texts import extract
from tests.i18n.update import update
from tests.test_shape import write_tree

Guard = Callable[[Catalogue, set[str]], list[str]]
GUARDS: list[Guard] = [guards.untranslated, guards.stale, guards.fuzzy, guards.other_fields]

HEAD = "from wallet_cli.i18n import N_, _\n"


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        (HEAD + "_('pay')\nN_('receive {who}')\n_('')\n", {"pay", "receive {who}"}),
        (HEAD + "_('a' if x else 'b')\n_(TEXT)\n_(row.label)\n_(LABELS[0])\n_(label_of(x))\n", {"a", "b"}),
        (HEAD + "_('two '\n  'lines')\n", {"two lines"}),
        ("from wallet_cli import i18n\nlabel = i18n._('pay')\nother._('no text')\n", {"pay"}),
        ("from wallet_cli.i18n import _ as say\nsay('pay')\n_('no text')\n", {"pay"}),
        ("for _ in x:\n    _('no text')\n", set()),
    ],
)
def test_every_marked_literal_is_extracted(source: str, texts: set[str], tmp_path: Path) -> None:
    assert extract(write_tree(tmp_path, {"cli/a.py": source})) == (texts, [])


def test_what_people_read_of_a_row_is_a_text_by_the_row_s_class_wherever_it_stands(tmp_path: Path) -> None:
    rows = "Option('mark', 'one of {names}')\nOption('first', help='the first row', values=('x',))\nFacts('toy')\n"
    there = {
        "formats/facts.py": "class Option: ...\n" + rows,
        "formats/a.py": "from wallet_cli.formats import facts as f\nf.Option('b', 'what is between')\n",
        "services/a.py": "Option('c', 'no text')\n",
        "services/things/settings.py": "SettingRow('owner', 'your name', write)\n",
        "domain/kinds.py": "AccountKind('purse', root='assets')\n",
    }
    texts = {"one of {names}", "the first row", "what is between", "your name", "purse"}
    assert extract(write_tree(tmp_path, there)) == (texts, [])


def test_a_row_s_text_that_is_put_together_is_found(tmp_path: Path) -> None:
    tree = write_tree(tmp_path, {"services/things/settings.py": "SettingRow('owner', f'your {name}', write)\n"})
    assert len(extract(tree)[1]) == 1


@pytest.mark.parametrize(
    "call",
    ["_(f'{x}')", "_('a' + x)", "_('%s' % x)", "_('{x}'.format(x=1))", "N_(f'{x}')", "_()", "_(f'{x}' if x else 'y')"],
)
def test_a_text_that_is_put_together_is_found(call: str, tmp_path: Path) -> None:
    assert len(extract(write_tree(tmp_path, {"cli/a.py": HEAD + call + "\n"}))[1]) == 1


@pytest.mark.parametrize(
    ("guard", "catalogue"),
    [
        (guards.untranslated, {}),
        (guards.untranslated, {"pay {who}": Entry("")}),
        (guards.stale, {"pay {who}": Entry("付 {who}"), "gone": Entry("旧")}),
        (guards.fuzzy, {"pay {who}": Entry("付 {who}", fuzzy=True)}),
        (guards.other_fields, {"pay {who}": Entry("付")}),
        (guards.other_fields, {"pay {who}": Entry("付 {whom}")}),
        (guards.other_fields, {"pay {who}": Entry("付 {who} {who}")}),
        (guards.other_fields, {"pay {who}": Entry("付 {who!r}")}),
        (guards.other_fields, {"pay {who}": Entry("付 {who")}),
    ],
)
def test_a_catalogue_that_does_not_fit_is_found(guard: Guard, catalogue: Catalogue) -> None:
    assert guard(catalogue, {"pay {who}"})


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_a_catalogue_that_fits_passes(guard: Guard) -> None:
    assert guard({"pay {who}": Entry("给 {who} 付款"), "a {": Entry("一 {")}, {"pay {who}", "a {"}) == []


words = st.text('ab{}%\n\t\\" é付\u0301\u2028\u2029\ufeff\U0001f642', min_size=1, max_size=12)
"""What such a file writes in its own way, what some take for the end of a line, and letters of each width."""
catalogues = st.dictionaries(words, st.builds(Entry, words | st.just(""), st.booleans()), max_size=5)


@given(catalogues)
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, catalogue: dict[str, Entry]) -> None:
    file = tmp_path_factory.getbasetemp() / "wallet.po"
    file.write_text(render(catalogue), encoding="utf-8", newline="\n")
    assert read(file) == catalogue


@given(catalogues)
def test_the_compiled_file_translates_what_is_ready(catalogue: dict[str, Entry]) -> None:
    compiled = gettext.GNUTranslations(io.BytesIO(compile_catalogue(catalogue)))
    for text, (translation, fuzzy) in catalogue.items():
        assert compiled.gettext(text) == (text if fuzzy or not translation else translation)


def test_only_the_texts_of_the_source_are_kept() -> None:
    before = {"pay": Entry("付"), "gone": Entry("旧")}
    assert updated(before, {"pay", "new"}) == {"pay": Entry("付"), "new": Entry("")}


def test_the_update_adds_removes_and_compiles(tmp_path: Path) -> None:
    folder = tmp_path / "locale"
    write_tree(tmp_path, {"cli/a.py": HEAD + "_('pay')\n_('gone')\n"})
    assert update(tmp_path, folder) == ["gone", "pay"]
    (folder / "wallet.po").write_text(render({"pay": Entry("付"), "gone": Entry("旧")}), encoding="utf-8")
    write_tree(tmp_path, {"cli/a.py": HEAD + "_('pay')\n_('new')\n"})
    assert update(tmp_path, folder) == ["new"]
    assert read(folder / "wallet.po") == {"pay": Entry("付"), "new": Entry("")}
    first = (folder / "wallet.po").read_bytes()
    assert update(tmp_path, folder) == ["new"]
    assert (folder / "wallet.po").read_bytes() == first
    with (folder / "wallet.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("pay") == "付"
