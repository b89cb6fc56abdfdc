"""Tests of tools/check_translations.py on a knowledge of two muscles: one translation of each kind of wrong."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "tools" / "check_translations.py"

MUSCLES = {
    "soleus": 'name = "Soleus"\nlatin = "musculus soleus"\nsymptoms = ["heel pain", "stiff for 30 minutes"]\n[cite]\nsymptoms = ["a-1999"]\n',
    "gracilis": 'name = "Gracilis"\nsymptoms = ["heel pain"]\n[[point]]\nwhere = "Inner thigh of the {side} leg"\nat = "pubis"\n',
}
GOOD = {
    "muscles.json": {
        "Gracilis": "Grácil",
        "heel pain": "dolor de talón",
        "Inner thigh of the {side} leg": "Cara interna de la pierna {izquierda}",
        "Soleus": "Sóleo",
        "stiff for 30 minutes": "rigidez durante 30 minutos",
    },
    "muscle-names.json": {"gracilis": "el grácil", "soleus": "el sóleo"},
    "composed.json": {"Lengthens {muscle}.": "Estira {muscle}."},
}
OTHER_PARTS = ("body", "conditions", "exercises", "findings", "motions", "providers", "routine", "stretches", "techniques", "triage")


class CheckTranslations(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.spanish = self.root / "knowledge" / "translations" / "es"
        self.spanish.mkdir(parents=True)
        (self.root / "knowledge" / "muscles").mkdir()
        for name, text in MUSCLES.items():
            (self.root / "knowledge" / "muscles" / f"{name}.toml").write_text(text)
        for part in OTHER_PARTS:
            (self.spanish / f"{part}.json").write_text("{}")
        for name, pairs in GOOD.items():
            self.write(name, pairs)

    def write(self, name: str, pairs: dict[str, str]):
        (self.spanish / name).write_text(json.dumps(pairs))

    def run_it(self, *arguments: str) -> tuple[int, str]:
        command = [sys.executable, SCRIPT, "--root", self.root, *arguments]
        result = subprocess.run(command, capture_output=True, text=True)
        return result.returncode, result.stdout.replace(f"{self.spanish}/", "")

    def test_a_whole_one(self):
        self.assertEqual(self.run_it(), (0, ""))

    def test_each_kind_of_wrong(self):
        muscles = GOOD["muscles.json"]
        side = "Inner thigh of the {side} leg"
        for change, words in (
            ({"heel pain": ""}, "muscles.json: 'heel pain' has no translation\n"),
            ({side: "Cara interna"}, f"muscles.json: {side!r} has other slots\n"),
            ({side: "Cara interna de la pierna {side}"}, f"muscles.json: {side!r} has other slots\n"),
            ({"stiff for 30 minutes": "rigidez durante 3 minutos"}, "muscles.json: 'stiff for 30 minutes' has other numbers\n"),
            ({"a-1999": "a-1999"}, "muscles.json: 'a-1999' is no text of the knowledge\n"),
            ({"musculus soleus": "sóleo"}, "muscles.json: 'musculus soleus' is no text of the knowledge\n"),
        ):
            with self.subTest(change):
                self.write("muscles.json", muscles | change)
                self.assertEqual(self.run_it(), (1, words))

    def test_missing_texts_and_files(self):
        self.write("muscles.json", {k: v for k, v in GOOD["muscles.json"].items() if k != "Soleus"})
        (self.spanish / "triage.json").unlink()
        self.write("knees.json", {})
        self.assertEqual(
            self.run_it(),
            (
                1,
                "triage.json: is missing\n"
                "knees.json: is named like no part of the knowledge\n"
                "muscles.json: 'Soleus' is missing\n",
            ),
        )

    def test_slots_of_what_the_engine_composes(self):
        self.write("composed.json", {"Lengthens {muscle}.": "Estira el músculo."})
        self.assertEqual(self.run_it(), (1, "composed.json: 'Lengthens {muscle}.' has other slots\n"))

    def test_order_and_arranging(self):
        self.write("muscles.json", dict(reversed(GOOD["muscles.json"].items())) | {"a-1999": "a-1999"})
        self.assertEqual(self.run_it()[0], 1)
        self.assertEqual(self.run_it("--arrange"), (0, ""))
        arranged = json.loads((self.spanish / "muscles.json").read_text())
        self.assertEqual(list(arranged.items()), list(GOOD["muscles.json"].items()))

    def test_arranging_keeps_what_a_part_says_itself(self):
        (self.root / "knowledge" / "body").mkdir()
        (self.root / "knowledge" / "body" / "regions.toml").write_text('[[region]]\nsynonyms = ["gracilis", "heel pain"]\n')
        self.write("body.json", {"gracilis": "grácil"})
        self.assertEqual(self.run_it("--arrange"), (0, ""))
        self.assertEqual(json.loads((self.spanish / "muscle-names.json").read_text()), GOOD["muscle-names.json"])
        # A text that now occurs in an earlier part has moved there.
        self.assertEqual(json.loads((self.spanish / "body.json").read_text()), {"gracilis": "grácil", "heel pain": "dolor de talón"})


if __name__ == "__main__":
    unittest.main()
