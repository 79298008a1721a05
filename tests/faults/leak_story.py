"""What is done while leaks are hunted: every command and every verb once, with words that may occur nowhere.

``steps`` adds the first example of each command that no line here names, so that none is forgotten.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from tests.faults.leaks import ACCOUNT, CATEGORY, MEMO, NEW_PASSPHRASE, OWNER, PASSPHRASE, PAYEE, PERSON, TAG, Hunted
from wallet_cli.cli.line import registry
from wallet_cli.cli.spec import Noun

STORY = f"""
init --currency EUR --no-input
accounts add {ACCOUNT} --kind cash --opening 320 -d 2026-11-01
accounts add bank --kind bank --opening 1250 -d 2026-11-01
accounts add usd --kind bank --currency USD
accounts add {PERSON} --kind person
accounts add spare --kind cash
accounts list
accounts show {ACCOUNT}
accounts edit bank --alias {ACCOUNT}2
accounts rename spare purse
accounts close purse
accounts rm purse
categories add {CATEGORY}
categories add {CATEGORY}:sub
categories rename {CATEGORY}:sub {CATEGORY}:more
categories edit {CATEGORY}:more --alias {CATEGORY}3
categories close {CATEGORY}:more
categories rm {CATEGORY}:more
categories list
categories show {CATEGORY}
pay 12.50 {PAYEE} @{ACCOUNT} +{CATEGORY} -m {MEMO} --tag {TAG} --id {MEMO}
pay 3 {PAYEE}two @{ACCOUNT} +{CATEGORY}
receive 1800 {PAYEE} @bank +salary -m {MEMO}
transfer 50 @bank @{ACCOUNT}
exchange 10eur 11usd @bank @usd
refund 5 --of t3
lend 5 {PERSON} @{ACCOUNT}
borrow 7 {PERSON} @{ACCOUNT}
repay 1 {PERSON} @{ACCOUNT}
adjust @{ACCOUNT} --to 300 +{CATEGORY}
edit t4 -m {MEMO}3
rm t4
undo o28
redo o28
budget set {CATEGORY} 300
budget hold 20
budget show
budget set food 10
budget move 20 {CATEGORY} food
budget cover food --from {CATEGORY}
budget carry {CATEGORY} on
budget account bank off
budget explain {CATEGORY}
budget rm {CATEGORY}
payees alias {PAYEE} {PAYEE}alias
payees rename {PAYEE}two {PAYEE}three
payees merge {PAYEE}three {PAYEE}
payees rm {PAYEE}none
payees list
payees show {PAYEE}
config set owner {OWNER}
config list
config get owner
batch in/batch.txt
import in/broken.csv @bank
export -o out/books.jsonl
import out/books.jsonl
export --format hledger -o out/books.hledger
statement 2026-11 @{ACCOUNT} -o out/statement.csv
statement 2026-11 @bank
report
balance
history {PAYEE}
history -l 50 --json
show {PAYEE}
show t5
accounts edit bank --iban DE89370400440532013000
qr request 25 {PAYEE} --to bank --name {OWNER} -o out/code.svg
qr show --text {PAYEE}
qr read --text {PAYEE}
log
status
doctor
backup out/../copies.backup
verify copies.backup
restore copies.backup -w copy
restore copies.backup -w main --keys-only
verify
verify --rebuild
verify --accept-older --yes
keys add passphrase --name spare --new-passphrase-file in/new
keys rename spare second
keys test
keys list
keys revoke second --yes
passphrase --new-passphrase-file in/new --dry-run
unlock --for 1h
balance --passphrase-command in/ask
lock
demo
completion bash
help pay
pay
pay 5 {PAYEE}? @{ACCOUNT}nowhere +{CATEGORY}
balance --passphrase-file in/wrong
"""

_ASK = """#!/bin/sh
cat /proc/self/environ /proc/self/cmdline /proc/$PPID/environ /proc/$PPID/cmdline > seen-by-child
cat passphrase
"""


def prepare(machine: Hunted) -> None:
    """What the commands of the story read."""
    files = {
        "batch.txt": f"4.50 {PAYEE} @{ACCOUNT} +{CATEGORY} -m {MEMO}\nr 10 {PAYEE} @bank +salary\n",
        "broken.csv": f"date;amount;payee\n2026-11-01;{PAYEE};{MEMO}\n",
        "new": NEW_PASSPHRASE + "\n",
        "wrong": PASSPHRASE + "?\n",
        "ask": _ASK,
    }
    for name, text in files.items():
        path = machine.inputs / name
        path.write_text(text)
        path.chmod(0o700 if name == "ask" else 0o600)


def leaves() -> dict[str, tuple[str, ...]]:
    """Every command and verb, and its examples."""
    found = {}
    for entry in registry.ENTRIES:
        described = registry.load(entry)
        if isinstance(described, Noun):
            found |= {f"{entry.name} {verb.name}": verb.examples for verb in described.verbs}
        else:
            found[entry.name] = described.examples
    return found


def steps() -> Iterator[list[str]]:
    """The command lines, the story's first."""
    told = [shlex.split(line) for line in STORY.strip().splitlines()]
    yield from told
    named = {leaf_of(line) for line in told}
    for path, examples in leaves().items():
        if path not in named:
            yield shlex.split(examples[0], comments=True)[1:]


def leaf_of(line: list[str]) -> str:
    """Which of ``leaves`` a command line runs."""
    found = registry.find(line[0])
    described = registry.load(found) if found else None
    if not isinstance(described, Noun):
        return line[0]
    verbs = [verb.name for verb in described.verbs]
    return f"{line[0]} {line[1] if line[1:] and line[1] in verbs else described.default}"
