"""OSCAL catalogs and profiles, in the shapes in which NIST publishes them."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.errors import UnusableFileError
from itstrat.ingest.options import Options
from itstrat.ingest.parent import convert
from tests.ingest.made import Read, read

if TYPE_CHECKING:
    from pathlib import Path

WITHDRAWN = {"name": "status", "value": "withdrawn"}


def item(
    code: str, kind: str, title: str, *below: dict[str, Any], props: tuple[Any, ...] = ()
) -> dict[str, Any]:
    """A control of the CSF catalog: the title of a subcategory is its id, its text stands in the statement."""
    label = {"name": "label", "value": code if kind == "subcategory" else f"{title} ({code})"}
    return {
        "id": code,
        "class": kind,
        "title": code if kind == "subcategory" else title,
        "props": [{"name": "sort-id", "value": "1"}, label, *props],
        "parts": [{"id": f"{code}_smt", "name": "statement", "prose": title}],
        "controls": list(below),
    }


CSF = {
    "catalog": {
        "metadata": {
            "title": "Electronic Version of NIST Cybersecurity Framework 2.0",
            "version": "1.2.0",
            "props": [{"name": "framework-version-identifier", "value": "CSF_2_0_0"}],
        },
        "groups": [
            item(
                "ID",
                "function",
                "IDENTIFY",
                item("ID.AM", "category", "Assets", item("ID.AM-01", "subcategory", "Hardware is listed")),
                # Gone with all below, though what is below does not say so itself.
                item(
                    "ID.BE",
                    "category",
                    "Business",
                    item("ID.BE-01", "subcategory", "Our role is known"),
                    props=(WITHDRAWN,),
                ),
            ),
            item(
                "RS",
                "function",
                "RESPOND",
                item(
                    "RS.MI",
                    "category",
                    "Mitigation",
                    item("RS.MI-01", "subcategory", "Incidents are contained"),
                    item("RS.MI-03", "subcategory", "Weaknesses are mended", props=(WITHDRAWN,)),
                ),
            ),
        ],
    }
}


def written(folder: Path, held: object, name: str = "catalog.json") -> Path:
    """The document as a file."""
    path = folder / name
    path.write_text(json.dumps(held, indent=1), encoding="utf-8")
    return path


def as_xml(held: dict[str, Any]) -> str:
    """The same catalog as NIST writes it in XML."""
    catalog = held["catalog"]
    about = catalog["metadata"]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0" uuid="x"><metadata>'
        f"<title>{about['title']}</title><version>{about['version']}</version>{props_xml(about)}</metadata>"
        + "".join(item_xml("group", each) for each in catalog["groups"])
        + "</catalog>"
    )


def props_xml(held: dict[str, Any]) -> str:
    """Properties as empty elements."""
    return "".join(f'<prop name="{each["name"]}" value="{each["value"]}"/>' for each in held["props"])


def item_xml(tag: str, each: dict[str, Any]) -> str:
    """A group or control with what is below it."""
    below = "".join(item_xml("control", one) for one in each["controls"])
    text = each["parts"][0]["prose"].replace(" ", "\n      ")
    return (
        f'<{tag} id="{each["id"]}" class="{each["class"]}"><title>{each["title"]}</title>{props_xml(each)}'
        f'<part name="statement"><p>{text}</p></part>{below}</{tag}>'
    )


def told(found: Read) -> list[tuple[Any, ...]]:
    """What was read of each item."""
    names = ("code", "title", "parent", "level", "part")
    return [tuple(row[name] for name in names) for row in found.rows]


def test_a_catalog_is_read_with_its_levels(tmp_path: Path) -> None:
    """Titles that only say the id give way to the statement; withdrawn items go with all below them, and are counted."""
    found = read(written(tmp_path, CSF), "controls")
    assert told(found) == [
        ("ID", "IDENTIFY", None, "function", "Identify"),
        ("ID.AM", "Assets", "ID", "category", "Identify"),
        ("ID.AM-01", "Hardware is listed", "ID.AM", "subcategory", "Identify"),
        ("RS", "RESPOND", None, "function", "Respond"),
        ("RS.MI", "Mitigation", "RS", "category", "Respond"),
        ("RS.MI-01", "Incidents are contained", "RS.MI", "subcategory", "Respond"),
    ]
    assert found.said["skipped_reasons"] == {"withdrawn": 3}
    assert {row["framework"] for row in found.rows} == {"NIST CSF 2.0"}
    assert found.said["format"] == "OSCAL catalog"


def test_xml_says_the_same_as_json(tmp_path: Path) -> None:
    """One catalog in both forms gives the same items, whatever the encoding of the XML."""
    expected = told(read(written(tmp_path, CSF), "controls"))
    for codec in ("utf-8", "utf-8-sig", "utf-16"):
        path = tmp_path / f"{codec}.xml"
        path.write_text(as_xml(CSF).replace("UTF-8", codec.removesuffix("-sig").upper()), encoding=codec)
        found = read(path, "controls")
        assert told(found) == expected
        assert found.said["skipped_reasons"] == {"withdrawn": 3}


def test_enhancements_and_labels_of_sp_800_53(tmp_path: Path) -> None:
    """The label without a class is the code; an enhancement stands below its control; old ones have moved elsewhere."""

    def labels(code: str, padded: str) -> list[dict[str, str]]:
        return [
            {"name": "label", "class": "zero-padded", "value": padded},
            {"name": "label", "value": code},
            {"name": "label", "class": "sp800-53a", "value": padded},
        ]

    enhancement = {
        "id": "ac-2.1",
        "class": "SP800-53-enhancement",
        "title": "Automated Management",
        "props": labels("AC-2(1)", "AC-02(01)"),
    }
    gone = {
        "id": "ac-2.10",
        "class": "SP800-53-enhancement",
        "title": "Shared Accounts",
        "props": labels("AC-2(10)", "AC-02(10)"),
        "links": [{"href": "#ac-2", "rel": "incorporated-into"}],
    }
    control = {
        "id": "ac-2",
        "class": "SP800-53",
        "title": "Account Management",
        "props": labels("AC-2", "AC-02"),
        "controls": [enhancement, gone],
    }
    family = {"id": "ac", "class": "family", "title": "Access Control", "controls": [control]}
    about = {"title": "Electronic Version of NIST SP 800-53 Rev 5.1.1 Controls", "version": "5.1.1"}
    found = read(written(tmp_path, {"catalog": {"metadata": about, "groups": [family]}}), "controls")
    assert told(found) == [
        ("AC", "Access Control", None, "family", "Access Control"),
        ("AC-2", "Account Management", "AC", "control", "Access Control"),
        ("AC-2(1)", "Automated Management", "AC-2", "enhancement", "Access Control"),
    ]
    assert found.said["skipped_reasons"] == {"withdrawn": 1}
    assert found.rows[0]["framework"] == "NIST SP 800-53 rev 5"


def test_requirements_of_sp_800_171(tmp_path: Path) -> None:
    """Codes stand in brackets behind the title; a withdrawn requirement has no label at all."""
    requirement = {
        "id": "SP_800_171_03.01.01",
        "class": "requirement",
        "title": "Account Management",
        "props": [{"name": "label", "value": "Account Management (03.01.01)"}],
    }
    gone = {"id": "SP_800_171_03.01.13", "class": "requirement", "title": "03.01.13", "props": [WITHDRAWN]}
    family = {
        "id": "SP_800_171_03.01",
        "class": "family",
        "title": "Access Control",
        "props": [{"name": "label", "value": "Access Control (03.01)"}],
        "controls": [requirement, gone],
    }
    about = {"title": "Protecting", "props": [{"name": "x", "value": "SP_800_171_3_0_0"}], "version": "1.1.0"}
    found = read(written(tmp_path, {"catalog": {"metadata": about, "groups": [family]}}), "controls")
    assert [(row["code"], row["level"]) for row in found.rows] == [
        ("03.01", "family"),
        ("03.01.01", "requirement"),
    ]
    assert found.said["skipped_reasons"] == {"withdrawn": 1}
    assert found.rows[0]["framework"] == "NIST SP 800-171 rev 3"


PROFILE: dict[str, Any] = {
    "profile": {
        "metadata": {
            "title": "NIST Special Publication 800-53 Revision 5.1.1 LOW IMPACT BASELINE",
            "version": "5",
        },
        "imports": [
            {"href": "#a", "include-controls": [{"with-ids": ["ac-1", "ac-2", "ac-2.1"]}]},
            {
                "href": "#b",
                "include-controls": [{"with-ids": ["ac-1", "sr-2"], "with-child-controls": "yes"}],
                "exclude-controls": [{"with-ids": ["sr-2"]}],
            },
        ],
        "modify": {"set-parameters": []},
    }
}


def test_a_profile_names_each_control_once(tmp_path: Path) -> None:
    """Several imports are one list without what they exclude; what the profile alone cannot tell is a note."""
    found = read(written(tmp_path, PROFILE), "controls")
    assert [(row["code"], row["level"], row["parent"], row["title"]) for row in found.rows] == [
        ("AC-1", "control", None, None),
        ("AC-2", "control", None, None),
        ("AC-2(1)", "enhancement", "AC-2", None),
    ]
    assert found.rows[0]["framework"] == "NIST SP 800-53 rev 5 LOW"
    assert len(found.said["notes"]) == 2


def test_a_profile_in_xml(tmp_path: Path) -> None:
    """Ids stand in elements of their own."""
    path = tmp_path / "profile.xml"
    path.write_text(
        '<profile xmlns="http://csrc.nist.gov/ns/oscal/1.0"><metadata><title>NIST SP 800-53 Rev 5 HIGH IMPACT BASELINE'
        '</title></metadata><import href="#x"><include-controls><with-id>ac-1</with-id><with-id>ac-2.1</with-id>'
        "</include-controls></import></profile>",
        encoding="utf-8",
    )
    found = read(path, "controls")
    assert Counter(row["level"] for row in found.rows) == {"control": 1, "enhancement": 1}
    assert found.rows[0]["framework"] == "NIST SP 800-53 rev 5 HIGH"


def catalog(*held: dict[str, Any], title: str = "Manual", under: str = "groups") -> dict[str, Any]:
    """A catalog of these groups or controls."""
    return {"catalog": {"metadata": {"title": title, "version": "1"}, under: list(held)}}


def test_a_group_without_an_id_is_a_heading(tmp_path: Path) -> None:
    """OSCAL asks no id of a group: the topmost such heading is the part of what stands below, and no row of its own."""
    control = {
        "id": "ism-2002",
        "class": "ISM-control",
        "title": "Control: ism-2002",
        "props": [{"name": "label", "value": "ISM-2002"}],
        "parts": [{"name": "statement", "prose": "The board is told."}],
    }
    inner = {"title": "Roles", "controls": [control]}
    found = read(
        written(tmp_path, catalog({"title": "Guidelines for people", "groups": [inner]})), "controls"
    )
    assert told(found) == [("ISM-2002", "The board is told.", None, "ism-control", "Guidelines for people")]


def test_a_class_that_names_its_own_item_is_no_level(tmp_path: Path) -> None:
    """Some catalogs write each control's id as its class: the usual level stands."""
    control = {"id": "osps-ac-01", "class": "OSPS-AC-01", "title": "Two factors"}
    group = {"id": "osps-ac", "class": "family", "title": "Access", "controls": [control]}
    found = read(written(tmp_path, catalog(group)), "controls")
    assert [row["level"] for row in found.rows] == ["family", "control"]


