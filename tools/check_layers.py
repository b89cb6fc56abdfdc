#!/usr/bin/env python3
"""Check that every #include in src/ and apps/ keeps to the layer table of docs/style.md.

    tools/check_layers.py [ROOT]     # ROOT: the repository (default: the one this script lies in)

The table is read from the page itself, under the heading "Layers": one row a folder, with the folders (of src/, unless it
is named in full) and the libraries that it may include. Prints one line for each breach, `file:line: what is wrong`, and exits 1; exits 2 when the table is unreadable.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = {".hpp", ".cpp", ".h", ".c", ".cc"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


class BadTable(Exception):
    pass


@dataclass
class Layer:
    folder: str  # "src/body"
    folders: set[str]  # {"src/base"}
    libraries: tuple[str, ...]  # how allowed headers begin: ("tl/", "xxhash.h")


def read_table(page: Path) -> dict[str, Layer]:
    """The rows of the table under the heading "Layers", by folder."""
    lines = page.read_text(encoding="utf-8").splitlines()
    try:
        start = lines.index("## Layers")
    except ValueError:
        raise BadTable(f"{page}: has no heading '## Layers'")
    layers: dict[str, Layer] = {}
    for number, line in enumerate(lines[start + 1 :], start + 2):
        if line.startswith("## "):
            break
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        name = re.fullmatch(r"`((?:src|apps)/\w+)`", cells[0])
        if not line.startswith("|") or not name:
            continue
        if len(cells) != 4:
            raise BadTable(f"{page}:{number}: a row of the layer table has 4 columns, this one has {len(cells)}")
        words = {word.strip() for word in cells[2].split(",") if word.strip()}
        folders = {word if "/" in word else f"src/{word}" for word in words}
        layers[name[1]] = Layer(name[1], folders, tuple(re.findall(r"`([^`]+)`", cells[3])))
    if not layers:
        raise BadTable(f"{page}: the layer table is empty")
    for layer in layers.values():
        for folder in layer.folders - layers.keys():
            raise BadTable(f"{page}: the row of {layer.folder} names {folder}, which has no row")
    return layers


def blank_comments(text: str) -> str:
    """The text with its block comments blanked, lines kept, so that an #include inside one is not taken for real."""
    return re.sub(r"/\*.*?\*/", lambda match: re.sub(r"[^\n]", " ", match[0]), text, flags=re.S)


def folder_of(header: str, file: Path, root: Path) -> str | None:
    """The folder ("src/body") of the project that a header belongs to, or None when it is none of the project's."""
    for base in (file.parent, root / "src", root):
        path = (base / header).resolve()
        if path.is_file() and path.is_relative_to(root):
            parts = path.relative_to(root).parts
            return "/".join(parts[:2]) if parts[0] in ("src", "apps") else parts[0]
    return None


def check_include(layer: Layer, header: str, quoted: bool, file: Path, root: Path) -> str | None:
    """What is wrong with one #include, or None."""
    target = folder_of(header, file, root)
    if target:
        if target == layer.folder or target in layer.folders:
            return None
        allowed = ", ".join(sorted(layer.folders)) or "no other folder"
        return f"{layer.folder} may not include {target} ({header}); it may include {allowed}"
    if header.startswith(layer.libraries):
        return None
    if quoted:
        return f'no file of the project is called "{header}" (libraries take angle brackets)'
    if re.fullmatch(r"[a-z0-9_]+", header):  # the C++ standard library: a bare name without a suffix
        return None
    allowed = ", ".join(layer.libraries) or "the standard library alone"
    return f"{layer.folder} may not use the library header <{header}>; it may use {allowed}"


def check(root: Path) -> list[str]:
    root = root.resolve()
    layers = read_table(root / "docs" / "style.md")
    breaches = []
    files = sorted(f for top in ("src", "apps") for f in (root / top).rglob("*") if f.suffix in SUFFIXES)
    for file in files:
        place = file.relative_to(root)
        folder = "/".join(place.parts[:2])
        layer = layers.get(folder)
        if not layer:
            breaches.append(f"{place}:1: {folder} has no row in the layer table of docs/style.md")
            continue
        for number, line in enumerate(blank_comments(file.read_text(encoding="utf-8")).splitlines(), 1):
            if match := INCLUDE.match(line):
                wrong = check_include(layer, match[2], match[1] == '"', file, root)
                if wrong:
                    breaches.append(f"{place}:{number}: {wrong}")
    return breaches


def main() -> int:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent
    try:
        breaches = check(root)
    except (BadTable, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    for breach in breaches:
        print(breach)
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
