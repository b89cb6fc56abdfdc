#!/usr/bin/env python3
"""Check that each translation of the knowledge is whole: every text that people read has one, and nothing is left over.

    tools/check_translations.py [--root FOLDER]    # FOLDER holds knowledge/
    tools/check_translations.py --arrange          # first puts the files into the order of the knowledge; new texts come in empty

A translation is a folder of `knowledge/translations/`, named by its language. Each of its files is named like a part of the
knowledge (`muscles.json`: of `knowledge/muscles/`) and holds {English: translation}, in the order in which the texts occur there;
a text that several parts share stands in the first of them. `muscle-names.json` holds the muscles as they stand within a sentence,
and `composed.json` the sentences that the engine puts together, with slots in braces.

Of each pair the digits and the slots in braces must agree; where English has {side}, the translation has {izquierdo} or
{izquierda}, as the noun asks for. Prints `file: what is wrong` and exits 1; says nothing else.
"""

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.resolve()

# Which members of a knowledge file are read by people, by the part of the knowledge. All else is an id, a place, a number, a rule
# or a citation.
REMEDY = {"name", "steps", "avoid", "easier", "harder", "feel", "press", "note"}
READ_BY_PEOPLE = {
    "body": {"label", "find", "synonyms"},
    "conditions": {"name", "plain", "summary", "symptoms", "next", "note", "felt", "why", "synonyms"},
    "exercises": REMEDY,
    "findings": {"name", "ask", "how", "yes", "stop", "note", "unit"},
    "muscles": {
        "name", "summary", "origin", "insertion", "nerve", "action", "symptoms", "overload", "caution", "where", "label", "felt",
        "why", "note", "synonyms",
    },
    "providers": {"name", "plain"},
    "routine": {"ask", "better", "do", "instead", "name", "note", "say", "why", "unit", "movement"},
    "stretches": REMEDY,
    "techniques": REMEDY,
    "triage": {"say", "note"},
    "motions": {"name", "start", "say"},
}
CITATIONS = {"cite"}  # tables and lists of keys, whose members are called like texts
LENGTHS = (0.45, 2.6)  # of a translation, as a share of the English, from so many letters on:
LONG = 60


def walk(value: object, keys: set[str], key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, member in value.items():
            if name not in CITATIONS:
                yield from walk(member, keys, name)
    elif isinstance(value, list):
        for member in value:
            yield from walk(member, keys, key)
    elif isinstance(value, str) and key in keys:
        yield value


def list_files(knowledge: Path, part: str) -> list[Path]:
    alone = knowledge / f"{part}.toml"
    return [alone] if alone.exists() else sorted((knowledge / part).rglob("*.toml"))


def list_texts(knowledge: Path) -> dict[str, list[str]]:
    """Texts by part, each once, in order."""
    seen: set[str] = set()
    texts: dict[str, list[str]] = {}
    for part, keys in READ_BY_PEOPLE.items():
        texts[part] = []
        for file in list_files(knowledge, part):
            for text in walk(tomllib.loads(file.read_text(encoding="utf-8")), keys):
                if text not in seen:
                    seen.add(text)
                    texts[part].append(text)
    return texts


def within_sentence(name: str) -> str:
    return name[:1].lower() + name[1:]


def list_muscles(knowledge: Path) -> list[str]:
    files = list_files(knowledge, "muscles")
    return [within_sentence(tomllib.loads(file.read_text(encoding="utf-8"))["name"]) for file in files]


def slots(text: str) -> list[str]:
    return sorted(re.sub(r"izquierd[oa]", "side", slot) for slot in re.findall(r"\{[\w-]+\}", text))


def digits(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))


def compare(english: str, other: str) -> str | None:
    if not other.strip():
        return "has no translation"
    if slots(english) != slots(other) or "{side}" in other:
        return "has other slots"
    if digits(english) != digits(other):
        return "has other numbers"
    if other == english and len(english) > LONG:
        return "is still in English"
    if len(english) > LONG and not LENGTHS[0] < len(other) / len(english) < LENGTHS[1]:
        return "has another length: one of them may belong elsewhere"
    return None


def check_file(file: Path, texts: list[str] | None) -> Iterator[str]:
    found = json.loads(file.read_text(encoding="utf-8"))
    for english, other in found.items():
        if texts is not None and english not in texts:
            yield f"{english!r} is no text of the knowledge"
        elif problem := compare(english, other):
            yield f"{english!r} {problem}"
    if texts is None:
        return
    for text in texts:
        if text not in found:
            yield f"{text!r} is missing"
    if list(found) != texts and set(found) == set(texts):
        yield "is not in the order of the knowledge; --arrange mends it"


def arrange(folder: Path, texts: dict[str, list[str]]) -> None:
    """A text that moved from one part to another takes its translation along."""
    files = {part: folder / f"{part}.json" for part in texts}
    known = {part: json.loads(file.read_text(encoding="utf-8")) if file.exists() else {} for part, file in files.items()}
    anywhere = {text: other for part in reversed(known) for text, other in known[part].items()}
    for part, list_ in texts.items():
        arranged = {text: known[part].get(text, anywhere.get(text, "")) for text in list_}
        files[part].write_text(json.dumps(arranged, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def check(folder: Path, texts: dict[str, list[str]]) -> Iterator[str]:
    for part in texts:
        file = folder / f"{part}.json"
        if not file.exists():
            yield f"{file}: is missing"
    for file in sorted(folder.iterdir()):
        if file.stem not in texts and file.name != "composed.json":
            yield f"{file}: is named like no part of the knowledge"
            continue
        for problem in check_file(file, texts.get(file.stem)):
            yield f"{file}: {problem}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--arrange", action="store_true")
    arguments = parser.parse_args()
    knowledge = arguments.root / "knowledge"
    texts = list_texts(knowledge) | {"muscle-names": list_muscles(knowledge)}
    problems: list[str] = []
    for folder in sorted((knowledge / "translations").iterdir()):
        if arguments.arrange:
            arrange(folder, texts)
        problems += check(folder, texts)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
