"""The schemas of schemas/, as validators that find each other."""
import functools
import json
import pathlib
from urllib.parse import urljoin

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[1]
SCHEMAS = {path.name.split(".")[0]: json.loads(path.read_text()) for path in (ROOT / "schemas").glob("*.schema.json")}


def absolute(node, base):
    """The schema with every reference spelled out, so that it means the same wherever it is met."""
    if isinstance(node, dict):
        return {key: urljoin(base, value) if key == "$ref" else absolute(value, base) for key, value in node.items()}
    return [absolute(value, base) for value in node] if isinstance(node, list) else node


STORE = {schema["$id"]: absolute(schema, schema["$id"]) for schema in SCHEMAS.values()}


@functools.cache
def validator(place):
    """Of a schema by its name ("trace"), or by its place in schemas/ ("requests.schema.json#/$defs/plan")."""
    reference = place if ".schema.json" in place else f"{place}.schema.json"
    schema = {"$ref": urljoin("https://knotwork.example/schemas/", reference)}
    resolver = jsonschema.RefResolver("https://knotwork.example/schemas/", schema, store=STORE)
    return jsonschema.Draft202012Validator(schema, resolver=resolver)
