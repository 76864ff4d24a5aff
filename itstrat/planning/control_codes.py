"""How items of frameworks are named: codes however written, levels, functions, and the short name of a framework."""

from __future__ import annotations

import re

FUNCTIONS = {
    "GV": "Govern",
    "ID": "Identify",
    "PR": "Protect",
    "DE": "Detect",
    "RS": "Respond",
    "RC": "Recover",
}
# Levels that only hold others together; everything else is assessed.
GROUPS = frozenset(
    {"function", "category", "family", "group", "domain", "section", "theme", "class", "control family"}
)
_ENHANCEMENT = re.compile(r"([a-z]{2,3}-\d+)\s*[.(]\s*(\d+)\)?", re.IGNORECASE)
_CSF = re.compile(r"(GV|ID|PR|DE|RS|RC)(?:\.[A-Z]{2}(?:-\d{1,2})?)?", re.IGNORECASE)
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_IN_BRACKETS = re.compile(r"\((\d+)\)")
_FRAMEWORKS = (
    (r"cybersecurity framework[^0-9]*(\d\.\d)", "NIST CSF {0}"),
    (r"csf_(\d)_(\d)", "NIST CSF {0}.{1}"),
    (r"sp_800_171_(\d)", "NIST SP 800-171 rev {0}"),
    (r"800-171\D+(\d)", "NIST SP 800-171 rev {0}"),
    (r"800-53\D+(\d)[\d.]*.*?\b(low|moderate|high|privacy)\b.*?baseline", "NIST SP 800-53 rev {0} {1}"),
    (r"800-53\D+(\d)", "NIST SP 800-53 rev {0}"),
    (r"\bcis controls\D+(\d(?:\.\d)?)", "CIS Controls {0}"),
)


def code_key(code: str) -> str:
    """What two spellings of a code are compared by: AC-02(01), ac-2.1 and AC-2 (1) are one, 03.01.01 is 3.1.1."""
    plain = "".join(code.split()).casefold()
    return _LEADING_ZEROS.sub("", _IN_BRACKETS.sub(r".\1", plain))


def written_code(code: str) -> str:
    """A code as a standard writes it: ac-2.1 is AC-2(1); one whose standard is not known stays as it is."""
    bare = code.strip()
    if found := _ENHANCEMENT.fullmatch(bare):
        return f"{found[1].upper()}({int(found[2])})"
    return bare.upper() if re.fullmatch(r"[a-z]{2,3}(-\d+)?", bare, re.IGNORECASE) else bare


def usual_level(code: str, *, has_items_below: bool) -> str:
    """The level of an item whose source says none."""
    if is_csf(code):
        return ("function", "category", "subcategory")[("." in code) + ("-" in code)]
    if _ENHANCEMENT.fullmatch(code):
        return "enhancement"
    # A control with enhancements below it is assessed itself.
    return "group" if has_items_below and "-" not in code else "control"


def is_csf(code: str) -> bool:
    """Whether a code is one of the NIST Cybersecurity Framework: PR, PR.AA, PR.AA-01."""
    return _CSF.fullmatch(code.strip()) is not None


def csf_function(code: str) -> str | None:
    """Govern to Recover for a code of the CSF, else None."""
    return FUNCTIONS[code.strip()[:2].upper()] if is_csf(code) else None


def framework_named(names: list[str]) -> str:
    """What people call a framework of which a document or file says these names; the last of them when it is not known."""
    for pattern, name in _FRAMEWORKS:
        for said in names:
            if found := re.search(pattern, said, re.IGNORECASE):
                return name.format(*(part.upper() for part in found.groups()))
    return " ".join(names[-1].split())


def framework_key(name: str) -> str:
    """The short name of a framework, by which files and commands speak of it: 'NIST CSF 2.0' is csf-2.0."""
    plain = name.casefold().replace("cybersecurity framework", "csf")
    words = re.findall(r"[a-z0-9]+(?:\.[a-z0-9]+)*", plain.removeprefix("nist "))
    return "-".join(words) or "framework"
