"""The command end to end: answers, exit codes, messages, pipes, batches.

    test_command.py KNOTWORK ATLAS
"""
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import threading
import time
import unittest

KNOTWORK, ATLAS = sys.argv[1:3]
ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMANDS = ["trace", "interview", "triage", "batch", "regions", "landmarks", "muscles", "muscle", "conditions", "condition", "findings", "map", "evaluate", "serve", "completion"]


def run(*arguments, text="", atlas=ATLAS, environment=None):
    """Runs the command; returns its completed process, output as text."""
    variables = {**os.environ, "KNOTWORK_ATLAS": atlas, **(environment or {})}
    return subprocess.run([KNOTWORK, *map(str, arguments)], input=text, capture_output=True, text=True, env=variables, timeout=300)


def drawing(**mark):
    return json.dumps({"format": "knotwork.drawing/1", "marks": [mark]})


class Command(unittest.TestCase):
    def assert_refused(self, process, words, code=2):
        """One line on the standard error that begins with the program's name and holds the words."""
        self.assertEqual(process.returncode, code, process.stderr)
        self.assertEqual(process.stderr.count("\n"), 1, process.stderr)
        self.assertTrue(process.stderr.startswith("knotwork: "), process.stderr)
        self.assertIn(words, process.stderr)
        self.assertLess(len(process.stderr), 700)

    def assert_fits(self, text):
        for line in text.splitlines():
            self.assertLessEqual(len(line), 80, line)


class Help(Command):
    def test_help_of_everything(self):
        for arguments in [["--help"], *([c, "--help"] for c in COMMANDS)]:
            process = run(*arguments)
            self.assertEqual(process.returncode, 0, arguments)
            self.assertIn("usage: knotwork", process.stdout)
            self.assertEqual(process.stderr, "")
            self.assert_fits(process.stdout)

    def test_version(self):
        self.assertRegex(run("--version").stdout, r"^knotwork \d+\.\d+\.\d+\n$")

    def test_wrong_arguments(self):
        self.assert_refused(run(), "subcommand is required")
        self.assert_refused(run("bogus"), "no command \"bogus\"")
        self.assert_refused(run("trase"), "did you mean \"trace\"?")
        self.assert_refused(run("trace", "--top", "0", "x"), "--top")
        self.assert_refused(run("trace", "--bogus"), "--bogus")
        self.assert_refused(run("trace", "--body", "horse", "x"), "--body")
        self.assert_refused(run("trace"), "nothing to trace")
        self.assert_refused(run("trace", "x.json", "--where", "left knee"), "only one of")
        self.assert_refused(run("muscle"), "name is required")

    def test_man_page_is_the_one_in_docs(self):
        self.assertEqual(run("man").stdout, (ROOT / "docs/knotwork.1").read_text(),
                         "write it anew: knotwork man > docs/knotwork.1")

    def test_man_page_tells_every_command_and_option(self):
        page = run("man").stdout.replace("\\-", "-")
        for command in COMMANDS:
            self.assertIn(f"knotwork {command}", page)
            for line in run(command, "--help").stdout.splitlines():
                word = line.strip().split(" ")[0]
                if word.startswith("--"):
                    self.assertIn(word, page, f"{command} {word}")

    def test_completion(self):
        for shell in ["bash", "zsh", "fish"]:
            script = run("completion", shell).stdout
            for command in COMMANDS:
                self.assertIn(command, script)
        self.assert_refused(run("completion", "cmd"), "cmd")
        with tempfile.NamedTemporaryFile("w", suffix=".bash") as script:
            script.write(run("completion", "bash").stdout)
            script.flush()
            def complete(*words):
                line = f"source {script.name}; COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; _knotwork; echo ${{COMPREPLY[@]}}"
                path = f"{os.path.dirname(KNOTWORK)}:{os.environ['PATH']}"
                return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True,
                                      env={**os.environ, "PATH": path, "KNOTWORK_ATLAS": ATLAS}).stdout.split()
            self.assertEqual(complete("knotwork", "mus"), ["muscles", "muscle"])
            self.assertEqual(complete("knotwork", "map", "x", "--side", "''"), ["left", "right"])
            self.assertIn("--picture", complete("knotwork", "trace", "--pi"))
            self.assertEqual(complete("knotwork", "muscle", "gluteus-min"), ["gluteus-minimus"])
            self.assertEqual(complete("knotwork", "condition", "coccyd"), ["coccydynia"])
            self.assertEqual(complete("knotwork", "map", "coccyd"), ["coccydynia"])
            self.assertEqual(complete("knotwork", "map", "gluteus-min"), ["gluteus-minimus"])


