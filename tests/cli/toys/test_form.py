"""A new format is a row and a module: the command line writes and reads it, with options that only this format has."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import furnished
from tests.cli.driver import Wallet
from tests.cli.toys import form
from wallet_cli.formats import facts


@pytest.fixture
def shop(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> Wallet:
    """A wallet with one payment, on a machine that knows the toy format."""
    monkeypatch.setitem(facts.FORMATS, "toy", form.FACTS)
    wallet.ok("categories", "add", "snacks")
    wallet.ok("pay", "12.50", "Coffee", "@bank", "+snacks")
    return wallet


def test_books_are_exported_with_its_own_option_and_imported_again(shop: Wallet, tmp_path: Path) -> None:
    assert shop.ok("export", "--format", "toy").splitlines()[1].endswith(";Coffee")
    file = tmp_path / "books.plaything"
    shop.ok("export", "-o", str(file), "--format", "toy", "--cell-mark", "tab")
    title, row = file.read_text().splitlines()
    assert (title, row.partition("\t")[2]) == ("toy books", "Coffee")
    (tmp_path / "other").mkdir()
    other = furnished(Wallet(tmp_path / "other"))
    done = json.loads(other.ok("import", str(file), "--cell-mark", "tab", "--json"))
    assert (done["format"], done["books"]["payees"]["new"]) == ("toy", 1)
    assert other.ok("payees", "--plain").splitlines()[-1].startswith("Coffee")


def test_a_file_s_ending_means_it(shop: Wallet, tmp_path: Path) -> None:
    shop.ok("export", "-o", str(tmp_path / "b.plaything"))
    assert (tmp_path / "b.plaything").read_text().startswith("toy books")
    shop.ok("statement", "2026-11", "@bank", "-o", str(tmp_path / "s.toy"))
    assert (tmp_path / "s.toy").read_text().startswith("toy statement")


def test_statements_are_written_and_read_with_options(shop: Wallet, tmp_path: Path) -> None:
    written = shop.ok("statement", "2026-11", "@bank", "--format", "toy", "--cell-mark", "tab")
    assert written.splitlines()[-1] == "2026-11-20\t-12.50\tCoffee"
    file = tmp_path / "s.txt"
    file.write_text("toy statement\ntitles of the bank's own\n2026-11-19\t-3.20\tBakery\n")
    line = ("import", str(file), "@bank", "--cell-mark", "tab", "--first-row", "2", "--json")
    done = json.loads(shop.ok(*line))
    assert (done["files"][0]["format"], done["statements"][0]["new"]) == ("toy", 1)
    assert json.loads(shop.ok(*line))["statements"][0]["known"] == 1


def test_what_changed_is_written_by_it_too(shop: Wallet) -> None:
    line = ("export", "--format", "toy", "--since", "last", "--state", "mirror", "--cell-mark", "tab")
    first = shop.ok(*line).splitlines()
    assert first[0] == "toy changes"
    assert len(first) == 4  # two opening balances and the payment
    shop.ok("rm", "t3")
    assert [row.split("\t")[0] for row in shop.ok(*line).splitlines()[1:]] == ["removed"]


@pytest.mark.parametrize(
    ("argv", "slug"),
    [
        (("export", "--format", "csv", "--cell-mark", "tab"), "option-of-other-format"),
        (("export", "--cell-mark", "tab"), "option-of-other-format"),
        (("export", "--format", "toy", "--cell-mark", "dash"), "option-not-one-of"),
        (("export", "--format", "toy", "--first-row", "2"), "no-such-option"),
        (("statement", "2026-11", "@bank", "--cell-mark", "tab"), "option-of-other-format"),
        (("import", "-", "--format", "ofx", "--first-row", "2"), "option-of-other-format"),
        (("export", "--format", "csv", "--since", "last", "--state", "x"), "format-without-changes"),
    ],
)
def test_an_option_is_refused_where_its_format_is_not_meant(shop: Wallet, argv: tuple[str, ...], slug: str) -> None:
    refused = shop(*argv, "--json", typed="x")
    assert (refused.status, json.loads(refused.err)["slug"], refused.out) == (2, slug, "")


def test_tab_and_help_know_its_names_and_options(shop: Wallet) -> None:
    assert "toy" in shop.ok("__complete", "zsh", "--", "export", "--format", "").splitlines()
    assert shop.ok("__complete", "zsh", "--", "export", "--cell-mark", "") == "semicolon\ntab\n"
    assert shop.ok("__complete", "zsh", "--", "export", "--cell") == (
        "--cell-mark\twhat stands between two cells: semicolon, tab\n"
    )
    for command, option in [("export", "--cell-mark MARK"), ("statement", "--cell-mark"), ("import", "--first-row N")]:
        assert option in shop.ok("help", command)
    assert "--first-row" not in shop.ok("help", "export")
    assert "toy" in json.loads(shop("export", "--format", "x", "--json").err)["params"]["known"]


def test_without_the_format_there_are_no_such_options(wallet: Wallet) -> None:
    assert "--cell-mark" not in wallet.ok("help", "export")
    assert wallet("export", "--cell-mark", "tab").status == 2
