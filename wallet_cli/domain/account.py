"""Accounts and categories: one tree whose kinds say what each is for (``kinds``).

Money accounts say where money is, categories what it was for, equity accounts are the other side of openings,
exchanges and adjustments. A full path (``food:coffee``) is unique in the whole tree after folding.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.text import fold, narrow
from wallet_cli.named_tuple import NamedTuple

OPENING = "equity:opening"
CONVERSION = "equity:conversion"
ADJUSTMENT = "equity:adjustment"
EQUITY_PATHS = (OPENING, CONVERSION, ADJUSTMENT)
"""The three equity accounts that every vault has from the start."""

SEPARATOR, WIDE_SEPARATOR = ":", "："
NUMBERS_BETWEEN = "\n"
"""Between the numbers of an account, where they are kept in one text; no text at the border has it."""


class Account(NamedTuple):
    """One node of the tree, as the journal keeps it.

    ``uid`` 16 bytes; ``path`` as shown; ``currencies`` ISO codes it may hold (empty: any, as for categories);
    ``number`` the bank's number or IBAN, without blanks; ``aliases`` further names, old paths among them; ``also`` by
    what else banks and platforms mean it: another number, a card's last digits, what it is called as a means of
    payment.
    """

    uid: bytes
    path: str
    kind: str
    currencies: tuple[str, ...] = ()
    number: str = ""
    aliases: tuple[str, ...] = ()
    closed: bool = False
    also: tuple[str, ...] = ()

    @property
    def is_money(self) -> bool:
        """Whether this is a place where money is."""
        return kinds.of(self.kind).is_money

    @property
    def is_own(self) -> bool:
        """Whether money here is one's own, or one's own debt: a person's account says what is between two."""
        return kinds.of(self.kind).own

    @property
    def is_category(self) -> bool:
        """Whether this says what money was for."""
        return kinds.of(self.kind).is_category

    @property
    def type(self) -> str:
        """``account``, ``category`` or ``equity``: the word that JSON uses."""
        return kinds.of(self.kind).type


class Payee(NamedTuple):
    """Someone who is paid or pays: ``uid`` 16 bytes, ``name`` as typed first, ``aliases`` other spellings."""

    uid: bytes
    name: str
    aliases: tuple[str, ...] = ()


def parents(path: str) -> tuple[str, ...]:
    """The paths above ``path``, nearest first: ``a:b:c`` gives ``a:b``, ``a``."""
    parts = path.split(SEPARATOR)
    return tuple(SEPARATOR.join(parts[:end]) for end in range(len(parts) - 1, 0, -1))


_SIGILS = {"@": "@＠", "+": "+＋", "": "@+＠＋"}


def bare(name: str, sigil: str = "") -> str:
    """A name without the sigil that may come before it, ``@bank`` or ``+food``: no name begins with one.

    With ``sigil`` only that one: a new account's name with the sign of categories is a slip, to be refused.
    """
    return name.lstrip(_SIGILS[sigil])


def new_name(name: str, sigil: str) -> str:
    """What is to be the name of something new: ``bare``, and the parts of its path parted by ``:`` in any width."""
    return bare(name, sigil).replace(WIDE_SEPARATOR, SEPARATOR)


def number_key(number: str) -> str:
    """The key by which numbers and what stands for them are compared: without blanks, in any case and width."""
    return narrow(number).replace(" ", "").casefold()


CARD_DIGITS = 8
"""A number from this length on is known by its last digits."""


def has_tail(number: str, tail: str) -> bool:
    """Whether a number, or what a means of payment is called, ends in a card's last digits: ``招商银行(1234)``."""
    key = number_key(number).rstrip(")")
    before = key.removesuffix(tail)
    return key != before and (len(key) >= CARD_DIGITS or not before[-1:].isdigit())


def name_key(name: str) -> str:
    """The key by which names are compared: folded, blanks as ``-``, so that ``@main-account`` finds "Main Account"."""
    return fold(name).replace(" ", "-")
