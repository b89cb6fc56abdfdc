"""Tests of tools/check_readme.py, on small pages."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "tools" / "check_readme.py"


class CheckReadme(unittest.TestCase):
    def run_on(self, page: str) -> tuple[int, str]:
        with tempfile.TemporaryDirectory() as folder:
            readme = Path(folder, "README.md")
            readme.write_text(page)
            result = subprocess.run(
                [sys.executable, SCRIPT, "--bin", folder, "--readme", readme], capture_output=True, text=True
            )
            return result.returncode, result.stdout

    def test_examples_that_print_what_is_shown(self):
        page = "```console\n$ printf 'a\\nb\\nc\\n'\na\n...\n$ printf 'any\\n'\n$ ./dev run\n```\n```sh\n$ false\n```\n"
        self.assertEqual(self.run_on(page), (0, ""))

    def test_wrong_output(self):
        code, words = self.run_on("# Title\n```console\n$ echo b\na\n```\n")
        self.assertEqual(code, 1)
        self.assertTrue(words.startswith("README.md:3: echo b: prints something else:\nb\n"), words)

    def test_more_output_than_shown(self):
        self.assertEqual(self.run_on("```console\n$ printf 'a\\nb\\n'\na\n```\n")[0], 1)

    def test_a_command_that_fails(self):
        code, words = self.run_on("```console\n$ false | cat\n```\n")
        self.assertEqual((code, words), (1, "README.md:2: false | cat: exit 1: \n"))

    def test_an_unknown_command_of_dev(self):
        code, words = self.run_on("```console\n$ ./dev runn\n```\n")
        self.assertEqual((code, words), (1, "README.md:2: ./dev runn: ./dev has no command 'runn'\n"))

    def test_every_command_of_dev_is_known(self):
        page = "".join(f"$ ./dev {name}\n" for name in ("run", "test", "build wasm", "fuzz 600", "tsan", "lint", "help"))
        self.assertEqual(self.run_on(f"```console\n{page}```\n"), (0, ""))

    def test_a_page_without_examples(self):
        self.assertEqual(self.run_on("# Nothing\n"), (1, "README.md:1: has no example\n"))


if __name__ == "__main__":
    unittest.main()
