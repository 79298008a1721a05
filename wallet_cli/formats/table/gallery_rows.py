"""How banks and services write their tables: for each its name, its header, and what the file doesn't show by itself.

Columns are parted by bars; an answer is ``name=value``, as a field of ``TableProfile`` has it. ``roles`` says what
columns mean that their names don't say; the others are understood by their names. Data only.
"""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple


class GalleryRow(NamedTuple):
    """One kind of file: what it is called, its header, its answers, and (column, role) where names don't say it."""

    name: str
    header: str
    answers: str = ""
    roles: tuple[tuple[str, str], ...] = ()


ROWS = (
    GalleryRow(
        "Sparkasse (CAMT)",
        "Auftragskonto|Buchungstag|Valutadatum|Buchungstext|Verwendungszweck|Glaeubiger ID|Mandatsreferenz|"
        "Kundenreferenz (End-to-End)|Sammlerreferenz|Lastschrift Ursprungsbetrag|Auslagenersatz Ruecklastschrift|"
        "Beguenstigter/Zahlungspflichtiger|Kontonummer/IBAN|BIC (SWIFT-Code)|Betrag|Waehrung|Info",
        roles=(("Info", "status"),),
    ),
    GalleryRow(
        "Sparkasse (MT940)",
        "Auftragskonto|Buchungstag|Valutadatum|Buchungstext|Verwendungszweck|Beguenstigter/Zahlungspflichtiger|"
        "Kontonummer|BLZ|Betrag|Waehrung|Info",
        roles=(("Info", "status"),),
    ),
    GalleryRow(
        "DKB",
        "Buchungsdatum|Wertstellung|Status|Zahlungspflichtige*r|Zahlungsempfänger*in|Verwendungszweck|Umsatztyp|"
        "IBAN|Betrag (€)|Gläubiger-ID|Mandatsreferenz|Kundenreferenz",
        "currency=EUR",
    ),
    GalleryRow(
        "DKB until 2023",
        "Buchungstag|Wertstellung|Buchungstext|Auftraggeber / Begünstigter|Verwendungszweck|Kontonummer|BLZ|"
        "Betrag (EUR)|Gläubiger-ID|Mandatsreferenz|Kundenreferenz",
    ),
    GalleryRow(
        "ING (DE)",
        "Buchung|Wertstellungsdatum|Auftraggeber/Empfänger|Buchungstext|Verwendungszweck|Saldo|Währung|Betrag|Währung",
    ),
    GalleryRow(
        "comdirect",
        "Buchungstag|Wertstellung (Valuta)|Vorgang|Buchungstext|Umsatz in EUR",
    ),
    GalleryRow(
        "comdirect Visa",
        "Buchungstag|Umsatztag|Vorgang|Referenz|Buchungstext|Umsatz in EUR",
        "source=creditcard",
    ),
    GalleryRow(
        "N26",
        "Booking Date|Value Date|Partner Name|Partner Iban|Type|Payment Reference|Account Name|Amount (EUR)|"
        "Original Amount|Original Currency|Exchange Rate",
    ),
    GalleryRow(
        "N26 until 2023",
        "Date|Payee|Account number|Transaction type|Payment reference|Amount (EUR)|Amount (Foreign Currency)|"
        "Type Foreign Currency|Exchange Rate",
    ),
    GalleryRow(
        "Revolut",
        "Type|Product|Started Date|Completed Date|Description|Amount|Fee|Currency|State|Balance",
    ),
    GalleryRow(
        "Wise",
        "TransferWise ID|Date|Amount|Currency|Description|Payment Reference|Running Balance|Exchange From|"
        "Exchange To|Exchange Rate|Payer Name|Payee Name|Payee Account Number|Merchant|Card Last Four Digits|"
        "Card Holder Full Name|Attachment|Note|Total fees",
        "dates=dmy",
    ),
    GalleryRow(
        "PayPal",
        "Date|Time|TimeZone|Name|Type|Status|Currency|Gross|Fee|Net|From Email Address|To Email Address|"
        "Transaction ID|Shipping Address|Address Status|Item Title|Item ID|Shipping and Handling Amount|"
        "Insurance Amount|Sales Tax|Option 1 Name|Option 1 Value|Option 2 Name|Option 2 Value|Reference Txn ID|"
        "Invoice Number|Custom Number|Quantity|Receipt ID|Balance|Address Line 1|"
        "Address Line 2/District/Neighborhood|Town/City|"
        "State/Province/Region/County/Territory/Prefecture/Republic|Zip/Postal Code|Country|Contact Phone Number|"
        "Subject|Note|Country Code|Balance Impact",
    ),
    GalleryRow(
        "Commerzbank",
        "Buchungstag|Wertstellung|Umsatzart|Buchungstext|Betrag|Währung|IBAN Kontoinhaber|Kategorie",
    ),
    GalleryRow(
        "Commerzbank until 2023",
        "Buchungstag|Wertstellung|Umsatzart|Buchungstext|Betrag|Währung|Auftraggeberkonto|"
        "Bankleitzahl Auftraggeberkonto|IBAN Auftraggeberkonto",
    ),
    GalleryRow(
        "Postbank",
        "Buchungstag|Wert|Umsatzart|Begünstigter / Auftraggeber|Verwendungszweck|IBAN / Kontonummer|BIC|"
        "Kundenreferenz|Mandatsreferenz|Gläubiger ID|Fremde Gebühren|Betrag|Abweichender Empfänger|"
        "Anzahl der Aufträge|Anzahl der Schecks|Soll|Haben|Währung",
    ),
    GalleryRow(
        "Deutsche Bank",
        "Buchungstag|Wert|Umsatzart|Begünstigter / Auftraggeber|Verwendungszweck|IBAN|BIC|Kundenreferenz|"
        "Mandatsreferenz|Gläubiger ID|Fremde Gebühren|Betrag|Abweichender Empfänger|Anzahl der Aufträge|"
        "Anzahl der Schecks|Soll|Haben|Währung",
    ),
    GalleryRow(
        "Volksbank",
        "Bezeichnung Auftragskonto|IBAN Auftragskonto|BIC Auftragskonto|Bankname Auftragskonto|Buchungstag|"
        "Valutadatum|Name Zahlungsbeteiligter|IBAN Zahlungsbeteiligter|BIC (SWIFT-Code) Zahlungsbeteiligter|"
        "Buchungstext|Verwendungszweck|Betrag|Waehrung|Saldo nach Buchung|Bemerkung|Gekennzeichneter Umsatz|"
        "Glaeubiger ID|Mandatsreferenz",
    ),
    GalleryRow(
        "Volksbank until 2023",
        "Bezeichnung Auftragskonto|IBAN Auftragskonto|BIC Auftragskonto|Bankname Auftragskonto|Buchungstag|"
        "Valutadatum|Name Zahlungsbeteiligter|IBAN Zahlungsbeteiligter|BIC (SWIFT-Code) Zahlungsbeteiligter|"
        "Buchungstext|Verwendungszweck|Betrag|Waehrung|Saldo nach Buchung|Bemerkung|Kategorie|Steuerrelevant|"
        "Glaeubiger ID|Mandatsreferenz",
    ),
    GalleryRow(
        "Barclays",
        "Number|Date|Account|Amount|Subcategory|Memo",
        "dates=dmy currency=GBP",
        (
            ("Number", "cheque"),
            ("Memo", "description"),
        ),
    ),
    GalleryRow(
        "HSBC (UK)",
        "Date|Type|Description|Paid out|Paid in|Balance",
        "dates=dmy",
    ),
    GalleryRow(
        "Monzo",
        "Transaction ID|Date|Time|Type|Name|Emoji|Category|Amount|Currency|Local amount|Local currency|"
        "Notes and #tags|Address|Receipt|Description|Category split|Money Out|Money In",
        "dates=dmy",
    ),
    GalleryRow(
        "Starling",
        "Date|Counter Party|Reference|Type|Amount (GBP)|Balance (GBP)|Spending Category|Notes",
        "dates=dmy",
    ),
    GalleryRow(
        "Lloyds",
        "Transaction Date|Transaction Type|Sort Code|Account Number|Transaction Description|Debit Amount|"
        "Credit Amount|Balance",
        "dates=dmy currency=GBP",
    ),
    GalleryRow(
        "NatWest",
        "Date|Type|Description|Value|Balance|Account Name|Account Number",
        "dates=dmy currency=GBP",
    ),
    GalleryRow(
        "Nationwide",
        "Date|Transaction type|Description|Paid out|Paid in|Balance",
        "dates=dmy",
    ),
    GalleryRow(
        "Chase",
        "Details|Posting Date|Description|Amount|Type|Balance|Check or Slip #",
        "dates=mdy currency=USD",
        (
            ("Details", ""),
            ("Type", "kind"),
        ),
    ),
    GalleryRow(
        "Chase card",
        "Transaction Date|Post Date|Description|Category|Type|Amount|Memo",
        "dates=mdy currency=USD source=creditcard",
    ),
    GalleryRow(
        "Bank of America",
        "Date|Description|Amount|Running Bal.",
        "dates=mdy currency=USD",
    ),
    GalleryRow(
        "Bank of America card",
        "Posted Date|Reference Number|Payee|Address|Amount",
        "dates=mdy currency=USD source=creditcard",
    ),
    GalleryRow(
        "Capital One card",
        "Transaction Date|Posted Date|Card No.|Description|Category|Debit|Credit",
        "currency=USD source=creditcard",
    ),
    GalleryRow(
        "Capital One 360",
        "Account Number|Transaction Description|Transaction Date|Transaction Type|Transaction Amount|Balance",
        "dates=mdy currency=USD",
    ),
    GalleryRow(
        "Citi card",
        "Status|Date|Description|Debit|Credit",
        "dates=mdy currency=USD sign=out source=creditcard",
    ),
    GalleryRow(
        "American Express (US)",
        "Date|Description|Card Member|Account #|Amount",
        "dates=mdy currency=USD sign=out source=creditcard",
    ),
    GalleryRow(
        "Discover",
        "Trans. Date|Post Date|Description|Amount|Category",
        "dates=mdy currency=USD sign=out source=creditcard",
    ),
    GalleryRow(
        "Apple Card",
        "Transaction Date|Clearing Date|Description|Merchant|Category|Type|Amount (USD)|Purchased By",
        "dates=mdy sign=out source=creditcard",
    ),
    GalleryRow(
        "Rabobank",
        "IBAN/BBAN|Munt|BIC|Volgnr|Datum|Rentedatum|Bedrag|Saldo na trn|Tegenrekening IBAN/BBAN|Naam tegenpartij|"
        "Naam uiteindelijke partij|Naam initiërende partij|BIC tegenpartij|Code|Batch ID|Transactiereferentie|"
        "Machtigingskenmerk|Incassant ID|Betalingskenmerk|Omschrijving-1|Omschrijving-2|Omschrijving-3|"
        "Reden retour|Oorspr bedrag|Oorspr munt|Koers",
    ),
    GalleryRow(
        "ING (NL)",
        "Datum|Naam / Omschrijving|Rekening|Tegenrekening|Code|Af Bij|Bedrag (EUR)|Mutatiesoort|Mededelingen|"
        "Saldo na mutatie|Tag",
    ),
    GalleryRow(
        "ABN AMRO",
        "Rekeningnummer|Muntsoort|Transactiedatum|Rentedatum|Beginsaldo|Eindsaldo|Transactiebedrag|Omschrijving",
    ),
    GalleryRow(
        "BoursoBank",
        "dateOp|dateVal|label|category|categoryParent|supplierFound|amount|comment|accountNum|accountLabel|"
        "accountbalance",
        "currency=EUR",
        (
            ("dateOp", "booked"),
            ("dateVal", "valued"),
            ("label", "description"),
            ("supplierFound", ""),
            ("accountNum", "account"),
            ("accountbalance", ""),
        ),
    ),
    GalleryRow(
        "Crédit Agricole",
        "Date|Libellé|Débit euros|Crédit euros",
        "currency=EUR",
    ),
    GalleryRow(
        "UBS",
        "Abschlussdatum|Abschlusszeit|Buchungsdatum|Valutadatum|Währung|Belastung|Gutschrift|Einzelbetrag|Saldo|"
        "Transaktions-Nr.|Beschreibung1|Beschreibung2|Beschreibung3|Fussnoten",
        "",
        (("Einzelbetrag", "part"),),
    ),
    GalleryRow(
        "PostFinance",
        "Datum|Bewegungstyp|Avisierungstext|Gutschrift in CHF|Lastschrift in CHF|Label|Kategorie",
    ),
    GalleryRow(
        "KBC",
        "Rekeningnummer|Rubrieknaam|Naam|Munt|Afschriftnummer|Datum|Omschrijving|Valuta|Bedrag|Saldo|credit|"
        "debet|rekeningnummer tegenpartij|BIC tegenpartij|Naam tegenpartij|Adres tegenpartij|"
        "gestructureerde mededeling|Vrije mededeling",
    ),
)
