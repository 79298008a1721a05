"""How rows of e-wallets and of a bank are paired: ``python -m tests.households.both_files [HOUSEHOLDS]``.

Counted are the pairs that are made silently and those of them that are wrong; those in doubt; what stays apart though
it is in both files; and what is missed though both name each other. A pair is right if both rows are one event, or two
of one platform and amount within the days whose texts, the platform's or the bank's, are the same.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import NamedTuple

from tests.households.platforms import ALIPAY, WAYS, WECHAT, Household, Told, household
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.joins import purchases
from wallet_cli.domain.files.joins.purchases import Side
from wallet_cli.domain.money import Money

CNY = Currency("CNY", 2)


class Found(NamedTuple):
    """What became of a household: silent pairs, wrong ones among them, doubtful ones and wrong ones among these, what
    stays apart though it is in both files, and what is missed though both name each other.
    """

    silent: int
    wrong: list[str]
    doubtful: int
    doubtful_wrong: int
    apart: int
    missed: int


def told_side(platform: str, row: Told) -> Side:
    """A platform's row on the card's account."""
    return Side((platform, row.event), row.day, Money(row.minor - row.fee, CNY), row.text, platform)


def bank_side(row: Told) -> Side:
    """A bank's row."""
    return Side(("bank", row.event), row.day, Money(row.minor, CNY), row.text, purchases.platform_in(row.text))


def measured(of: Household) -> Found:
    """What the pairing makes of a household, all files at once."""
    told_rows = [
        (name, row) for name, rows in ((ALIPAY, of.alipay), (WECHAT, of.wechat)) for row in rows if not row.method
    ]
    told = [told_side(name, row) for name, row in told_rows]
    bank = [bank_side(row) for row in of.bank]
    decided = purchases.decided(told, bank)
    counts: Counter[str] = Counter()
    wrong = []
    is_right = {}
    listed = {row.event for _name, row in told_rows}
    of_event = {row.event: row for row in of.bank}
    place = {row.event: (name, row) for name, row in told_rows}
    for pair in decided.pairs:
        name, row = told_rows[pair.told]
        bank_row = of.bank[pair.bank]
        its = place.get(bank_row.event)
        is_right[pair.bank] = bank_row.event == row.event or (
            its is not None
            and (its[0], its[1].minor) == (name, row.minor)
            and (its[1].text == row.text or bank_row.text == of_event[row.event].text)
        )
        if pair.reason == purchases.SEVERAL:
            counts["doubtful"] += 1
            counts["doubtful-wrong"] += not is_right[pair.bank]
        else:
            counts["silent"] += 1
            if not is_right[pair.bank]:
                wrong.append(f"{pair.reason}: {name} {row} | {bank_row}")
    for n, bank_row in enumerate(of.bank):
        if bank_row.event in listed and n not in is_right:
            counts["apart"] += 1
            counts["missed"] += bool(bank[n].platform)
    return Found(
        counts["silent"], wrong, counts["doubtful"], counts["doubtful-wrong"], counts["apart"], counts["missed"]
    )


def main(households: int) -> None:
    """Print the figures for each way in which a bank writes."""
    for way in WAYS:
        found = [measured(household(seed, way)) for seed in range(households)]
        silent, wrong = sum(each.silent for each in found), [text for each in found for text in each.wrong]
        sys.stdout.write(
            f"{way}: {silent} silent, {len(wrong)} wrong ({1000 * len(wrong) / max(1, silent):.2f} per thousand), "
            f"{sum(each.doubtful for each in found)} in doubt ({sum(each.doubtful_wrong for each in found)} wrong), "
            f"{sum(each.apart for each in found)} apart, {sum(each.missed for each in found)} missed\n"
        )
        for text in wrong[:6]:
            sys.stdout.write(f"  {text}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
