"""Plans at the command line.

    test_plan.py KNOTWORK ATLAS
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

KNOTWORK, ATLAS = sys.argv[1:3]
ROOT = pathlib.Path(__file__).resolve().parents[2]
RUNNER = ROOT / "examples/runner-case.json"
START = ("--start", "2026-11-22")


def run(*arguments, text=""):
    return subprocess.run([KNOTWORK, *map(str, arguments)], input=text, capture_output=True, text=True,
                          env={**os.environ, "KNOTWORK_ATLAS": ATLAS}, timeout=120)


def case(answers=None, regions=("outer right hip",), **profile):
    return json.dumps({"format": "knotwork.case/1", "profile": profile, "answers": answers or {},
                       "drawing": {"format": "knotwork.drawing/1", "marks": [{"regions": list(regions)}]}})


def plan_of(*arguments, text=""):
    return json.loads(run("plan", *arguments, *START, "--json", text=text).stdout)


class Plans(unittest.TestCase):
    def test_the_runner(self):
        process = run("plan", RUNNER, *START)
        self.assertEqual((process.returncode, process.stderr), (0, ""))
        self.assertTrue(process.stdout.startswith("Plan from 2026-11-22, to be looked at again on 2026-12-06\n"))
        for line in process.stdout.splitlines():
            self.assertLessEqual(len(line), 80, line)
        for words in ["1. PRESS", "2. STRETCH", "3. STRENGTHEN", "Before and after", "Why:", "How to go on", "(used here)",
                      "not medical advice"]:
            self.assertIn(words, process.stdout)
        plan = plan_of(RUNNER)
        self.assertEqual(plan["targets"][0]["source"], plan["standing"]["source"])
        self.assertTrue(2 <= len(plan["items"]) <= 4)
        self.assertEqual(plan, plan_of(RUNNER))

    def test_edits_survive(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "plan.json")
            plan = plan_of(RUNNER)
            first, second = plan["items"][0]["id"], plan["items"][1]["id"]
            plan["edits"] = {"by": "A. Therapist", "note": "Slowly.", "remove": [second],
                             "change": {first: {"hold_s": 40, "repeats": 2, "note": "lean less"}},
                             "add": [{"remedy": "seated-figure-four", "side": "right"}]}
            file.write_text(json.dumps(plan))
            again = plan_of(RUNNER, "--keep", file)
            ids = [item["id"] for item in again["items"]]
            self.assertNotIn(second, ids)
            self.assertIn("seated-figure-four@right", ids)
            self.assertEqual(again["items"][0]["dose"]["hold_s"], [40, 40])
            self.assertEqual(again["edits"], plan["edits"])
            file.write_text(json.dumps(again))
            self.assertEqual(plan_of(RUNNER, "--keep", file), again)
            self.assertIn("Your therapist: lean less", run("plan", RUNNER, "--keep", file).stdout)

    def test_danger_comes_first(self):
        emergency = case({"bladder-retention": "yes"})
        process = run("plan", "-", text=emergency)
        self.assertEqual(process.returncode, 4)
        self.assertIn("EMERGENCY", process.stdout)
        self.assertNotIn("PRESS", process.stdout)
        told = run("plan", "-", "--acknowledge", text=emergency)
        self.assertEqual(told.returncode, 0)
        self.assertIn("No plan yet: see somebody first", told.stdout)
        self.assertNotIn("PRESS", told.stdout)
        today = plan_of("-", text=case({"calf-swollen/right": "yes"}))
        self.assertEqual((today["refused"], today["provider"]), ("urgent", "general-practitioner"))
        self.assertNotIn("items", today)

    def test_what_is_no_muscle_is_not_pressed(self):
        file = ROOT / "examples/cases/stenosis-shopping-cart.json"
        process = run("plan", file, *START)
        self.assertIn("this does not look like a muscle", process.stdout)
        self.assertEqual(plan_of(file)["items"], [])

    def test_who_does_not_know_says_so(self):
        plan = plan_of("-", text=case(regions=("left sole", "right low back beside the spine", "left front of the knee")))
        self.assertEqual((plan["refused"], plan["items"]), ("unknown", []))
        doubtful = plan_of("-", text=case(regions=("lower belly",)))  # about one in four: too little to press a belly for
        self.assertEqual((doubtful["refused"], doubtful["items"]), ("unknown", []))
        self.assertIn("we do not know what it comes from", run("plan", "-", text=case(regions=("lower belly",))).stdout)

    def test_tools_at_hand(self):
        for arguments, profile in [(["--tools", "hand"], {}), ([], {"tools": []})]:
            plan = plan_of("-", *arguments, text=case({"my-pain/gluteus-medius/2/right": "yes"}, **profile))
            self.assertTrue(plan["items"])
            for item in plan["items"]:
                self.assertIn(item.get("tool", "hand"), {"hand", "wall", "chair", "step"})

    def test_pressure_protocols(self):
        known = case({"my-pain/gluteus-medius/2/right": "yes"}, pain=3)
        held = {name: plan_of("-", "--pressure", name, text=known)["items"][0]["dose"]["hold_s"]
                for name in ["short", "standard", "long", "light"]}
        self.assertLess(held["short"][1], held["standard"][1])
        self.assertLess(held["standard"][1], held["long"][1])

    def test_bad_input(self):
        with tempfile.TemporaryDirectory() as folder:
            broken = pathlib.Path(folder, "plan.json")
            for text, message in [
                ("{", "not JSON"), ("[]", "a plan must be an object"), ('{"format": "knotwork.plan/2"}', 'format: must be "knotwork.plan/1"'),
                ('{"format": "knotwork.plan/1", "edits": {"remove": [1]}}', "edits.remove[0]: must be text"),
                ('{"format": "knotwork.plan/1", "edits": {"add": [{"remedy": "seated-figure-fore", "side": "left"}]}}', 'did you mean "seated-figure-four"?'),
                ('{"format": "knotwork.plan/1", "edits": {"add": [{"remedy": "seated-figure-four"}]}}', "edits.add[0].side: needs a side"),
                ('{"format": "knotwork.plan/1", "edits": {"change": {"x": {"hold_s": 0}}}}', "edits.change.x.hold_s: must be from 1 to 600"),
                ('{"format": "knotwork.plan/1", "edits": {"change": {"x": {"repeats": 0}}}}', "edits.change.x.repeats: must be from 1 to 100"),
                ('{"format": "knotwork.plan/1", "edits": {"do": 1}}', "edits.do"),
            ]:
                broken.write_text(text)
                process = run("plan", RUNNER, "--keep", broken)
                self.assertEqual(process.returncode, 2, text)
                self.assertEqual(process.stderr.count("\n"), 1)
                self.assertIn(message, process.stderr)
        for arguments, message in [
            (["--start", "22.11.2026"], "--start: must be a date as 2026-11-22"), (["--start", "2026-02-30"], "--start: there is no such day"),
            (["--pressure", "endless"], "--pressure: must be one of"), (["--tools", "bal"], '--tools: no tool "bal"; did you mean "ball"?'),
            (["--keep", "/nowhere"], "/nowhere"),
        ]:
            process = run("plan", RUNNER, *arguments)
            self.assertEqual((process.returncode, process.stdout), (2, ""), arguments)
            self.assertIn(message, process.stderr)
        self.assertIn("profile.tools[0]", run("plan", "-", text=case(tools=["bal"])).stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
