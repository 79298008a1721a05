"""``wallet init``: a new vault, its settings, its first categories and accounts."""

from __future__ import annotations

from wallet_cli.cli.access import ask, asked, opening, secrets
from wallet_cli.cli.commands.vault import first_accounts
from wallet_cli.cli.line import retyped
from wallet_cli.cli.render import problem
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.render.vault import keys
from wallet_cli.cli.spec import Spec, opt
from wallet_cli.domain import kinds
from wallet_cli.domain.answers import is_later, is_no, is_yes
from wallet_cli.domain.currency import currency, currency_of_word
from wallet_cli.errors import Refused, UsageProblem, WalletError
from wallet_cli.i18n import LANGUAGES, N_, _, language
from wallet_cli.services.names import typed
from wallet_cli.services.things import starting
from wallet_cli.services.things.settings import PLAIN_STYLE, style_of, styles_for
from wallet_cli.services.vault import access, key_changes, location, unlock
from wallet_cli.words.spelling import example, said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from wallet_cli.cli.app import App


def run(app: App, currency_code: str | None, numbers: str | None, categories: str | None) -> None:
    """Make the vault; on a terminal ask for what wasn't given and for the first accounts."""
    out = Output(app)
    where = opening.place(app)
    location.require_short_name(where)
    given = {"currency_code": currency_code, "numbers": numbers, "categories": categories}
    if location.exists(where):
        again = retyped.line(app, "init", given, "--wallet", "NAME")
        look = retyped.line(app, "balance", {})
        raise Refused("wallet-exists", wallet=app.name, path=str(where.folder), line=again, other=look)
    _require_known(given)
    if app.options.dry_run:
        if out.as_json:
            out.json(_document(app, where, None))
        else:
            out.prose(_("would make a wallet in {path}").format(path=where.folder))
        return
    initial = _decide(app, currency_code, numbers, categories)
    told = secrets.given(app)
    if told is None:
        if not app.asks:
            raise UsageProblem("passphrase-needed", line=retyped.line(app, "init", given, "--passphrase-file", "FILE"))
        told = _new_passphrase(app, out)
    from wallet_cli.cli.access import passphrases
    from wallet_cli.services.vault import create

    told = passphrases.made_of(told)

    store = create.create(where, told, app.around.kdf, app.around.random, lambda made: _start(app, made, initial))
    try:
        session = opening.session(app, store, "init")
        if out.as_json:
            identity = location.vault_id(where).hex()
            out.json(
                {
                    "schema": "wallet.init/1",
                    "wallet": app.name,
                    "path": str(where.folder),
                    "id": identity,
                    "dry_run": False,
                }
            )
        else:
            out.prose(_("Made wallet {name} in {path}").format(name=app.name, path=where.folder))
            if app.asks:  # what is asked next comes after it
                app.around.stdout.flush()
        payer = first_accounts.ask_for(app, session) if app.asks else ""
    finally:
        store.close()
    if app.asks:
        _for_the_days_to_come(app, told)
        if not payer:
            name = kinds.own()[0]
            out.note(said(_("Next, an account to pay from: `wallet accounts add {account}`"), account=_(name)))
            return
        text = _("Now record something: type `wallet pay` and then `{line}`")
        line = example(_("12.50 Coffee @{account} +food")).format(account=typed(payer))
        out.note(said(text, line=line))


def _new_passphrase(app: App, out: Output) -> bytes:
    """What it is for, what makes a good one, and the one that is typed twice."""
    out.note(_("The passphrase opens this wallet. No one can reset it: without it and recovery words, it stays shut."))
    out.note(
        _(
            "Choose four or five words that have nothing to do with each other or with you, and that you use "
            "nowhere else: at least eight characters. They are not shown while you type."
        )
    )
    return ask.new_passphrase(app)


def _document(app: App, where: location.Place, identity: str | None) -> dict[str, object]:
    """A wallet that was made, as programs get it; one that would be has no identity yet."""
    document = {"schema": "wallet.init/1", "wallet": app.name, "path": str(where.folder), "id": identity}
    return {**document, "dry_run": app.options.dry_run}


def _start(app: App, store: access.Store, initial: starting.InitialSettings) -> None:
    starting.start(opening.session(app, store, "init"), initial)


def _require_known(given: Mapping[str, str | None]) -> None:
    """Refuse what was given for the wallet and is nothing of its kind, before anything is asked or made."""
    tongue = given["categories"]
    if tongue and tongue not in LANGUAGES:
        raise UsageProblem("unknown-language", language=tongue, languages=LANGUAGES)
    if code := given["currency_code"]:
        _currency(code, "CNY" if (tongue or language()) == "zh" else "EUR")
    if numbers := given["numbers"]:
        style_of(numbers)


