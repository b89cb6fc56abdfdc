#!/usr/bin/env python3
"""Run clang-tidy on the given files, skipping those that were found clean before and have not changed since.

    git ls-files 'src/*.cpp' | tools/tidy.py --build build/release --cache ~/.cache/knotwork/tidy

A file's key is the hash of its text, of every header of the project that it includes, directly or not, of its compile command,
of .clang-tidy and of clang-tidy's version. A clean file leaves an empty file of that name in the cache. Paths in the key are
relative to the repository, so a new clone finds them too. Exits 1 when a file is not clean.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.resolve()
TIDY = ["clang-tidy-14", "--quiet", "--extra-arg=-Wno-unknown-warning-option"]  # the build's options are g++'s
NOISE = re.compile(r"^(\d+ warnings?.* generated\.|Error while processing .*)\n", re.M)
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)


@cache
def included_by(file: Path) -> frozenset[Path]:
    """The headers of the project that a file names itself."""
    names = INCLUDE.findall(file.read_text(encoding="utf-8"))
    places = (base / name for name in names for base in (file.parent, ROOT / "src"))
    return frozenset(place.resolve() for place in places if place.is_file())


def closure(file: Path) -> list[Path]:
    """A file and every header of the project that it reaches."""
    reached, waiting = {file}, [file]
    while waiting:
        for header in included_by(waiting.pop()) - reached:
            reached.add(header)
            waiting.append(header)
    return sorted(reached)


def key_of(file: Path, command: str, salt: bytes) -> str:
    digest = hashlib.sha256(salt)
    digest.update(command.replace(str(ROOT), "").encode())
    for part in closure(file):
        digest.update(str(part.relative_to(ROOT)).encode() + b"\0" + part.read_bytes())
    return digest.hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=Path, required=True, help="folder with compile_commands.json")
    parser.add_argument("--cache", type=Path, required=True)
    args = parser.parse_args()
    args.cache.mkdir(parents=True, exist_ok=True)

    entries = json.loads((args.build / "compile_commands.json").read_text())
    commands = {Path(entry["directory"], entry["file"]).resolve(): entry["command"] for entry in entries}
    version = subprocess.run([TIDY[0], "--version"], capture_output=True, check=True).stdout
    salt = version + " ".join(TIDY).encode() + (ROOT / ".clang-tidy").read_bytes()

    waiting = []
    for line in sys.stdin.read().splitlines():
        file = Path(line).resolve()
        if file in commands:  # else it belongs to another build, as apps/wasm does
            stamp = args.cache / key_of(file, commands[file], salt)
            if not stamp.exists():
                waiting.append((file, stamp))

    def run(work: tuple[Path, Path]) -> str:
        file, stamp = work
        result = subprocess.run([*TIDY, "-p", args.build, file], capture_output=True, text=True)
        if result.returncode == 0:
            stamp.touch()
            return ""
        return result.stdout + NOISE.sub("", result.stderr)

    dirty = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for (file, _), output in zip(waiting, pool.map(run, waiting)):
            if output:
                dirty += 1
                print(output.replace(f"{ROOT}/", ""), end="", flush=True)
    return 1 if dirty else 0


if __name__ == "__main__":
    sys.exit(main())
