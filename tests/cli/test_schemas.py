"""What goes in and what comes out keeps to the schemas.

    test_schemas.py KNOTWORK ATLAS
"""
import json
import os
import pathlib
import subprocess
import sys
import unittest

import jsonschema

KNOTWORK, ATLAS = sys.argv[1:3]
ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = {path.name.split(".")[0]: json.loads(path.read_text()) for path in (ROOT / "schemas").glob("*.schema.json")}
DRAWINGS = sorted([*(ROOT / "examples").glob("*.json"), *(ROOT / "tests/cases").glob("*.json")])


def validator(name):
    """References between the schemas are by their $id."""
    resolver = jsonschema.RefResolver.from_schema(SCHEMAS[name], store={schema["$id"]: schema for schema in SCHEMAS.values()})
    return jsonschema.Draft202012Validator(SCHEMAS[name], resolver=resolver)


def run(*arguments, text=""):
    return subprocess.run([KNOTWORK, *map(str, arguments)], input=text, capture_output=True, text=True,
                          env={**os.environ, "KNOTWORK_ATLAS": ATLAS}, timeout=120).stdout


class Schemas(unittest.TestCase):
    def test_schemas_are_schemas(self):
        self.assertEqual(set(SCHEMAS), {"batch", "drawing", "error", "trace"})
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

    def test_batch_records(self):
        lines = "\n".join(json.dumps(json.loads(file.read_text())) for file in DRAWINGS) + "\noops\n"
        records = [json.loads(line) for line in run("batch", "-", text=lines).splitlines()]
        self.assertEqual(len(records), len(DRAWINGS) + 1)
        for record in records:
            validator("batch").validate(record)

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
