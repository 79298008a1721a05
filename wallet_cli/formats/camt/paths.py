"""Where a message says what: the elements that are read, by their local names, as a tree.

All versions are one tree: an element that moved is in it twice, under the same key. A key is what the value is
called in ``Part.fields``, where the first filled one counts; ``KEY+`` gathers all that are filled.
"""

from __future__ import annotations


class Node:
    """One element: ``key`` of its text, ``part`` the name of the part it begins; ``above`` is itself at the root."""

    __slots__ = ("above", "children", "gathers", "key", "part")

    def __init__(self, above: Node | None = None) -> None:
        self.above = above or self
        self.children: dict[str, Node] = {}
        self.key = ""
        self.part = ""
        self.gathers = False

    def at(self, path: str) -> Node:
        """The element below this one, made where it isn't there yet."""
        node = self
        for name in path.split("/"):
            node = node.children.setdefault(name, Node(node))
        return node

    def reads(self, keys: dict[str, str]) -> Node:
        """Read the text of these elements, given as ``{key: "PATH PATH"}``."""
        for key, paths in keys.items():
            for path in paths.split():
                leaf = self.at(path)
                leaf.key, leaf.gathers = key.rstrip("+"), key.endswith("+")
        return self

    def begins(self, part: str, path: str) -> Node:
        """One element is a part of its own."""
        made = self.at(path)
        made.part = part
        return made


MESSAGES = {"BkToCstmrAcctRpt": "Rpt", "BkToCstmrStmt": "Stmt", "BkToCstmrDbtCdtNtfctn": "Ntfctn"}
"""The messages, and what a statement is called in each."""
INTERIM, STATEMENT, NOTIFICATION = MESSAGES.values()
BALANCE, ENTRY, DETAIL, CHARGES, CHARGE = "Bal", "Ntry", "TxDtls", "Chrgs", "Rcrd"
"""The parts."""

_AMOUNTS = {
    "instructed": "AmtDtls/InstdAmt/Amt",
    "transacted": "AmtDtls/TxAmt/Amt",
    "countervalue": "AmtDtls/CntrValAmt/Amt",
    "rate": " ".join(f"AmtDtls/{each}/CcyXchg/XchgRate" for each in ("InstdAmt", "TxAmt", "CntrValAmt")),
}
_CODES = {
    "domain": "BkTxCd/Domn/Cd",
    "family": "BkTxCd/Domn/Fmly/Cd",
    "subfamily": "BkTxCd/Domn/Fmly/SubFmlyCd",
    "own-code": "BkTxCd/Prtry/Cd",
}
_SIGNED = {"amount": "Amt", "direction": "CdtDbtInd"}
_CARD = {"pan": "CardTx/Card/PlainCardData/PAN CardTx/Card/MskdPAN CardTx/Card/PlainCardData/MskdPAN"}
_PARTIES = {
    **{
        side: f"RltdPties/{side}/Nm RltdPties/{side}/Pty/Nm RltdPties/{side}/Agt/FinInstnId/Nm"
        for side in ("Dbtr", "Cdtr", "UltmtDbtr", "UltmtCdtr")
    },
    **{
        f"{side}Acct": " ".join(
            f"RltdPties/{side}Acct/Id/{each}" for each in ("IBAN", "Othr/Id", "PrtryAcct/Id", "BBAN", "UPIC")
        )
        for side in ("Dbtr", "Cdtr")
    },
    **{
        f"{side}Agt": " ".join(
            f"RltdAgts/{side}Agt/FinInstnId/{each}" for each in ("BIC", "BICFI", "ClrSysMmbId/MmbId", "ClrSysMmbId/Id")
        )
        for side in ("Dbtr", "Cdtr")
    },
    "creditor-id": "RltdPties/Cdtr/Id/PrvtId/Othr/Id RltdPties/Cdtr/Pty/Id/PrvtId/Othr/Id",
}
_REFERENCES = {
    "reference": "Refs/AcctSvcrRef",
    "payment": "Refs/PmtInfId",
    "instruction": "Refs/InstrId",
    "end-to-end": "Refs/EndToEndId",
    "transaction": "Refs/TxId",
    "uetr": "Refs/UETR",
    "mandate": "Refs/MndtId",
    "cheque": "Refs/ChqNb",
}


