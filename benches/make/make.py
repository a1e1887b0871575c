#!/usr/bin/env python3
"""Makes the tables of src/tables that are counted or fitted, one after the other:

    pip install -r benches/make/requirements.txt
    python3 benches/make/make.py all               # or single steps: make.py tables tense
    python3 benches/make/make.py weights --out DIR # writes there and not into src/tables

All but `divisions` and `entities` need ../shared/corpus, and from `weights` on ../shared/gold: real documents and what readers say of them, which stand
beside the checkout of those who work on gongwen and are no part of it. A clone without them cannot rebuild these tables; it needs
not, they are checked in.

`divisions`, `tables`, `tense`, `plausible`, `phrases` and `entities` give the same bytes each time. The others are fits: each stands on the tables of
those before it, through the crate, which cargo builds anew where a step asks it for candidates.
"""
import argparse, json, os, subprocess

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))


def jieba_list():
    """the word list inside the crate jieba-rs"""
    said = subprocess.run(["cargo", "metadata", "--locked", "--format-version", "1"], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    crate = next(p for p in json.loads(said)["packages"] if p["name"] == "jieba-rs")
    return os.path.join(os.path.dirname(crate["manifest_path"]), "src/data/dict.txt")


def step(name, shared, out):
    made = __import__(name)  # only what a step needs must be installed
    if name == "entities":
        made.main(out)
    elif name in ("plausible", "phrases"):
        made.main(shared, out, jieba_list(), os.path.join(ROOT, "src/script/opencc"))
    else:
        made.main(shared, out)


STEPS = ("divisions", "entities", "plausible", "phrases", "tables", "tense", "vectors", "wording", "weights", "verdict", "reader", "reading")


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("steps", nargs="+", choices=("all", *STEPS))
    args.add_argument("--shared", default=os.path.join(ROOT, "../shared"))
    args.add_argument("--out", default=os.path.join(ROOT, "src/tables"))
    args = args.parse_args()
    for name in STEPS:
        if name in args.steps or "all" in args.steps:
            print(f"== {name}", flush=True)
            step(name, args.shared, args.out)


if __name__ == "__main__":
    main()
