"""Codes of controls, however written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.control_codes import (
    code_key,
    csf_function,
    framework_key,
    is_csf,
    usual_level,
    written_code,
)


@pytest.mark.parametrize(
    "same",
    [
        ("AC-2(1)", "ac-2.1", "AC-02(01)", "AC-2 (1)", " AC-2.1 "),
        ("03.01.01", "3.1.1", "3.01.1"),
        ("GV.OC-01", "gv.oc-1", "GV.OC-1"),
    ],
)
def test_spellings_of_one_code_are_one(same: tuple[str, ...]) -> None:
    """Zeros in front, brackets, case and spaces tell no two codes apart."""
    assert len({code_key(each) for each in same}) == 1


def test_different_codes_stay_different() -> None:
    """A ten is no one, and an enhancement is not its control."""
    codes = ["AC-1", "AC-10", "AC-2", "AC-2(1)", "AC-21", "3.1.1", "3.1.10", "3.11", "PR.AA-01", "PR.AT-01"]
    assert len({code_key(each) for each in codes}) == len(codes)


@given(st.from_regex(r"[A-Z]{2}-[1-9][0-9]?(\([1-9][0-9]?\))?", fullmatch=True))
def test_a_written_code_means_the_same(code: str) -> None:
    """Writing a code as its standard does changes no meaning, and twice is as once."""
    written = written_code(code.lower())
    assert code_key(written) == code_key(code)
    assert written_code(written) == written


def test_the_csf_is_known_by_its_codes() -> None:
    """Functions, categories and subcategories have their function and level; a control of another standard has none."""
    assert [csf_function(code) for code in ("GV", "PR.AA", "RC.RP-03", "AC-2")] == [
        "Govern",
        "Protect",
        "Recover",
        None,
    ]
    assert [usual_level(code, has_items_below=True) for code in ("GV", "PR.AA", "RC.RP-03")] == [
        "function",
        "category",
        "subcategory",
    ]
    assert not is_csf("ID-1")


def test_usual_levels_of_others() -> None:
    """What has enhancements is assessed itself; what only holds others together is a group."""
    assert usual_level("AC-2", has_items_below=True) == "control"
    assert usual_level("AC-2(1)", has_items_below=False) == "enhancement"
    assert usual_level("4", has_items_below=True) == "group"
    assert usual_level("4.1", has_items_below=False) == "control"


def test_a_framework_goes_by_one_short_name() -> None:
    """Its long name, its usual name and its short name are one."""
    names = ("NIST CSF 2.0", "csf-2.0", "CSF 2.0", "NIST Cybersecurity Framework 2.0")
    assert {framework_key(name) for name in names} == {"csf-2.0"}
    assert framework_key("NIST SP 800-53 rev 5 LOW") == "sp-800-53-rev-5-low"
