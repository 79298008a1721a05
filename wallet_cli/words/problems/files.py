"""Texts for files that come in and go out: what a whole file is refused for, and what a single row is."""

from wallet_cli.i18n import N_

TEXTS: dict[str, tuple[str, str]] = {
    # a whole file
    "file-empty": (N_("the file is empty"), N_("download it again from the bank")),
    "file-too-large": (
        N_("the file is larger than {limit_mib} MiB"),
        N_("ask the bank for a shorter period, and import the parts one by one"),
    ),
    "file-too-many-rows": (
        N_("the file has more than {limit} lines or bookings"),
        N_("ask the bank for a shorter period, and import the parts one by one"),
    ),
    "file-too-many-statements": (
        N_("the file has more than {limit} statements, which no bank's file has"),
        N_("download it again from the bank"),
    ),
    "file-too-many-refused": (
        N_("more than {limit} rows of the file can't be used"),
        N_("look at its first lines: it may be another kind of file, or damaged; download it again from the bank"),
    ),
    "file-changed": (
        N_("the file changed while it was read"),
        N_("wait until the program that writes to it is done, and import it again"),
    ),
    "letters-mixed": (
        N_("the file is written in two encodings: line {line} is UTF-8, line {other} is not"),
        N_("download it again from the bank; or open it in an editor, correct line {other}, and save it as UTF-8"),
    ),
    "file-declares-entities": (
        N_("the file declares XML entities or a document type of its own, which no bank's file does"),
        N_("don't trust it; download it again from the bank"),
    ),
    "format-unrecognised": (
        N_("this is not a file of a format that wallet reads ({known})"),
        N_("ask the bank for one of these formats"),
    ),
    "format-ambiguous": (N_("the file may be of several formats ({formats})"), N_("say which with --format")),
    "unknown-format": (N_('no format "{format}"; there are {known}'), ""),
    "option-of-other-format": (
        N_('the format "{format}" has no use for the option "{option}"'),
        N_("leave it out; formats that take it: {known}"),
    ),
    "option-not-one-of": (N_('the option "{option}" doesn\'t take "{value}"'), N_("one of: {known}")),
    "not-ofx": (N_("this is not an OFX file"), N_("look at its first lines: a web page means a failed download")),
    "not-camt": (
        N_("this is not a camt statement (ISO 20022)"),
        N_("look at its first lines: a web page means a failed download"),
    ),
    "xml-broken": (N_("the XML is damaged in line {line}; what follows was not read"), N_("download it again")),
    "xml-cut-off": (N_("the file ends too early: its last lines are missing"), N_("download it again")),
    "not-mt940": (
        N_("this is not an MT940 file: no line begins with a field such as :20: or :61:"),
        N_("download it again from the bank, as MT940 or SWIFT"),
    ),
    "not-qif": (
        N_("this is not a QIF file: no line says what follows, such as !Type:Bank"),
        N_("download it again from the bank, as QIF"),
    ),
    "date-order-mixed": (
        N_('the file has dates in two orders: the day comes first in "{one}", the month in "{other}"'),
        N_("add --dates dmy or --dates mdy; dates in the other order are then listed and left out"),
    ),
    "dates-contradicted": (
        N_("the file's own dates show the order {shown}, and not {given}, which was given"),
        N_("leave out --dates: the file shows it by itself"),
    ),
    "not-a-table": (
        N_("no table of bookings was found: no row has a day and an amount"),
        N_("look at the file's first lines: a web page means a failed download"),
    ),
    # a workbook
    "sheet-damaged": (
        N_("the workbook is damaged"),
        N_("download it again; or open it and save it as XLSX or CSV"),
    ),
    "sheet-kind-unknown": (
        N_("this is not a workbook that wallet reads (XLSX or XLS)"),
        N_("open it and save it as XLSX or CSV"),
    ),
    "sheet-none": (N_("the workbook has no sheet that could be read"), N_("download it again from the bank")),
    "sheet-too-large": (
        N_("a sheet of the workbook is larger than any statement's"),
        N_("ask the bank for a shorter period, and import the parts one by one"),
    ),
    "sheet-encrypted": (
        N_("the workbook needs a password, in a way that wallet can't take off"),
        N_("open it and save it without its password"),
    ),
    "sheet-unknown": (N_('the workbook has no sheet "{sheet}"'), N_("it has {known}")),
    "sheets-several": (
        N_("several sheets hold bookings, and not the same ones: {sheets}"),
        N_("import one after the other, and say which: `wallet import FILE --sheet NAME`"),
    ),
    # a PDF
    "pdf-damaged": (N_("the PDF is damaged"), N_("download it again; or open it and print it into a new PDF")),
    "pdf-too-long": (
        N_("the PDF is longer than any statement: {limit} pages are read at most"),
        N_("ask the bank for a shorter period, and import the parts one by one"),
    ),
    "pdf-takes-too-much": (
        N_("reading the PDF took more time or memory than a statement needs, or broke off"),
        N_("don't trust it; download it again from the bank, as CSV or OFX if it has them"),
    ),
    "pdf-process": (
        N_("the program that reads PDFs can't be started"),
        N_("install wallet again; or ask the bank for CSV, OFX, camt, MT940 or QIF"),
    ),
    "pdf-is-scan": (
        N_("the PDF holds pictures of pages (a scan) and no text, so it can't be read"),
        N_("download the statement from the bank instead of scanning it, as CSV or OFX if it has them"),
    ),
    "pdf-without-text": (
        N_("no page of the PDF has any text"),
        N_("download it again from the bank, as CSV or OFX if it has them"),
    ),
    "pdf-without-table": (
        N_("no table of bookings was found in the PDF: no header names a day and an amount with bookings below it"),
        N_("ask the bank for CSV, OFX, camt, MT940 or QIF"),
    ),
    "pdf-letters-unknown": (
        N_("the PDF shows letters and doesn't say which they are, so its text can't be read"),
        N_("ask the bank for CSV, OFX, camt, MT940 or QIF"),
    ),
    "pdf-tables-several": (
        N_("the PDF holds several tables of bookings with different columns, the next one on page {page}"),
        N_("ask the bank for CSV, OFX, camt, MT940 or QIF, a file for each account"),
    ),
    "pdf-tables-unsigned": (
        N_("the PDF holds several tables of bookings (see page {page}), and no amount shows which way the money went"),
        N_("ask the bank for CSV, OFX, camt, MT940 or QIF"),
    ),
    "pdf-accounts-several": (
        N_("the PDF holds bookings of several accounts"),
        N_("ask the bank for a statement of each account"),
    ),
    "row-is-picture": (N_("page {page} is a picture without text; there may be bookings on it"), ""),
    # what other files are packed into
    "zip-damaged": (N_("the ZIP file is damaged or cut off"), N_("download it again")),
    "zip-too-many": (
        N_("the ZIP file holds more than {limit} files"),
        N_("unpack it, and import the statement that it holds"),
    ),
    "zip-overlapping": (
        N_("files in the ZIP file use the same bytes, which only happens in files that are meant to do harm"),
        N_("don't trust it; download it again from the bank"),
    ),
    "zip-bomb": (
        N_("a file in the ZIP file unpacks to more than {limit_mib} MiB"),
        N_("don't trust it; download it again from the bank"),
    ),
    "zip-cipher-slow": (
        N_("the ZIP file is encrypted in the old way, which takes too long above {limit_mib} MiB"),
        N_("unpack it with another program, and import what it holds"),
    ),
    "gzip-damaged": (N_("the gzip file is damaged or cut off"), N_("download it again")),
    "packed-twice": (
        N_('"{file}" is packed once more inside'),
        N_("unpack it once, and import what comes out"),
    ),
    "packed-empty": (N_("no file is in the ZIP file"), N_("download it again")),
    "packed-several": (
        N_("several statements may be in the ZIP file: {files}"),
        N_("import one after the other, and say which with --member[[: `{corrected}`]]"),
    ),
    "packed-no-statement": (
        N_("no file in the ZIP file is a statement that wallet reads: {files}"),
        N_("ask the bank for CSV, XLSX, OFX, camt, MT940 or QIF"),
    ),
    "packed-unknown": (N_('the ZIP file holds no file "{member}", or several'), N_("it holds {known}")),
    "member-without-zip": (N_("the file is not a ZIP file"), N_("leave out --member")),
    "file-password-needed": (
        N_("the file {file} needs a password"),
        N_("give it in a file that only you can read, with --file-password-file"),
    ),
    "file-password-unread": (
        N_("the file's password can't be read from \"{path}\": {why}"),
        N_("check --file-password-file"),
    ),
    "file-password-open": (
        N_('other users of this machine can get at the file\'s password in "{path}" (mode {mode})'),
        N_("keep it to yourself: `chmod 600 {path}`"),
    ),
    "file-password-fd": (
        N_('the password can\'t be read from file descriptor "{fd}"'),
        N_("open it for the command: `wallet import FILE --file-password-fd 3 3< FILE`"),
    ),
    "file-password-wrong": (
        N_("the password doesn't open the file {file}"),
        N_(
            "it is the file's own password, not the wallet's passphrase: the bank or the e-wallet shows it where the "
            "file was asked for, or sends it in a message; often it is part of a number of yours"
        ),
    ),
    "zip-method-unknown": (
        N_("the ZIP file is packed or encrypted in a way that wallet doesn't know (method {method})"),
        N_("unpack it with the program that it was made with, and import what it holds"),
    ),
    "table-is-journal": (
        N_("this is a journal of double entries, not the statement of an account"),
        N_("export the account's statement instead"),
    ),
    "table-is-orders": (
        N_("this is a list of orders, not the statement of an account"),
        N_("import the statement of the account or card that paid for them"),
    ),
    "table-is-takings": (
        N_("this is a list of customers' card payments, not the statement of an account"),
        N_("import the statement of the account that they were paid into"),
    ),
    "table-is-trades": (
        N_("this is a list of trades, not the statement of an account"),
        N_("record by hand what went to the exchange and what came back"),
    ),
    "table-is-chain": (
        N_("this is a list of transfers on a blockchain, not the statement of an account"),
        N_("record your own transfers by hand"),
    ),
    "dates-ambiguous": (
        N_("{date} can be {one} or {other}, and nothing in the file shows which"),
        N_("say it: --dates dmy means day first, --dates mdy month first, --dates ymd year first[[: `{corrected}`]]"),
    ),
    "decimal-ambiguous": (
        N_("{amount} can be {one} or {other}, and nothing in the file shows which"),
        N_("say which sign is the decimal mark: --decimal . or --decimal ,[[: `{corrected}`]]"),
    ),
    "sign-unknown": (
        N_("no amount has a sign, and nothing in the file shows which way money went; rows: {rows}"),
        N_("say it: --sign out means that it was spent, --sign in that it came in[[: `{corrected}`]]"),
    ),
    "sign-of-debt": (
        N_("cards and loans are listed with either sign, and nothing here shows which; rows without a minus: {rows}"),
        N_("say it: --sign out means that those were spent, --sign in that they came in[[: `{corrected}`]]"),
    ),
    "amount-column-unclear": (
        N_("several columns can be the amount: {columns}"),
        N_("say which, by its number, with --columns[[: `{corrected}`]]"),
    ),
    "payee-column-unclear": (
        N_("several columns can say who was paid: {columns}"),
        N_("say which, by its number, with --columns[[: `{corrected}`]]"),
    ),
    "currency-unclear": (
        N_("neither the table nor an account says which currency the amounts are in; rows: {rows}"),
        N_("say it with --currency, or name the account[[: `{corrected}`]]"),
    ),
    "columns-unreadable": (
        N_('"{columns}" doesn\'t say what columns are: it names {known}, each with a column'),
        N_("write what each is, = and the number of its column, with commas between"),
    ),
    "no-such-column": (
        N_('the table has no column "{column}"'),
        N_("its columns are: {known}"),
    ),
    "not-a-profile": (
        N_("this is not a profile that wallet exported"),
        N_("a profile is written by: `wallet profiles export NAME -o FILE`"),
    ),
    "profile-not-table": (
        N_("a file of the format {format} is read the same everywhere: only tables need a profile"),
        N_("import it: `wallet import FILE @ACCOUNT`"),
    ),
    "profile-without-header": (
        N_("the table has no header, so files like it can't be recognised"),
        N_("import it; the answers to its questions can be given as options: `wallet import --help`"),
    ),
    "no-such-profile": (
        N_('no profile "{name}"[[ (did you mean {near}?)]]'),
        N_("see all: `wallet profiles`"),
    ),
    "profile-exists": (
        N_('a profile for other files is called "{name}"'),
        N_("choose another name with --name; or remove the other: `wallet profiles rm {name}`"),
    ),
    "not-books": (N_("this is not an export of whole books by wallet: its first line does not say so"), ""),
    "books-schema-unknown": (
        N_('the books are of the schema "{schema}", and this wallet reads {known}'),
        N_("import it with the version of wallet that wrote it, or a later one"),
    ),
    # what replaces a row that can't be used
    "bank-reported-error": (N_("the bank answered with error {code}: {message}"), N_("download the statement again")),
    "row-without-date": (N_("a row without a date"), ""),
    "row-without-amount": (N_("a row without an amount"), ""),
    "row-without-currency": (
        N_("neither the row nor its statement names a currency"),
        N_("import it into an account that has one: `wallet import FILE @ACCOUNT`"),
    ),
    "row-pending-without-date": (
        N_("a pending row: the bank has not booked it yet, and gives no date"),
        N_("import a later statement, once it is booked"),
    ),
    "row-currency-unknown": (N_('"{word}" is not a currency'), ""),
    "row-in-and-out": (N_("a row with both an amount in and an amount out"), N_("record it by hand")),
    "row-is-total": (N_("a line of totals, not a booking"), ""),
    "row-is-note": (N_("a note, not a booking"), ""),
    "row-repeats-header": (N_("the header once more, not a booking"), ""),
    "row-date-unreadable": (N_('"{date}" is not a date that can be read without guessing'), ""),
    "row-date-impossible": (N_('there is no day "{date}"'), ""),
    "row-amount-unreadable": (N_('"{amount}" is not an amount'), ""),
    "row-amount-ambiguous": (
        N_('"{amount}" can mean {one} or {other}, and no other amount in the file shows which; record it by hand'),
        "",
    ),
    "row-amount-too-fine": (
        N_("{amount} has more decimals than {currency} has ({scale})"),
        N_("record it by hand, rounded as the bank booked it"),
    ),
    "row-direction-unknown": (N_('"{word}" is neither CRDT (money in) nor DBIT (money out)'), ""),
    "balance-after-rows": (N_("a balance that follows the rows is not compared with the books"), ""),
    "booking-unreadable": (N_('"{text}" does not begin like a booking, which is date, D or C, amount'), ""),
    "balance-unreadable": (N_('"{text}" is not a balance, which is D or C, date, currency, amount'), ""),
    "section-left-out": (
        N_('records of the kind "{section}" are not read; left out: {count}'),
        N_("record those that moved money by hand"),
    ),
    "row-too-long": (
        N_("an entry of more than {limit} characters, which no bank writes"),
        N_("record it by hand"),
    ),
    "row-too-many-parts": (
        N_("an entry with more than {limit} parts, which no bank writes"),
        N_("record it by hand"),
    ),
    "row-cut-off": (N_("the file ends inside this row"), N_("download it again")),
    "investments-left-out": (
        N_("investment transactions are not read; left out: {count}"),
        N_("record the money that they moved by hand"),
    ),
    "transfer-left-out": (
        N_("a transfer that was ordered through the bank's program, not a booked row"),
        N_("it appears again in the statement once it is booked"),
    ),
    # a line of exported books
    "json-unreadable": (N_("the line is not a JSON object of whole numbers and texts"), ""),
    "line-too-long": (N_("the line is longer than {limit_mib} MiB"), ""),
    "field-missing": (N_('the field "{field}" is missing'), ""),
    "field-wrong": (N_('the field "{field}" has a value that can\'t be there'), ""),
    "record-unknown": (N_('no record of the kind "{record}"'), ""),
    "amounts-differ": (N_('"{amount}" and {minor} minor units are not the same amount'), N_("correct both")),
    "transaction-unbalanced": (
        N_("the postings in {currency} don't sum to zero: {difference} minor units too much"),
        N_("correct one of them"),
    ),
    "records-missing": (
        N_("the last line counts records: {records}, but there are {found}"),
        N_("lines were lost or added on the way; export again"),
    ),
    "books-cut-off": (N_("the last line is missing: the file was cut off"), N_("export again")),
    "after-the-end": (N_("a record after the last line"), ""),
    # writing
    "statement-without-currency": (N_("a statement needs a currency"), ""),
    "statement-mixes-currencies": (
        N_("a statement in {currency} can't hold a row in {other}"),
        N_("make one statement for each currency"),
    ),
    "statement-empty": (N_("neither rows nor a period to write a statement of"), ""),
}
