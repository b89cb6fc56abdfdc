"""Tests of tools/check_data.py: one file of each kind of wrong."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "tools" / "check_data.py"


class CheckData(unittest.TestCase):
    def run_on(self, name: str, text: str) -> tuple[int, str]:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, name)
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)
            result = subprocess.run([sys.executable, SCRIPT], input=f"{file}\n", capture_output=True, text=True)
            return result.returncode, result.stdout.replace(f"{folder}/", "")

    def test_good_files(self):
        self.assertEqual(self.run_on("a.json", '{"a": [1, null]}'), (0, ""))
        self.assertEqual(self.run_on("a.toml", 'a = "b"\n'), (0, ""))

    def test_bad_files(self):
        for name, text, words in (
            ("a.json", "{", "a.json: Expecting"),
            ("a.json", '{"a": NaN}', "a.json: NaN is not JSON"),
            ("a.json", '{"a": 1, "a": 2}', "a.json: the key 'a' is given twice"),
            ("a.toml", "a = 1\na = 2\n", "a.toml: Cannot overwrite a value (at line 2"),
        ):
            with self.subTest(text):
                code, printed = self.run_on(name, text)
                self.assertEqual(code, 1)
                self.assertTrue(printed.startswith(words), printed)

    def test_files_that_are_wrong_on_purpose(self):
        self.assertEqual(self.run_on("wrong/a.json", "{"), (0, ""))


if __name__ == "__main__":
    unittest.main()
