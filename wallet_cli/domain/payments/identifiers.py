"""Identifiers that carry check digits: IBAN, RF creditor reference, BIC.

Text goes in as people write it (blanks, lower case) and comes out compact and in capitals. Each identifier has a
function ``…_fault`` that names what is wrong with a compact one (or None), and ``read_…`` that raises for typed text.
A valid check digit means "typed correctly", never "exists".
"""

from wallet_cli.errors import UsageProblem

# The lengths of the SWIFT IBAN registry, release 101, whole IBAN including country and check digits.
_IBAN_LENGTHS = """
    AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20
    EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30
    KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23
    PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26
    UA29 VA22 VG24 XK20 YE30
"""
IBAN_LENGTHS: dict[str, int] = {word[:2]: int(word[2:]) for word in _IBAN_LENGTHS.split()}

# EU 27 with Iceland, Liechtenstein and Norway: within it a credit transfer needs no BIC
# (Regulation (EU) 260/2012, art. 5(7)).
_EEA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
EEA = frozenset(_EEA.split())


def compact(text: str) -> str:
    """``text`` without blanks and in capitals: the form identifiers are compared and stored in."""
    joined = "".join(text.split())
    # upper() would turn ß into SS, and the dotless i into I: a foreign letter must fail, not change
    return joined.upper() if joined.isascii() else joined


def grouped(identifier: str) -> str:
    """``identifier`` in groups of four, as IBANs and references are printed (ISO 13616)."""
    return " ".join(identifier[at : at + 4] for at in range(0, len(identifier), 4))


def iban_fault(iban: str) -> str | None:
    """What is wrong with a compact IBAN: "characters", "country", "length", "checksum"; None when it is right.

    Rules of ISO 13616-1: a length per country, check digits 02..98 by ISO 7064 MOD 97-10.
    """
    if not _is_alphanumeric(iban) or not iban[:2].isalpha() or not iban[2:4].isdigit():
        return "characters"
    wanted = IBAN_LENGTHS.get(iban[:2])
    if wanted is None:
        return "country"
    if len(iban) != wanted:
        return "length"
    return None if "02" <= iban[2:4] <= "98" and _mod_97(iban) == 1 else "checksum"


def read_iban(text: str) -> str:
    """The compact IBAN typed as ``text``; raises UsageProblem ``iban-`` and the fault, with ``iban`` grouped."""
    iban = compact(text)
    fault, typed = iban_fault(iban), grouped(iban)  # so it can be compared with what is printed
    if fault == "characters":
        raise UsageProblem("iban-characters", iban=typed)
    if fault == "country":
        raise UsageProblem("iban-country", iban=typed, country=iban[:2])
    if fault == "length":
        raise UsageProblem("iban-length", iban=typed, country=iban[:2], length=len(iban), wanted=IBAN_LENGTHS[iban[:2]])
    if fault == "checksum":
        raise UsageProblem("iban-checksum", iban=typed)
    return iban


def creditor_reference_fault(reference: str) -> str | None:
    """What is wrong with a compact RF creditor reference: "characters", "length", "checksum"; None when it is right.

    Rules of ISO 11649: RF, two check digits by ISO 7064 MOD 97-10, and 1 to 21 letters or digits.
    """
    if not _is_alphanumeric(reference) or reference[:2] != "RF" or not reference[2:4].isdigit():
        return "characters"
    if not 5 <= len(reference) <= 25:
        return "length"
    return None if "02" <= reference[2:4] <= "98" and _mod_97(reference) == 1 else "checksum"


def read_creditor_reference(text: str) -> str:
    """The compact RF reference typed as ``text``; raises UsageProblem ``creditor-reference`` with ``reference``."""
    reference = compact(text)
    if creditor_reference_fault(reference):
        raise UsageProblem("creditor-reference", reference=text)
    return reference


def creditor_reference(body: str) -> str:
    """The RF reference made of ``body`` (an invoice number of 1 to 21 letters or digits), ISO 11649.

    Raises UsageProblem ``creditor-reference-body`` with ``body``.
    """

    inner = compact(body)
    if not _is_alphanumeric(inner) or len(inner) > 21:
        raise UsageProblem("creditor-reference-body", body=body)
    return f"RF{98 - _mod_97('RF00' + inner):02d}{inner}"


def bic_fault(bic: str) -> str | None:
    """What is wrong with a compact BIC: "length" or "characters"; None when it is right.

    Rules of ISO 9362 as the payment schemes use it: four letters, a country of two letters, two letters or digits, and
    optionally a branch of three letters or digits.
    """
    if len(bic) not in (8, 11):
        return "length"
    return None if _is_alphanumeric(bic) and bic[:6].isalpha() else "characters"


def read_bic(text: str) -> str:
    """The compact BIC typed as ``text``; raises UsageProblem ``bic`` with ``bic``."""
    bic = compact(text)
    if bic_fault(bic):
        raise UsageProblem("bic", bic=text)
    return bic


def _is_alphanumeric(text: str) -> bool:
    # isascii first: isalnum alone lets Arabic digits and Greek letters pass
    return text.isascii() and text.isalnum() and text == text.upper()


def _mod_97(text: str) -> int:
    """ISO 7064: the first four characters moved to the end, A=10 … Z=35, the remainder by 97."""
    return int("".join(str(int(char, 36)) for char in text[4:] + text[:4])) % 97
