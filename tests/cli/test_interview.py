"""Cases at the command line: interviews through a pipe, danger signs, traces of cases, conditions and findings.

    test_interview.py KNOTWORK ATLAS
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

KNOTWORK, ATLAS = sys.argv[1:3]
ROOT = pathlib.Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "KNOTWORK_ATLAS": ATLAS}
PLACE = ("--where", "right buttock, back of right thigh")


def run(*arguments, text=""):
    return subprocess.run([KNOTWORK, *map(str, arguments)], input=text, capture_output=True, text=True, env=ENVIRONMENT, timeout=300)


def words(text):
    return " ".join(text.split())


class Person:
    """Answers prompts by what they begin with; questions with `answer`; of danger signs those that hold one of `signs`."""

    def __init__(self, *arguments, signs=(), side="left", answer="n", emergency="q", profile=None, most_questions=99):
        self.signs, self.side, self.answer, self.emergency = signs, side, answer, emergency
        self.profile = {"Where": "", "Your age": "40", "Female or male": "f", "How bad": "5", **(profile or {})}
        self.most_questions, self.asked, self.prompts = most_questions, 0, 0
        self.process = subprocess.Popen([KNOTWORK, "interview", *map(str, arguments)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
        self.text = ""
        self.talk()
        self.process.stdin.close()
        self.errors = self.process.stderr.read()
        for stream in (self.process.stdout, self.process.stderr):
            stream.close()
        self.code = self.process.wait()

    def talk(self):
        heard = ""
        while character := self.process.stdout.read(1):
            self.text += character
            heard += character
            if heard.endswith("> "):
                self.process.stdin.write(self.reply(heard.rsplit("\n", 1)[-1], heard) + "\n")
                self.process.stdin.flush()
                self.prompts += 1
                assert self.prompts < 300, self.text
                heard = ""

    def reply(self, prompt, heard):
        for begins, said in self.profile.items():
            if prompt.startswith(begins):
                return said
        if prompt.startswith("Numbers"):
            items = re.findall(r"^ *(\d+)  (.*(?:\n     .*)*)", heard, re.M)
            return " ".join(number for number, item in items if any(sign in words(item) for sign in self.signs))
        if prompt.startswith("Does that fit"):
            return "y"
        if "l left, r right" in prompt:
            return self.side
        if prompt.startswith("Type understood"):
            return self.emergency
        self.asked += 1
        return self.answer if self.asked <= self.most_questions else "q"


class Interview(unittest.TestCase):
    def assert_fits(self, text):
        for line in text.splitlines():
            self.assertLessEqual(len(line), 80, line)

    def test_to_the_end(self):
        for answer in "yn?":
            person = Person(*PLACE, answer=answer)
            self.assertEqual((person.code, person.errors), (0, ""))
            self.assert_fits(person.text)
            self.assertNotIn("\033", person.text)
            self.assertEqual(person.text.count("Not a diagnosis"), 1)
            self.assertNotIn("Danger signs were not all asked", person.text)
            self.assertIn("What to do next", person.text)
            self.assertLessEqual(person.asked, 21)

    def test_asks_where_it_hurts(self):
        self.assertIn("right buttock", Person(profile={"Where": "right buttock"}, answer="q").text)
        process = run("interview", text="right botock\nright buttock\nq\n")
        self.assertIn('did you mean "buttock"?', words(process.stdout))
        self.assertEqual(process.stdout.count("Where>"), 2)

    def test_input_that_ends_is_a_stop(self):
        process = run("interview", *PLACE)
        self.assertEqual((process.returncode, process.stderr), (0, ""))
        self.assertIn("Danger signs were not all asked for.", words(process.stdout))
        self.assertIn("weak evidence", words(process.stdout))

    def test_an_emergency_stops_everything(self):
        sign = "lost control of your bladder"
        person = Person(*PLACE, signs=[sign])
        self.assertEqual(person.code, 4)
        self.assertIn("EMERGENCY", person.text)
        self.assert_fits(person.text)
        for told in ["Why", "Question", "How sure", "Not a diagnosis"]:
            self.assertNotIn(told, person.text)
        person = Person(*PLACE, signs=[sign], emergency="understood", answer="q")
        self.assertEqual(person.code, 0)
        self.assertIn("First see to the danger signs above.", person.text)

    def test_a_danger_sign_is_not_lost_where_the_input_ends(self):
        """The person names a sign, is asked whether it fits, and is gone."""
        lists = run("interview", *PLACE, text="40\nf\n5\n\n\n\n\n\n\n\n\n").stdout.split("Does any of these apply to you?")[1:]
        for number, page in enumerate(lists):
            for item, text in re.findall(r"^ *(\d+)  (.*(?:\n     .*)*)", page, re.M):
                if "lost control of your bladder" in words(text):
                    process = run("interview", *PLACE, text="40\nf\n5\n" + "\n" * number + item + "\n")
                    self.assertEqual(process.returncode, 4)
                    self.assertIn("EMERGENCY", process.stdout)
                    return
        self.fail("bladder is not among the danger signs")

    def test_a_sided_sign_asks_which_side(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "case.json")
            person = Person("--where", "right calf", "--save", file, signs=["clearly thicker"], side="r", answer="q")
            self.assertEqual(person.code, 0)
            answers = json.loads(file.read_text())["answers"]
            self.assertEqual((answers["calf-swollen/right"], answers["calf-swollen/left"]), ("yes", "no"))
            self.assertEqual(json.loads(run("triage", file, "--json").stdout)["urgency"], "same-day")
            self.assertIn("TODAY", run("triage", file).stdout)

    def test_saved_cases_go_on(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "case.json")
            first = Person(*PLACE, "--save", file, most_questions=2)
            saved = json.loads(file.read_text())
            self.assertEqual(saved["profile"], {"age": 40, "sex": "female", "pain": 5})
            second = Person(file, most_questions=1)
            self.assertNotIn("Danger signs (", second.text)
            self.assertNotIn("Your age", second.text)
            self.assertIn("Question 3", second.text)
            self.assertIn("Question 2", first.text)
            self.assertEqual(run("interview", "--save", file, text="q\n").returncode, 2, "nothing to save")

    def test_back_why_and_out_of_turn(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "case.json")
            Person(*PLACE, "--save", file, most_questions=0)
            process = run("interview", file, "--save", file,
                          text="y\nb\nw\nmaybe\nstraight-leg-raise no\nstrait-leg-raise/right no\nstraight-leg-raise/right no\nn\nq\n")
            self.assertEqual(process.returncode, 0, process.stderr)
            pages = process.stdout.split("Question ")
            self.assertEqual(pages[1].split(">")[0], pages[3].split(">")[0], "taken back, and asked again")
            self.assertIn("of 100", pages[3])
            self.assertIn("y for yes", pages[3])
            self.assertIn("needs a side", words(pages[3]))
            self.assertIn('did you mean "straight-leg-raise"?', words(pages[3]))
            self.assert_fits(process.stdout)
            answers = json.loads(file.read_text())["answers"]
            self.assertEqual(answers["straight-leg-raise/right"], "no")
            self.assertNotIn("straight-leg-raise/left", answers)
            self.assertIn("There is nothing before this.", run("interview", text="b\n").stdout)

    def test_wrong_profile_is_asked_again(self):
        process = run("interview", *PLACE, text="old\n400\n40\nx\nm\n11\n?\nq\n")
        self.assertEqual(process.stdout.count("Your age"), 3)
        self.assertEqual(process.stdout.count("Female or male"), 2)
        self.assertEqual(process.stdout.count("How bad"), 2)
        self.assertIn("Danger signs (", process.stdout)

    def test_helpers_and_professionals(self):
        """--alone asks for nothing that takes a second person, --professional may ask for what takes training."""
        who = {finding["id"]: finding["who"] for finding in json.loads(run("findings", "--json").stdout)["findings"]}
        def asked(options):
            case, seen = {"format": "knotwork.case/1", "drawing": {"format": "knotwork.drawing/1", "marks": [{"regions": ["outer right hip"]}]}, "answers": {}}, set()
            for _ in range(40):
                answer = json.loads(run("interview", "--json", text=json.dumps({"case": case, "options": options})).stdout)
                if answer["settled"]:
                    break
                for question in answer.get("screen") or [answer["question"]]:
                    case["answers"][question["id"]] = "no"
                    seen.add(who[question["finding"]])
            return seen
        self.assertEqual(asked({"helper": False}), {"self"})

    def test_show(self):
        case = ROOT / "examples/runner-case.json"
        process = run("interview", case, "--show")
        self.assertEqual((process.returncode, process.stderr), (0, ""))
        self.assert_fits(process.stdout)
        for heading in ["How sure", "Why", "│█", "Active or latent?", "What to do next", "Whom to see"]:
            self.assertIn(heading, process.stdout)
        answer = json.loads(run("interview", case, "--json").stdout)
        self.assertTrue(answer["settled"])
        with tempfile.TemporaryDirectory() as folder:
            for suffix, magic in [("png", b"\x89PNG"), ("svg", b"<?xml")]:
                picture = pathlib.Path(folder, f"out.{suffix}")
                self.assertEqual(run("interview", case, "--show", "--picture", picture).returncode, 0)
                self.assertTrue(picture.read_bytes().startswith(magic))
            self.assertEqual(run("interview", case, "--show", "--picture", "x.gif").returncode, 2)

    def test_answers_alone_can_be_drawn(self):
        with tempfile.TemporaryDirectory() as folder:
            picture = pathlib.Path(folder, "out.png")
            case = json.dumps({"format": "knotwork.case/1", "answers": {"numb-outer-thigh/left": "yes", "burning": "yes", "pelvic-side-press/left": "yes", "numbness/left": "yes"}})
            process = run("interview", "-", "--show", "--picture", picture, text=case)
            self.assertEqual(process.returncode, 0, process.stderr)
            self.assertRegex(process.stdout, "does not look like a muscle|may well not come from a muscle")
            self.assertTrue(picture.read_bytes().startswith(b"\x89PNG"))

    def test_protocol(self):
        """Each line is answered before the next is sent."""
        process = subprocess.Popen([KNOTWORK, "interview", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)
        case = {"format": "knotwork.case/1", "answers": {}, "drawing": {"format": "knotwork.drawing/1", "marks": [{"regions": ["right buttock"]}]}}
        for line, key in [(json.dumps(case), "screen"), ("", None), ("oops", "error"), (json.dumps({"case": case, "options": {"helper": False}}), "screen"),
                          (json.dumps({"case": case, "options": {"helper": 1}}), "error"), (json.dumps({"case": case, "extra": 1}), "error"),
                          (json.dumps({"case": {**case, "answers": {"worse-siting": "yes"}}}), "error")]:
            process.stdin.write(line + "\n")
            process.stdin.flush()
            if key:
                answer = json.loads(process.stdout.readline())
                self.assertIn(key, answer)
        self.assertEqual(answer["error"]["where"], "answers.worse-siting")
        process.stdin.close()
        self.assertEqual(process.stdout.read(), "")
        process.stdout.close()
        self.assertEqual(process.wait(), 0)


class Cases(unittest.TestCase):
    EMERGENCY = json.dumps({"format": "knotwork.case/1", "answers": {"saddle-numbness": "yes"},
                            "drawing": {"format": "knotwork.drawing/1", "marks": [{"regions": ["right buttock"]}]}})

    def test_an_emergency_blocks_every_door(self):
        for arguments in [("trace", "-"), ("interview", "-", "--show")]:
            process = run(*arguments, text=self.EMERGENCY)
            self.assertEqual(process.returncode, 4)
            self.assertIn("EMERGENCY", process.stdout)
            self.assertNotIn("in 10", process.stdout)
            told = run(*arguments, "--acknowledge", text=self.EMERGENCY)
            self.assertEqual(told.returncode, 0, told.stderr)
            self.assertTrue(told.stdout.startswith("EMERGENCY"))
            self.assertIn("in 10", told.stdout)
        answer = run("trace", "-", "--json", text=self.EMERGENCY)
        self.assertEqual(answer.returncode, 4)
        self.assertEqual(json.loads(answer.stdout)["sources"], [])
        self.assertTrue(json.loads(answer.stdout)["blocked_by"])
        self.assertIn("blocked_by", json.loads(run("interview", "--json", text=self.EMERGENCY).stdout))

    def test_triage(self):
        process = run("triage", "-", text=self.EMERGENCY)
        self.assertEqual((process.returncode, process.stderr), (0, ""))
        self.assertIn("Emergency services", process.stdout)
        calm = json.dumps({"format": "knotwork.case/1", "answers": {"worse-sitting": "yes"}})
        self.assertIn("No danger sign", run("triage", "-", text=calm).stdout)
        self.assertEqual(run("triage", ROOT / "examples/runner.json").returncode, 2, "a drawing is no case")

    def test_every_case_of_the_library_fits_the_page(self):
        for file in sorted((ROOT / "examples/cases").glob("*.json"))[::5]:
            for command in [("trace", file, "--acknowledge"), ("interview", file, "--show", "--acknowledge"), ("triage", file)]:
                process = run(*command)
                self.assertEqual((process.returncode, process.stderr), (0, ""), file)
                for line in process.stdout.splitlines():
                    self.assertLessEqual(len(line), 80, f"{file}: {line}")

    def test_a_case_without_a_drawing_is_traced(self):
        case = json.dumps({"format": "knotwork.case/1", "answers": {"numb-outer-thigh/left": "yes", "burning": "yes"}})
        process = run("trace", "-", text=case)
        self.assertEqual((process.returncode, process.stderr), (0, ""))
        self.assertNotIn("painted", process.stdout)
        self.assertEqual(json.loads(run("trace", "-", "--json", text=case).stdout)["painted_cm2"], 0)

    def test_a_drawing_that_mentions_cases_stays_a_drawing(self):
        text = json.dumps({"format": "knotwork.drawing/1", "marks": [{"note": "knotwork.case/1", "regions": ["left heel"]}]})
        self.assertEqual(run("trace", "-", text=text).returncode, 0)


class Conditions(unittest.TestCase):
    def test_every_condition_can_be_told(self):
        for condition in run("conditions", "--ids").stdout.split():
            process = run("condition", condition)
            self.assertEqual((process.returncode, process.stderr), (0, ""), condition)
            for heading in ["Who has it", "Where it is felt", "Findings", "What to do", "Whom to see", "Sources", "[1]"]:
                self.assertIn(heading, process.stdout, condition)
            for line in process.stdout.splitlines():
                self.assertTrue(len(line) <= 80 or "http" in line or "doi" in line, line)
            detail = json.loads(run("condition", condition, "--json").stdout)
            self.assertEqual(detail["id"], condition)
            keys = {work["key"] for work in detail["citations"]}
            for finding in detail["findings"]:
                self.assertTrue(finding["cites"] and set(finding["cites"]) <= keys)
                self.assertTrue(0 < finding["yes"] < 1 and 0 < finding["false_yes"] < 1)

    def test_names(self):
        self.assertEqual(json.loads(run("condition", "shin splints", "--json").stdout)["id"], "medial-tibial-stress")
        self.assertEqual(json.loads(run("condition", "L5 radiculopathy", "--json").stdout)["id"], "l5-radiculopathy")
        self.assertIn("it could be l5-radiculopathy, s1-radiculopathy", run("condition", "sciatica").stderr)
        self.assertIn('did you mean "coccydynia"?', run("condition", "cocydynia").stderr)
        self.assertEqual(run("condition", "xyz").returncode, 2)

    def test_lists(self):
        for command in ["conditions", "findings"]:
            process = run(command)
            self.assertEqual((process.returncode, process.stderr), (0, ""))
            for line in process.stdout.splitlines():
                self.assertLessEqual(len(line), 80, line)
            answer = json.loads(run(command, "--json").stdout)
            self.assertEqual(answer["format"], f"knotwork.{command}/1")
            self.assertEqual([item["id"] for item in answer[command]], run(command, "--ids").stdout.split())

    def test_maps(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ["l5-radiculopathy", "coccydynia", "shin splints"]:
                picture = pathlib.Path(folder, "map.png")
                process = run("map", name, "--side", "left", "--picture", picture)
                self.assertEqual((process.returncode, process.stderr), (0, ""))
                self.assertTrue(picture.read_bytes().startswith(b"\x89PNG"))
            self.assertIn("has no trigger points", run("map", "coccydynia", "--point", 1, "--picture", picture).stderr)
            self.assertIn('no muscle or condition "cocydynia"; did you mean "coccydynia"?', run("map", "cocydynia", "--picture", picture).stderr)
            self.assertIn("no muscle or condition", run("map", "zzzzzzz", "--picture", picture).stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
