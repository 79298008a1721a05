"""Texts of the errors about looking back, editing, removing and undoing."""

from wallet_cli.i18n import N_

TEXTS: dict[str, tuple[str, str]] = {
    "not-a-transaction": (
        N_('"{text}" is not a transaction[[ (did you mean {near}?)]]'),
        N_(
            "[[the newest with {payee} is {newest}, of {day}; all of them: `wallet history --payee {payee}`\n]]"
            "transactions have short names such as t412: `wallet history` shows them[[, and those with these words: "
            "`wallet history {sought}`]]"
        ),
    ),
    "named-not-transaction": (
        N_('"{name}" is not a transaction, and only transactions are taken out of the books'),
        N_(
            "[[the newest with {payee} is {newest}, of {day}; all of them: `wallet history --payee {payee}`\n]]"
            "to remove what has this name: `wallet {noun} rm {name}`"
        ),
    ),
    "not-an-operation": (
        N_('"{text}" is not an operation[[ (did you mean {near}?)]]'),
        N_(
            "operations have short names such as o881: `wallet log` shows them"
            "[[\nto take the transaction {transaction} out: `wallet rm {transaction}`]]"
        ),
    ),
    "edit-lacks-letter": (
        N_('"{text}" is not a transaction, {near} is one'),
        N_("write: `{corrected}`\n`wallet history` shows the others"),
    ),
    "edit-names-none": (
        N_('"{text}" is not a transaction[[ (did you mean {near}?)]]'),
        N_("to change the last one, {ref} of {day}[[ with {payee}]]: `{corrected}`\n`wallet history` shows the others"),
    ),
    "edit-payee-is-category": (
        N_('"{name}" is a category, and without its + it would become the payee'),
        N_("for the category: `{corrected}`\nfor the payee: `{other}`"),
    ),
    "edit-with": (
        N_("a payment can't be shared with others after it was recorded"),
        N_(
            "take it out, `wallet rm ID`, and record it again: `wallet pay AMOUNT PAYEE @ACCOUNT +CATEGORY --with NAME`"
        ),
    ),
    "limit-negative": (N_("a limit of {limit} makes no sense"), N_("use -l 0 for all")),
    "unknown-state": (N_('"{state}" is not a state'), N_("one of: {states}")),
    "nothing-by-that-name": (
        N_('there is no account, category or payee "{name}"[[ (did you mean {near}?)]]'),
        N_("`wallet accounts`, `wallet categories` and `wallet payees` list them"),
    ),
    "search-period": (
        N_('"{text}" looks like a period, but isn\'t one'),
        N_("write it like {periods}; to search for it: `wallet history {quoted}`"),
    ),
    "several-periods": (
        N_("the period is given twice: {one} and {other}"),
        N_("give one, or a range like 2026-10..2026-11"),
    ),
    "two-periods": (
        N_('"{word}" is a second period, and there is room for one'),
        N_("from the first to the second: `{corrected}`"),
    ),
    "several-periods-found": (
        N_("several words are periods: {found}"),
        N_("give one, or a range like 2026-10..2026-11; to search for a word: `wallet history {quoted}`"),
    ),
    "unknown-grouping": (
        N_('a report can\'t be grouped by "{by}"'),
        N_('use --by with one of {kinds}; other kinds with their dates: --by "two-weeks from 2026-11-06"'),
    ),
    "nothing-to-edit": (
        N_("nothing to change was given"),
        N_("for instance: `wallet edit {ref} AMOUNT` or `wallet edit {ref} +CATEGORY`"),
    ),
    "edit-ambiguous": (
        N_("{ref} moves several accounts or goes both ways: {accounts}; it isn't clear which one is meant"),
        N_("take it out and record it again: `wallet rm {ref}`"),
    ),
    "edit-mixed-categories": (
        N_("the categories of {ref} go both ways or are in several currencies"),
        N_("take it out and record it again: `wallet rm {ref}`"),
    ),
    "edit-no-category": (N_("{ref} has no category that could be changed"), N_("see what it has: `wallet show {ref}`")),
    "edit-other-currency": (
        N_("{ref} is booked in {currency}"),
        N_("give the amount in {currency}, or take it out and record it again: `wallet rm {ref}`"),
    ),
    "edit-reconciled": (
        N_("{ref} is reconciled with a statement: its date, account and amount stay"),
        N_("if the statement was wrong, say so in the same command: --booked"),
    ),
    "edit-arrives-first": (
        N_("{ref} would leave on {left} and arrive before that, on {arrives}"),
        N_("give a day up to {arrives}, or take it out and record it again with --arrives: `wallet rm {ref}`"),
    ),
    "edit-below-refunds": (
        N_("{ref} would cost less than what was refunded ({refunds})"),
        N_("look at the refunds first: `wallet show {ref}`"),
    ),
    "refunds-exceed-purchase": (
        N_("the refunds of {ref} ({refunds}) would be more than it cost"),
        N_("look at it first: `wallet show {ref}`; a refund is taken out by `wallet rm ID`"),
    ),
    "has-refunds": (
        N_("{ref} has refunds: {refunds}"),
        N_("take the refunds out, too: `wallet rm {ref} {refunds}`"),
    ),
    "remove-reconciled": (
        N_("{ref} is reconciled with a statement"),
        N_("if the statement was wrong: `wallet edit {ref} --booked`, then `wallet rm {ref}`"),
    ),
    "no-such-transaction": (
        N_("no transaction {ref}"),
        N_("[[{by} took it out; bring it back: `wallet undo {by}`\n]]`wallet history` shows them"),
    ),
    "edit-was-other": (
        N_("{ref} isn't about {text}; nothing was changed"),
        N_("see it: `wallet show {ref}`; if it is the one, write the new amount alone"),
    ),
    "last-none": (
        N_('nothing was recorded yet that "last" could mean'),
        N_("[[an opening balance goes by its id: `wallet show {ref}`\n]]`wallet history` shows what there is"),
    ),
    "no-such-operation": (N_("no operation {ref}"), N_("`wallet log` shows what was done")),
    "nothing-to-undo": (N_("there is nothing to undo"), ""),
    "nothing-to-redo": (N_("nothing was undone in this terminal"), N_("name what to redo: `wallet redo ID`")),
    "not-undone": (N_("{op} isn't undone now: there is nothing to do again"), N_("`wallet log` shows what is undone")),
    "already-undone": (N_("{op} was already undone, by {by}"), N_("to do it again: `wallet redo {op}`")),
    "not-undoable": (N_("{op} ({command}) can't be undone"), N_("correct it with a further change")),
    "last-needs-terminal": (
        N_("without a terminal, and in a batch, the transaction must be named"),
        N_("see the last one of all: `wallet show {ref}`; in a script keep the id that `-q` prints"),
    ),
    "undo-needs-operation": (
        N_("without a terminal, the operation to undo must be named"),
        N_("the last one: `wallet undo {op}`"),
    ),
    "redo-needs-operation": (
        N_("without a terminal, the operation to redo must be named"),
        N_("`wallet log` shows what was undone; then `wallet redo ID`"),
    ),
    "undo-blocked": (
        N_("{op} can't be undone alone: what was done later builds on it: {blockers}"),
        N_("[[all at once: `wallet undo {line}`]]"),
    ),
    "undo-reconciled": (
        N_("{op} can't be undone: {ref} is reconciled with a statement"),
        N_("make it unreconciled, `wallet edit {ref} --booked`, then correct it: `wallet edit {ref} WORDS`"),
    ),
    "undo-in-use": (
        N_('{op} can\'t be undone: "{name}" would be left without something it needs'),
        N_(
            "see what {blocker} did and undo that first: `wallet show {blocker}`[[\nall at once: `wallet undo {line}`]]"
        ),
    ),
    "undo-name-taken": (
        N_('the name "{name}" has been given to something else, by {blocker}'),
        N_("rename one of them, or undo {blocker} first"),
    ),
    "undo-erased": (
        N_("{op} can't be undone: a part of what it would need was erased for good by {by}"),
        N_("see what was erased: `wallet show {by}`; then correct it with a further change"),
    ),
    "undo-of-beginning": (
        N_("{op} made the wallet: without it nothing would be left"),
        N_(
            "change what it set: `wallet config`\n"
            "remove what it made and you don't use: `wallet categories rm NAME`, `wallet accounts rm NAME`\n"
            "the whole wallet, for ever: `wallet erase --help`"
        ),
    ),
    "undo-of-init": (
        N_('{op} added the account "{account}" when the wallet was made, and undo doesn\'t go back that far'),
        N_(
            "remove it, if nothing uses it: `wallet accounts rm {account}`\n"
            "or say what it really holds: `wallet adjust @{account} --to AMOUNT`"
        ),
    ),
    "undo-of-fork": (
        N_("{op} only records that work continued from an older copy of the wallet: it changed nothing in the books"),
        N_("see what was done since: `wallet log`"),
    ),
    "undo-of-erasure": (
        N_("{op} erased something for good: nothing brings it back"),
        N_("an earlier backup may still hold it: `wallet restore FILE --wallet NAME`"),
    ),
    "already-erased": (N_("{ref} was already erased for good"), N_("`wallet history` shows what there is")),
    "undo-changes-nothing": (N_("undoing {op} would change nothing"), ""),
    "no-payee-called": (N_('no payee "{name}"[[ (did you mean {near}?)]]'), N_("`wallet payees` lists them")),
}
