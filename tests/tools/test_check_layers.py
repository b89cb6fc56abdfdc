"""Tests of tools/check_layers.py: a small world that keeps the rules, and one breach of each kind."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "tools" / "check_layers.py"

TABLE = """\
## Layers

| folder | is | may include | libraries |
| --- | --- | --- | --- |
| `src/base` | ids | | `tl/` |
| `src/body` | skin | base | |
| `apps/cli` | a door | base, body, apps/server | `CLI/` `unistd.h` |
| `apps/server` | another door | base | |

## Form
| `src/base` | another table | body | |
"""

WORLD = {
    "docs/style.md": TABLE,
    "src/base/error.hpp": "#include <string>\n#include <tl/expected.hpp>\n",
    "src/body/skin.hpp": '#include "base/error.hpp"\n#include "body/detail.hpp"\n',
    "src/body/detail.hpp": "/* #include <CGAL/Surface_mesh.h>\n#include <boost/any.hpp> */\n// #include <Eigen/Core>\n",
    "apps/cli/main.cpp": '#include <unistd.h>\n#include <CLI/CLI.hpp>\n#include "commands.hpp"\n#include "body/skin.hpp"\n',
    "apps/cli/commands.hpp": '#include "apps/server/serve.hpp"\n',
    "apps/server/serve.hpp": "#pragma once\n",
}


class CheckLayers(unittest.TestCase):
    def run_on(self, changes: dict[str, str]) -> subprocess.CompletedProcess:
        with tempfile.TemporaryDirectory() as root:
            for path, text in (WORLD | changes).items():
                file = Path(root, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
            return subprocess.run([sys.executable, SCRIPT, root], capture_output=True, text=True)

    def assert_breach(self, changes: dict[str, str], line: str):
        result = self.run_on(changes)
        self.assertEqual(result.stdout, line + "\n")
        self.assertEqual(result.returncode, 1)

    def test_a_world_that_keeps_the_rules_passes_silently(self):
        result = self.run_on({})
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))

    def test_a_folder_above(self):
        self.assert_breach(
            {"src/base/error.hpp": '#include <string>\n\n#include "body/skin.hpp"\n'},
            "src/base/error.hpp:3: src/base may not include src/body (body/skin.hpp); it may include no other folder",
        )

    def test_a_door_that_is_not_listed(self):
        self.assert_breach(
            {"apps/server/serve.hpp": '#include "apps/cli/commands.hpp"\n'},
            "apps/server/serve.hpp:1: apps/server may not include apps/cli (apps/cli/commands.hpp); it may include src/base",
        )

    def test_angle_brackets_and_roundabout_paths_do_not_hide_a_breach(self):
        wrong = "src/base may not include src/body"
        for header in ("<body/skin.hpp>", '"../body/skin.hpp"', '"src/body/skin.hpp"'):
            with self.subTest(header):
                result = self.run_on({"src/base/error.hpp": f"#  include {header}\n"})
                self.assertIn(f"src/base/error.hpp:1: {wrong}", result.stdout)

    def test_a_library_that_is_not_listed(self):
        self.assert_breach(
            {"src/body/skin.hpp": '#include "base/error.hpp"\n#include <CGAL/Surface_mesh.h>\n'},
            "src/body/skin.hpp:2: src/body may not use the library header <CGAL/Surface_mesh.h>; "
            "it may use the standard library alone",
        )

    def test_a_header_of_the_system_that_is_not_listed(self):
        self.assert_breach(
            {"src/base/error.hpp": "#include <unistd.h>\n"},
            "src/base/error.hpp:1: src/base may not use the library header <unistd.h>; it may use tl/",
        )

    def test_a_file_that_does_not_exist(self):
        self.assert_breach(
            {"src/body/skin.hpp": '#include "base/eror.hpp"\n'},
            'src/body/skin.hpp:1: no file of the project is called "base/eror.hpp" (libraries take angle brackets)',
        )

    def test_tests_are_included_by_nothing(self):
        self.assert_breach(
            {"tests/world.hpp": "", "src/body/skin.hpp": '#include "../../tests/world.hpp"\n'},
            "src/body/skin.hpp:1: src/body may not include tests (../../tests/world.hpp); it may include src/base",
        )

    def test_a_folder_without_a_row(self):
        self.assert_breach(
            {"src/extra/a.cpp": "#include <string>\n"},
            "src/extra/a.cpp:1: src/extra has no row in the layer table of docs/style.md",
        )

    def test_a_table_that_cannot_be_read(self):
        for table, words in (
            ("# Nothing here\n", "has no heading '## Layers'"),
            ("## Layers\n", "the layer table is empty"),
            ("## Layers\n| `src/base` | ids | |\n", "style.md:2: a row of the layer table has 4 columns, this one has 3"),
            ("## Layers\n| `src/base` | ids | skin | |\n", "the row of src/base names src/skin, which has no row"),
        ):
            with self.subTest(words):
                result = self.run_on({"docs/style.md": table})
                self.assertEqual(result.returncode, 2)
                self.assertIn(words, result.stderr)


if __name__ == "__main__":
    unittest.main()
