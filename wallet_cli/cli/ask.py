"""Every question to the person at the keyboard. Without a terminal nothing asks: the caller gets the flag to name."""

from wallet_cli.cli.app import App
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _

ADVICE = {
    "common": N_("easy to guess: every list of guesses has it near the top"),
    "repeats": N_("easy to guess: it repeats itself"),
    "sequence": N_("easy to guess: its signs stand in a row on the keyboard or in the alphabet"),
    "short": N_("rather short: four or five words are better"),
    "one-kind": N_("only one kind of signs: more words, or another kind, are better"),
}


def line(app: App, prompt: str) -> str:
    """One line as typed, every character literal; EOFError or KeyboardInterrupt when the person leaves."""
    if not app.asks:
        raise UsageProblem("would-ask", question=prompt.strip(" :：>"))
    app.around.stderr.write(prompt)
    app.around.stderr.flush()
    text = app.around.stdin.readline()
    if not text:
        raise EOFError
    return text.rstrip("\r\n")


def default(app: App, question: str, value: str) -> str:
    """An answer, or ``value`` when only Enter is pressed."""
    return line(app, f"{question} [{value}]: ").strip() or value


def yes(app: App, question: str, *, flag: str = "--yes") -> bool:
    """Whether the person agrees; no by default and at the end of input. ``--yes`` agrees beforehand; without a terminal
    exit 2, naming ``flag``.
    """
    if app.options.yes:
        return True
    if not app.asks:
        raise UsageProblem("needs-yes", flag=flag)
    try:
        answer = line(app, f"{question} [y/N] ").strip().lower()
    except EOFError:
        app.around.stderr.write("\n")
        return False
    return answer in ("y", "yes", _("yes"), "是")


def secret(app: App, prompt: str) -> str:
    """A secret without echo."""
    if not app.asks:
        raise UsageProblem("would-ask", question=prompt.strip(" :：>"))
    return app.around.read_secret(prompt)


def new_passphrase(app: App, prompt: str = "") -> str:
    """A new passphrase, typed twice; what makes it easy to guess is said, and under eight characters it is refused."""
    from wallet_cli.domain.passphrase import LEAST, advice

    while True:
        first = secret(app, prompt or _("passphrase for this wallet: "))
        if len(first) < LEAST:
            app.around.stderr.write(_("too short: eight characters at least, better four or five words") + "\n")
            continue
        for said in advice(first):
            app.around.stderr.write(_(ADVICE[said]) + "\n")
        if secret(app, _("once more: ")) == first:
            return first
        app.around.stderr.write(_("the two differ; once more") + "\n")
