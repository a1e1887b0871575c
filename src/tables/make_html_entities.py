"""Writes html_entities.tsv: `python3 src/tables/make_html_entities.py > src/tables/html_entities.tsv`."""
from html.entities import html5

names = {}
for name, value in html5.items():
    entry = names.setdefault(name.rstrip(";"), [value, ""])
    if not name.endswith(";"):
        entry[1] = "bare"
print("# W3C named character references, from Python's html.entities.html5: name, code points (hex), `bare` where the semicolon may be missing")
for name in sorted(names):
    value, bare = names[name]
    print("\t".join([name, " ".join(f"{ord(c):X}" for c in value), bare]).rstrip())
