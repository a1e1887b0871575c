"""Makes html_entities.tsv from Python's own list of HTML's named character references."""
import os
from html.entities import html5

HEAD = "# W3C named character references, from Python's html.entities.html5: name, code points (hex), `bare` where the semicolon may be missing\n"


def main(out):
    names = {}
    for name, value in html5.items():
        entry = names.setdefault(name.rstrip(";"), [value, ""])
        if not name.endswith(";"):
            entry[1] = "bare"
    with open(os.path.join(out, "html_entities.tsv"), "w", encoding="utf-8") as f:
        f.write(HEAD)
        for name in sorted(names):
            value, bare = names[name]
            f.write("\t".join([name, " ".join(f"{ord(c):X}" for c in value), bare]).rstrip() + "\n")