def test_controls_without_groups_or_classes(tmp_path: Path) -> None:
    """CIS Controls stand at the top with their safeguards below: the codes are the numbers, only safeguards are items."""
    safeguard = {
        "id": "cisc-1.1",
        "title": "List devices",
        "props": [{"name": "label", "value": "CIS Safeguard 1.1"}],
    }
    control = {
        "id": "cisc-1",
        "title": "Devices",
        "props": [{"name": "label", "value": "CIS Control 1"}],
        "controls": [safeguard],
    }
    found = read(written(tmp_path, catalog(control, under="controls")), "controls")
    assert told(found) == [
        ("1", "Devices", None, "group", "Devices"),
        ("1.1", "List devices", "1", "control", "Devices"),
    ]


def test_a_profile_that_takes_what_it_does_not_name(tmp_path: Path) -> None:
    """An import without a selection takes all of its source, which is told and not guessed."""
    profile = PROFILE["profile"] | {"imports": [*PROFILE["profile"]["imports"], {"href": "#c"}]}
    found = read(written(tmp_path, {"profile": profile}), "controls")
    assert len(found.rows) == 3
    assert any("controls it does not name" in note for note in found.said["notes"])


BOMB = '<!DOCTYPE catalog [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><catalog>&b;</catalog>'
OUTSIDE = '<!DOCTYPE catalog SYSTEM "file:///etc/passwd"><catalog/>'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f'<?xml version="1.0"?>{BOMB}', "document type"),
        (f'<?xml version="1.0"?>{OUTSIDE}', "document type"),
        ('<?xml version="1.0"?>' + "<a>" * 100_000, "nests deeper"),
        ('<?xml version="1.0"?><catalog', "damaged XML"),
        ('<?xml version="1.0"?><feed/>', "not known"),
        ('{"a":' * 100_000, "damaged JSON"),
        ("[[[" * 50_000, None),
        ('{"catalog": {"groups": [{}]}}', "not laid out as OSCAL"),
        ('{"catalog": {"metadata": {"title": "x"}, "groups": 5}}', "not laid out as OSCAL"),
        ('{"profile": {"metadata": {"title": "x"}, "imports": []}}', "names no controls"),
        ('{"orders": [1, 2]}', "holds orders"),
        ("catalog:\n  uuid: x\n  metadata:\n    title: T\n", "YAML"),
        ("---\n# resolved\nprofile:\n  uuid: x\n", "YAML"),
        ('<?xml version="1.0" encoding="x-none"?><catalog/>', "unknown encoding"),
    ],
)
def test_what_is_no_catalog_is_refused_with_a_sentence(tmp_path: Path, text: str, why: str | None) -> None:
    """Entities, depth without end and foreign documents end the import, in the child, and nothing else."""
    path = tmp_path / "odd.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableFileError, match=why):
        convert(path, "controls", Options(), tmp_path)


def test_deep_groups_of_a_catalog_end_in_a_sentence(tmp_path: Path) -> None:
    """A catalog of groups within groups beyond any real one does not take the program with it."""
    path = tmp_path / "deep.json"
    path.write_text(
        '{"catalog": {"metadata": {"title": "x"}, "groups": ['
        + '{"id": "a", "groups": [' * 5_000
        + "]}" * 5_000
        + "]}}"
    )
    with pytest.raises(UnusableFileError):
        convert(path, "controls", Options(), tmp_path)
