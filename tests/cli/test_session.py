"""Guided sessions at the command line, in time that passes a thousand times as fast.

    test_session.py KNOTWORK ATLAS
"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import jsonschema

KNOTWORK, ATLAS = sys.argv[1:3]
ROOT = pathlib.Path(__file__).resolve().parents[2]
RUNNER = ROOT / "examples/runner-case.json"
SCHEMA = json.loads((ROOT / "schemas/session.schema.json").read_text())
ENVIRONMENT = {**os.environ, "KNOTWORK_ATLAS": ATLAS}


class Guided:
    """A session that is talked to: waits for words, then answers."""

    def __init__(self, *arguments, speed=1000):
        self.process = subprocess.Popen([KNOTWORK, "session", RUNNER, "--speed", str(speed), *map(str, arguments)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)
        self.text = ""

    def wait_for(self, words):
        heard = ""
        while words not in heard:
            character = self.process.stdout.read(1)
            assert character, f"it ended before it said {words!r}:\n{self.text}"
            heard += character
            self.text += character

    def say(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def end(self):
        self.process.stdin.close()
        self.text += self.process.stdout.read()
        self.process.stdout.close()
        return self.process.wait(timeout=60)


def read(log):
    session = json.loads(log.read_text())
    jsonschema.validate(session, SCHEMA)
    return session


class Sessions(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.log = pathlib.Path(self.folder.name, "session.json")

    def tearDown(self):
        self.folder.cleanup()

    def from_the_exercise_on(self, guided, pain, movement):
        """Everything done; what is said of the pain and of the movement afterwards."""
        guided.wait_for("in position"), guided.say("")
        for _ in range(2):
            guided.wait_for("Enter when done"), guided.say("")
        guided.wait_for("hurt now"), guided.say(pain)
        guided.wait_for("go better"), guided.say(movement)
        self.assertEqual(guided.end(), 0)

    def test_what_was_done_is_recorded(self):
        journal = pathlib.Path(self.folder.name, "journal.db")
        guided = Guided("--record", "--journal", journal)
        guided.wait_for("0 to 10"), guided.say("6")
        guided.wait_for("in position"), guided.say("")
        guided.wait_for("less (l)"), guided.say("l")
        guided.wait_for("in position"), guided.say("")
        self.from_the_exercise_on(guided, pain="3", movement="b")
        history = subprocess.run([KNOTWORK, "history", "--json", "--journal", journal], capture_output=True, text=True,
                                 check=True, env=ENVIRONMENT).stdout
        plan, session = json.loads(history)["entries"]
        self.assertEqual((plan["kind"], session["kind"], session["of"]), ("plan", "session", plan["id"]))
        self.assertEqual((session["document"]["verdict"], session["document"]["points"][0]),
                         ("better", "gluteus-minimus/2/right"))

    def test_from_drawing_to_done(self):
        guided = Guided("--log", self.log)
        guided.wait_for("0 to 10"), guided.say("6")
        guided.wait_for("in position"), guided.say("")
        guided.wait_for("less (l)"), guided.say("l")
        guided.wait_for("in position"), guided.say("")  # the stretch
        self.from_the_exercise_on(guided, pain="3", movement="b")
        for words in ["it eased", "Pain 6 before, 3 after", "the right spot"]:
            self.assertIn(words, guided.text)
        session = read(self.log)
        self.assertEqual((session["outcomes"], session["verdict"], session["finished"]), (["eased", "done", "done"], "better", True))
        done = subprocess.run([KNOTWORK, "session", RUNNER, "--log", self.log], capture_output=True, text=True, env=ENVIRONMENT, timeout=60)
        self.assertIn("This session is done", done.stdout)

    def test_quitting_and_being_killed_lose_nothing(self):
        guided = Guided("--log", self.log)
        guided.wait_for("0 to 10"), guided.say("6")
        guided.wait_for("in position"), guided.say("")
        guided.wait_for("less (l)"), guided.say("l")
        guided.wait_for("in position"), guided.say("q")
        self.assertEqual(guided.end(), 0)
        self.assertIn("Go on with", guided.text)
        self.assertFalse(read(self.log)["finished"])
        killed = Guided("--log", self.log)
        killed.wait_for("2. STRETCH")
        killed.wait_for("in position"), killed.say("")
        killed.wait_for("Hold 1 of 1")
        while len(read(self.log)["events"]) < 4:
            time.sleep(0.01)
        killed.process.send_signal(signal.SIGKILL)
        killed.process.communicate()
        session = read(self.log)
        self.assertEqual(session["outcomes"][0], "eased")
        again = Guided("--log", self.log)  # in the middle of the stretch
        again.wait_for("3. STRENGTHEN")
        self.from_the_exercise_on(again, pain="6", movement="s")
        self.assertEqual(read(self.log)["verdict"], "no-change")
        self.assertIn("No clear change", again.text)

    def test_too_much_pain_ends_an_item(self):
        guided = Guided("--log", self.log, speed=1)
        guided.wait_for("0 to 10"), guided.say("")
        guided.wait_for("in position"), guided.say("")
        guided.wait_for("Hold 1"), guided.say("8")
        guided.wait_for("2. STRETCH"), guided.say("q")
        self.assertEqual(guided.end(), 0)
        self.assertEqual(read(self.log)["outcomes"][0], "too-painful")

    def test_pausing_stops_the_clock(self):
        guided = Guided("--log", self.log, speed=100)
        guided.wait_for("0 to 10"), guided.say("6")
        guided.wait_for("in position"), guided.say("")
        guided.wait_for("Hold 1"), guided.say("p")
        guided.wait_for("Paused")
        time.sleep(1.5)  # longer than the whole hold
        guided.say("r")
        guided.wait_for("Hold 1"), guided.say("x")
        guided.wait_for("2. STRETCH"), guided.say("q")
        self.assertEqual(guided.end(), 0)
        self.assertEqual(read(self.log)["outcomes"][0], "stopped")

    def test_who_should_not_is_not_guided(self):
        case = json.dumps({"format": "knotwork.case/1", "answers": {"calf-swollen/left": "yes"}, "drawing": {"format": "knotwork.drawing/1", "marks": [{"regions": ["left calf"]}]}})
        process = subprocess.run([KNOTWORK, "session", "-"], input=case, capture_output=True, text=True, env=ENVIRONMENT, timeout=60)
        self.assertEqual(process.returncode, 0)
        self.assertIn("see somebody first", process.stdout)
        self.assertNotIn("in position", process.stdout)

    def test_bad_logs(self):
        for text, message in [("{", "not JSON"), ('{"format": "knotwork.session/2", "items": [], "events": []}', "format: must be"),
                              ('{"format": "knotwork.session/1", "items": ["x"], "events": []}', "items: is a session of another plan")]:
            self.log.write_text(text)
            process = subprocess.run([KNOTWORK, "session", RUNNER, "--log", self.log], capture_output=True, text=True, env=ENVIRONMENT, timeout=60)
            self.assertEqual(process.returncode, 2)
            self.assertIn(message, process.stderr)
            self.assertEqual(process.stderr.count("\n"), 1)
            self.assertEqual(self.log.read_text(), text)  # and it stays as it was


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
