"""Asks an independent validator: every shipped scenario fits the schema, and with a wrong key in it none does.

usage: validate.py SCHEMA SCENARIO...; ends with 77 if the validator (Debian: python3-jsonschema) is not installed.
"""
import datetime
import json
import sys

try:
    import tomllib
    import jsonschema
except ImportError:
    print("no tomllib or no jsonschema: nothing was validated")
    sys.exit(77)


def as_json(value):
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return value


# All tables but those whose keys are paths.
def tables(value, found):
    if isinstance(value, dict):
        found.append(value)
        for key, one in value.items():
            if key not in ("set", "sweep", "where"):
                tables(one, found)
    elif isinstance(value, list):
        for one in value:
            tables(one, found)
    return found


with open(sys.argv[1]) as file:
    schema = json.load(file)
jsonschema.Draft4Validator.check_schema(schema)
validator = jsonschema.Draft4Validator(schema)
wrong = 0
for path in sys.argv[2:]:
    with open(path, "rb") as file:
        scenario = as_json(tomllib.load(file))
    for error in validator.iter_errors(scenario):
        print(f"{path}: {list(error.path)}: {error.message[:200]}")
        wrong += 1
    for table in tables(scenario, []):
        table["no-such-key"] = 1
        if validator.is_valid(scenario):
            print(f"{path}: a wrong key is not refused")
            wrong += 1
        del table["no-such-key"]
print(f"{len(sys.argv) - 2} scenarios, {wrong} of them or of their wrong keys judged wrongly")
sys.exit(1 if wrong or len(sys.argv) < 3 else 0)
