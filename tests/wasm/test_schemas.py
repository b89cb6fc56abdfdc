"""What the actions of the engine are asked with and what they answer keep to the schemas that their table names.

    test_schemas.py CALL_ACTIONS NODE SCENARIOS
"""
import json
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from schemas import validator

NATIVE, NODE, SCENARIOS = sys.argv[1:4]
ACTIONS = {action["name"]: action for action in json.loads(subprocess.run([NATIVE, "--list"], capture_output=True, text=True, check=True).stdout)}


class Actions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        lines = subprocess.run([NODE, SCENARIOS], capture_output=True, text=True, check=True).stdout
        answers = subprocess.run([NATIVE], input=lines, capture_output=True, text=True, check=True).stdout
        cls.calls = [(json.loads(line), json.loads(answer)) for line, answer in zip(lines.splitlines(), answers.splitlines(), strict=True)]

    def test_every_answer_keeps_to_its_schema(self):
        answered = dict.fromkeys(ACTIONS, 0)
        for call, answer in self.calls:
            with self.subTest(call["name"], action=call["action"]):
                if "error" in answer:
                    validator("error").validate(answer)
                else:
                    validator(ACTIONS[call["action"]]["answer"]).validate(answer)
                    answered[call["action"]] += 1
        self.assertNotIn(0, answered.values(), answered)

    def test_what_the_schema_of_a_request_refuses_is_refused(self):
        refused = 0
        for call, answer in self.calls:
            place = ACTIONS.get(call["action"], {}).get("request")
            try:
                request = json.loads(call["request"]) if isinstance(call["request"], str) else call["request"]
            except ValueError:
                continue
            if place is None or validator(place).is_valid(request):
                continue
            self.assertIn("error", answer, call)
            refused += 1
        self.assertGreater(refused, 25)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