def _charged(node: Node) -> None:
    charges = node.begins(CHARGES, CHARGES).reads(
        {**_SIGNED, "total": "TtlChrgsAndTaxAmt", "included": "ChrgInclInd"},
    )
    charges.begins(CHARGE, CHARGE).reads({**_SIGNED, "included": "ChrgInclInd"})


def _entry(statement: Node) -> None:
    entry = statement.begins(ENTRY, ENTRY).reads(
        {
            **_SIGNED,
            **_AMOUNTS,
            **_CODES,
            **_CARD,
            "reversal": "RvslInd",
            "status": "Sts Sts/Cd Sts/Prtry",
            "booked": "BookgDt/Dt BookgDt/DtTm",
            "value": "ValDt/Dt ValDt/DtTm",
            "reference": "AcctSvcrRef",
            "batch": "NtryDtls/Btch/PmtInfId NtryDtls/Btch/MsgId Btch/PmtInfId Btch/MsgId",
            "batch-count": "NtryDtls/Btch/NbOfTxs Btch/NbOfTxs",
            "text": "AddtlNtryInf",
        }
    )
    _charged(entry)
    for path in ("NtryDtls/TxDtls", "TxDtls"):
        _detail(entry.begins(DETAIL, path))


def _detail(detail: Node) -> None:
    detail.reads(
        {
            **_SIGNED,
            **_AMOUNTS,
            **_CODES,
            **_CARD,
            **_PARTIES,
            **_REFERENCES,
            "remittance+": "RmtInf/Ustrd",
            "creditor-reference+": "RmtInf/Strd/CdtrRefInf/Ref RmtInf/Strd/CdtrRefInf/CdtrRef",
            "document+": "RmtInf/Strd/RfrdDocInf/Nb RmtInf/Strd/RfrdDocInf/RfrdDocNb",
            "remark+": "RmtInf/Strd/AddtlRmtInf",
            "purpose": "Purp/Cd Purp/Prtry",
            "returned": "RtrInf/Rsn/Cd RtrInf/Rsn/Prtry RtrInf/RtrRsn/Cd RtrInf/RtrRsn/Prtry",
            "accepted": "RltdDts/AccptncDtTm",
            "detail-text": "AddtlTxInf",
        }
    )
    _charged(detail)


def _tree() -> Node:
    root = Node()
    bank = "Acct/Svcr/FinInstnId/"
    for message, name in MESSAGES.items():
        for version in ("", "V01", "V02"):
            above = root.at(message + version)
            statement = above.begins(name, name)
            statement.reads(
                {
                    "id": "Id",
                    "number": "ElctrncSeqNb",
                    "legal-number": "LglSeqNb",
                    "page": f"{name}Pgntn/PgNb",
                    "first": "FrToDt/FrDtTm FrToDt/FrDt",
                    "last": "FrToDt/ToDtTm FrToDt/ToDt",
                    "iban": "Acct/Id/IBAN",
                    "account": "Acct/Id/Othr/Id Acct/Id/PrtryAcct/Id Acct/Id/BBAN Acct/Id/UPIC",
                    "currency": "Acct/Ccy",
                    "product": "Acct/Nm",
                    "owner": "Acct/Ownr/Nm Acct/Ownr/Pty/Nm",
                    "type": "Acct/Tp/Cd Acct/Tp/Prtry",
                    "bic": f"{bank}BIC {bank}BICFI",
                    "bank-code": f"{bank}ClrSysMmbId/MmbId {bank}ClrSysMmbId/Id",
                    "count": "TxsSummry/TtlNtries/NbOfNtries",
                    "net": "TxsSummry/TtlNtries/TtlNetNtryAmt TxsSummry/TtlNtries/TtlNetNtry/Amt",
                    "net-direction": "TxsSummry/TtlNtries/CdtDbtInd TxsSummry/TtlNtries/TtlNetNtry/CdtDbtInd",
                    "came-count": "TxsSummry/TtlCdtNtries/NbOfNtries",
                    "came": "TxsSummry/TtlCdtNtries/Sum",
                    "went-count": "TxsSummry/TtlDbtNtries/NbOfNtries",
                    "went": "TxsSummry/TtlDbtNtries/Sum",
                }
            )
            statement.begins(BALANCE, BALANCE).reads(
                {
                    **_SIGNED,
                    "type": "Tp/CdOrPrtry/Cd Tp/CdOrPrtry/Prtry Tp/Cd",
                    "date": "Dt/Dt Dt/DtTm",
                }
            )
            _entry(statement)
    return root


ROOT = _tree()
