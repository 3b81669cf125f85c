"""The catalogue's keeper: collects the texts of the program and merges them into the translations.

    python packaging/texts.py            # collect, merge into resources/translations/*.po, report what is missing
    python packaging/texts.py --check    # change nothing; exit 1 if the catalogues are not complete and in step
    python packaging/texts.py --take FILE.po    # also take over translations written elsewhere

Texts are the literals of `msg("...")` and `msgn("one", "many", ...)` under `app/`. Nothing that differs from
machine to machine (dates, paths, line numbers) is written, so the same sources give the same file.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "app"
TRANSLATIONS = ROOT / "resources" / "translations"
LANGUAGES = ("ru",)
MARKS = {"msg": 1, "msgn": 2}
HEADER = "# Translations of Regulars. Written by packaging/texts.py; only the msgstr lines are edited by hand.\n#"

_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Text:
    """One marked text: `plural` is empty where it does not count; `file` is where it was found."""

    text: str
    plural: str
    file: str


class Unreadable(Exception):
    """A marked call whose text is not a literal: nobody could translate it."""


def texts_in(source: str, file: str) -> Iterator[Text]:
    """The marked texts of one module, in order; raises `Unreadable` for a text that is not a literal."""
    for node in ast.walk(ast.parse(source, file)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in MARKS:
            continue
        choices = [_literals(arg) for arg in node.args[: MARKS[name]]]
        if len(choices) != MARKS[name] or not all(choices) or len({len(choice) for choice in choices}) != 1:
            raise Unreadable(f"{file}:{node.lineno}: the text of {name}() must be a literal")
        for text, *plural in zip(*choices, strict=True):
            if text:
                yield Text(text, plural[0] if plural else "", file)


def _literals(node: ast.expr) -> list[str]:
    """The text of a literal, or the texts of a choice between literals; nothing for anything else."""
    if isinstance(node, ast.IfExp):
        one, other = _literals(node.body), _literals(node.orelse)
        return one + other if one and other else []
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def collect(sources: Path = SOURCES) -> list[Text]:
    """Every marked text under `sources`, file by file."""
    found: list[Text] = []
    for path in sorted(sources.rglob("*.py")):
        found += texts_in(path.read_text("utf-8"), path.relative_to(sources.parent).as_posix())
    return found


def template(texts: Iterable[Text]) -> Catalog:
    """The texts as a catalogue without translations, in stable order; raises `Unreadable` for one text in two uses."""
    files: dict[str, set[str]] = {}
    plurals: dict[str, str] = {}
    for each in texts:
        files.setdefault(each.text, set()).add(each.file)
        if plurals.setdefault(each.text, each.plural) != each.plural:
            raise Unreadable(f"{each.file}: {each.text!r} is counted in one place and not in another")
    catalogue = Catalog()
    for text in sorted(files, key=lambda each: (min(files[each]), each)):
        plural = plurals[text]
        catalogue.add((text, plural) if plural else text, locations=[(file, 0) for file in sorted(files[text])])
    return catalogue


def read(path: Path, language: str) -> Catalog:
    """A catalogue from disk; an empty one if there is none."""
    if not path.is_file():
        return Catalog(locale=language)
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def merged(texts: Catalog, *sources: Catalog, language: str) -> Catalog:
    """The texts with the translations the sources have; the first source that has one wins."""
    result = Catalog(locale=language)
    for entry in _entries(texts):
        known = next((found for source in sources if (found := _translation(source, entry))), None)
        if known is None:
            result.add(entry.id, locations=entry.locations)
        else:
            result.add(entry.id, known if entry.pluralizable else known[0], locations=entry.locations)
    return result


def _entries(catalogue: Catalog) -> list[Entry]:
    """The entries without the header."""
    return [entry for entry in catalogue if entry.id]


def _forms(value: object) -> tuple[str, ...]:
    """An entry's id or translation, one or several forms, always as several."""
    return tuple(str(form or "") for form in value) if isinstance(value, (tuple, list)) else (str(value or ""),)


def _translation(source: Catalog, entry: Entry) -> tuple[str, ...] | None:
    """What a source says for an entry: whole and of the same kind (counted or not), else None."""
    known = source.get(_forms(entry.id)[0])
    if known is None or known.fuzzy or known.pluralizable != entry.pluralizable:
        return None
    strings = _forms(known.string)
    return strings if _is_whole(strings, entry, source) else None


def _is_whole(strings: tuple[str, ...], entry: Entry, catalogue: Catalog) -> bool:
    return all(strings) and len(strings) == (catalogue.num_plurals if entry.pluralizable else 1)


def faults(catalogue: Catalog) -> list[str]:
    """What is wrong with a catalogue, one line each: untranslated texts, and fields that differ."""
    found = []
    for entry in _entries(catalogue):
        sources, strings = _forms(entry.id), _forms(entry.string)
        if not _is_whole(strings, entry, catalogue):
            found.append(f"not translated: {sources[0]!r}")
            continue
        # a counted form may leave its number out ("one point"); otherwise all fields, and no others
        wanted = set(_FIELD.findall(sources[-1]))
        spare = {"n"} if entry.pluralizable else set()
        odd = [string for string in strings if (wanted ^ set(_FIELD.findall(string))) - spare]
        found += [f"fields differ: {sources[0]!r} and {string!r}" for string in odd]
    return found


def written(catalogue: Catalog) -> bytes:
    """The catalogue as the bytes of a .po file: no dates, no paths of this machine, no line numbers."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, include_lineno=False, omit_header=True)
    head = "\n".join(
        [
            HEADER,
            'msgid ""',
            'msgstr ""',
            f'"Language: {catalogue.locale_identifier}\\n"',
            '"MIME-Version: 1.0\\n"',
            '"Content-Type: text/plain; charset=UTF-8\\n"',
            '"Content-Transfer-Encoding: 8bit\\n"',
            f'"Plural-Forms: {catalogue.plural_forms}\\n"',
        ]
    )
    return f"{head}\n\n".encode() + out.getvalue().rstrip(b"\n") + b"\n"


def main(arguments: list[str] | None = None) -> int:
    """Merge or check; returns 1 if anything is missing, wrong or (with --check) not in step."""
    parser = argparse.ArgumentParser(description="Collect the program's texts and merge them into the translations.")
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 if anything is out of step")
    parser.add_argument("--take", metavar="FILE.po", type=Path, action="append", default=[], help="translations to add")
    options = parser.parse_args(arguments)
    texts = template(collect())
    wrong = 0
    for language in LANGUAGES:
        path = TRANSLATIONS / f"{language}.po"
        sources = [read(path, language), *(read(taken, language) for taken in options.take)]
        catalogue = merged(texts, *sources, language=language)
        found = faults(catalogue)
        new = written(catalogue)
        if options.check and (not path.is_file() or path.read_bytes() != new):
            found.append(f"{path.relative_to(ROOT)} is not in step with the sources: run packaging/texts.py")
        elif not options.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(new)
        for fault in found:
            print(f"{language}: {fault}")
        print(f"{language}: {len(catalogue)} texts, {len(found)} to mend")
        wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Unreadable as unreadable:
        sys.exit(str(unreadable))
