"""What an OFX file says is taken from where it belongs, and no further than its bound."""

import pytest

from tests.formats.test_ofx_read import EUR, TRN, read, rows_of, slugs, statement
from wallet_cli.domain.files.statement import Refusal
from wallet_cli.domain.money import Money
from wallet_cli.errors import BadFile
from wallet_cli.formats.ofx.text import decode


def test_only_amounts_say_which_mark_is_the_decimal_one():
    trn = TRN.replace("-4.50", "-1.500").replace("a1", "7,25").replace("Coffee", "8,75")
    assert slugs(read(statement(trn))) == ["row-amount-ambiguous"]
    (row,) = rows_of(read(statement(trn + TRN.replace("-4.50", "-2,50"))))[:1]
    assert row.amount == Money(-150000, EUR)


def test_of_an_account_s_number_the_beginning_is_kept():
    (head, _row) = read(statement().replace("DE89", "9" * 150))
    assert head.account == "9" * 100


def test_lines_are_counted_from_the_first_one_on():
    for before in ("", "\n", "\n\n"):
        (row,) = rows_of(read((before + "<OFX>\n" + statement("\n" + TRN) + "</OFX>").encode()))
        assert row.line == len(before) + 3


def test_a_redacted_file_is_no_statement_of_a_bank():
    from wallet_cli.domain.files.statement import REDACTED

    told = f"<STATUS><CODE>0<SEVERITY>INFO<MESSAGE>{REDACTED} by wallet</STATUS>"
    with pytest.raises(BadFile, match="redacted-not-read"):
        read(told + statement())


def test_only_the_beginning_says_in_which_letters_a_file_is_written():
    for length, letter in ((2048, "б"), (2049, "á")):
        assert decode(b"CHARSET:1251".rjust(length) + b"\xe1")[-1] == letter


def test_of_a_row_that_is_cut_off_what_is_written_is_told_whatever_lies_between():
    _head, told = read(b"<OFX><STMTRS><CURDEF>EUR<STMTTRN>" + b" " * 500 + b"<TRNAMT>-1")
    assert (told.slug, told.excerpt) == ("row-cut-off", "<STMTTRN> <TRNAMT>-1")


def test_what_stands_inside_of_a_row_is_the_row_s_also_at_the_very_beginning():
    for before in (b"", b"\n"):
        assert slugs(read(before + b"<STMTTRN><INTRARS>x<TRNAMT>-1</STMTTRN>")) == ["row-without-date"]


def test_a_head_with_more_fields_than_are_kept_is_refused_in_its_place_once():
    def filled(count: int) -> list:
        fields = "".join(f"<X{n}>v" for n in range(count))
        return read(statement().replace("<BANKACCTFROM>", f"<BANKACCTFROM>{fields}\n<X0>again", 1))

    assert slugs(filled(994)) == []  # with currency, period, and what is said of the account
    assert slugs(filled(995)) == ["row-too-many-parts"]
    events = filled(1200)
    (refused,) = [each for each in events if isinstance(each, Refusal)]
    assert (refused.slug, refused.params["limit"], refused.line > 0) == ("row-too-many-parts", 1000, True)
    assert len(rows_of(events)) == len(rows_of(read(statement())))
