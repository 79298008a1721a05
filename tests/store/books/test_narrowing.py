"""Words and tags find through the index what looking at every transaction finds, and nothing else."""

import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.ledger import DAY, Ledger
from wallet_cli.domain.account import Payee
from wallet_cli.domain.text import clean, fold, loose
from wallet_cli.domain.transaction import Transaction
from wallet_cli.store.books import narrowing, register
from wallet_cli.store.books.register import Query
from wallet_cli.store.check import erasing, rebuilding
from wallet_cli.store.journal import memos

LETTERS = "aAeEéÉüßıİç 晚饭电影午ごがñ\u0301\u0308한йИ"
TEXTS = st.text(LETTERS, max_size=8).map(lambda text: clean(text, limit=20))


def plain(text: str) -> str:
    """``loose`` in other words: no accent is left on any letter."""
    apart = unicodedata.normalize("NFD", fold(text))
    return unicodedata.normalize("NFC", "".join(char for char in apart if not 0x300 <= ord(char) <= 0x36F))


def naive(ledger: Ledger, query: Query) -> list[int]:
    """The answer by looking at everything there is."""
    names: dict[int, list[str]] = {}
    for row, shown in ledger.db.execute("SELECT payee, shown FROM payee_name"):
        names.setdefault(row, []).append(plain(shown))
    found = []
    rows = ledger.db.execute("SELECT id, payee, memo, tags FROM live_txn WHERE void = 0 ORDER BY date DESC, id DESC")
    for number, payee, memo, tags in rows:
        texts = [plain(memo), *names.get(payee, [])]
        is_meant = not query.tag or query.tag in tags.split()
        if is_meant and all(any(word in text for text in texts) for word in query.words):
            found.append(number)
    return found


def answer(ledger: Ledger, query: Query) -> list[int]:
    """The answer through the index."""
    asked = query._replace(among=narrowing.narrowed(ledger.db, query))
    return list(dict.fromkeys(row[0] for row in register.rows(ledger.db, asked)))


Step = tuple[str, str, str, int]
STEPS = st.lists(
    st.tuples(st.sampled_from(["pay", "edit", "rm"]), TEXTS, st.sampled_from(["", "a", "b"]), st.integers(0, 9)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=15, deadline=None)
@given(STEPS, st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=2))
def test_the_index_answers_what_a_look_at_everything_does(
    steps: list[Step], asked: list[str], payees: list[str]
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(memos, "SHIFT", 1)
        ledger = Ledger(Path(folder))
        with ledger.operation("payees") as work:
            for name in {fold(name): name for name in payees if fold(name) not in ("", "coffee", "café")}.values():
                work.put_payee(Payee(ledger.new(), name), new=True)
        made: list[Transaction] = []
        for verb, memo, tag, at in steps:
            tags = (tag,) if tag else ()
            if verb == "pay" or not made:
                made.append(ledger.pay(100, DAY - at, memo=memo, tags=tags))
            elif verb == "edit":
                made[at % len(made)] = ledger.edit(made[at % len(made)], 200, memo=memo, tags=tags)
            else:
                with ledger.operation("rm") as work:
                    work.put("txn", made.pop(at % len(made)).uid, None)
        words = {loose(word) for word in (*asked, *(memo for _verb, memo, _tag, _at in steps), "cafe")} - {""}
        parts = {word[at : at + 2].strip() for word in words for at in range(len(word))} - {""}
        for most in (narrowing.MOST_BLOCKS, 0):
            patch.setattr(narrowing, "MOST_BLOCKS", most)
            for at, word in enumerate(sorted(words | parts)):
                for query in (Query(words=(word,)), [Query(words=(word, "e")), Query(words=(word,), tag="a")][at % 2]):
                    assert answer(ledger, query) == naive(ledger, query)
            assert answer(ledger, Query(tag="b")) == naive(ledger, Query(tag="b"))
        assert memos.wrong(ledger.db) == []
        assert ledger.found() == set()
        ledger.store.close()


def test_an_accent_is_found_without_it_and_two_characters_by_themselves(ledger: Ledger) -> None:
    ledger.pay(100, memo="Déjà vu")
    ledger.pay(100, memo="和朋友吃晚饭")
    found = {
        word: answer(ledger, Query(words=(loose(word),))) for word in ("deja", "DÉJÀ", "晚饭", "饭", "饭晚", "cafe")
    }
    assert found == {"deja": [1], "DÉJÀ": [1], "晚饭": [2], "饭": [2], "饭晚": [], "cafe": [2, 1]}
    (kana,) = {loose("ごはん")}
    assert kana == "ごはん"


def test_a_word_that_is_nowhere_reads_no_transaction(ledger: Ledger) -> None:
    for n in range(300):
        ledger.pay(100 + n, memo="lunch")
    assert narrowing.narrowed(ledger.db, Query(words=("dinner",))) == ()
    assert narrowing.narrowed(ledger.db, Query(tag="none")) == ()
    assert narrowing.narrowed(ledger.db, Query(words=("lunch",))) == tuple(range(1, 301))


def test_too_many_to_be_named_are_found_by_going_back(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "MOST", 2)
    for _n in range(3):
        ledger.pay(100, memo="lunch", tags=("a",))
    for query in (Query(words=("lunch",)), Query(tag="a"), Query(words=("coffee",))):
        assert narrowing.narrowed(ledger.db, query) is None
        assert answer(ledger, query) == [3, 2, 1]


def test_nothing_of_an_erased_memo_is_left_in_the_index(ledger: Ledger) -> None:
    ledger.pay(100, memo="lunch")
    before = ledger.db.execute("SELECT id, bits FROM memo_block").fetchall()
    secret = ledger.pay(200, memo="clinic")
    assert ledger.db.execute("SELECT id, bits FROM memo_block").fetchall() != before
    with ledger.operation("erase-body") as work:
        erasing.erase(work, ledger.db, {secret.uid: 2})
    assert ledger.db.execute("SELECT id, bits FROM memo_block").fetchall() == before
    assert ledger.found() == set()


@pytest.mark.parametrize("harm", ["DELETE FROM memo_block", "UPDATE memo_block SET bits = zeroblob(512)"])
def test_a_wrong_index_is_told_and_made_anew(ledger: Ledger, harm: str) -> None:
    ledger.pay(100, memo="lunch")
    before = ledger.db.execute("SELECT id, bits FROM memo_block").fetchall()
    ledger.harm(harm)
    assert ledger.found() == {("projection", "memo-index-differs")}
    rebuilding.rebuild(ledger.store)
    assert ledger.db.execute("SELECT id, bits FROM memo_block").fetchall() == before
    assert ledger.found() == set()


def test_older_books_are_searched_without_an_index_and_get_one_with_the_next_record(ledger: Ledger) -> None:
    ledger.pay(100, memo="Déjà vu")
    later = [f"DROP TABLE {name}" for name in ("memo_block", "posting_fact", "seen", "seen_batch")]
    ledger.harm(*later, "PRAGMA user_version = 1")
    assert narrowing.narrowed(ledger.db, Query(words=("deja",))) is None
    assert answer(ledger, Query(words=("deja",))) == [1]
    assert ledger.found() == set()
    with ledger.operation("dry", dry_run=True) as work:
        work.add_transaction(ledger.transaction(100))
    assert ledger.db.execute("PRAGMA user_version").fetchone() == (1,)
    ledger.pay(200)
    assert narrowing.narrowed(ledger.db, Query(words=("deja",))) == (1,)
    assert ledger.found() == set()
