"""Whole files into the books: which account, which currency, what is refused, the balance beside ours, the corpus."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from tests.raw import books, journal
from tests.services.bank_files import IBAN, SKIPS, counts, ofx, row, statement, take, take_all
from tests.services.books import add, held, refused
from wallet_cli.domain.files.statement import StatementHead
from wallet_cli.domain.operation import IMPORT
from wallet_cli.errors import BadFile
from wallet_cli.services.amend import undo
from wallet_cli.services.files import bank_import, import_kept, source, statement_account
from wallet_cli.services.files.imported import Choices
from wallet_cli.services.files.statement_account import Choose
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts as tree
from wallet_cli.store.books import accounts
from wallet_cli.store.journal import operations
from wallet_cli.words.catalogue import text_of

ROWS = [row("20261105", "-40.00", "Market", "A2")]


def numbered(session: Session, name: str, number: str) -> None:
    node = accounts.find(session.db, name)
    assert node is not None
    tree.edit(session, node, tree.AccountEdit(number=number))


@pytest.mark.parametrize("number", ["532013000", "0532013000", IBAN])
def test_the_account_is_found_by_its_iban(session: Session, number: str) -> None:
    numbered(session, "bank", IBAN)
    done = take(session, ofx(statement(ROWS, number)), None)
    assert (done.statements[0].account.path, done.statements[0].number) == ("bank", "")


def test_another_number_is_not_taken_for_it(session: Session) -> None:
    numbered(session, "bank", IBAN)
    for data in (statement(ROWS, "999"), statement(ROWS, bank="1"), statement(ROWS, bank="")):
        with refused("import-account-missing", 2):
            take(session, ofx(data), None)
    with refused("import-account-unsaid", 2):
        take(session, ofx(statement(ROWS, "")), None)


@pytest.mark.parametrize("begins", ["D989", "1D89", "DE8X", "DEX9", "8989"])
def test_a_number_that_only_looks_like_an_iban_has_no_bank_in_it(session: Session, begins: str) -> None:
    numbered(session, "bank", begins + IBAN[4:])
    with refused("import-account-missing", 2):
        take(session, ofx(statement(ROWS, "532013000")), None)


def test_a_number_of_two_accounts_decides_nothing(session: Session) -> None:
    for name in ("bank", "card"):
        numbered(session, name, "7")
    with refused("import-account-missing", 2):
        take(session, ofx(statement(ROWS, "7")), None)


def test_on_a_terminal_the_account_is_asked_for_once_a_number(session: Session) -> None:
    asked = []

    def choose(head: object, _file: str) -> str:
        asked.append(head)
        return "bank"

    data = ofx(statement(ROWS), statement([row("20261106", "-1.00")]))
    assert counts(take(session, data, None, choose=choose)) == [(1, 0, 0), (1, 0, 0)]
    assert len(asked) == 1


def test_a_file_of_several_accounts_goes_into_each_by_its_number(session: Session) -> None:
    numbered(session, "bank", "111")
    numbered(session, "card", "222")
    data = ofx(statement(ROWS, "111"), statement([row("20261106", "-1.00", "Shop")], "222"))
    done = take(session, data, None)
    assert [each.account.path for each in done.statements] == ["bank", "card"]
    assert held(session, "card") == -100
    with refused("several-accounts-in-file", 5):
        take(session, data, "bank")


def test_statements_of_one_account_that_overlap_in_one_file_add_nothing_twice(session: Session) -> None:
    assert counts(take(session, ofx(statement(ROWS), statement(ROWS)))) == [(1, 0, 0), (0, 0, 1)]


def test_a_statement_known_to_be_another_accounts_is_refused(session: Session) -> None:
    numbered(session, "bank", "111")
    with refused("statement-of-other-account", 5):
        take(session, ofx(statement(ROWS, "111")), "card")


def test_the_number_is_told_where_the_account_has_none(session: Session) -> None:
    assert take(session, ofx(statement(ROWS))).statements[0].number == "532013000"
    numbered(session, "bank", "5")
    assert take(session, ofx(statement(ROWS))).statements[0].number == ""


@pytest.mark.parametrize("account", ["anna", "food", "nobody"])
def test_only_an_own_account_takes_a_statement(session: Session, account: str) -> None:
    with pytest.raises(Exception, match=r"person-not-account|category-not-account|no-such-account"):
        take(session, ofx(statement(ROWS)), account)


def test_rows_in_a_currency_that_the_account_does_not_hold_are_refused_and_all_of_them_altogether(
    session: Session,
) -> None:
    foreign = row("20261106", "-1.00", "Shop", more="<CURRENCY><CURRATE>1<CURSYM>USD</CURRENCY>")
    done = take(session, ofx(statement([*ROWS, foreign])))
    assert [each.slug for each in done.refusals] == ["currency-not-held"]
    assert counts(done) == [(1, 0, 0)]
    with refused("currency-not-held", 5):
        take(session, ofx(statement(ROWS, code="USD")))


def test_a_file_without_a_currency_is_in_the_named_accounts(session: Session) -> None:
    data = ofx(statement(ROWS, code=""))
    assert counts(take(session, data)) == [(1, 0, 0)]
    add(session, "both", "bank", "EUR", "USD")
    with refused("nothing-usable", 7):
        take(session, data, "both")


def test_another_scale_than_the_wallets_is_refused(session: Session) -> None:
    add(session, "odd", "bank", "JPY")
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put("currency", b"j" * 16, ["JPY", 2], new=True)
    with refused("scale-differs", 5):
        take(session, ofx(statement([row("20261105", "-40", "Market")], code="JPY")), "odd")


def test_where_anything_is_refused_nothing_is_recorded_unless_it_is_to_be_left_out(session: Session) -> None:
    data = ofx(statement([*ROWS, row("20261106", "abc"), row("20261107", "-2.00", "Shop")]))
    with refused("rows-refused", 7):
        take(session, data, choices=Choices())
    assert held(session, "bank") == 125000
    done = take(session, data)
    assert (counts(done), [each.slug for each in done.refusals]) == ([(2, 0, 0)], ["row-amount-unreadable"])


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (b"", "file-empty"),
        (b"hello", "format-unrecognised"),
        (b"<OFX></OFX>", "no-statement"),
        (ofx(statement([row("20261106", "abc")])), "nothing-usable"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><OFX>&a;</OFX>', "file-declares-entities"),
    ],
)
def test_a_useless_file_changes_nothing(session: Session, data: bytes, slug: str) -> None:
    head = journal.last(session.db)
    with refused(slug, 7):
        take(session, data)
    assert journal.last(session.db) == head


def test_a_statement_without_rows_is_fine(session: Session) -> None:
    assert counts(take(session, ofx(statement([])))) == [(0, 0, 0)]
    assert take(session, ofx(statement([])), None).statements == ()


def test_the_banks_balance_is_compared_with_what_is_booked(session: Session) -> None:
    closing = take(session, ofx(statement(ROWS, closing="1210.00"))).statements[0].closing
    assert closing is not None and closing.agrees
    closing = take(session, ofx(statement(ROWS, closing="1200.00"))).statements[0].closing
    assert closing is not None
    assert (closing.stated_minor, closing.held_minor, closing.agrees) == (120000, 121000, False)


def test_a_cards_balance_agrees_with_either_sign(session: Session) -> None:
    for stated in ("-40.00", "40.00"):
        closing = take(session, ofx(statement(ROWS, closing=stated)), "card").statements[0].closing
        assert closing is not None and closing.agrees


def test_the_batch_is_kept_in_the_same_operation_without_a_digest_of_the_file(session: Session) -> None:
    done = take(session, ofx(statement(ROWS)))
    ((body, op),) = books.items(session.db, IMPORT)
    batch = json.loads(body)
    assert (batch["file"], f"o{op}") == ("bank.ofx", done.op)
    assert done.plan.files[0].file.sha256 not in body  # from which an erased row could be guessed
    assert batch["statements"][0]["new"] == 1


def test_a_dry_run_tells_the_same_and_keeps_nothing(session: Session) -> None:
    data = ofx(statement(ROWS, closing="1210.00"))
    dry = take(session._replace(dry_run=True), data)
    assert held(session, "bank") == 125000
    real = take(session, data)
    assert (counts(dry), dry.dry_run, dry.statements[0].closing) == (counts(real), True, real.statements[0].closing)


def test_every_file_of_the_corpus_is_counted_row_by_row_and_known_the_second_time(
    session: Session, corpus: Path
) -> None:
    """New and refused rows of every sample are the rows that were counted without any statement parser."""
    entries = [json.loads(line) for line in (corpus / "statements" / "index.jsonl").open(encoding="utf-8")]
    files = [entry for entry in entries if entry["format"] == "ofx"]
    assert files
    for at, entry in enumerate(files):
        data = (corpus / "statements" / entry["path"]).read_bytes()
        units = {each.amount.currency.code for part in _delivered(data) for each in part.rows}
        add(session, f"account-{at}", "bank", *sorted(units or {"EUR"}))
        made = iter(range(1000))

        def choose(head: object, file: str, at: int = at, made: Iterator[int] = made, units: set[str] = units) -> str:
            name = f"account-{at}-{next(made)}"
            add(session, name, "bank", *sorted(units or {"EUR"}))
            return name

        new, known, refused_rows = _taken(session, data, choose)
        assert (new + known + refused_rows) == entry["rows"], entry["path"]
        if new:
            numbers = [part.head.account for part in _delivered(data) if part.rows]
            if len(set(numbers)) == 1:
                again = _taken(session, data, lambda _head, _file, at=at: f"account-{at}-0")
                assert again == (0, new + known, refused_rows), entry["path"]


def _delivered(data: bytes) -> list[source.Delivered]:
    return source.delivered(source.source(BytesIO(data), "x"), None)[0]


def _taken(session: Session, data: bytes, choose: Choose) -> tuple[int, int, int]:
    """New, known and refused rows of an import."""
    try:
        plan = bank_import.planned(session, [source.source(BytesIO(data), "x")], None, choose)
    except BadFile as problem:
        assert problem.slug == "no-statement"
        return 0, 0, 0
    refusals = sum(each.slug.startswith("row-") for each in plan.refusals)
    if not any(each.rows for each in plan.statements):
        return 0, 0, refusals
    found = counts(bank_import.record(session, plan, SKIPS))
    assert not any(confirmed for _new, confirmed, _known in found)
    return sum(new for new, _, _ in found), sum(known for _, _, known in found), refusals


def test_a_bank_s_code_that_is_not_in_the_iban_finds_nothing(session: Session) -> None:
    numbered(session, "bank", IBAN)
    inner = IBAN[4:]
    for number, bank in (("532013000", "99999999"), (inner, ""), (inner[8:], "37040045"), (inner[4:], "3705")):
        with refused("import-account-missing", 2):
            take(session, ofx(statement(ROWS, number, bank)), None)
    assert take(session, ofx(statement(ROWS, inner[4:], inner[:4])), None).statements[0].account.path == "bank"


def test_a_closing_balance_is_of_its_own_day_else_of_the_statement_s_last_else_of_none(session: Session) -> None:
    dated = statement(ROWS, closing="1210.00")
    undated = dated.replace("<DTASOF>20261120", "")
    ended = undated.replace("<BANKTRANLIST>", "<BANKTRANLIST><DTSTART>20261101<DTEND>20261110")
    assert take(session, ofx(undated)).statements[0].closing is None
    closing = take(session, ofx(ended)).statements[0].closing
    assert closing is not None and (closing.on.isoformat(), closing.agrees) == ("2026-11-10", True)
    closing = take(session, ofx(ended.replace("</LEDGERBAL>", "<DTASOF>20261104</LEDGERBAL>"))).statements[0].closing
    assert closing is not None and (closing.on.isoformat(), closing.held_minor) == ("2026-11-04", 125000)


def test_a_statement_without_a_number_is_found_by_the_last_digits_of_its_card(session: Session) -> None:
    numbered(session, "card", "4111 1111 1111 1234")
    for tails, found in ((("1234",), "card"), (("9999", "1234"), "card"), (("234",), ""), (("9999",), ""), ((), "")):
        node = statement_account.by_number(session, StatementHead(card_tails=tails))
        assert (node.path if node else "") == found
    numbered(session, "bank", "99991234")
    assert statement_account.by_number(session, StatementHead(card_tails=("1234",))) is None


def test_several_files_are_one_operation_and_one_number_is_one_account_in_all_of_them(session: Session) -> None:
    numbered(session, "card", "222")
    asked = []

    def choose(_head: object, file: str) -> str:
        asked.append(file)
        return "bank"

    files = [
        ofx(statement(ROWS)),
        ofx(statement([row("20261106", "-1.00", "Shop", "C1")], "222")),
        ofx(statement([*ROWS, row("20261107", "-2.00", "Shop", "A3")])),
    ]
    done = take_all(session, files, None, choose=choose)
    assert [each.account.path for each in done.statements] == ["bank", "card", "bank"]
    assert (counts(done), asked) == ([(1, 0, 0), (1, 0, 0), (1, 0, 1)], ["bank.ofx"])
    last = operations.last_done(session.db)
    assert last is not None and done.op == last.ref
    undo.undo(session, last.number)
    assert (held(session, "bank"), held(session, "card")) == (125000, 0)


def test_an_error_of_one_of_several_files_names_it_and_nothing_is_recorded(session: Session) -> None:
    with refused("no-statement", 7) as caught:
        take_all(session, [ofx(statement(ROWS)), b"<OFX></OFX>"])
    assert caught.value.params["one_of_several"] == "bank1.ofx"
    assert held(session, "bank") == 125000


def test_files_without_a_number_are_asked_about_one_by_one(session: Session) -> None:
    answers = iter(("bank", "card"))
    files = [ofx(statement(ROWS, "")), ofx(statement(ROWS, ""))]
    done = take_all(session, files, None, choose=lambda _head, _file: next(answers))
    assert [each.account.path for each in done.statements] == ["bank", "card"]


def test_a_number_is_kept_where_it_is_to_be_and_the_account_stays_as_it_was_otherwise(session: Session) -> None:
    node = accounts.find(session.db, "bank")
    assert node is not None
    tree.edit(session, node, tree.AccountEdit(add_aliases=("giro",)))
    done = take(session, ofx(statement(ROWS)), choices=Choices(learns=(node.uid,)))
    assert (done.statements[0].learned, done.statements[0].number) == (True, "532013000")
    found = accounts.find(session.db, "giro")
    assert found is not None and (found.uid, found.number) == (node.uid, "532013000")
    assert counts(take(session, ofx(statement(ROWS)), None)) == [(0, 0, 1)]


def test_of_an_iban_and_the_number_in_it_the_iban_is_kept_and_two_numbers_are_not(session: Session) -> None:
    whole = ofx(statement(ROWS, IBAN), statement(ROWS))
    plan = bank_import.planned(session, [source.source(BytesIO(whole), "x")], None, lambda _head, _file: "bank")
    assert [number for _node, number in statement_account.learnable(session, plan.statements).values()] == [IBAN]
    other = ofx(statement(ROWS, "77"), statement(ROWS, "78"))
    plan = bank_import.planned(session, [source.source(BytesIO(other), "x")], None, lambda _head, _file: "bank")
    assert statement_account.learnable(session, plan.statements) == {}


def test_a_file_that_names_no_currency_is_in_that_of_the_account_with_its_number(session: Session) -> None:
    numbered(session, "bank", "532013000")
    assert counts(take(session, ofx(statement(ROWS, code="")), None)) == [(1, 0, 0)]
    add(session, "both", "bank", "EUR", "USD")
    numbered(session, "both", "5")
    with refused("nothing-usable", 7):
        take(session, ofx(statement(ROWS, "5", code="")), None)


def test_an_import_can_be_looked_up_with_what_was_refused_of_it(session: Session) -> None:
    rows = [*ROWS, row("20261106", "abc"), row("yesterday", "-1")]
    done = take_all(session, [ofx(statement(rows)), ofx(statement([row("20261107", "-2.00")]))])
    (kept,) = import_kept.every(session)
    assert (kept.op.ref, [each.name for each in kept.files], kept.refused) == (done.op, ["bank.ofx", "bank1.ofx"], 2)
    assert kept.files[0][2:] == ("2026-11-05", "2026-11-05")
    assert kept.accounts == (("bank", 2, 0, 0, 0, 0),)
    found = [(each.file, each.refusal.slug) for each in kept.refusals]
    assert found == [("bank.ofx", "row-amount-unreadable"), ("bank.ofx", "row-date-unreadable")]
    for each in kept.refusals:
        message, _hint = text_of(BadFile(each.refusal.slug, **each.refusal.params))
        assert "{" not in message
    assert import_kept.one(session, done.op) == kept
    undo.undo(session, kept.op.number)
    assert list(import_kept.every(session)) == []
    for word in (done.op, "o1", "o99"):
        with refused("no-such-import", 3):
            import_kept.one(session, word)


def test_of_very_many_refused_rows_the_first_are_kept(session: Session) -> None:
    rows = [row("20261106", "abc")] * (import_kept.MOST_REFUSED + 5)
    take(session, ofx(statement([*ROWS, *rows])))
    (kept,) = import_kept.every(session)
    assert (kept.refused, len(kept.refusals)) == (import_kept.MOST_REFUSED + 5, import_kept.MOST_REFUSED)


def test_how_far_it_is_is_told_while_it_lasts(session: Session) -> None:
    told: list[tuple[str, int, int]] = []
    rows = [row("20261105", f"-{n}.00", "Shop", f"I{n}") for n in range(1, 1101)]
    file = source.source(BytesIO(ofx(statement(rows))), "x")
    plan = bank_import.planned(session, [file], "bank", None, lambda *step: told.append(step))
    bank_import.record(session, plan, SKIPS, lambda *step: told.append(step))
    assert told == [("reading", 0, 1), ("booking", 500, 1100), ("booking", 1000, 1100)]


@pytest.mark.parametrize("number", ["12\u202e345", "12\x07345", "12\u200b345", "12\ufffd345"])
def test_a_number_with_signs_that_are_not_seen_is_shown_and_never_kept(session: Session, number: str) -> None:
    node = accounts.find(session.db, "bank")
    assert node is not None
    done = take(session, ofx(statement(ROWS, number)), choices=Choices(learns=(node.uid,)))
    assert (done.statements[0].number, done.statements[0].learned) == ("", False)
    assert done.statements[0].head.account in ("12<U+202E>345", "12<U+0007>345", "12<U+200B>345", "12\ufffd345")
    found = accounts.find(session.db, "bank")
    assert found is not None and found.number == ""


def test_an_id_that_comes_twice_in_a_file_is_two_rows_and_said(session: Session) -> None:
    twice = [row("20261105", "-40.00", "Market", "A2"), row("20261105", "-7.00", "Kiosk", "A2"), *ROWS]
    done = take(session, ofx(statement(twice)))
    assert counts(done) == [(3, 0, 0)]
    assert done.statements[0].repeated == (("A2", (3, 3, 3)),)
    assert take(session, ofx(statement(twice))).statements[0].repeated == ()
    more = row("20261106", "-1.00", "Tea", "A2")
    assert take(session, ofx(statement([*twice, more]))).statements[0].repeated == (("A2", (3, 3, 3, 3)),)
    assert take(session, ofx(statement([row("20261106", "-1.00", "Tea", "A3")]))).statements[0].repeated == ()
