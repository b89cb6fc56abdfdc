"""What goes in and what comes out keeps to the schemas.

    test_schemas.py KNOTWORK ATLAS
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from schemas import ROOT, SCHEMAS, validator

KNOTWORK, ATLAS = sys.argv[1:3]
FILES = [path for path in sorted([*(ROOT / "examples").glob("*.json"), *(ROOT / "tests/cases").glob("*.json")])]
CASES = [path for path in [*FILES, *sorted((ROOT / "examples/cases").glob("*.json"))] if '"knotwork.case/1"' in path.read_text()]
DRAWINGS = [path for path in FILES if path not in CASES]


def run(*arguments, text=""):
    return subprocess.run([KNOTWORK, *map(str, arguments)], input=text, capture_output=True, text=True,
                          env={**os.environ, "KNOTWORK_ATLAS": ATLAS}, timeout=120).stdout


class Schemas(unittest.TestCase):
    def test_schemas_are_schemas(self):
        self.assertEqual(set(SCHEMAS), {
            "batch", "case", "citations", "condition", "conditions", "drawing", "error", "expected-yes", "fhir", "fhir-import", "findings", "interview",
            "journal", "landmarks", "measures", "motion", "motions", "muscle", "muscles", "plan", "progress", "providers", "reasons",
            "regions", "remedies", "requests", "session", "session-state", "text", "trace", "triage"})
        for schema in SCHEMAS.values():
            jsonschema.Draft202012Validator.check_schema(schema)

    def test_drawings_and_their_answers(self):
        kinds = set()
        for file in DRAWINGS:
            answer = json.loads(run("trace", file, "--json"))
            kind = "error" if "error" in answer else "trace"
            kinds.add(kind)
            validator(kind).validate(answer)
            if kind == "trace":
                validator("drawing").validate(json.loads(file.read_text()))
        self.assertEqual(kinds, {"error", "trace"})

    def test_measures(self):
        measures = json.loads(run("measures", "--json"))
        validator("measures").validate(measures)
        self.assertIn("pain", [measure["id"] for measure in measures["measures"]])

    def test_journals_and_progress(self):
        with tempfile.TemporaryDirectory() as folder:
            journal = pathlib.Path(folder, "journal.db")
            for file in sorted((ROOT / "examples/journals").glob("*.json")):
                validator("journal").validate(json.loads(file.read_text()))
                run("import", file, "--journal", journal)
            validator("journal").validate(json.loads(run("export", "--journal", journal)))
            validator("progress").validate(json.loads(run("progress", "--json", "--today", "2026-11-22", "--journal", journal)))

    def test_batch_records(self):
        lines = "\n".join(json.dumps(json.loads(file.read_text())) for file in DRAWINGS) + "\noops\n"
        records = [json.loads(line) for line in run("batch", "-", text=lines).splitlines()]
        self.assertEqual(len(records), len(DRAWINGS) + 1)
        for record in records:
            validator("batch").validate(record)

    def test_cases_and_their_answers(self):
        """Every case of the library, and what each door answers to it."""
        blocked = 0
        for file in CASES[::3]:
            with self.subTest(file.name):
                case = json.loads(file.read_text())
                validator("case").validate(case)
                triage = json.loads(run("triage", file, "--json"))
                validator("triage").validate(triage)
                trace = json.loads(run("trace", file, "--json"))
                validator("trace").validate(trace)
                self.assertEqual(trace["triage"], triage)
                plan = json.loads(run("plan", file, "--start", "2026-11-22", "--json"))
                validator("plan").validate(plan)
                self.assertEqual(plan["triage"], triage)
                self.assertEqual("blocked_by" in trace, triage["urgency"] == "emergency")
                blocked += "blocked_by" in trace
                told = json.loads(run("trace", file, "--json", "--acknowledge"))
                validator("trace").validate(told)
                self.assertNotIn("blocked_by", told)
        self.assertGreater(len(CASES), 40)
        self.assertGreater(blocked, 3)

    def test_interviews(self):
        """One line in, one line out; each answer keeps to the schema, and so does each error."""
        lines = [json.dumps(json.loads(file.read_text())) for file in CASES]
        lines += ["oops", '{"format": "knotwork.case/1"}', json.dumps({"case": json.loads(lines[0]), "options": {"helper": False}})]
        answers = [json.loads(line) for line in run("interview", "--json", text="\n".join(lines)).splitlines()]
        self.assertEqual(len(answers), len(lines))
        for answer in answers:
            validator("error" if "error" in answer else "interview").validate(answer)
        self.assertEqual(["error" in answer for answer in answers[-3:]], [True, True, False])

    def test_findings(self):
        answer = json.loads(run("findings", "--json"))
        validator("findings").validate(answer)
        self.assertGreater(len(answer["findings"]), 100)

    def test_schema_and_reader_refuse_alike_in_cases(self):
        good = {"format": "knotwork.case/1", "profile": {"age": 47, "sex": "female", "pain": 6},
                "answers": {"worse-sitting": "yes", "straight-leg-raise/right": "no", "my-pain/gluteus-minimus/2/right": "unknown"}}
        validator("case").validate(good)
        self.assertEqual(json.loads(run("triage", "-", "--json", text=json.dumps(good)))["urgency"], "none")
        profile = lambda **changes: lambda c: c["profile"].update(changes)
        answer = lambda **changes: lambda c: c["answers"].update({k.replace("_", "-"): v for k, v in changes.items()})
        for change in [lambda c: c.pop("format"), lambda c: c.update(format="x"), lambda c: c.update(extra=1), profile(age=-1), profile(age=121),
                       profile(age="47"), profile(sex="x"), profile(pain=11), profile(extra=1), answer(worse_sitting="maybe"), answer(worse_sitting=None),
                       lambda c: c["answers"].update({"Worse sitting": "yes"}), lambda c: c.update(answers=[]), lambda c: c.update(answers={}),
                       lambda c: c.update(acknowledged="x"), lambda c: c.update(acknowledged=[1])]:
            wrong = json.loads(json.dumps(good))
            change(wrong)
            with self.assertRaises(jsonschema.ValidationError, msg=wrong):
                validator("case").validate(wrong)
            self.assertIn("error", json.loads(run("triage", "-", "--json", text=json.dumps(wrong))), wrong)

    def test_schema_and_reader_refuse_alike(self):
        """Drawings that break one rule each: what the schema refuses, the reader refuses."""
        good = {"format": "knotwork.drawing/1", "body": "male", "marks": [{"intensity": 3, "quality": "ache", "regions": ["left knee"]}]}
        validator("drawing").validate(good)
        self.assertIn("sources", json.loads(run("trace", "-", "--json", text=json.dumps(good))))
        def broken(change):
            copy = json.loads(json.dumps(good))
            change(copy)
            return copy
        mark = lambda **changes: lambda d: d["marks"][0].update(changes)
        for change in [lambda d: d.pop("format"), lambda d: d.update(format="x"), lambda d: d.update(body="x"),
                       lambda d: d.update(marks=[]), lambda d: d.update(extra=1), mark(intensity=11), mark(intensity=-1),
                       mark(intensity="3"), mark(quality="x"), mark(quality=3), mark(note=3), mark(note="x" * 1001),
                       mark(regions=[]), mark(regions=[1]), mark(patch={"at": "navel", "radius_cm": 1}),
                       lambda d: d["marks"][0].pop("regions"), mark(extra=1)]:
            wrong = broken(change)
            with self.assertRaises(jsonschema.ValidationError, msg=wrong):
                validator("drawing").validate(wrong)
            self.assertIn("error", json.loads(run("trace", "-", "--json", text=json.dumps(wrong))), wrong)

    def test_words_are_those_of_the_code(self):
        """Qualities and error codes stand in the schema and in C++; they must be equal."""
        header = (ROOT / "src/engine/drawing.hpp").read_text()
        table = header.split("quality_names{")[1].split("}")[0]
        self.assertEqual([word.strip().strip('"') for word in table.split(",")], SCHEMAS["drawing"]["$defs"]["quality"]["enum"])
        codes = [line.split('return "')[1].split('"')[0] for line in (ROOT / "src/base/error.hpp").read_text().splitlines()
                 if "case ErrorCode::" in line]
        self.assertEqual(codes, SCHEMAS["error"]["properties"]["error"]["properties"]["code"]["enum"])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
