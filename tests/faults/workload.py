"""The commands whose faults are tried: a person's month, in which every command that writes has its turn."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import NamedTuple

from tests.faults.recording import Bench

ERRORS = 2
"""Standard error, where commands that write a file say so; what is recorded is told on standard output."""
END = 0
"""Nowhere before its end: the file is told of before the wallet notes that it was written, so that it comes again."""


class Step(NamedTuple):
    """One command. ``told``: where it says that it is done. ``again``: statuses that the same command may answer when
    its work was done already. ``alarm``: the wallet is older than its head until this command has settled it.
    ``prepare`` makes files beside the wallets; with ``changes`` it is somebody who changes the wallets themselves.
    """

    name: str
    argv: tuple[str, ...]
    opens: str = "old"
    stdin: str = ""
    told: int = 1
    again: tuple[int, ...] = (0,)
    prepare: Callable[[Bench], None] | None = None
    alarm: bool = False
    changes: bool = False


def _step(line: str, name: str = "", **options: object) -> Step:
    words = tuple(line.split())
    return Step(name or words[0], words, **options)  # type: ignore[arg-type]


def _bank_file(bench: Bench) -> None:
    """What the bank sends: thirty rows."""
    rows = "".join(
        f"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>202611{n % 18 + 1:02}<TRNAMT>-{n}.50"
        f"<FITID>f{n}<NAME>Shop {n % 5}</STMTTRN>\n"
        for n in range(1, 31)
    )
    (bench.root / "bank.ofx").write_text(
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:UTF-8\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR"
        "<BANKACCTFROM><BANKID>1<ACCTID>7788<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20261101"
        f"<DTEND>20261119\n{rows}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
    )


def _later_file(bench: Bench) -> None:
    """The same later: a row changed, one from before the account begins, one that can't be read."""
    text = (bench.root / "bank.ofx").read_text()
    more = "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260102<TRNAMT>-7.50<FITID>g1<NAME>Early</STMTTRN>\n"
    more += "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261118<TRNAMT>x<FITID>g2<NAME>Odd</STMTTRN>\n"
    text = text.replace("<TRNAMT>-3.50", "<TRNAMT>-4.50").replace("</BANKTRANLIST>", more + "</BANKTRANLIST>")
    (bench.root / "later.ofx").write_text(text)


def _table(bench: Bench) -> None:
    """A bank's table, by which a profile is made."""
    (bench.root / "tea.csv").write_text("Date,Description,Amount\n2026-11-03,Tea,-3.50\n")


def _keep_copy(bench: Bench) -> None:
    shutil.copytree(bench.data / "main", bench.root / "older")


def _put_back(bench: Bench) -> None:
    """Somebody puts back the copy of last week."""
    shutil.rmtree(bench.data / "main")
    (bench.root / "older").rename(bench.data / "main")


def _lose_keys(bench: Bench) -> None:
    """The key header is lost."""
    (bench.data / "main" / "wallet.keys").unlink()


STEPS = (
    _step("init --currency EUR --no-input", again=(0, 5)),
    _step("accounts add cash --kind cash --opening 320 -d 2026-11-01", "accounts add", again=(0, 5)),
    _step("accounts add bank --kind bank --number DE89370400440532013000 --opening 1250 -d 2026-11-01",
          "accounts add", again=(0, 5)),
    _step("accounts add yuan --kind ewallet --currency CNY --opening 500 -d 2026-11-01", "accounts add", again=(0, 5)),
    _step("pay 12.50 Coffee @cash +food --id p1"),
    _step("pay 86 Dinner @bank +food=60 +home --tag treat --id p2"),
    _step("receive 2500 Acme @bank +salary --id r1"),
    _step("transfer 100 @bank @cash --fee 1.20 --id x1"),
    _step("exchange 100eur 780cny @bank @yuan --id e1"),
    _step("refund 5 --of t4 --id f1"),
    _step("edit t4 13.50"),
    _step("rm t5 --yes", again=(0, 3, 5)),
    _step("undo o12 --yes", again=(0, 5)),
    _step("redo o12 --yes", again=(0, 5)),
    _step("adjust @cash --to 400 --id a1"),
    _step("batch - --id b1", stdin="".join(f"{n}.10 Shop @cash +food\n" for n in range(1, 21))),
    _step("import bank.ofx @bank", prepare=_bank_file),
    _step("budget set food 300", "budget set"),
    _step("config set numbers 1.234,50", "config set"),
    _step("accounts rename yuan alipay", "accounts rename", again=(0, 3, 5)),
    _step("export -o %out/books.jsonl", told=ERRORS, again=(0, 5)),
    _step("export -o %out/books.jsonl --format hledger --force", "export --force", told=ERRORS),
    _step("export --since last --state n -o %out/n.jsonl", "export --state", told=END, again=(0, 5)),
    _step("statement 2026-11 @bank -o %out/bank.csv", told=ERRORS, again=(0, 5)),
    _step("qr request 5 Lunch --to bank --name Anna -o %out/code.svg", "qr request", told=ERRORS, again=(0, 5)),
    _step("backup %out/main.backup", again=(0, 5)),
    _step("backup %out/main.backup --force", "backup --force"),
    _step("backup %out/k-2026-11-19-000000.backup", "backup", again=(0, 5)),
    _step("backup %out/k-{date}-{time}.backup --keep 1d", "backup --keep", again=(0, 5)),
    _step("restore %out/main.backup -w copy", again=(0, 5)),
    _step("pay 2 Tea @cash +food --id p8", "pay"),
    _step("pay 3 Tea @cash +food -w copy --id c1", "pay"),
    _step("keys add passphrase --name spare --new-passphrase-file %new", "keys add", again=(0, 5)),
    _step("keys rename spare second", "keys rename", again=(0, 3)),
    _step("keys revoke second --yes", "keys revoke", again=(0, 3)),
    _step("verify --rebuild", prepare=_keep_copy),
    _step("pay 4 Tea @cash +food --id p9", "pay"),
    _step("verify --accept-older --yes", "verify --accept-older", prepare=_put_back,
          alarm=True, changes=True),
    _step("keys rotate --yes", "keys rotate"),
    _step("keys add passphrase --name third --new-passphrase-file %new", "keys add", again=(0, 5)),
    _step("keys rotate --only-this-key --yes", "keys rotate --only-this-key"),
    _step("passphrase --new-passphrase-file %new", again=(0, 4)),
    _step("pay 5 Cake @cash +food --id p10", "pay", opens="new"),
)  # fmt: skip


