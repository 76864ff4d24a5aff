"""A file into the plan, step by step: upload, how it is understood, what is asked, what would happen, done."""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from itstrat.errors import ItstratError
from itstrat.ingest.formats import recognise
from itstrat.ingest.importing import ImportResult, import_file, inspect_file
from itstrat.ingest.kinds import kind_named, kinds
from itstrat.ingest.mapping import looks_like
from itstrat.ingest.options import Options
from itstrat.numbers import count_label
from itstrat.ui import access, import_questions, import_result, layout, plan
from itstrat.ui.words import plain

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from itstrat.ingest.parent import Preview

_TYPES = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "xlsb", "ods", "parquet", "json", "xml", "md"]
_KEPT_SECONDS = 24 * 3600
_LEFT_OUT = "– leave out –"


def wizard() -> None:
    """The whole way in. Nothing is written before the last step, and only for an editor."""
    editor = layout.editors_only()
    done = st.session_state.get("import_done")
    if done is not None:
        import_result.show(done)
        st.button("Import another file", key="import_again", on_click=_begin_again)
        return
    uploaded = st.file_uploader(
        "A file as another tool exports it: CSV, Excel, OpenDocument, Parquet, JSON, XML or Markdown",
        type=_TYPES,
        key=f"import_file_{st.session_state.get('import_round', 0)}",
        disabled=not editor,
    )
    if uploaded is None or not editor:
        return
    path = _kept(uploaded)
    kind = st.selectbox(
        "What it holds",
        list(kinds()),
        index=list(kinds()).index(_guessed(path)),
        format_func=lambda name: kind_named(name).title,
        key=f"import_kind_{path.name}",
    )
    options = _answers(path)
    seen = _looked_at(path, kind, options)
    import_questions.sheet(seen, path.name)
    _understood(seen)
    _mapping(seen, path)
    if seen.problem:
        st.warning(plain(import_questions.on_page(seen.problem)))
    import_questions.questions(seen, path.name)
    _preview(seen)
    if not seen.problem and not seen.questions:
        _go(path, uploaded.name, kind, options)


def _kept(uploaded: UploadedFile) -> Path:
    """The upload as a file of its own in the spool, named by its content; written once per session."""
    content = uploaded.getbuffer()
    digest = hashlib.blake2b(content, digest_size=12).hexdigest()
    session = st.session_state.setdefault("import_session", secrets.token_hex(8))
    folder = plan.store().settings.spool / "uploads" / session
    if not folder.exists():
        _forget_old_uploads(folder.parent)
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", Path(uploaded.name.replace("\\", "/")).name).strip(".-")
    path: Path = folder / f"{digest}-{name[-80:] or 'file'}"
    if not path.exists():
        path.write_bytes(content)
    return path


def _forget_old_uploads(folder: Path) -> None:
    """Uploads that nobody imported within a day go; a session leaves no sign when it ends."""
    for old in folder.glob("*"):
        if time.time() - old.stat().st_mtime > _KEPT_SECONDS:
            shutil.rmtree(old, ignore_errors=True)


def _guessed(path: Path) -> str:
    """The kind that the file's headers fit best; the ledger where that is unclear."""
    held: dict[str, str] = st.session_state.setdefault("import_guesses", {})
    if path.name not in held:
        seen = _looked_at(path, "ledger", Options())
        known = recognise(seen.columns)
        other = looks_like(seen.columns, kind_named("ledger"))
        held[path.name] = known.kind if known else other.name if other else "ledger"
    return held[path.name]


def _looked_at(path: Path, kind: str, options: Options) -> Preview:
    """A look at the file, remembered for this session until an answer changes."""
    key = (path.name, kind, str(options.to_json()), plan.store().data_version)
    held = st.session_state.get("import_seen")
    if held is None or held[0] != key:
        held = (key, inspect_file(plan.store(), path, kind, options))
        st.session_state["import_seen"] = held
    seen: Preview = held[1]
    return seen


def _answers(path: Path) -> Options:
    """What the person answered so far about this file."""
    chosen: dict[str, str] = st.session_state.get(f"import_mapping_{path.name}", {})
    return Options(mapping=dict(chosen), **import_questions.answers(path.name))


