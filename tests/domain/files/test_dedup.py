from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.dedup import NEW, SAME_CONTENT, SAME_ID, BookedRow, Ids, Verdict, judge, same
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.money import Money
from wallet_cli.domain.text import fold

EUR = Currency("EUR", 2)
DAY = date(2026, 11, 21)


def row(day: int = 0, minor: int = -450, payee: str = "Coffee", bank_id: str = "", memo: str = "") -> Row:
    return Row(1, DAY + timedelta(day), Money(minor, EUR), payee, memo, bank_id=bank_id)


def entry(of: Row, key: object = "e", by_hand: bool = False) -> BookedRow:
    return BookedRow(key, of.booking_date, of.amount, of.payee, of.memo, of.bank_id, by_hand)


def stored(rows: list[Row]) -> list[BookedRow]:
    return [entry(r, n) for n, r in enumerate(rows)]


def test_what_was_recorded_by_hand_waits_for_the_comparison_of_all_rows():
    assert statuses(judge([entry(row(), by_hand=True)], [row()])) == [NEW]
    assert statuses(judge([entry(row(bank_id="1"), by_hand=True)], [row(bank_id="1")])) == [SAME_ID]


def test_what_is_listed_as_pending_is_known_while_it_is_listed_so():
    listed = entry(row(), "e", by_hand=True)._replace(pending=True, listed=True)
    assert judge([listed], [row()._replace(pending=True)]) == [Verdict(SAME_CONTENT, "content", "e")]
    assert statuses(judge([listed], [row()])) == [NEW]


def statuses(verdicts: list[Verdict]) -> list[str]:
    return [verdict.status for verdict in verdicts]


def test_two_equal_rows_of_one_file_both_stay():
    assert statuses(judge([], [row(), row()])) == [NEW, NEW]
    verdicts = judge([], [row(bank_id="1"), row(bank_id="1")])
    assert statuses(verdicts) == [NEW, NEW]
    assert verdicts[1].reason == "id-repeated"


def test_a_row_whose_twin_is_there_is_matched_once():
    assert judge([entry(row(), "a")], [row(), row()]) == [
        Verdict(SAME_CONTENT, "content", "a"),
        Verdict(NEW, "not-seen"),
    ]


def test_the_banks_id_matches_and_a_changed_content_is_reported():
    known = [entry(row(bank_id="1"), "a")]
    assert judge(known, [row(bank_id="1")]) == [Verdict(SAME_ID, "bank-id", "a")]
    changed = judge(known, [row(day=1, payee="COFFEE SHOP", bank_id="1")])
    assert changed == [Verdict(SAME_ID, "bank-id-changed", "a", ("date", "text"))]
    assert judge(known, [row(minor=-460, bank_id="1")])[0].changed == ("amount",)


def test_an_id_that_now_means_something_quite_different_is_a_new_row():
    known = [entry(row(bank_id="1"), "a")]
    assert judge(known, [row(day=30, minor=7, payee="Rent", bank_id="1")]) == [Verdict(NEW, "id-reused")]


def test_an_id_shared_by_several_movements_matches_equal_content_only():
    known = stored([row(bank_id="0"), row(minor=-1, bank_id="0")])
    assert statuses(judge(known, [row(bank_id="0"), row(minor=-2, bank_id="0")])) == [SAME_ID, NEW]
    assert judge(known, [row(minor=-2, bank_id="0")])[0].reason == "id-repeated"


def test_different_ids_are_different_movements_however_equal():
    assert statuses(judge([entry(row(bank_id="1"))], [row(bank_id="2")])) == [NEW]


def test_a_row_without_id_matches_what_came_with_one_and_the_other_way_round():
    assert statuses(judge([entry(row(bank_id="1"))], [row()])) == [SAME_CONTENT]
    assert statuses(judge([entry(row())], [row(bank_id="1")])) == [SAME_CONTENT]
    assert statuses(judge([entry(row(bank_id="1"))], [row(bank_id="1"), row()])) == [SAME_ID, NEW]


def test_case_and_blanks_do_not_make_a_text_new_but_words_do():
    known = [entry(row(payee="Straße  12"))]
    assert statuses(judge(known, [row(payee="STRASSE 12")])) == [SAME_CONTENT]
    assert statuses(judge(known, [row(payee="Strasse 13")])) == [NEW]


rows = st.lists(
    st.builds(
        row,
        day=st.integers(0, 2),
        minor=st.integers(-2, 1),
        payee=st.sampled_from(["a", "b"]),
        bank_id=st.sampled_from(["", "", "1", "2"]),
    ),
    max_size=8,
)


