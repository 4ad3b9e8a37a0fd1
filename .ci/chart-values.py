"""Prints the README.md of a Helm chart with the current table of values, from values.yaml and values.schema.json."""
import json
import pathlib
import sys

import yaml

START, END = "<!-- values -->\n", "<!-- end of values -->\n"


def rows(schema, defaults, path=""):
    for name, value in schema["properties"].items():
        if name not in defaults:
            sys.exit(f"values.yaml has no default for {path}{name}")
        if "properties" in value and name != "settings":
            yield from rows(value, defaults[name], f"{path}{name}.")
        else:
            default = json.dumps(defaults[name])
            cell = "see `values.yaml`" if len(default) > 40 else f"`{default}`"
            yield f"| `{path}{name}` | {cell} | {value['description']} |\n"
    if unknown := set(defaults) - set(schema["properties"]):
        sys.exit(f"values.schema.json lacks {path}: {sorted(unknown)}")


chart = pathlib.Path(sys.argv[1])
schema = json.loads((chart / "values.schema.json").read_text())
defaults = yaml.safe_load((chart / "values.yaml").read_text())
before, rest = (chart / "README.md").read_text().split(START)
after = rest.split(END)[1]
table = "| value | default | description |\n|---|---|---|\n" + "".join(rows(schema, defaults))
print(before + START + table + END + after, end="")
