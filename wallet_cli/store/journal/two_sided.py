"""Many new transactions of two postings of which the first alone says more, as nearly all rows of banks: their images,
and their rows for the tables. What is done of each is done by columns, without a step of Python for each.

What always holds: images are, byte for byte, those of the whole transactions, and the rows are theirs, too.
"""

from __future__ import annotations

from itertools import chain, compress, groupby, repeat
from operator import itemgetter, neg, not_

from wallet_cli.domain.operation import text_encoder
from wallet_cli.store.journal.entities import TRANSACTION
from wallet_cli.store.journal.posting_facts import all_packed
from wallet_cli.store.journal.transaction import begun

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wallet_cli.domain.transaction import TwoSided
    from wallet_cli.store.journal.projection import Projection
    from wallet_cli.store.journal.rollup import Deltas

_IMAGE = f'["{TRANSACTION}","%s","",[%d,"%s",[%s%d,0,%d%s],%s%d,0,%d]]%s]]'.__mod__
_WITH_FACTS = ',%d,%s,0,"",[%s]'.__mod__
_DELIVERED = ",%s,%s,[],[],0".__mod__
_day, _minor = itemgetter(0, 1, 2, 3), itemgetter(4)


def images(txns: Sequence[TwoSided], *, of_many: bool) -> list[bytes]:
    """The canonical bytes of their images: what ``new_image`` makes of each whole transaction; ``of_many`` as there."""
    encode = text_encoder(of_many=of_many)
    uids, days, accounts, others, codes, minors, states, valued, ids, facts, payees, memos, told = zip(
        *txns, strict=True
    )
    mores: Iterable[str] = repeat("")
    if all(facts):
        texts = [",".join(map(encode, chain.from_iterable(each))) for each in facts]
        mores = map(_WITH_FACTS, zip(valued, map(encode, ids), texts, strict=True))
    elif any(facts) or any(ids) or any(valued):
        mores = [
            _WITH_FACTS((day, encode(bank_id), ",".join(map(encode, chain.from_iterable(its)))))
            if its
            else f",{day},{encode(bank_id)}"
            if bank_id
            else f",{day}"
            if day
            else ""
            for day, bank_id, its in zip(valued, ids, facts, strict=True)
        ]
    said = list(map(encode, memos))
    rests: Iterable[str] = map(_DELIVERED, zip(said, map(encode, told), strict=True))
    if not all(told):
        rests = [
            rest if text else f",{memo}" if memo != '""' else ""
            for rest, text, memo in zip(rests, told, said, strict=True)
        ]
    whole = zip(
        map(bytes.hex, uids),
        days,
        map(bytes.hex, payees),
        map(begun, accounts, codes),
        minors,
        states,
        mores,
        map(begun, others, codes),
        map(neg, minors),
        states,
        rests,
        strict=False,
    )
    return list(map(str.encode, map(_IMAGE, whole)))


def add(projection: Projection, first: int, txns: Sequence[TwoSided]) -> None:
    """Buffer them for insertion under the numbers from ``first``."""
    uids, days, accounts, others, codes, minors, states, valued, ids, facts, payees, memos, told = zip(
        *txns, strict=True
    )
    numbers = range(first, first + len(txns))
    row_of = {uid: projection.account_id(uid) for uid in {*accounts, *others}}
    own, other = list(map(row_of.__getitem__, accounts)), list(map(row_of.__getitem__, others))
    opposite = list(map(neg, minors))
    firsts: Iterable[tuple[object, ...]] = zip(
        numbers, repeat(0), own, codes, minors, days, states, valued, strict=False
    )
    seconds = zip(numbers, repeat(1), other, codes, opposite, days, states, repeat(0), strict=False)
    full: list[tuple[object, ...]] = []
    if any(ids):
        more = zip(
            numbers, repeat(0), own, codes, minors, days, states, valued, ids, repeat(0), repeat(""), strict=False
        )
        full += compress(more, ids)
        postings = chain(compress(firsts, map(not_, ids)), seconds)
    else:
        postings = chain.from_iterable(zip(firsts, seconds, strict=True))
    said = list(filter(None, facts))
    told_of = zip(compress(numbers, facts), repeat(0), all_packed(said), strict=False)
    _summed(projection.deltas, zip(own, codes, states, days, minors, strict=True))
    _summed(projection.deltas, sorted(zip(other, codes, states, days, opposite, strict=True)))
    who = {uid: projection.payee_id(uid) for uid in {*payees}}
    rows = zip(
        numbers,
        map(bytearray, uids),
        repeat(projection.op),
        days,
        map(who.__getitem__, payees),
        memos,
        told,
        repeat(""),
        repeat(0),
        repeat(0),
        strict=False,
    )
    projection.add_rows(uids, rows, postings, full, told_of, zip(numbers, memos, strict=True))


def _summed(deltas: Deltas, postings: Iterable[tuple[int, str, int, int, int]]) -> None:
    """Add postings to the sums, neighbours of one day at once."""
    for (account, code, state, day), some in groupby(postings, _day):
        amounts = list(map(_minor, some))
        deltas.add(account, code, state, day, sum(amounts), len(amounts), len(amounts))