@given(rows)
def test_the_same_file_again_adds_nothing(file):
    verdicts = judge(stored(file), file)
    assert NEW not in statuses(verdicts)
    assert sorted(verdict.key for verdict in verdicts) == list(range(len(file)))


@given(rows, st.integers(0, 8), rows)
def test_an_overlapping_file_adds_what_is_new_in_it(file, cut, later):
    known = stored([r._replace(bank_id="") for r in file])
    overlapping = [r._replace(bank_id="") for r in file[cut:]] + [
        r._replace(booking_date=DAY + timedelta(9)) for r in later
    ]
    assert statuses(judge(known, overlapping)) == [SAME_CONTENT] * len(file[cut:]) + [NEW] * len(later)


@given(rows, rows)
def test_an_entry_is_matched_once_at_most_and_every_row_has_a_verdict(known, file):
    verdicts = judge([entry(r, n, by_hand=n % 2 == 0) for n, r in enumerate(known)], file)
    matched = [verdict.key for verdict in verdicts if verdict.status != NEW]
    assert len(verdicts) == len(file) and len(set(matched)) == len(matched)
    assert all((verdict.key is None) == (verdict.status == NEW) for verdict in verdicts)


def test_many_equal_rows_take_no_longer_for_it():
    file = [row(bank_id="0")] * 20_000
    assert NEW not in statuses(judge(stored(file), file))


def backed(one: BookedRow, its_row: Row, alone: bool, verdict: Verdict | None = None) -> bool:
    """Whether the specification lets this row match this entry, in the way that the verdict says; None: in any way.

    ``alone``: no other entry and no other row has its id.
    """
    same = (one.date == its_row.booking_date, one.amount == its_row.amount, words(one) == words(its_row))
    both = bool(one.bank_id and its_row.bank_id)
    same_id = both and one.bank_id == its_row.bank_id
    ways = {
        "bank-id": same_id and all(same),
        "bank-id-changed": same_id and alone and any(same),
        "content": not both and all(same) and not (one.by_hand and not one.bank_id),
    }
    return any(ways.values()) if verdict is None else ways[verdict.reason]


def words(of: BookedRow | Row) -> str:
    return fold(f"{of.payee} {of.memo}")


def follow_the_specification(known: list[BookedRow], file: list[Row], verdicts: list[Verdict]) -> None:
    """Each match is backed by evidence, an entry is matched once at most, and no row is new that could match one."""
    by_key = {one.key: one for one in known}
    ids = Counter(one.bank_id for one in known), Counter(one.bank_id for one in file)
    matched = [verdict.key for verdict in verdicts if verdict.status != NEW]
    assert len(set(matched)) == len(matched)
    free = [one for one in known if one.key not in matched]
    for its_row, verdict in zip(file, verdicts, strict=True):
        alone = ids[0][its_row.bank_id] == ids[1][its_row.bank_id] == 1
        if verdict.status == NEW:
            assert not any(backed(one, its_row, alone) for one in free), (its_row, verdict)
        else:
            assert backed(by_key[verdict.key], its_row, alone, verdict), (its_row, verdict)


near = st.lists(
    st.builds(
        row,
        day=st.integers(-9, 9),
        minor=st.sampled_from([-450, -450, -451]),
        payee=st.sampled_from(["Coffee", "coffee ", "Tea", ""]),
        bank_id=st.sampled_from(["", "", "", "1", "2", "3"]),
    ),
    max_size=6,
)


@given(near | rows, st.lists(st.booleans(), min_size=6, max_size=6), near | rows)
def test_every_verdict_follows_from_the_specification(before, hands, file):
    known = [entry(r, n, by_hand=hand) for n, (r, hand) in enumerate(zip(before, hands, strict=False))]
    follow_the_specification(known, file, judge(known, file))


def test_a_row_without_an_id_matches_one_entry_only():
    known = [entry(row(), "a"), entry(row(bank_id="1"), "b")]
    assert judge(known, [row()]) == [Verdict(SAME_CONTENT, "content", "a")]


def test_what_was_imported_before_is_matched_whatever_became_of_it():
    edited = [entry(row(day=40, minor=9, payee="Rent"), "a"), entry(row(), "b")]
    assert judge(edited, [row(minor=-460), row()], seen={0: "a"}) == [
        Verdict(SAME_CONTENT, "seen", "a"),
        Verdict(SAME_CONTENT, "content", "b"),
    ]