def _decide(app: App, code: str | None, numbers: str | None, categories: str | None) -> starting.InitialSettings:
    tongue = categories or language()
    usual = "CNY" if tongue == "zh" else "EUR"
    if code is None:
        if not app.asks:
            given = {"currency_code": "CODE", "numbers": numbers, "categories": categories}
            raise UsageProblem("currency-needed", line=retyped.line(app, "init", given))
        about = _("the currency of most of your money, by its code or name: EUR, USD, CNY; others can be used, too")
        unit = ask.until_good(app, _("main currency"), usual, lambda text: _currency(text, usual), about)
    else:
        unit = _currency(code, usual)
    if numbers is None and app.asks:
        decimal, group = _asked_style(app, styles_for(unit))
    else:
        decimal, group = style_of(numbers or PLAIN_STYLE)
    return starting.InitialSettings(unit, decimal, group, tongue)


def _asked_style(app: App, styles: tuple[str, ...]) -> tuple[str, str]:
    """The style that is chosen, by its number or by an example; nothing is asked where a currency has one alone."""
    if len(styles) == 1:
        if language() == "zh":  # nobody who reads Chinese writes them otherwise
            return style_of(styles[0])
        text = _("Numbers are written like {example}; to change that: `wallet config numbers 1.234,50`")
        Output(app).note(said(text, example=styles[0]))
        return style_of(styles[0])
    numbered = [f"{number}) {style}" for number, style in enumerate(styles, 1)]
    for each in numbered if app.plain else ():
        Output(app).note(each)
    offers = "  ".join(numbered)

    def chosen(text: str) -> tuple[str, str]:
        word = text.strip()
        return style_of(styles[int(word) - 1] if word in map(str, range(1, len(styles) + 1)) else word)

    about = _("which sign comes before the cents, a point or a comma: answer with a number of the list, or Enter alone")
    asked = _("how do you write numbers: {styles}").format(styles=offers)
    asked = _("how do you write numbers? one of these") if app.plain else asked
    return ask.until_good(app, asked, styles[0], chosen, about)


def _currency(text: str, usual: str) -> str:
    """The code that a code, a sign or a name means; a sign of several means ``usual`` where it can."""
    word = text.strip()
    candidates = currency_of_word(word) or (currency(word).code,)
    if len(candidates) > 1 and usual not in candidates:
        raise UsageProblem("main-currency-ambiguous", word=word, candidates=candidates)
    return usual if usual in candidates else candidates[0]


def _for_the_days_to_come(app: App, passphrase: bytes) -> None:
    """Offer recovery words, and keep the wallet unlocked for its first records."""
    where = opening.place(app)
    try:
        opened = access.derive(where, passphrase)
        _offer_words(app, where, opened)
        unlock.keep_key(where, opened, unlock.Limits(15 * 60), opening.moment(app), kernel_only=True)
    except WalletError:
        return
    text = _("Unlocked for 15 minutes; `wallet unlock --for 1h` keeps it open longer, `wallet lock` shuts it.")
    Output(app).note(said(text))


def _offer_words(app: App, where: location.Place, opened: access.Unlocked) -> None:
    """24 words that open the wallet when the passphrase is forgotten, in the language that is chosen; Enter: later."""
    out = Output(app)
    out.note(_("24 words on paper open this wallet if the passphrase is forgotten: English ones (en) or Chinese (zh)."))
    try:
        ask.afresh(app)
        about = _("wallet shows 24 words for you to copy to paper: en are English words, zh Chinese ones; Enter: later")
        tongue = ask.until_good(app, _("write them down now, en or zh"), _("Enter: later"), _tongue, about)
        if tongue:
            words = key_changes.TYPES[key_changes.RECOVERY]
            secret = asked.new_secret(app, words, {"words": tongue})
            key_changes.add(where, opened, secret, "", keys.making(app))
            out.note(_("Added the key {name}").format(name=key_changes.RECOVERY))
            return
    except (EOFError, KeyboardInterrupt):  # the wallet is made, and all of it is there
        out.note("")
    except WalletError as error:
        problem.show(error, app.around, as_json=False)
    out.note(said(_("Words on paper, whenever you like: `wallet keys add recovery`")))


def _tongue(text: str) -> str:
    """The language that an answer asks for; "" for later."""
    word = text.strip().lower()
    if not word or is_no(word) or is_later(word) or word in (_("Enter: later").lower(), *ask.LEAVING):
        return ""
    if is_yes(word):
        return language()
    found = {"中文": "zh", "chinese": "zh", "英文": "en", "english": "en"}.get(word, word)
    if found not in LANGUAGES:
        raise UsageProblem("words-language", language=word)
    return found


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
