"""Measures how many slips of the pen `gongwen audit` flags: one figure at a time is changed in every identity that it confirms.

    python3 benches/make/slips.py [--bin target/release/gongwen] FILE...

A confirmed check is cut out with its paragraph; if it still holds there, each operand is changed in turn (a digit raised by one, two
neighbours changed about, a digit left out) and the paragraph is audited again. One line a kind: slips, flagged, and the share of them.
"""
import argparse
import collections
import json
import re
import subprocess
import tempfile
from pathlib import Path


def audit(binary, files):
    out = subprocess.run([binary, "audit", "--format", "json", *files], capture_output=True, text=True, check=False).stdout
    for line in out.splitlines():
        read = json.loads(line)
        if "source" not in read:  # what the files say of each other
            continue
        yield read["source"]["name"], [check for document in read["documents"] for check in document["checks"]]


def slips(figure):
    """The figure with its second digit raised (of one digit, that), with two neighbours changed about, with a digit left out."""
    digits = [m.start() for m in re.finditer(r"[0-9]", figure)]
    if not digits:
        return
    first, at = digits[0], digits[min(1, len(digits) - 1)]
    yield figure[:at] + str(int(figure[at]) % 9 + 1) + figure[at + 1 :]
    for a, b in zip(digits, digits[1:]):
        if b == a + 1 and figure[a] != figure[b] and figure[b] != "0":
            yield figure[:a] + figure[b] + figure[a] + figure[b + 1 :]
            break
    if len(digits) > 2 and digits[1] == first + 1:
        yield figure[: digits[1]] + figure[digits[1] + 1 :]


def paragraph(text, operands):
    """The lines that hold all operands of a check, if each figure is found in them once."""
    lines = [line for line in text.split("\n") if all(o["text"] in line for o in operands)]
    return min(lines, key=len) if lines else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default="target/release/gongwen")
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()
    cases = []
    for name, checks in (found for i in range(0, len(args.files), 50) for found in audit(args.bin, args.files[i : i + 50])):
        held = [check for check in checks if check["holds"]]
        if held:
            text = subprocess.run([args.bin, "clean", name], capture_output=True, text=True, check=True).stdout
            cases += [(check, line) for check in held if (line := paragraph(text, check["operands"]))]
    with tempfile.TemporaryDirectory() as folder:
        made = {}
        for n, (check, line) in enumerate({(c["kind"], c["formula"]): (c, l) for c, l in cases}.values()):
            whole = Path(folder, f"{n}.txt")
            whole.write_text(f"云溪县2024年工作总结\n{line}\n", encoding="utf-8")
            made[str(whole)] = (check, None)
            for o, operand in enumerate(check["operands"]):
                for s, slip in enumerate(slips(operand["text"])):
                    file = Path(folder, f"{n}-{o}-{s}.txt")
                    file.write_text(f"云溪县2024年工作总结\n{line.replace(operand['text'], slip)}\n", encoding="utf-8")
                    made[str(file)] = (check, f"{operand['text']} → {slip}")
        files = sorted(made)
        told = dict(found for i in range(0, len(files), 200) for found in audit(args.bin, files[i : i + 200]))
        holds = {n.split("-")[0].removesuffix(".txt") for n, checks in told.items()
                 if made[n][1] is None and any(c["holds"] and c["formula"] == made[n][0]["formula"] for c in checks)}
        count = collections.Counter()
        for name, (check, slip) in made.items():
            if slip and name.split("-")[0] in holds:
                flagged = any(not c["holds"] for c in told.get(name, []))
                count[check["kind"], "slips"] += 1
                count[check["kind"], "flagged"] += flagged
    kinds = sorted({kind for kind, _ in count})
    total, flagged = (sum(count[k, what] for k in kinds) for what in ("slips", "flagged"))
    for kind in kinds:
        print(f"{kind:14} {count[kind, 'flagged']:5} of {count[kind, 'slips']:5}")
    print(f"{'all':14} {flagged:5} of {total:5} = {flagged / max(total, 1):.2f}")


if __name__ == "__main__":
    main()