def test_of_equal_entries_the_one_that_is_known_to_stand_for_a_row_is_taken():
    twins = [entry(row(), "a"), entry(row(), "b")]
    assert judge(twins, [row(), row()], seen={0: "b"}) == [
        Verdict(SAME_CONTENT, "content", "b"),
        Verdict(SAME_CONTENT, "content", "a"),
    ]


def test_a_row_that_was_seen_says_what_the_bank_changed_under_its_id():
    known = [entry(row(bank_id="1"), "a")]
    assert judge(known, [row(bank_id="1")], seen={0: "a"}) == [Verdict(SAME_ID, "bank-id", "a")]
    changed = judge(known, [row(bank_id="1", payee="Tea")], seen={0: "a"})
    assert changed == [Verdict(SAME_ID, "bank-id-changed", "a", ("text",))]
    # day and amount that differ are the user's: the bank says what it said
    assert judge([entry(row(day=9, bank_id="1"), "a")], [row(bank_id="1")], seen={0: "a"}) == [
        Verdict(SAME_ID, "seen", "a")
    ]
    # an entry that is taken is nobody else's, even under its id
    two = judge([*known, entry(row(minor=-1), "b")], [row(minor=-1), row(day=1, bank_id="1")], seen={0: "a"})
    assert two == [Verdict(SAME_CONTENT, "seen", "a"), Verdict(NEW, "id-reused")]


def test_a_row_that_is_its_entry_unchanged_is_told_without_the_others():
    assert same(entry(row(payee="COFFEE")), row()) == Verdict(SAME_CONTENT, "content")
    assert same(entry(row(bank_id="1")), row(bank_id="1")) == Verdict(SAME_ID, "bank-id")
    assert same(entry(row(bank_id="1")), row(bank_id="2")) == Verdict(SAME_CONTENT, "content")
    assert same(entry(row(day=1)), row()) is None
    assert same(entry(row(minor=-1)), row()) is None
    assert same(entry(row(payee="Tea")), row()) is None


def test_ids_of_settled_pairs_still_name_nobody_else():
    one = Ids({"1": 1}, {"1": 1})
    assert judge([], [row(bank_id="1")], ids=one) == [Verdict(NEW, "id-repeated")]
    assert judge([], [row(bank_id="1")], ids=Ids({}, {"1": 1})) == [Verdict(NEW, "id-reused")]
    assert judge([], [row(bank_id="1")], ids=Ids({}, {"1": 2})) == [Verdict(NEW, "id-repeated")]
    # an id that a settled entry has as well stands for two
    known = [entry(row(bank_id="1"))]
    assert judge(known, [row(day=1, bank_id="1")], ids=Ids({}, {"1": 1})) == [Verdict(NEW, "id-repeated")]


few_rows = st.lists(
    st.builds(
        row,
        day=st.integers(0, 1),
        minor=st.sampled_from([-450, -1]),
        payee=st.sampled_from(["Coffee", "COFFEE", "Tea", ""]),
        bank_id=st.sampled_from(["", "1", "2"]),
    ),
    max_size=6,
)


@given(few_rows, few_rows, st.lists(st.booleans(), min_size=6, max_size=6), st.randoms(use_true_random=False))
def test_settling_pairs_beforehand_changes_no_verdict(old, new, by_hand, chance):
    entries = [entry(each, n, by_hand=by_hand[n]) for n, each in enumerate(old)]
    keys = chance.sample(range(len(old)), min(len(old), len(new)))
    seen = {n: key for n, key in enumerate(keys) if chance.random() < 0.7}
    settled = {n: verdict for n, key in seen.items() if (verdict := same(entries[key], new[n]))}
    left = [n for n in range(len(new)) if n not in settled]
    ids = Ids(
        dict(Counter(new[n].bank_id for n in settled if new[n].bank_id)),
        dict(Counter(entries[seen[n]].bank_id for n in settled if entries[seen[n]].bank_id)),
    )
    taken = {seen[n] for n in settled}
    others = [each for each in entries if each.key not in taken]
    rest = {at: seen[n] for at, n in enumerate(left) if n in seen}
    found = dict(zip(left, judge(others, [new[n] for n in left], seen=rest, ids=ids), strict=True))
    found |= {n: verdict._replace(key=seen[n]) for n, verdict in settled.items()}
    assert [found[n] for n in range(len(new))] == judge(entries, new, seen=seen)