def _more(line: str, *, again: tuple[int, ...] = (0, 3, 5), told: int = 1) -> Step:
    words = line.split()
    at = next((n for n, word in enumerate(words) if word[0] in "@+%-" or word[0].isdecimal()), 2)
    return _step(
        line, " ".join(words[: min(at, 2)] if words[0] in NOUNS else words[:1]), opens="new", again=again, told=told
    )


NOUNS = ("accounts", "budget", "categories", "payees")
MORE = (
    *map(
        _more,
        (
            "accounts add anna --kind person",
            "accounts add purse --kind cash",
            "accounts edit purse --alias pocket",
            "accounts close purse",
            "accounts add spare --kind cash",
            "accounts rm spare --yes",
            "lend 50 anna @cash --id l1",
            "borrow 20 anna @cash --id l2",
            "repay 5 anna @cash --id l3",
            "categories add food:coffee",
            "categories edit food:coffee --alias kaffee",
            "categories rename food:coffee food:drinks",
            "categories close food:drinks",
            "categories add royalties --income",
            "categories rm royalties --yes",
            "categories add snacks",
            "categories merge snacks food --yes",
            "payees add Landlord --iban DE89370400440532013000",
            "payees edit Landlord --iban GB82WEST12345698765432",
            "payees rename Cake Bakery",
            "payees alias Bakery Baker",
            "payees merge Bakery Tea --yes",
            "pay 1 Once @cash +food --id p12",
            "rm t66 --yes",
            "payees rm Once --yes",
            "budget set home 1",
            "budget move 20 food home",
            "pay 50 Lamp @cash +home --id p11",
            "budget cover home --from food",
            "budget hold 5",
            "budget carry food on",
            "budget account bank off",
            "budget rm home --yes",
        ),
    ),
    _step("profiles add tea.csv", "profiles add", opens="new", prepare=_table),
    _step("profiles rm tea", "profiles rm", opens="new", again=(0, 3)),
    _step("rules add shop +food --tag shop", "rules add", opens="new"),
    _step("rules edit r1 --above 2", "rules edit", opens="new"),
    _step("rules off r1 branch", "rules off", opens="new"),
    _step("rules on r1 branch", "rules on", opens="new"),
    _step("rules apply --yes", "rules apply", opens="new"),
    _step("rules rm r1", "rules rm", opens="new", again=(0, 3)),
    _step("import later.ofx @bank --skip-refused --before-opening move --changed take --learn-number",
          "import --changed", opens="new", prepare=_later_file),
    _step("backup %out/late.backup", opens="new", again=(0, 5)),
    _step("restore %out/late.backup --keys-only", "restore --keys-only", opens="new", again=(0, 5),
          prepare=_lose_keys, changes=True),
    _step("rm t6 --erase-body --yes", "rm --erase-body", opens="new", again=(0, 3, 5)),
    _step("erase --confirm copy --yes -w copy", "erase", again=(0, 3)),
)  # fmt: skip
"""What else can be recorded: tried in long runs, after all others."""
