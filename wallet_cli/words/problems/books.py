"""Texts for what the rules of the books refuse, and for names that they don't know."""

from wallet_cli.i18n import N_

TEXTS: dict[str, tuple[str, str]] = {
    # accounts
    "no-such-account": (
        N_('no account "{name}"[[ (did you mean {near}?)]]'),
        N_("see all: `wallet accounts`[[; add it: `wallet accounts add {new}`]]"),
    ),
    "category-not-account": (
        N_('"{name}" is a category: it says what money was for, not where it is'),
        N_(
            "[[if the category is meant, write: `{corrected}`\n]]"
            "a category is written +{name}; `wallet accounts` lists the accounts"
        ),
    ),
    "category-has-no-balance": (
        N_('"{category}" is a category: it says what money was for, and holds none'),
        N_("see what it was: `wallet history +{category}`; what was spent, by category: `wallet report spending`"),
    ),
    "account-closed": (
        N_('the account "{account}" is closed'),
        N_("open it again: `wallet accounts close {account} --reopen`"),
    ),
    "account-missing": (
        N_("the account is missing"),
        N_("write: `{corrected}`   (`wallet accounts` lists them)"),
    ),
    "no-accounts-yet": (
        N_("there is no account yet, so there is nowhere for money to be"),
        N_("add one: `wallet accounts add cash`"),
    ),
    "one-account": (
        N_("one account is enough here, not {accounts}"),
        N_("[[write: `{line}`]][[with one of them: `{corrected}`]][[\nbetween the two, in their order: `{other}`]]"),
    ),
    "account-not-empty": (
        N_('the account "{account}" still holds money ({currencies})'),
        N_("move it: `wallet transfer AMOUNT @{account} @OTHER`; or settle it: `wallet adjust @{account} --to 0`"),
    ),
    "account-ahead": (
        N_('the account "{account}" is empty today, but {ref}, dated {date}, still moves money on it'),
        N_("close it after that day; or take the transaction out first: `wallet rm {ref}`"),
    ),
    "account-used": (
        N_('"{account}" is used by transactions or has others below it, so it can\'t be removed'),
        N_(
            "[[empty it first: `wallet transfer AMOUNT @{full} @OTHER`, or `wallet adjust @{full} --to 0`; then ]]"
            "close it: `wallet {noun} close {account}`"
        ),
    ),
    "bad-name": (
        N_('"{name}" can\'t be the name of an account or a category'),
        N_("leave out @ + = % # and quotes, and don't begin with -; a colon makes levels, for example bank:savings"),
    ),
    "name-taken": (
        N_('there is already something called "{name}"[[: "{by}"]]'),
        N_("choose another[[, or rename the old one: `wallet {noun} rename {owner} NEW`]]"),
    ),
    "unknown-kind": (N_('no kind "{kind}"'), N_("choose one of: {kinds}")),
    "kind-of-category": (
        N_('"{category}" is a category: it adds up what was spent or earned, and holds no money'),
        N_("add an account of its own: `wallet accounts add NAME`"),
    ),
    "kind-of-equity": (
        N_('"{account}" is the other side of openings, exchanges and adjustments, and every wallet needs it unchanged'),
        N_("add an account of its own: `wallet accounts add NAME`"),
    ),
    "kind-is-of-categories": (
        N_('"{account}" is an account: it holds money, and {kind} says what money was for'),
        N_("add a category: `wallet categories add NAME`; see the kinds of accounts: `wallet accounts add --help`"),
    ),
    "kind-between": (
        N_(
            '"{account}" is used by transactions: changing it from {kind} to {wanted} would turn money that moved '
            "into debts between you and a person, or back"
        ),
        N_("add another: `wallet accounts add NAME --kind {wanted}`"),
    ),
    "parent-kind": (
        N_('"{name}" is of kind {kind}, so nothing of kind {wanted} can be below it'),
        N_("choose a name that doesn't begin with {name}:"),
    ),
    "currency-in-use": (N_('"{account}" has transactions in {currency}'), N_("leave that currency in the list")),
    "currency-not-held": (
        N_('the account "{account}" doesn\'t hold {currency}, only {held}'),
        N_(
            "allow it: `wallet accounts edit {account} --currency {wanted}`; or keep that money apart, in an account "
            "of its own: `wallet accounts add NAME --currency {currency}`"
        ),
    ),
    "opening-not-held": (
        N_("the opening balance is in {currency}, which the account is not to hold"),
        N_("write: `{corrected}`"),
    ),
    "currency-needed-here": (
        N_('"{account}" can mean several currencies: {currencies}'),
        N_("say which after the amount, for example 12.50usd"),
    ),
    "currency-ambiguous": (
        N_('"{word}" can mean {candidates}, or another currency'),
        N_("write the code of the currency after the amount, for example 12.50usd"),
    ),
    "person-not-account": (
        N_('"{person}" is a person: between you and other people there are debts, not transfers'),
        N_("write: `wallet lend AMOUNT {person} @ACCOUNT`   (or borrow, or repay)"),
    ),
    # categories
    "no-such-category": (
        N_('no category "{name}"[[ (did you mean {near}?)]]'),
        N_("see all: `wallet categories`[[; add it: `wallet categories add {new}`]]"),
    ),
    "account-not-category": (
        N_('"{name}" is an account: it says where money is, not what it was for'),
        N_(
            "[[if the account is meant, write: `{corrected}`\n]]"
            "an account is written @{name}; `wallet categories` lists the categories"
        ),
    ),
    "category-closed": (
        N_('the category "{category}" is closed'),
        N_("open it again: `wallet categories close {category} --reopen`"),
    ),
    "category-merged-with-itself": (
        N_('both names mean the category "{name}"'),
        N_("`wallet categories` shows which names a category has"),
    ),
    "merge-other-kind": (
        N_('one of "{name}" and "{into}" is for spending, the other for income'),
        N_("merge it into one of its own kind: `wallet categories`"),
    ),
    "merge-into-below": (
        N_('"{into}" is part of "{name}", which can\'t be merged into a part of itself'),
        N_("the other way round: `wallet categories merge {into} {name}`"),
    ),
    "merge-below-taken": (
        N_('"{below}" would become "{taken}", which already exists'),
        N_("merge these two first: `wallet categories merge {below} {taken}`"),
    ),
    "category-missing": (
        N_("the category is missing"),
        N_("write: `{corrected}`   (`wallet categories` lists them)"),
    ),
    "category-twice": (N_('the category "{category}" appears twice'), N_("name it once, with the sum of both")),
    "category-not-here": (
        N_('"{command}" is neither spending nor income, so it can\'t have the category "{category}"'),
        N_("leave +{category} out; only the category of a fee belongs here, with --fee"),
    ),
    "not-income": (
        N_('"{category}" is a spending category, and money that comes in needs an income category'),
        N_(
            "money back for a purchase is a refund: `wallet refund AMOUNT SHOP @ACCOUNT +{category}`\n"
            "if it is given and received under one name: `wallet categories add {category} --both`"
        ),
    ),
    "not-expense": (
        N_('"{category}" is an income category, and spending needs a spending category'),
        N_(
            "money that came in is received: `wallet receive AMOUNT PAYER @ACCOUNT +{category}`\n"
            "if it is given and received under one name: `wallet categories add {category} --both`"
        ),
    ),
    "one-rest": (
        N_("only one category can take the rest, not {categories}"),
        N_("give the others their amounts, for example +food=220 +home"),
    ),
    "shares-too-large": (
        N_("the categories' amounts leave nothing over, or exceed the whole (by {over:currency})"),
        N_("lower one of them, or raise the amount"),
    ),
    "shares-too-small": (
        N_("{rest:currency} of the amount are in no category"),
        N_("let one take the rest: give it no amount, for example +food=220 +home"),
    ),
    # persons
    "no-such-person": (
        N_('no person "{name}"[[ (did you mean {near}?)]]'),
        N_("see all: `wallet accounts`[[; add them: `wallet accounts add {new} --kind person`]]"),
    ),
    "not-a-person": (
        N_('"{name}" is the name of something else, not of a person'),
        N_(
            "choose another name: `wallet accounts add NAME --kind person`\n"
            "or rename that: `wallet accounts rename {name} NEW`"
        ),
    ),
    "person-missing": (N_("it doesn't say with which person"), N_("write: `{corrected}`")),
    "person-twice": (N_("the same person appears twice: {people}"), N_("name everyone once")),
    "bill-too-small": (
        N_("not everyone gets a part of {total:currency}: one would be less than the smallest coin"),
        N_("leave someone out, or give them a larger part"),
    ),
    "bill-nothing-left": (
        N_("the parts of the others leave nothing of {total:currency} for you"),
        N_("lower one of them; what is all theirs is a loan: `wallet lend AMOUNT NAME @ACCOUNT`"),
    ),
    "bad-share": (
        N_('"{text}" doesn\'t say who shares the bill and how'),
        N_("write a name, and after it an amount or a part if the parts aren't equal: --with anna=20 --with bob=30%"),
    ),
    "nothing-owed": (
        N_('nothing is owed between you and "{person}"[[ in {currencies}]]'),
        N_("see who owes what: `wallet balance`; new debts: `wallet lend`, `wallet borrow`"),
    ),
    "nothing-owed-there": (N_('nothing is owed on "{account}"'), N_("see what is: `wallet balance`")),
    "repay-amount-missing": (
        N_('it doesn\'t say how much of the debt with "{person}" was repaid'),
        N_("write an amount, or all of it: `{corrected}`"),
    ),
    "one-person": (
        N_("a debt is with one person, not with {people}"),
        N_("record each by itself, with the amount that is theirs: `{corrected}`"),
    ),
    "transfer-all-of-what": (
        N_('"all" is what is owed on a card or a loan, and "{account}" is neither'),
        N_("write the amount: `{corrected}`"),
    ),
    "repays-too-much": (
        N_('[["{debtor}" owes you only {owed:currency}]][[you owe "{creditor}" only {owed:currency}]]'),
        N_("write: `{corrected}`\nand for the rest: `{other}`"),
    ),
    # payees, memos, tags
    "payee-missing": (
        N_("it doesn't say who was paid, or who paid"),
        N_("write a name after the amount: `{corrected}`"),
    ),
    "payee-is-account": (
        N_('"{name}" is an account of yours, not someone else'),
        N_(
            "[[between own accounts, repaying a card too: `{corrected}`\n]][[with someone else: `{other}`]]"
            "[[write: `{line}`]]"
        ),
    ),
    "bad-tag": (N_('"{tag}" can\'t be a tag'), N_("a tag is one word, for example --tag holiday")),
    # amounts
    "zero-amount": (N_('"{amount}" is zero'), N_("an amount is more than zero")),
    "part-in-other-currency": (
        N_('"{text}" is part of an amount in {currency}, but in another currency'),
        N_("write it in {currency}"),
    ),
    "sum-too-large": (N_("the balance would be beyond what the books can hold; nothing was changed"), ""),
    "charged-without-foreign": (
        N_('"{amount}" is in the account\'s own currency, so it was charged as it is'),
        N_("leave --charged out, or write the shop's currency, for example 45usd"),
    ),
    "charged-needed": (
        N_('"{account}" holds {held}, not {currency}: what was it charged?'),
        N_("add what the bank took, in the account's own currency: --charged AMOUNT"),
    ),
    "bad-deduction": (
        N_('"{text}" is not a deduction'),
        N_("write a category or an @account, and an amount: --less tax=450 --less @pension=300"),
    ),
    "deduction-twice": (
        N_('account "{name}" appears twice'),
        N_("put each deduction into its own account, not the one that gets the rest"),
    ),
    "deductions-too-large": (
        N_("the deductions leave nothing of the {gross:currency}"),
        N_("the amount is what was earned before deductions; lower what --less takes off it"),
    ),
    "fee-missing": (
        N_("--fee-inside says where the fee is taken from, but not how much it is"),
        N_("add --fee AMOUNT"),
    ),
    "fee-too-large": (
        N_("a fee of {fee:currency} leaves nothing of {amount:currency}"),
        N_("check the fee, or leave --fee-inside out if it came on top"),
    ),
    "fee-category-missing": (N_("there is no category for fees"), N_("name a category, for example +fees")),
    "one-fee-category": (
        N_("a fee belongs in one category, whole, not in {categories}"),
        N_("name one category without an amount, for example +fees"),
    ),
    # transfers and exchanges
    "two-accounts": (
        N_("a transfer needs two accounts: where it comes from and where it goes"),
        N_("write: `{corrected}`"),
    ),
    "transfer-declined": (
        N_("nothing was recorded"),
        N_("as it was asked: `{corrected}`\nthe other way: `{other}`"),
    ),
    "transfer-to-itself": (N_('"{account}" can\'t be both ends of a transfer'), N_("name two accounts: @FROM @TO")),
    "transfer-needs-exchange": (
        N_('"{source}" holds {one} and "{target}" {other}: that is an exchange'),
        N_("write both amounts, for example 100{first} 108.20{second}: `{corrected}`"),
    ),
    "arrives-too-early": (
        N_("a transfer that leaves on {left} can't arrive on {arrives}"),
        N_("--arrives is counted from the day it leaves, for example --arrives +2d"),
    ),
    "second-amount-missing": (
        N_("an exchange has two amounts: what left and what arrived"),
        N_("write: `{corrected}`"),
    ),
    "exchange-accounts": (
        N_("an exchange needs the account it leaves, and the one it reaches if that is another"),
        N_("write: `{corrected}`"),
    ),
    "exchange-same-currency": (
        N_("both amounts are in {currency}"),
        N_("inside one currency it is a transfer: `{corrected}`"),
    ),
    # refunds
    "not-a-purchase": (
        N_('"{ref}" is not a purchase that can be refunded'),
        N_("see what it is: `wallet show {ref}`; a refund by itself: `{corrected}`"),
    ),
    "already-refunded": (N_('nothing is left of "{ref}" to refund'), N_("see it: `wallet show {ref}`")),
    "refund-too-large": (
        N_('only {left:currency} are left of "{ref}" to refund'),
        N_("[[write: `{corrected}`\n]][[for another purchase, name account and category: `{other}`]]"),
    ),
    "refund-before-purchase": (
        N_('"{ref}" was bought on {date}, after that day'),
        N_("give the day of the refund: -d DATE"),
    ),
    "refund-needs-account": (
        N_('"{ref}" was paid from several accounts'),
        N_("say where the money went: `{corrected}`"),
    ),
    "category-not-in-purchase": (
        N_('"{category}", as it is written there, is not among the categories of "{ref}"'),
        N_("name one of its categories without an amount: `wallet show {ref}`"),
    ),
    "all-of-what": (
        N_('"all" needs the purchase that it refers to'),
        N_("name it: `{corrected}`   (`wallet history` shows the ids)"),
    ),
    # adjustments
    "adjust-account": (
        N_("an adjustment is about one account, and the balance comes after --to"),
        N_("write: `{corrected}`"),
    ),
    "adjust-balance": (
        N_("it doesn't say what the balance is, or says it twice"),
        N_("write: `{corrected}`   (a card on which 420 are owed: --owed 420)"),
    ),
    "adjust-bare-balance": (
        N_('"{amount}" can mean what "{account}" holds, or what was added to it'),
        N_("write: `{corrected}`"),
    ),
    "adjust-one-category": (
        N_("an adjustment has one category at most, without an amount"),
        N_("name one, for example +fun"),
    ),
    "owed-of-person": (
        N_('"owed" is ambiguous for the person "{person}"'),
        N_("what they owe you: --to {amount}; what you owe them: --to -{amount}"),
    ),
    # what is recorded
    "id-undone": (
        N_('what was recorded under the id "{key}" ({op}) has since been undone ({by})'),
        N_("do it again: `wallet redo {op}`; or record it under another id"),
    ),
    "id-removed": (
        N_('what was recorded under the id "{key}" ({op}) has since been removed[[: {refs}]]'),
        N_("[[bring it back: `wallet undo {by}`; or ]]record it under another id"),
    ),
    "id-reused": (
        N_('the id "{key}" was used for something else, in operation {op}'),
        N_("use another id, or see what it was: `wallet show {op}`"),
    ),
    "id-reused-here": (
        N_('another line of this batch has the id "{key}", and records something else'),
        N_("give each line an id of its own"),
    ),
    "id-erased": (
        N_('something of what was recorded under the id "{key}" was erased for good, by {by}'),
        N_("nothing was recorded now, and it can't be known whether it was the same; for something new use another id"),
    ),
    "too-few-postings": (N_("a transaction needs at least two postings"), ""),
    "unbalanced": (
        N_("the postings in {currency} don't sum to zero: {difference} minor units are left"),
        N_("change one of them by that"),
    ),
}
