#!/usr/bin/env python3
"""Run the examples of README.md, and compare what they print with what the page shows.

    tools/check_readme.py --bin build/release/bin [--readme README.md]

An example is a fenced block marked `console`. A line that begins with "$ " is a command; the lines up to the next one are its
output, where a line "..." stands for any lines, and no line at all accepts any output. Commands run in a scratch folder that has
`examples/` and holds the journal, with the built programs on the PATH, and must succeed. Of `./dev`, only the name of its command is looked up.
Prints `README.md:line: what is wrong` and exits 1; a page without a single example is wrong too.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.resolve()


@dataclass
class Example:
    line: int
    command: str
    output: list[str] = field(default_factory=list)


def read_examples(text: str) -> list[Example]:
    examples, inside = [], False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            inside = line == "```console"
        elif inside and line.startswith("$ "):
            examples.append(Example(number, line[2:]))
        elif inside and examples:
            examples[-1].output.append(line.rstrip())
    return examples


def matches(shown: list[str], printed: list[str]) -> bool:
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in shown)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in printed)) is not None


def check(example: Example, folder: str, path: str) -> str | None:
    """What is wrong with an example, or None."""
    if match := re.match(r"\./dev( \S+)?", example.command):
        help_text = subprocess.run([ROOT / "dev", "help"], capture_output=True, text=True, check=True).stdout
        known = re.findall(r"^  ([a-z, ]+?)(?: \[.*)?  ", help_text, re.M)
        names = {name for group in known for name in group.strip().split(", ")}
        word = (match[1] or " help").strip()
        return None if word in names | {"help"} else f"./dev has no command {word!r}"
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", example.command],
        cwd=folder, env=os.environ | {"PATH": path, "XDG_DATA_HOME": folder}, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    if result.returncode != 0:
        return f"exit {result.returncode}: {result.stderr.strip()}"
    if example.output and not matches(example.output, result.stdout.splitlines()):
        return f"prints something else:\n{result.stdout}"
    return None


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=Path, required=True, help="folder of the built programs")
    parser.add_argument("--readme", type=Path, default=ROOT / "README.md")
    args = parser.parse_args()
    if not args.readme.is_file():
        print(f"{args.readme}: does not exist")
        return 1
    examples = read_examples(args.readme.read_text(encoding="utf-8"))
    found = [(1, "has no example")] if not examples else []
    path = f"{args.bin.resolve()}:{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "examples").symlink_to(ROOT / "examples")
        for example in examples:
            if wrong := check(example, folder, path):
                found.append((example.line, f"{example.command}: {wrong}"))
    for line, wrong in found:
        print(f"{args.readme.name}:{line}: {wrong}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
