#!/usr/bin/env python3
"""Check that data files can be read: TOML and strict JSON (no NaN, no key given twice).

    git ls-files '*.toml' '*.json' | tools/check_data.py     # one path a line

Files under a folder called "wrong" or "corpus" are wrong on purpose and left out.
Prints `file: what is wrong` for each bad file and exits 1; says nothing else.
"""

import json
import sys
import tomllib
from pathlib import Path


def unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"the key {key!r} is given twice")
    return dict(pairs)


def refuse_constant(name: str):
    raise ValueError(f"{name} is not JSON")


def check(path: Path) -> str | None:
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".toml":
            tomllib.loads(text)
        else:
            json.loads(text, object_pairs_hook=unique_keys, parse_constant=refuse_constant)
    except ValueError as error:
        return f"{path}: {error}"
    return None


def main() -> int:
    paths = [Path(line) for line in sys.stdin.read().splitlines()]
    found = [check(path) for path in paths if not {"wrong", "corpus"} & set(path.parts)]
    for wrong in filter(None, found):
        print(wrong)
    return 1 if any(found) else 0


if __name__ == "__main__":
    sys.exit(main())