def _understood(seen: Preview) -> None:
    facts = [f"{name}: {value}" for name, value in seen.described.items() if value != seen.format]
    if seen.header_line:  # a file that is no table has none
        facts.append(f"header on line {seen.header_line}")
    layout.aside(" · ".join([seen.format, *facts]))
    for note in seen.notes:
        layout.aside(note)


def _mapping(seen: Preview, path: Path) -> None:
    """Which column means what, to be corrected; the correction is remembered for files with these headers."""
    fields = kind_named(seen.kind).fields
    labels = {name: f"{field.label}{' *' if field.required else ''}" for name, field in fields.items()}
    with st.expander(
        f"Columns: {len(seen.mapping)} of {len(seen.columns)} are understood",
        expanded=bool(seen.problem),
        key=f"import_columns_{seen.kind}",
    ):
        layout.aside("* must be there. What you correct is remembered for files with the same headers.")
        for place, header in enumerate(seen.columns):
            current = seen.mapping.get(header, "")
            st.selectbox(
                f"{header or 'no name'} ({', '.join(seen.samples.get(header, [])[:3]) or 'empty'})",
                ["", *fields],
                index=["", *fields].index(current) if current in fields else 0,
                format_func=lambda name: labels.get(name, _LEFT_OUT),
                key=f"import_means_{path.name}_{seen.kind}_{place}",
                on_change=_remap,
                args=(path.name, header, f"import_means_{path.name}_{seen.kind}_{place}"),
            )


def _remap(name: str, header: str, widget: str) -> None:
    st.session_state.setdefault(f"import_mapping_{name}", {})[header] = st.session_state[widget]


def _preview(seen: Preview) -> None:
    if seen.rows:
        st.markdown(f"The first {len(seen.rows)} rows as the plan would take them:")
        labels = {"line": "Line"} | {
            name: field.label for name, field in kind_named(seen.kind).fields.items()
        }
        frame = pd.DataFrame(seen.rows)
        in_order = sorted(frame.columns, key=[*labels, *frame.columns].index)
        frame = frame[in_order].rename(columns=labels)
        st.dataframe(frame, hide_index=True, key="import_preview", placeholder="–", alt="First rows, typed")
    for said, rows in (("Refused", seen.refused), ("Skipped", seen.skipped)):
        if rows:
            with st.expander(f"{said} so far: {len(rows)}", key=f"import_{said.lower()}"):
                st.dataframe(pd.DataFrame(rows), hide_index=True, key=f"import_{said.lower()}_rows")


def _go(path: Path, name: str, kind: str, options: Options) -> None:
    """The dry run with its numbers, and the import itself."""
    key = (path.name, kind, str(options.to_json()), plan.store().data_version)
    strict = st.checkbox("Only if no row is refused", key="import_strict")
    checked = st.session_state.get("import_checked")
    if checked is not None and checked[0] == key:
        import_result.numbers(checked[1], "What would happen")
    with st.container(horizontal=True, key="import_go"):
        check = st.button("Check without importing", key="import_check")
        go = st.button("Import", key="import_now", type="primary")
    if check:
        st.session_state["import_checked"] = (
            key,
            _run(path, name, kind, options, dry_run=True, strict=strict),
        )
        st.rerun()
    if go:
        result = _run(path, name, kind, options, dry_run=False, strict=strict)
        if result.outcome.batch_id is None:
            raise ItstratError(
                f"Nothing was imported: {count_label(result.outcome.refused)} rows would be refused, and you asked for "
                "all or none."
            )
        st.session_state["import_done"] = result
        path.unlink(missing_ok=True)
        st.rerun()


def _run(path: Path, name: str, kind: str, options: Options, **how: Any) -> ImportResult:
    """Read the file with a progress bar; the role is looked up again, whatever the page showed."""
    person = access.require_editor()
    bar = st.progress(0.0, "Reading the file")

    def told(rows: int, read: int, total: int) -> None:
        share = min(read / total, 1.0) if total else 0.0
        bar.progress(
            share, f"{count_label(rows)} rows read" if share < 1 else "Putting the rows into the plan"
        )

    try:
        return import_file(plan.store(), path, kind, options, person.who, name=name, progress=told, **how)
    finally:
        bar.empty()


def _begin_again() -> None:
    for key in ("import_done", "import_checked", "import_seen"):
        st.session_state.pop(key, None)
    st.session_state["import_round"] = st.session_state.get("import_round", 0) + 1
