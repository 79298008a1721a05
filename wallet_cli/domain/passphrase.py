"""How a new passphrase might be guessed: by a list, a pattern, or because it is short. Advice, not a verdict.

Only the length is a rule, and a low one: guessing is slowed down by the derivation, and a rule about signs makes
worse passphrases, not better ones (NIST SP 800-63B, section 5.1.1.2).
"""

LEAST = 8
"""A passphrase has at least this many characters."""
ENOUGH = 16
"""From here on a passphrase needs no variety of signs."""
DISTINCT = 5

_COMMON = """
123456 1234567 12345678 123456789 1234567890 password passw0rd password1 qwerty qwertyuiop qwerty123 1q2w3e4r
1qaz2wsx zaq12wsx abc123 abcd1234 a1b2c3d4 111111 11111111 000000 00000000 123123 123123123 666666 888888 88888888
987654321 87654321 iloveyou letmein welcome welcome1 admin administrator root toor changeme secret default guest
master monkey dragon sunshine princess football baseball basketball superman batman spiderman pokemon starwars
shadow michael jennifer jessica ashley michelle daniel thomas robert william charlie jordan hunter hunter2 ranger
buster soccer hockey killer george andrew joshua matthew pepper cheese computer internet samsung google facebook
twitter linkedin microsoft windows apple iphone android amazon netflix whatever freedom trustno1 access mustang
corvette ferrari porsche mercedes harley yankees cowboys eagles arsenal chelsea liverpool barcelona juventus
realmadrid bayern flower lovely babygirl loveme iloveyou1 forever angel angels summer winter spring autumn january
february october november december monday friday sunday hello hello123 test test123 testtest testing login user
username mynoob asdfgh asdfghjkl asdf1234 zxcvbn zxcvbnm qazwsx qweasdzxc 1234qwer qwer1234 q1w2e3r4 p@ssw0rd
p@ssword pa55word passwort passwort1 kennwort hallo hallo123 schatz geheim sommer ficken motdepasse azerty
azertyuiop bonjour soleil contrasena contraseña tequiero estrella senha senha123 brasil wachtwoord welkom hejsan
losenord salasana haslo parola woaini woaini1314 woaini520 5201314 520520 1314520 a123456 a123456789 aa123456 wallet
wallet1 wallet123 bitcoin ethereum satoshi hodl money money123 bank banking finance ledger trezor passphrase
mypassword mypassphrase blockchain opensesame sesame starlight
"""
COMMON = frozenset(_COMMON.split())
"""Spellings that every list of guesses begins with."""

_RUNS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm")
_RUN_LEAST = 4


def advice(passphrase: str) -> tuple[str, ...]:
    """What makes it easy to guess: "common", "repeats", "sequence", "short", "one-kind"; nothing where nothing does."""
    folded = passphrase.casefold().strip()
    told = []
    if _is_common(folded):
        told.append("common")
    if len(set(folded)) < DISTINCT or (len(folded) > 1 and folded in (folded + folded)[1:-1]):
        told.append("repeats")
    if _in_runs(folded) * 2 > len(folded):
        told.append("sequence")
    if len(folded) < ENOUGH:
        told += ["short"] if len(folded) < ENOUGH - 4 else []
        told += ["one-kind"] if _kinds(passphrase) < 2 else []
    return tuple(told)


def _is_common(folded: str) -> bool:
    """One of the list, also with blanks in it or digits and signs behind it."""
    joined = "".join(folded.split())
    bare = joined.rstrip("0123456789!?.*#$-_")
    return any(joined[:size] in COMMON for size in range(len(bare), len(joined) + 1))


def _in_runs(folded: str) -> int:
    """How many characters stand in runs along the alphabet, the digits or a keyboard, forwards or backwards."""
    found, at = 0, 0
    while at < len(folded):
        length = max(_run_at(folded, at, step) for step in (1, -1))
        found += length if length >= _RUN_LEAST else 0
        at += length if length >= _RUN_LEAST else 1
    return found


def _run_at(folded: str, start: int, step: int) -> int:
    """The length of the run that begins here."""
    best = 0
    for row in _RUNS:
        here, length = row.find(folded[start]), 0
        while start + length < len(folded) and 0 <= here < len(row) and row[here] == folded[start + length]:
            here, length = here + step, length + 1
        best = max(best, length)
    return best


def _kinds(passphrase: str) -> int:
    """How many kinds of signs: small, large, digits, others."""
    tests = (str.islower, str.isupper, str.isdecimal)
    return len({next((n for n, test in enumerate(tests) if test(sign)), len(tests)) for sign in passphrase})
