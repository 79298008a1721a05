"""What can be a passphrase, the form in which a new one is kept, and how it might be guessed: by a list, a pattern, or
because it is short. The last is advice, not a verdict.

Of strength only the length is a rule, and a low one: guessing is slowed down by the derivation, and a rule about signs
makes worse passphrases, not better ones (NIST SP 800-63B, section 5.1.1.2).
"""

from unicodedata import category, east_asian_width, normalize

LEAST = 8
"""A new passphrase has at least this size."""
MOST_BYTES = 4094
"""A terminal hands over 4,095 bytes of a line, however much was typed: one of that length may have been cut."""
ENOUGH = 16
"""From here on a passphrase needs no variety of signs."""
DISTINCT = 5

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def fault(told: bytes) -> str:
    """Why nobody could type these bytes as one line: "empty", "utf-16", "bom", "nul", "long", "not-utf-8", "control";
    "" where someone can. A key that only its file can repeat, or a part of a line, locks its owner out one day.
    """
    if not told:
        return "empty"
    if told.startswith(_UTF_16) or (0 in told and any(told[::2]) != any(told[1::2])):
        return "utf-16"
    if told.startswith(_BOM):
        return "bom"
    if 0 in told:
        return "nul"
    if len(told) > MOST_BYTES:
        return "long"
    try:
        text = told.decode()
    except UnicodeDecodeError:
        return "not-utf-8"
    return "control" if any(category(sign) in ("Cc", "Zl", "Zp") or sign == "\ufeff" for sign in text) else ""


def kept_form(told: bytes) -> bytes:
    """A passphrase that can be typed, in the form that is the same for every keyboard and input method: blanks of any
    width are U+0020, a letter with its marks is one character (RFC 8265, section 4.2, OpaqueString).
    """
    if told.isascii():
        return told
    blank = "".join(" " if category(sign) == "Zs" else sign for sign in told.decode())
    return normalize("NFC", blank).encode()


def size(text: str) -> int:
    """How long a passphrase is, in letters: a Chinese, Japanese or Korean character is as hard to guess as two."""
    return sum(2 if east_asian_width(sign) == "W" else 1 for sign in text)


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
密码 我的密码 口令 钱包 账本 我爱你 我爱你一生一世 一生一世 天长地久 恭喜发财 万事如意 心想事成 一帆风顺
一路顺风 芝麻开门 你好 你好世界 中国 中华人民共和国 为人民服务 好好学习天天向上 床前明月光 春眠不觉晓 白日依山尽
人之初性本善 学而时习之
wallet1 wallet123 bitcoin ethereum satoshi hodl money money123 bank banking finance ledger trezor passphrase
mypassword mypassphrase blockchain opensesame sesame starlight
"""
COMMON = frozenset(_COMMON.split())
"""Spellings that every list of guesses begins with."""

_RUNS = (
    "0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm",
    "零一二三四五六七八九十百千万", "〇一二三四五六七八九", "壹贰叁肆伍陆柒捌玖拾", "甲乙丙丁戊己庚辛壬癸",
    "子丑寅卯辰巳午未申酉戌亥", "鼠牛虎兔龙蛇马羊猴鸡狗猪", "天地玄黄宇宙洪荒", "赵钱孙李周吴郑王", "东南西北中发白",
    "春夏秋冬", "あいうえおかきくけこ", "가나다라마바사아자차카타파하",
)  # fmt: skip
_RUN_LEAST = 4


def advice(passphrase: str) -> tuple[str, ...]:
    """What makes it easy to guess: "common", "repeats", "sequence", "short", "one-kind"; nothing where nothing does."""
    # full-width digits and letters are guessed as their narrow twins are
    folded = normalize("NFKC", passphrase).casefold().strip()
    told = []
    if _is_common(folded):
        told.append("common")
    if size("".join(set(folded))) < DISTINCT or (len(folded) > 1 and folded in (folded + folded)[1:-1]):
        told.append("repeats")
    if _in_runs(folded) * 2 > len(folded):
        told.append("sequence")
    if size(folded) < ENOUGH:
        told += ["short"] if size(folded) < ENOUGH - 4 else []
        told += ["one-kind"] if _kinds(passphrase) < 2 else []
    return tuple(told)


def _is_common(folded: str) -> bool:
    """One of the list, also with blanks in it or digits and signs behind it."""
    joined = "".join(folded.split())
    bare = joined.rstrip("0123456789!?.*#$-_")
    return any(joined[:size] in COMMON for size in range(len(bare), len(joined) + 1))


def _in_runs(folded: str) -> int:
    """How many characters are in runs along the alphabet, the digits or a keyboard, forwards or backwards."""
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
    """How many kinds of signs: small, large, digits, others. Of Chinese ones there are thousands: more than a kind."""
    if any(east_asian_width(sign) == "W" for sign in passphrase):
        return len(passphrase)
    tests = (str.islower, str.isupper, str.isdecimal)
    return len({next((n for n, test in enumerate(tests) if test(sign)), len(tests)) for sign in passphrase})
