"""``wallet init``: a new vault, its settings, its first categories and accounts."""

from __future__ import annotations

from wallet_cli.cli.access import ask, opening, secrets
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.spec import Spec, opt
from wallet_cli.domain import kinds
from wallet_cli.domain.account import Account
from wallet_cli.domain.amounts import is_amount_like, read_signed_amount, to_money
from wallet_cli.domain.currency import currency, currency_of_word
from wallet_cli.errors import Refused, UsageProblem, WalletError
from wallet_cli.i18n import LANGUAGES, N_, _, language
from wallet_cli.services.record import typed_line
from wallet_cli.services.session import Session, home_currency, money_of, style
from wallet_cli.services.things import accounts, starting
from wallet_cli.services.things.accounts import Opening
from wallet_cli.services.things.settings import STYLES, style_of
from wallet_cli.services.vault import access, location, unlock
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App


def run(app: App, currency_code: str | None, numbers: str | None, categories: str | None) -> None:
    """Make the vault; on a terminal ask for what wasn't given and for the first accounts."""
    out = Output(app)
    where = opening.place(app)
    location.require_short_name(where)
    if location.exists(where):
        raise Refused("wallet-exists", wallet=app.name, path=str(where.folder))
    if app.options.dry_run:
        out.line(_("would make a wallet in {path}").format(path=where.folder))
        return
    initial = _decide(app, currency_code, numbers, categories)
    told = secrets.given(app)
    if told is None:
        if not app.asks:
            raise UsageProblem("passphrase-needed")
        out.note(_("The passphrase opens this wallet. Nobody can reset it; without it the wallet stays shut for ever."))
        out.note(_("Take eight characters or more, better four or five words."))
        told = ask.new_passphrase(app)
    from wallet_cli.cli.access import passphrases
    from wallet_cli.services.vault import create

    told = passphrases.made_of(told)

    store = create.create(where, told, app.around.kdf, app.around.random, lambda made: _start(app, made, initial))
    try:
        session = opening.session(app, store, "init")
        if out.as_json:
            identity = location.vault_id(where).hex()
            out.json({"schema": "wallet.init/1", "wallet": app.name, "path": str(where.folder), "id": identity})
        else:
            out.line(_("Made wallet {name} in {path}").format(name=app.name, path=where.folder))
        if app.asks:
            _first_accounts(app, session)
            _unlock_for_the_evening(app, told)
            text = _("Now record something: type `wallet pay` and then `{line}`")
            out.note(said(text, line=_("12.50 Coffee @cash +food")))
    finally:
        store.close()


def _start(app: App, store: access.Store, initial: starting.InitialSettings) -> None:
    starting.start(opening.session(app, store, "init"), initial)


def _decide(app: App, code: str | None, numbers: str | None, categories: str | None) -> starting.InitialSettings:
    tongue = categories or language()
    if tongue not in LANGUAGES:
        raise UsageProblem("unknown-language", language=tongue, languages=LANGUAGES)
    usual = "CNY" if tongue == "zh" else "EUR"
    if code is None:
        if not app.asks:
            raise UsageProblem("currency-needed")
        unit = ask.until_good(app, _("main currency"), usual, lambda text: _currency(text, usual))
    else:
        unit = _currency(code, usual)
    if numbers is None and app.asks:
        question = _("how do you write numbers: {styles}").format(styles="  ".join(STYLES))
        decimal, group = ask.until_good(app, question, PLAIN_STYLE, style_of)
    else:
        decimal, group = style_of(numbers or PLAIN_STYLE)
    return starting.InitialSettings(unit, decimal, group, tongue)


def _currency(text: str, usual: str) -> str:
    """The code that a code, a sign or a name means; a sign of several means ``usual`` where it can."""
    word = text.strip()
    candidates = currency_of_word(word) or (currency(word).code,)
    if len(candidates) > 1 and usual not in candidates:
        raise UsageProblem("main-currency-ambiguous", word=word, candidates=candidates)
    return usual if usual in candidates else candidates[0]


def _first_accounts(app: App, session: Session) -> None:
    """Ask for the first accounts: a name and what is in it; an empty name ends it."""
    out = Output(app)
    invitation = _(
        "Your first accounts, one a line: a name and what is in it now (cash 80 · bank 1,250.00). Enter ends."
    )
    out.note(invitation)
    while True:
        try:
            text = ask.line(app, _("account: ")).strip()
        except (EOFError, KeyboardInterrupt):  # the wallet is made: leaving here loses nothing
            out.note("")
            return
        if not text or text.lower() in ask.LEAVING:
            return
        if text.lower() in ("help", "?"):
            out.note(invitation)
            continue
        try:
            out.note(_add(session, text))
        except WalletError as error:
            from wallet_cli.cli.render import problem

            problem.show(error, app.around, as_json=False)


def _add(session: Session, text: str) -> str:
    """Add the account of a line such as ``cash 80``; what was done."""
    name, said = _name_and_amount(text)
    kind = kinds.guess(name)
    unit, opened = money_of(session, home_currency(session)), None
    if said:
        typed = read_signed_amount(said, style(session))
        unit = typed_line.currency_for(session, typed, None)
        opened = Opening(unit.code, to_money(typed, unit, style(session)).minor, session.today)
    made = accounts.add(session, Account(b"", name, kind, (unit.code,)), opened)
    return _("added {account} ({kind}, {currency})").format(account=made.account.path, kind=_(kind), currency=unit.code)


def _name_and_amount(text: str) -> tuple[str, str]:
    """``my bank 1 250 eur`` as a name and an amount ("" for none): the last words, as far as they look like one."""
    words = text.split()
    at = len(words)
    while at and (_is_amount(words[at - 1]) or currency_of_word(words[at - 1])):
        at -= 1
    if not any(map(_is_amount, words[at:])):
        at = len(words)  # only the name of a currency: it belongs to the account's
    if not at:
        raise UsageProblem("account-is-amount", text=text)
    return " ".join(words[:at]), " ".join(words[at:])


def _is_amount(word: str) -> bool:
    """An amount, also one gone wrong (``3x``), which its reader refuses."""
    return is_amount_like(word) or word[:1].isdecimal()


def _unlock_for_the_evening(app: App, passphrase: bytes) -> None:
    where = opening.place(app)
    try:
        opened = access.derive(where, passphrase)
        unlock.keep_key(where, opened, unlock.Limits(15 * 60), opening.moment(app), kernel_only=True)
    except WalletError:
        return
    text = _("Unlocked for 15 minutes; `wallet unlock --for 1h` keeps it open longer, `wallet lock` shuts it.")
    Output(app).note(said(text))


PLAIN_STYLE = "1,234.50"

COMMAND = Spec(
    "init",
    N_("make a new wallet"),
    run,
    (
        opt(
            "currency_code",
            "--currency",
            metavar="CODE",
            help=N_("main currency, for instance EUR"),
            complete="currency",
        ),
        opt("numbers", "--numbers", metavar="EXAMPLE", help=N_("number style, by example: 1,234.50 or 1.234,50")),
        opt(
            "categories",
            "--categories",
            metavar="LANG",
            help=N_("language of the first categories: en or zh"),
            complete="language",
        ),
    ),
    ("wallet init", "wallet init --currency EUR --no-input --passphrase-file pass.txt"),
)
