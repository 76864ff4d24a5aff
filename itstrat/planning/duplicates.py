"""Invoices that look paid twice."""

from __future__ import annotations

import re
from decimal import Decimal

import pandas as pd

WITHIN_DAYS = 5
CREDIT_DAYS = 90
_KEYS = ["vendor_key", "cents"]
_COLUMNS = [
    "first_id",
    "second_id",
    "vendor_key",
    "amount",
    "first_on",
    "second_on",
    "because",
    "stake",
    "explanation",
]
_NOT_SIGNIFICANT = re.compile(r"[^0-9A-Z]|^0+")


def duplicates(lines: pd.DataFrame) -> pd.DataFrame:
    """Pairs of lines of one vendor and amount, at most 5 days apart or with one invoice number.

    `lines`: id, posted_on, vendor_key, amount, transaction_number. Left out: pairs at the vendor's usual pace (weekly,
    monthly and the like), credits, and pairs that a credit of the same amount within 90 days has mended. One row per
    surplus line: first_id, second_id, vendor_key, amount, first_on, second_on, because ("invoice number" or "days"),
    stake (the amount once, Decimal), explanation; largest stake first.
    """
    known = lines.assign(
        posted_on=pd.to_datetime(lines["posted_on"]),
        cents=(lines["amount"].astype(float) * 100).round().astype("int64"),
    )
    paid = known[(known["cents"] > 0) & (known["vendor_key"] != "")]
    # Only amounts that occur twice can be a pair; of a large ledger few are left.
    paid = paid[paid.duplicated(_KEYS, keep=False)].sort_values([*_KEYS, "posted_on", "id"])
    paid = paid.assign(invoice=paid["transaction_number"].map(invoice_number, na_action="ignore"))
    with_invoice = paid[paid["invoice"].notna() & (paid["invoice"] != "")]
    by_invoice = _pairs(with_invoice, [*_KEYS, "invoice"], "invoice number")
    by_days = _pairs(paid, _KEYS, "days")
    by_days = by_days[by_days["gap"] <= WITHIN_DAYS]
    pairs = pd.concat([by_invoice, by_days]).drop_duplicates("second_id")
    pairs = _without_usual_pace(pairs, paid)
    return _said(_without_credited(pairs, known))


def invoice_number(text: str) -> str:
    """An invoice number as it is compared: letters and digits in upper case, without leading zeros."""
    return _NOT_SIGNIFICANT.sub("", _NOT_SIGNIFICANT.sub("", text.upper()))


def _pairs(lines: pd.DataFrame, keys: list[str], because: str) -> pd.DataFrame:
    """Each line with the one before it in its group."""
    ordered = lines.sort_values([*keys, "posted_on", "id"])
    before = ordered.groupby(keys, sort=False)[["id", "posted_on"]].shift()
    pairs = ordered.assign(first_id=before["id"], first_on=before["posted_on"], because=because)
    pairs = pairs[pairs["first_id"].notna()].rename(columns={"id": "second_id", "posted_on": "second_on"})
    return pairs.assign(
        first_id=pairs["first_id"].astype(lines["id"].dtype),
        gap=(pairs["second_on"] - pairs["first_on"]).dt.days,
    )


def _without_usual_pace(pairs: pd.DataFrame, paid: pd.DataFrame) -> pd.DataFrame:
    """Without pairs at the pace of their group: three of four gaps or more within two days of the middle one."""
    groups = paid.assign(gap=paid.groupby(_KEYS, sort=False)["posted_on"].diff().dt.days).dropna(
        subset=["gap"]
    )
    middle = groups.groupby(_KEYS, sort=False)["gap"].transform("median")
    near = groups.assign(middle=middle, near=(groups["gap"] - middle).abs() <= 2)
    pace = near.groupby(_KEYS).agg(count=("near", "size"), share=("near", "mean"), middle=("middle", "first"))
    usual = pace[(pace["count"] >= 3) & (pace["share"] >= 0.75)]["middle"].rename("usual")
    joined = pairs.join(usual, on=_KEYS)
    return joined[~(joined["gap"] >= joined["usual"] - 2)]


def _without_credited(pairs: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Without pairs that a credit of the same amount followed within 90 days of the first payment."""
    credits_ = known.loc[known["cents"] < 0, ["vendor_key", "cents", "posted_on"]]
    credits_ = credits_.assign(cents=-credits_["cents"]).rename(columns={"posted_on": "credited_on"})
    joined = pairs[["second_id", "first_on", *_KEYS]].merge(credits_, on=_KEYS)
    after = (joined["credited_on"] - joined["first_on"]).dt.days
    return pairs[~pairs["second_id"].isin(joined.loc[after.between(0, CREDIT_DAYS), "second_id"])]


def _said(pairs: pd.DataFrame) -> pd.DataFrame:
    pairs = pairs.sort_values(["cents", "second_on", "second_id"], ascending=[False, True, True])
    money = [Decimal(int(amount)).scaleb(-2) for amount in pairs["cents"]]
    said = [
        f"{amount:,.2f} was paid on {first:%Y-%m-%d} and on {second:%Y-%m-%d}"
        + (f" with invoice number {number}." if because == "invoice number" else ".")
        for amount, first, second, because, number in zip(
            money,
            pairs["first_on"],
            pairs["second_on"],
            pairs["because"],
            pairs["transaction_number"],
            strict=True,
        )
    ]
    index = pairs.index
    amounts = pd.Series(money, index=index, dtype=object)
    return pairs.assign(
        amount=amounts, stake=amounts, explanation=pd.Series(said, index=index, dtype=object)
    )[_COLUMNS].reset_index(drop=True)