class Trace(Command):
    def test_reads_a_file_and_a_pipe_alike(self):
        file = ROOT / "examples/runner.json"
        from_file = run("trace", file)
        from_pipe = run("trace", "-", text=file.read_text())
        self.assertEqual(from_file.returncode, 0, from_file.stderr)
        self.assertEqual(from_file.stdout, from_pipe.stdout)
        self.assertIn("Gluteus minimus 2 (back part), right", from_file.stdout)

    def test_text_reads_well(self):
        for file in sorted((ROOT / "examples").glob("*.json")):
            process = run("trace", file)
            self.assertEqual(process.returncode, 0, process.stderr)
            self.assertEqual(process.stderr, "")
            self.assert_fits(process.stdout)
            self.assertNotIn("\033", process.stdout, "no colour into a pipe")
            self.assertEqual(process.stdout.count("Not a diagnosis"), 1)
            self.assertRegex(process.stdout, r" in 10|in 20|in 1,?0*|in [25]0*")

    def test_says_that_it_does_not_know(self):
        process = run("trace", "--where", "left hand")
        self.assertEqual(process.returncode, 0)
        self.assertTrue(process.stdout.startswith("I do not know what this comes from."), process.stdout)

    def test_where(self):
        process = run("trace", "--where", "right buttock, back of right thigh, outer calf")
        self.assertEqual(process.returncode, 0)
        self.assertIn("no side was given for \"outer calf\"", " ".join(process.stdout.split()))
        self.assert_refused(run("trace", "--where", "right botock"),
                            "--where: no region \"right botock\"; did you mean \"buttock\"?")

    def test_choir(self):
        self.assert_refused(run("trace", "--choir", "218,228"), "needs --body")
        self.assert_refused(run("trace", "--choir", "218,228", "--body", "neutral"), "needs --body")
        self.assert_refused(run("trace", "--choir", "218,x", "--body", "male"), "\"x\"")
        self.assert_refused(run("trace", "--choir", "999", "--body", "male"), "no segment 999")
        self.assert_refused(run("trace", "--choir", ",", "--body", "male"), "--choir: nothing is painted")
        self.assertEqual(run("trace", "--choir", "218,228", "--body", "male").returncode, 0)

    def test_top(self):
        everything = json.loads(run("trace", ROOT / "examples/runner.json", "--json").stdout)
        three = json.loads(run("trace", ROOT / "examples/runner.json", "--json", "--top", 3).stdout)
        self.assertGreater(len(everything["sources"]), 3)
        self.assertEqual(three["sources"], everything["sources"][:3])

    def test_pictures(self):
        with tempfile.TemporaryDirectory() as folder:
            for suffix, magic in [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")]:
                picture = pathlib.Path(folder, f"out.{suffix}")
                self.assertEqual(run("trace", ROOT / "examples/runner.json", "--picture", picture).returncode, 0)
                self.assertTrue(picture.read_bytes().startswith(magic))
            picture = pathlib.Path(folder, "map.svg")
            self.assertEqual(run("map", "gluteus minimus", "--picture", picture, "--point", 2, "--side", "left").returncode, 0)
            self.assertIn(b"</svg>", picture.read_bytes())
            self.assert_refused(run("map", "gluteus minimus", "--picture", picture, "--point", 77), "77")
        self.assert_refused(run("trace", "--where", "left knee", "--picture", "out.gif"), ".svg, .png or .pdf")
        self.assert_refused(run("trace", "--where", "left knee", "--picture", "/no/such/folder/x.svg"), "cannot be written")
        self.assert_refused(run("map", "gluteus minimus"), "--picture")

    def test_bad_input(self):
        for text, words in [("", "not JSON"), ("my leg", "line 1, column 1"), ("[]", "must be an object"),
                            (drawing(intensity=11, regions=["navel"]), "marks[0].intensity: must be from 0 to 10"),
                            (drawing(intensity="a", regions=["navel"]), "marks[0].intensity: must be a number"),
                            ('{"marks": [{"intensity": NaN}]}', "not JSON"),
                            ('{"format": "knotwork.drawing/1", "marks": []}', "marks: nothing is painted"),
                            (drawing(regions=["botock"]), "did you mean \"buttock\""),
                            (drawing(patch={"at": "left psis", "radius_cm": 0}), "marks[0].patch.radius_cm: must be above 0")]:
            self.assert_refused(run("trace", "-", text=text), words)
            answer = run("trace", "-", "--json", text=text)
            self.assertEqual(answer.returncode, 2)
            error = json.loads(answer.stdout)["error"]
            self.assertIn(error["reason"], answer.stderr)
        self.assert_refused(run("trace", "/no/such/file.json"), "/no/such/file.json: cannot be opened")
        self.assert_refused(run("trace", "/"), "cannot be read")

    def test_ten_million_marks_fail_quickly(self):
        """Without waiting for the end of the input, and without keeping it."""
        begun = time.monotonic()
        process = subprocess.Popen([KNOTWORK, "trace", "-", "--atlas", ATLAS], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        mark = '{"intensity": 3, "regions": ["left knee"]},'
        try:
            process.stdin.write('{"format": "knotwork.drawing/1", "marks": [')
            for _ in range(1000):
                process.stdin.write(mark * 10_000)
        except BrokenPipeError:
            pass
        error = process.stderr.read()
        try:
            process.stdin.close()
        except BrokenPipeError:
            pass
        process.stderr.close()
        self.assertEqual(process.wait(), 2)
        self.assertRegex(error, r"^knotwork: .*(more than 10,000|longer than 16,777,216 bytes)\b.*\n$")
        self.assertLess(time.monotonic() - begun, 20)


class Atlases(Command):
    def test_wrong_atlases(self):
        with tempfile.TemporaryDirectory() as folder:
            good = pathlib.Path(ATLAS).read_bytes()
            wrong = pathlib.Path(folder, "wrong.bin")
            for content, words in [(b"", "too short"), (b"hello" * 100, "KNOTATLS"), (good[:-100], "bytes"),
                                   (good[:8] + b"\x09" + good[9:], "version"),
                                   (good[:-1] + bytes([good[-1] ^ 1]), "hash")]:
                wrong.write_bytes(content)
                self.assert_refused(run("muscles", "--atlas", wrong), words)
                self.assertIn("error", json.loads(run("muscles", "--json", "--atlas", wrong).stdout))

    def test_no_atlas_is_a_broken_environment(self):
        self.assert_refused(run("muscles", atlas="/no/such/atlas"), "/no/such/atlas: no atlas", 3)
        self.assert_refused(run("muscles", "--atlas", "/no/such/atlas"), "cannot be opened", 2)

    def test_found_beside_the_program(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "bin").mkdir()
            pathlib.Path(folder, "share/knotwork").mkdir(parents=True)
            program = pathlib.Path(folder, "bin/knotwork")
            program.write_bytes(pathlib.Path(KNOTWORK).read_bytes())
            program.chmod(0o755)
            os.symlink(os.path.realpath(ATLAS), pathlib.Path(folder, "share/knotwork/atlas.bin"))
            variables = {k: v for k, v in os.environ.items() if k != "KNOTWORK_ATLAS"}
            process = subprocess.run([program, "muscles", "--ids"], capture_output=True, text=True, env=variables)
            self.assertEqual(process.returncode, 0, process.stderr)
            self.assertIn("gluteus-minimus\n", process.stdout)


class Lists(Command):
    def test_tables_fit(self):
        for command in ["regions", "landmarks", "muscles"]:
            process = run(command)
            self.assertEqual(process.returncode, 0)
            self.assertEqual(process.stderr, "")
            self.assert_fits(process.stdout)
            self.assertEqual(json.loads(run(command, "--json").stdout)["format"], f"knotwork.{command}/1")

    def test_every_muscle_can_be_told(self):
        for muscle in run("muscles", "--ids").stdout.split():
            process = run("muscle", muscle)
            self.assertEqual(process.returncode, 0, muscle)
            for heading in ["Anatomy", "Trigger point 1", "What it feels like", "Sources", "[1]"]:
                self.assertIn(heading, process.stdout, muscle)
            for line in process.stdout.splitlines():
                self.assertTrue(len(line) <= 80 or "http" in line or "doi" in line, line)
            detail = json.loads(run("muscle", muscle, "--json").stdout)
            self.assertEqual(detail["id"], muscle)
            keys = {work["key"] for work in detail["citations"]}
            for point in detail["points"]:
                self.assertTrue(set(point["cites"]) <= keys and point["cites"])

    def test_muscle_by_other_names(self):
        for name in ["gluteus minimus", "Gluteus-Minimus", "musculus gluteus minimus", "gluteus min"]:
            self.assertTrue(run("muscle", name).stdout.startswith("Gluteus minimus"), name)
        self.assert_refused(run("muscle", "gluteus"), "it could be gluteus-maximus")
        self.assert_refused(run("muscle", "glteus minimus"), "did you mean \"gluteus-minimus\"?")
        self.assertEqual(json.loads(run("muscle", "xyz", "--json").stdout)["error"]["code"], "unknown-name")


class Batch(Command):
    def test_order_bad_lines_and_ids(self):
        lines = []
        for i in range(300):
            lines.append(json.dumps({"format": "knotwork.drawing/1", "id": f"p{i}", "marks": [
                {"regions": [f"{['left', 'right'][i % 2]} {['knee', 'heel', 'calf'][i % 3]}"]}]}))
        lines[7] = "oops"
        lines[100] = lines[100].replace("heel", "heeel").replace("knee", "kneee").replace("calf", "callf")
        lines[200] = ""
        process = run("batch", "-", text="\n".join(lines))
        self.assertEqual(process.returncode, 0, process.stderr)
        self.assertEqual(process.stderr, "knotwork: 2 of 299 drawings could not be traced; their records say why\n")
        records = [json.loads(line) for line in process.stdout.splitlines()]
        self.assertEqual([r["line"] for r in records], [n for n in range(1, 301) if n != 201])
        for record in records:
            index = record["line"] - 1
            if index in (7, 100):
                self.assertIn("error", record)
                self.assertNotIn("trace", record)
            else:
                self.assertEqual(record["id"], f"p{index}")
                self.assertIn("trace", record)
        self.assertEqual(records[100]["error"]["where"], "marks[0].regions[0]")
        self.assertEqual(records[100]["id"], "p100")
        one = json.loads(run("trace", "-", "--json", text=lines[0]).stdout)
        self.assertEqual(records[0]["trace"], one)
        for threads in [1, 3]:
            self.assertEqual(run("batch", "-", "--threads", threads, text="\n".join(lines)).stdout, process.stdout)

    def test_answers_at_once_through_a_pipe(self):
        process = subprocess.Popen([KNOTWORK, "batch", "-", "--atlas", ATLAS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(3):
            process.stdin.write(drawing(regions=["left knee"]) + "\n")
            process.stdin.flush()
            self.assertIn("trace", json.loads(process.stdout.readline()))
        process.stdin.close()
        self.assertEqual(process.stdout.read(), "")
        process.stdout.close()
        self.assertEqual(process.wait(), 0)

    def test_choir(self):
        table = ('"id","gender","race","age","bodymap_regions_csv","score"\r\n1,"Female","White",45,"223,224",58\r\n'
                 '2,"Male","Wh""ite",45,"218",58\n3,"Patient Refused","White",45,"218",58\n4,"Male","White",45,"",58\n5,"Male"\n')
        process = run("batch", "--from", "choir", "-", text=table)
        self.assertEqual(process.returncode, 0)
        records = [json.loads(line) for line in process.stdout.splitlines()]
        self.assertEqual([r["line"] for r in records], [2, 3, 4, 5, 6])
        self.assertEqual([r.get("id") for r in records], ["1", "2", None, None, None])
        self.assertEqual(["trace" in r for r in records], [True, True, False, False, False], records)
        self.assertEqual(records[2]["error"]["where"], "gender")
        self.assertEqual(records[3]["error"]["code"], "empty-drawing")
        self.assertEqual(records[4]["error"]["reason"], "2 fields where the heading has 6")
        self.assert_refused(run("batch", "--from", "choir", "-", text="a,b\n"), "no column bodymap_regions_csv")
        self.assert_refused(run("batch", "--from", "xml", "-"), "--from")

    @unittest.skipIf(os.environ.get("KNOTWORK_SANITIZE"), "a sanitizer takes terabytes of addresses for itself")
    def test_memory_is_flat(self):
        """A long line and many lines cost no more memory than a few."""
        def peak_of(lines):
            def limit():
                resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
            process = subprocess.Popen([KNOTWORK, "batch", "-", "--atlas", ATLAS, "--threads", "2"], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, preexec_fn=limit)
            peak = []
            def feed():
                for line in lines:
                    process.stdin.write(line)
                status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
                peak.append(int(status.split("VmHWM:")[1].split()[0]))
                process.stdin.close()
            feeder = threading.Thread(target=feed)
            feeder.start()
            count = sum(1 for _ in process.stdout)
            feeder.join()
            process.stdout.close()
            self.assertEqual(process.wait(), 0)
            self.assertEqual(count, len(lines))
            return peak[0]
        line = (drawing(regions=["left knee"]) + "\n").encode()
        few, many = peak_of([line] * 2000), peak_of([line] * 12000)
        self.assertLess(many, few + 20_000, f"{few} kB, then {many} kB")

    def test_an_endless_line_is_one_error(self):
        process = run("batch", "-", text="x" * (20 << 20) + "\n" + drawing(regions=["left knee"]) + "\n")
        records = [json.loads(line) for line in process.stdout.splitlines()]
        self.assertEqual(records[0]["error"]["code"], "too-large")
        self.assertIn("trace", records[1])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
