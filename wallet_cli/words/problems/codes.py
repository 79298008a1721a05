"""The words for payment codes: what is wrong with one, what it can't say, and what to look at before paying."""

from wallet_cli.i18n import N_

_ASK_PAYEE = N_("don't pay with this code; ask the payee for a new one")

TEXTS: dict[str, tuple[str, str]] = {
    # identifiers, typed
    "iban-characters": (
        N_('"{iban}" is not an IBAN: two letters, two digits, then letters and digits'),
        N_("type it as printed, for example DE89 3704 0044 0532 0130 00"),
    ),
    "iban-country": (N_('"{iban}" is not an IBAN: "{country}" is not a country with IBANs'), ""),
    "iban-length": (
        N_('"{iban}" has {length} characters, but an IBAN of "{country}" has {wanted}'),
        N_("compare it with the original"),
    ),
    "iban-checksum": (
        N_('"{iban}" has wrong check digits: a character is mistyped'),
        N_("compare it with the original"),
    ),
    "creditor-reference": (
        N_('"{reference}" is not a valid creditor reference (RF, two check digits, up to 21 characters)'),
        N_("compare it with the original, or send it as text instead"),
    ),
    "creditor-reference-body": (
        N_('"{body}" can\'t become a creditor reference: 1 to 21 letters A-Z or digits'),
        N_("use a plain invoice number"),
    ),
    "bic": (
        N_('"{bic}" is not a BIC: 8 or 11 letters and digits, starting with six letters'),
        N_("compare it with the original"),
    ),
    "bitcoin-address": (
        N_('"{address}" is not a valid bitcoin address: a wrong character, length or checksum'),
        N_("copy the address again and compare all of it"),
    ),
    "bitcoin-test-network": (
        N_('"{address}" belongs to bitcoin\'s {network}: coins sent there are worth nothing'),
        N_("use an address of the main network"),
    ),
    # a code to make
    "unknown-scheme": (N_('no payment code scheme "{scheme}"'), N_("choose one of: {known}")),
    "request-field-missing": (N_('a code of scheme "{scheme}" needs the field "{field}"'), ""),
    "request-field-not-carried": (
        N_('a code of scheme "{scheme}" can\'t carry the field "{field}"'),
        N_("leave it out"),
    ),
    "request-field": (N_('"{value}" can\'t be in the field "{field}" of a code'), N_("use letters A-Z and digits")),
    "request-too-long": (N_('the field "{field}" has {length} characters; a code carries {limit}'), N_("shorten it")),
    "request-hidden-character": (
        N_('the field "{field}" holds the invisible character {character}'),
        N_("type the text again instead of pasting it"),
    ),
    "request-too-many-bytes": (
        N_('the code would hold {bytes} bytes; the scheme "{scheme}" allows {limit}'),
        N_("shorten the name, the text or the information"),
    ),
    "request-two-references": (
        N_("a code carries either a creditor reference or a text, not both"),
        N_("leave one of them out"),
    ),
    "request-said-twice": (
        N_('a code of scheme "{scheme}" has one name and one message, and two were given'),
        N_("leave one of them out"),
    ),
    "request-bic-wanted": (
        N_('the IBAN "{iban}" is outside the EEA ({country}): the code must name the bank\'s BIC, too'),
        "",
    ),
    "request-currency": (
        N_('a code of scheme "{scheme}" asks for {wanted}, not {currency}'),
        N_("give the amount in {wanted}"),
    ),
    "request-amount-range": (N_('a code of scheme "{scheme}" asks for {least} to {most}, not {amount}'), ""),
    "code-too-big": (
        N_("{bytes} bytes don't fit into a QR code of version {version} with error correction {level}"),
        N_("shorten the texts"),
    ),
    "symbology-unknown": (N_('codes of the kind "{symbology}" can\'t be drawn'), ""),
    "code-not-same": (N_('the code of scheme "{scheme}" would not read back as meant, and was not shown'), ""),
    "terminal-too-narrow": (
        N_("the code needs {needed} columns, and the terminal has {columns}"),
        N_("widen the window, or write a file: -o code.png"),
    ),
    # a code that was read
    "unknown-code": (N_('no known payment code: {bytes} bytes starting with "{start}"'), _ASK_PAYEE),
    "code-too-long": (N_("the code holds {bytes} bytes; at most {limit} are allowed"), _ASK_PAYEE),
    "code-charset": (N_("the code is not {charset} as it must be (byte {position})"), _ASK_PAYEE),
    "code-hidden-character": (N_("the code holds the invisible or control character {character}"), _ASK_PAYEE),
    "code-line-ends": (N_("the code mixes two kinds of line ends"), _ASK_PAYEE),
    "code-too-many-lines": (N_("the code has more than {limit} lines"), _ASK_PAYEE),
    "code-field-missing": (N_('the code lacks the field "{field}"'), _ASK_PAYEE),
    "code-field-too-long": (N_('the code\'s field "{field}" is longer than {limit} characters'), _ASK_PAYEE),
    "code-field": (N_('the code\'s field "{field}" can\'t be "{value}"'), _ASK_PAYEE),
    "code-two-references": (
        N_("the code holds both a structured reference and a text; only one is allowed"),
        _ASK_PAYEE,
    ),
    "code-iban": (N_('the code\'s IBAN "{iban}" is wrong: its country, length or check digits'), _ASK_PAYEE),
    "code-bic": (N_('the code\'s BIC "{bic}" is wrong'), _ASK_PAYEE),
    "code-creditor-reference": (N_('the code\'s creditor reference "{reference}" has wrong check digits'), _ASK_PAYEE),
    "code-amount": (N_('the code\'s amount "{amount}" is not one that its scheme allows'), _ASK_PAYEE),
    "code-address": (N_('the code has no usable address: "{address}"'), _ASK_PAYEE),
    "code-address-network": (
        N_('the code\'s address "{address}" does not belong to the network "{key}" it names'),
        _ASK_PAYEE,
    ),
    "code-repeated": (N_('the code says "{key}" more than once'), _ASK_PAYEE),
    "code-required": (
        N_('the code demands "{key}", which wallet can\'t do'),
        N_("use a wallet that can, or ask for another code"),
    ),
    # a picture
    "needs-extra": (
        N_("this needs the package {package}, which is not installed"),
        N_("install it beside wallet: `python -m pip install {package}`"),
    ),
    "picture-no-code": (
        N_("no code was found in the picture"),
        N_("take it again, sharper and with the white border around the code"),
    ),
    "picture-file-too-large": (
        N_("the picture has {bytes} bytes; at most {limit} are read"),
        N_("cut out the code and save that"),
    ),
    "picture-too-large": (
        N_("the picture has {pixels} pixels; at most {limit} are read"),
        N_("cut out the code and save that"),
    ),
    "picture-kind": (
        N_("this kind of picture can't be read"),
        N_("save it as PNG (8 bits, not interlaced), or add more kinds: pip install pillow"),
    ),
    "picture-damaged": (N_('the picture is damaged (at "{part}")'), N_("save or copy it again")),
}

# What a request that was read says about itself: obstacles forbid paying it as it is, warnings ask to look twice.
OBSTACLES: dict[str, str] = {
    "no-address": N_("it names no bitcoin address: only instructions that wallet can't follow"),
    "address-checksum": N_("its address has a wrong checksum: money sent there is lost"),
    "test-network": N_("its address belongs to a test network: coins there are worth nothing"),
}
WARNINGS: dict[str, str] = {
    "bic-wanted": N_("the account is outside the EEA, and the code names no BIC"),
    "reference-unchecked": N_("the reference has no check digits that wallet knows: compare it with the bill"),
}
