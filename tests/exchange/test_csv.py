"""The table of readings as another program reads it.

    test_csv.py WRITE_EXCHANGE
"""
import csv
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

COLUMNS = ["time", "date", "person", "episode", "measure", "side", "place", "value", "unit", "remark"]


class Table(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        subprocess.run([WRITER, cls.folder.name], check=True)

    def read(self, name):
        folder = pathlib.Path(self.folder.name)
        text = (folder / f"{name}.csv").read_bytes().decode("utf-8")  # fails unless it is UTF-8
        self.assertTrue(text.endswith("\r\n"))
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        return rows, json.loads((folder / f"{name}.readings.json").read_text()), text

    def test_rows_are_the_readings(self):
        for name in ["runner", "odd", "empty"]:
            rows, readings, text = self.read(name)
            self.assertEqual(text.split("\r\n")[0].split(","), COLUMNS)
            self.assertEqual(len(rows), len(readings))
            for row, reading in zip(rows, readings):
                self.assertEqual((row["time"], row["date"], row["side"]), (reading["time"], reading["date"], reading["side"]))
                self.assertEqual(float(row["value"]), reading["value"])
        self.assertGreater(len(self.read("runner")[0]), 70)

    def test_names_and_units(self):
        rows, _, _ = self.read("runner")
        self.assertEqual({(row["person"], row["episode"]) for row in rows}, {("M. Muster", "right buttock and leg")})
        self.assertIn(("Bending of the hip", "degrees"), {(row["measure"], row["unit"]) for row in rows})
        self.assertIn("gluteus-minimus/2/right", {row["place"] for row in rows})

    def test_no_cell_is_a_formula(self):
        rows, _, _ = self.read("odd")
        remarks = {row["remark"] for row in rows}
        for text in ["'=1+1", "'@SUM(A1)", "'-2", "two\nlines\r\nand\ta tab", " blanks around  "]:
            self.assertIn(text, remarks)
        for row in rows:
            for column in COLUMNS:
                if column != "value":
                    self.assertNotIn(row[column][:1], ["=", "+", "-", "@", "\t", "\r"])


if __name__ == "__main__":
    WRITER = sys.argv[1]
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
