"""The index of memos as it lies in a store: its bits are kept, so they mean the same for ever."""

from pathlib import Path

from tests.store.ledger import DAY, Ledger
from wallet_cli.store.journal import memos

BITS = [1907, 2100, 2157, 3593]
"""Two each for 晚 and ab."""


def test_the_bits_of_a_memo_are_those_that_stores_hold() -> None:
    assert memos.grams(["abca"]) == {"a", "b", "c", "ab", "bc", "ca"}
    assert (memos.grams(["a"]), memos.grams([""]), memos.grams([])) == ({"a"}, set(), set())
    assert memos.grams(["ab c", "ab"]) == {"a", "b", " ", "c", "ab", "b ", " c"}
    bits = memos.bits_of({"晚", "ab"})
    assert [at for at in range(bits.bit_length()) if bits >> at & 1] == BITS


def test_a_block_has_a_field_of_512_bytes(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.pay(100, DAY, memo="ab")
    ((length,),) = ledger.db.execute("SELECT length(bits) FROM memo_block")
    assert length == 512


def test_what_was_written_is_not_written_again(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    blocks = memos.Blocks()
    blocks.add(1, "dinner")
    blocks.write(ledger.db)
    ledger.db.execute("DELETE FROM memo_block")
    blocks.write(ledger.db)
    assert ledger.db.execute("SELECT id FROM memo_block").fetchall() == []
