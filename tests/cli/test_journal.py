"""The journal at the command line: kept, shown, judged, taken out and brought back, and removed for good.

    test_journal.py KNOTWORK ATLAS
"""
import csv
import datetime
import io
import json
import os
import pathlib
import pty
import resource
import shutil
import subprocess
import sys
import tempfile
import unittest

import jsonschema

KNOTWORK, ATLAS = sys.argv[1:3]
ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples/journals/runner.json"
RUNNER = ROOT / "examples/runner-case.json"


def schema(name):
    return json.loads((ROOT / f"schemas/{name}.schema.json").read_text())


class Answer:
    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr


class Journals(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.home = pathlib.Path(self.folder.name)
        self.file = self.home / "knotwork/journal.db"
        self.environment = {**os.environ, "KNOTWORK_ATLAS": ATLAS, "XDG_DATA_HOME": str(self.home), "TZ": "UTC"}
        for name in ("KNOTWORK_JOURNAL", "KNOTWORK_PASSPHRASE"):
            self.environment.pop(name, None)

    def tearDown(self):
        self.folder.cleanup()

    def run_raw(self, *arguments, text="", **options):
        environment = {**self.environment, **options.pop("environment", {})}
        return Answer(subprocess.run([KNOTWORK, *map(str, arguments)], input=text, capture_output=True, text=True,
                                     env=environment, timeout=120, **options))

    def run_well(self, *arguments, **options):
        answer = self.run_raw(*arguments, **options)
        self.assertEqual(answer.code, 0, answer.err + answer.out)
        return answer.out

    def refuse(self, *arguments, code=2, **options):
        """What one line says of a command that is refused."""
        answer = self.run_raw(*arguments, **options)
        self.assertEqual(answer.code, code, answer.out)
        self.assertTrue(answer.err.startswith("knotwork: ") and answer.err.count("\n") == 1, answer.err)
        return answer.err[len("knotwork: "):-1]

    def entries(self):
        return json.loads(self.run_well("history", "--json"))["entries"]

    # --- writing and reading ---

    def test_values_are_kept_and_shown(self):
        said = self.run_well("log", "pain=4", "hip-turn-in/right=28", "pressure-threshold/gluteus-minimus/2/right=3.2",
                             "--note", "after the long run", "--at", "2026-01-05T07:30:00+01:00")
        self.assertIn("4 of 10", said)
        shown = self.run_well("history")
        for words in ("Pain 4 of 10", "right 28 degrees", "gluteus minimus 2, right 3.2", "after the long run", "2026-01-05 07:30"):
            self.assertIn(words, shown)
        entries = self.entries()
        self.assertEqual([e["kind"] for e in entries], ["measure"] * 3 + ["note"])
        self.assertEqual({e["at"] for e in entries}, {"2026-01-05T07:30:00+01:00"})
        self.assertTrue(self.file.exists())
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o600)

    def test_what_is_wrong_is_said_and_nothing_is_kept(self):
        self.run_well("log", "pain=3")
        for arguments, words in [
            (["pain"], "pain: must be MEASURE=VALUE, as pain=4"),
            (["pian=3"], "pian: no measure \"pian\"; did you mean \"pain\"?"),
            (["pain=eleven"], "pain: \"eleven\" is no number"),
            (["pain=11"], "pain: must be from 0 to 10 of 10"),
            (["pain/left=3"], "pain/left: \"pain\" has no side"),
            (["hip-turn-in=30"], "hip-turn-in: needs a side: hip-turn-in/left=VALUE or hip-turn-in/right=VALUE"),
            (["pressure-threshold/nowhere=3"], "pressure-threshold/nowhere: needs a trigger point: "
                                               "pressure-threshold/gluteus-minimus/2/right=VALUE"),
            (["pain=3", "--at", "2999-01-01"], None),
            (["pain=3", "--at", "yesterday"], "--at: must be a time as 2026-11-22T18:05:00+01:00"),
            (["pain=2", "--episode", "calf"], "--episode: no episode \"calf\"; knotwork episode lists them"),
            (["pain=2", "--person", "Mme"], "--person: nobody is called \"Mme\"; did you mean \"me\"?"),
            (["pain=2", "--session", RUNNER], None),
            ([], "nothing to write down: give values as pain=4, --note or a document"),
        ]:
            with self.subTest(arguments):
                said = self.refuse("log", *arguments)
                if words:
                    self.assertEqual(said, words)
        self.assertEqual(len(self.entries()), 1)

    def test_a_case_brings_its_trace_which_can_be_made_again(self):
        self.run_well("log", "--case", RUNNER)
        case, trace = self.entries()
        self.assertEqual((case["kind"], trace["kind"], trace["of"]), ("case", "trace", case["id"]))
        self.assertEqual(case["document"], json.loads(RUNNER.read_text()))
        jsonschema.validate(trace["document"]["sources"][0]["id"], {"const": "gluteus-minimus/2/right"})
        self.assertIn("the same", self.run_well("history", "--retrace"))

    def test_episodes_and_people(self):
        self.run_well("log", "pain=5")
        self.run_well("episode", "left calf", "--person", "Ben", "--begun", "2026-01-02")
        self.assertIn("holds 2 people", self.refuse("log", "pain=5"))
        self.run_well("log", "pain=2", "--person", "ben")
        self.assertIn("left calf", self.run_well("history", "--person", "Ben"))
        self.assertNotIn("5 of 10", self.run_well("history", "--person", "Ben"))
        self.run_well("episode", "--end", "left", "--person", "Ben")
        self.run_well("episode", "right hip", "--person", "Ben")
        self.run_well("log", "pain=7", "--person", "Ben")
        self.assertIn("right hip", self.run_well("history", "--person", "Ben"))
        self.assertIn("2 of 10", self.run_well("history", "--person", "Ben", "--episode", "left calf"))

    # --- progress ---

    def test_progress_of_the_example(self):
        self.run_well("import", EXAMPLE)
        text = self.run_well("progress", "--today", "2026-11-22")
        for words in ("Is this normal?", "What was done", "What now", "better, by more than chance", "it responds"):
            self.assertIn(words, text)
        progress = json.loads(self.run_well("progress", "--today", "2026-11-22", "--json"))
        jsonschema.validate(progress, schema("progress"))
        self.assertEqual(progress["series"][0]["measure"], "pain")
        self.assertEqual(progress["series"][0]["change"]["verdict"], "better")
        self.assertEqual(progress["practice"]["points"][0]["responds"], "yes")
        earlier = json.loads(self.run_well("progress", "--today", "2026-10-05", "--json"))
        self.assertIn("lie after 2026-10-05", earlier["warnings"][-1])
        self.assertLess(len(earlier["series"][0]["readings"]), len(progress["series"][0]["readings"]))

    def test_points_that_do_not_respond_lose_in_the_next_trace(self):
        self.run_well("log", "--case", RUNNER, "--at", "2026-01-01")
        log = {"format": "knotwork.session/1", "items": ["gluteus-minimus/ball-on-wall-back@right"],
               "points": ["gluteus-minimus/2/right"], "events": [], "outcomes": ["left"], "pain_before": 5,
               "pain_after": 5, "verdict": "no-change", "finished": True}
        session = self.home / "session.json"
        session.write_text(json.dumps(log))

        def probability(today):
            case = self.run_well("case", "--today", today)
            sources = json.loads(self.run_well("trace", "-", "--json", text=case))["sources"]
            return {s["id"]: s["probability"] for s in sources}["gluteus-minimus/2/right"]

        before = probability("2026-01-01")
        for day in (2, 4, 6):
            self.run_well("log", "--session", session, "--at", f"2026-01-0{day}")
            if day < 6:
                self.assertEqual(probability("2026-01-07"), before)
        case = json.loads(self.run_well("case", "--today", "2026-01-07"))
        self.assertEqual(case["answers"]["responds/gluteus-minimus/2/right"], "no")
        self.assertLess(probability("2026-01-07"), before)
        self.assertEqual(probability("2026-04-01"), before)  # long ago says little

    def test_steps_follow_the_signs(self):
        """The example with other pain and load: what is told to do follows the course, and does not contradict the sessions."""
        def steps_of(name, pain, load, today):
            records = json.loads(EXAMPLE.read_text())
            for entry in records["entries"]:
                day = (datetime.date.fromisoformat(entry["at"][:10]) - datetime.date(2026, 9, 28)).days
                if entry.get("measure") == "pain":
                    entry["value"] = max(0, min(10, round(pain(day) + (day * 7 % 5 - 2) / 3)))
                elif entry.get("measure") == "training-load":
                    entry["value"] = load(day)
            file = self.home / f"{name}.db"
            self.run_well("import", "-", "--journal", file, text=json.dumps(records))
            told = json.loads(self.run_well("progress", "--json", "--today", today, "--journal", file))
            return {s["kind"] for s in told["signs"]}, [s["kind"] for s in told["steps"]]

        def steady(day):
            return 60

        signs, steps = steps_of("plateau", lambda d: max(4.0, 6.5 - 0.15 * d), steady, "2026-11-22")
        self.assertEqual(signs, {"plateau"})
        self.assertNotIn("other-technique", steps)  # the point responds
        signs, steps = steps_of("relapse", lambda d: max(1.5, 6.5 - 0.18 * d) if d < 42 else 6.0, steady, "2026-11-22")
        self.assertEqual(signs, {"relapse"})
        self.assertEqual(steps, ["ask-again", "see-somebody"])
        signs, steps = steps_of("overload", lambda d: max(1.5, 6.5 - 0.18 * d) if d < 46 else 6.0,
                                lambda d: 60 if d < 43 else 300, "2026-11-22")
        self.assertIn("overload", signs)
        self.assertEqual(steps, ["less-load"])

    # --- in and out ---

    def test_export_and_import_lose_nothing(self):
        self.run_well("import", EXAMPLE)
        self.run_well("log", "--case", RUNNER, "pain=3", "--note", "ü “quoted” \\ 🦵")
        first = self.run_well("export")
        jsonschema.validate(json.loads(first), schema("journal"))
        other = self.home / "other.db"
        self.run_well("import", "-", "--journal", other, text=first)
        self.assertEqual(self.run_well("export", "--journal", other), first)
        again = self.run_well("import", "-", "--journal", other, text=first)
        self.assertIn("New: 0;", again)
        self.assertEqual(self.run_well("export", "--journal", other), first)

    def test_an_import_cut_in_half_changes_nothing(self):
        self.run_well("log", "pain=3")
        before = self.run_well("export")
        text = EXAMPLE.read_text()
        for share in (0.1, 0.5, 0.9, 0.999):
            said = self.refuse("import", "-", text=text[:int(len(text) * share)])
            self.assertTrue(said.endswith("nothing was imported"), said)
        self.assertIn("entries[0].kind", self.refuse("import", "-", text=text.replace('"kind":"measure"', '"kind":"maesure"')))
        self.assertEqual(self.run_well("export"), before)

    def test_contradicting_records_are_refused_whole(self):
        self.run_well("import", EXAMPLE)
        before = self.run_well("export")
        changed = json.loads(before)
        next(e for e in changed["entries"] if e["kind"] == "measure")["value"] = 9.5
        changed["entries"].append({**changed["entries"][0], "id": "f" * 32})
        self.assertIn("with other content", self.refuse("import", "-", text=json.dumps(changed)))
        self.assertEqual(self.run_well("export"), before)

    def test_a_file_is_given_to_somebody(self):
        self.run_well("log", "pain=3")
        other = self.home / "other.db"
        self.run_well("log", "pain=4", "--journal", other)
        text = self.run_well("export", "--journal", other)
        self.assertIn("--person NAME", self.refuse("import", "-", text=text))
        self.run_well("import", "-", "--person", "me", text=text)
        self.assertEqual([e["value"] for e in json.loads(self.run_well("export"))["entries"]], [3, 4])
        self.assertEqual(len(json.loads(self.run_well("export"))["people"]), 1)

    def test_fhir_goes_out_and_comes_back(self):
        self.run_well("import", EXAMPLE)
        before = self.run_well("export")
        bundle = self.run_well("export", "--fhir")
        kinds = {entry["resource"]["resourceType"] for entry in json.loads(bundle)["entry"]}
        self.assertLessEqual({"Patient", "Condition", "Observation", "BodyStructure", "CarePlan", "QuestionnaireResponse",
                              "DocumentReference"}, kinds)
        other = self.home / "other.db"
        self.run_well("import", "-", "--journal", other, text=bundle)
        self.assertEqual(self.run_well("export", "--journal", other), before)
        self.assertNotIn("R. F.", self.run_well("export", "--fhir", "--anonymous"))

    def test_table_and_calendar(self):
        self.run_well("import", EXAMPLE)
        rows = list(csv.DictReader(io.StringIO(self.run_well("export", "--csv"), newline="")))
        measures = [e for e in self.entries() if e["kind"] == "measure"]
        self.assertEqual([float(r["value"]) for r in rows], [float(m["value"]) for m in measures])
        calendar = self.run_well("export", "--calendar")
        self.assertTrue(calendar.startswith("BEGIN:VCALENDAR"))
        self.assertIn("RRULE:", calendar)

    def test_report(self):
        self.run_well("import", EXAMPLE)
        out = self.home / "report.pdf"
        self.run_well("report", "-o", out, "--today", "2026-11-22")
        words = subprocess.run(["pdftotext", "-layout", out, "-"], capture_output=True, text=True, check=True).stdout
        for word in ("R. F.", "Right buttock and back of the leg", "Gluteus minimus"):
            self.assertIn(word, words)
        pages = subprocess.run(["pdfinfo", out], capture_output=True, text=True, check=True).stdout
        self.assertRegex(pages, r"Pages:\s+2\b")
        self.run_well("report", RUNNER, "-o", out)

    # --- removing ---

    def test_what_is_removed_is_gone(self):
        secret = "Zwetschgenkuchen"
        self.run_well("log", "--note", secret * 300)
        self.run_well("log", "pain=1")
        self.assertIn(secret.encode(), b"".join(p.read_bytes() for p in self.file.parent.iterdir()))
        self.assertIn("nothing was removed", self.refuse("delete", self.entries()[0]["id"][:12]))
        self.run_well("delete", self.entries()[0]["id"][:12], "--yes")
        self.assertEqual(len(self.entries()), 1)
        self.assertNotIn(secret.encode(), b"".join(p.read_bytes() for p in self.file.parent.iterdir()))
        self.assertIn("no such entry", self.refuse("delete", "ffffffff", "--yes"))
        self.run_well("delete", "--everything", "--yes")
        self.assertEqual(list(self.file.parent.glob("journal.db*")), [])

    def test_an_episode_or_a_person_goes_with_all_that_is_theirs(self):
        self.run_well("import", EXAMPLE)
        self.run_well("episode", "left calf", "--person", "Ben")
        self.run_well("log", "pain=2", "--person", "Ben")
        self.run_well("delete", "--person", "R. F.", "--yes")
        records = json.loads(self.run_well("export"))
        self.assertEqual([p["name"] for p in records["people"]], ["Ben"])
        self.assertEqual(len(records["entries"]), 1)

    # --- sealed ---

    def seal(self, passphrase):
        secret = self.home / "secret"
        secret.write_text(passphrase + "\n")
        self.run_well("passphrase", "--new-passphrase-file", secret)

    def test_a_sealed_journal_opens_with_its_passphrase_alone(self):
        self.run_well("log", "--note", "plum cake")
        self.seal("correct horse")
        content = self.file.read_bytes()
        self.assertNotIn(b"plum cake", content)
        self.assertFalse(content.startswith(b"SQLite"))
        self.assertIn("passphrase", self.refuse("history"))
        wrong = {"KNOTWORK_PASSPHRASE": "wrong horse"}
        for command in (["log", "pain=3"], ["history"], ["export"], ["delete", "--person", "me", "--yes"]):
            self.assertIn("passphrase", self.refuse(*command, environment=wrong))
            self.assertEqual(self.file.read_bytes(), content)
        right = {"KNOTWORK_PASSPHRASE": "correct horse"}
        self.run_well("log", "pain=3", environment=right)
        self.assertIn("plum cake", self.run_well("history", environment=right))
        self.run_well("passphrase", "--remove", environment=right)
        self.assertIn("3 of 10", self.run_well("history"))

    def test_the_passphrase_is_asked_for_on_a_terminal(self):
        self.run_well("log", "--note", "plum cake")
        self.seal("correct horse")
        try:
            child, terminal = pty.fork()
        except OSError as error:
            self.skipTest(f"no terminal can be made here: {error}")
        if child == 0:
            os.execve(KNOTWORK, [KNOTWORK, "history"], self.environment)
        said = b""
        while b"Passphrase" not in said:
            said += os.read(terminal, 1000)
        os.write(terminal, b"correct horse\n")
        try:
            while chunk := os.read(terminal, 1000):
                said += chunk
        except OSError:
            pass
        self.assertEqual(os.waitpid(child, 0)[1], 0)
        self.assertIn(b"plum cake", said)
        self.assertNotIn(b"correct horse", said)

    # --- broken surroundings ---

    def test_a_damaged_journal_is_told_and_left_alone(self):
        self.run_well("import", EXAMPLE)
        content = bytearray(self.file.read_bytes())
        for begin in (0, 4096, len(content) // 2):
            broken = bytes(content[:begin]) + b"\xa5" * 3000 + bytes(content[begin + 3000:])
            self.file.write_bytes(broken)
            said = self.refuse("log", "pain=3")
            self.assertIn(str(self.file), said)
            self.assertEqual(self.file.read_bytes(), broken)
        self.file.write_text("shopping list")
        self.assertIn("not a journal", self.refuse("history"))
        self.assertEqual(self.file.read_text(), "shopping list")

    def test_a_journal_of_a_newer_version_is_left_alone(self):
        self.run_well("log", "pain=3")
        import sqlite3
        database = sqlite3.connect(self.file)
        database.execute("PRAGMA user_version = 99")
        database.close()
        self.assertIn("99", self.refuse("log", "pain=4"))

    def test_no_journal_yet(self):
        for command in (["history"], ["progress"], ["export"], ["case"], ["report", "-o", self.home / "x.pdf"]):
            self.assertIn("journal.db", self.refuse(*command))
        self.assertFalse(self.file.exists())
        self.assertFalse((self.home / "x.pdf").exists())

    def test_a_full_disk_loses_nothing(self):
        self.run_well("import", EXAMPLE)
        before = self.run_well("export")

        def leave_no_room():
            resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000))

        said = self.refuse("log", "--note", "x" * 100000, preexec_fn=leave_no_room)
        self.assertIn("nothing was saved", said)
        self.assertEqual(self.run_well("export"), before)
        self.run_well("log", "--note", "x" * 100000)

    def test_a_clock_that_goes_backwards_is_told(self):
        self.run_well("log", "pain=3")
        import sqlite3
        database = sqlite3.connect(self.file)
        database.execute("UPDATE entry SET written = written + 864000")
        database.commit()
        database.close()
        answer = self.run_raw("log", "pain=4")
        self.assertEqual(answer.code, 0)
        self.assertIn("check the clock", answer.err)
        self.assertEqual(len(self.entries()), 2)

    def test_two_at_once(self):
        self.run_well("log", "pain=0")
        running = [subprocess.Popen([KNOTWORK, "log", f"pain={i % 10}"], env=self.environment, stdout=subprocess.DEVNULL)
                   for i in range(12)]
        self.assertEqual([p.wait(timeout=120) for p in running], [0] * 12)
        self.assertEqual(len(self.entries()), 13)

    def test_a_read_only_folder(self):
        self.run_well("log", "pain=3")
        folder = self.file.parent
        command = [KNOTWORK]
        environment = self.environment
        if os.geteuid() == 0:  # who may do everything: then as nobody, with what nobody may read
            os.chmod(self.home, 0o755)
            program, atlas = self.home / "program", self.home / "atlas.bin"
            shutil.copy(KNOTWORK, program), shutil.copy(ATLAS, atlas)
            for path in (program, atlas):
                os.chmod(path, 0o755)
            for path in (folder, *folder.iterdir()):
                os.chown(path, 65534, 65534)
            command = [program]
            environment = {**environment, "KNOTWORK_ATLAS": str(atlas)}

        def as_nobody():
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)

        os.chmod(folder, 0o500)
        try:
            done = subprocess.run([*command, "log", "pain=4"], capture_output=True, text=True, env=environment, cwd="/",
                                  preexec_fn=as_nobody, timeout=120)
            self.assertEqual(done.returncode, 2, done.stdout)
            self.assertEqual(done.stderr.count("\n"), 1)
            self.assertIn(str(folder), done.stderr)
        finally:
            os.chmod(folder, 0o700)
        self.assertEqual(len(self.entries()), 1)

    def test_a_plan_is_recorded_once(self):
        self.run_well("log", "--case", RUNNER)
        self.run_well("plan", RUNNER, "--record", "--start", "2026-01-05")
        self.assertIn("already", self.run_raw("plan", RUNNER, "--record", "--start", "2026-01-05").err)
        entries = self.entries()
        self.assertEqual([e["kind"] for e in entries], ["case", "trace", "plan"])
        self.assertEqual(entries[2]["of"], entries[0]["id"])

    def test_edits_of_the_newest_plan_are_kept(self):
        self.run_well("log", "--case", RUNNER)
        plan = json.loads(self.run_well("plan", RUNNER, "--json"))
        plan["edits"] = {"by": "A. Therapist", "remove": [plan["items"][1]["id"]]}
        file = self.home / "plan.json"
        file.write_text(json.dumps(plan))
        self.run_well("log", "--plan", file)
        out = self.home / "report.pdf"
        self.run_well("report", "-o", out)
        words = subprocess.run(["pdftotext", "-layout", out, "-"], capture_output=True, text=True, check=True).stdout
        self.assertIn("A. Therapist", words)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
