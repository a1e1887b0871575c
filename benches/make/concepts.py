"""Counts the names of figures in a folder of documents, and says which of the most frequent stand in no row of `indicators.tsv`.

    python3 benches/make/concepts.py [--bin target/release/gongwen] [--most 300] PATH...

One line a name: how many figures bear it, in how many documents, the unit that it is told in most, the concept or `-`. A reviewer adds the
spellings that mean a known indicator, or a row, to `src/tables/indicators.tsv`.
"""
import argparse
import collections
import json
import subprocess
import tempfile
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default="target/release/gongwen")
    parser.add_argument("--most", type=int, default=300)
    parser.add_argument("paths", nargs="+")
    args = parser.parse_args()
    figures, documents = collections.Counter(), collections.defaultdict(set)
    units, concepts = collections.defaultdict(collections.Counter), {}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([args.bin, "corpus", *args.paths, "-o", folder], check=False)
        with open(Path(folder, "metrics.jsonl"), encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                name = row.get("indicator") or ""
                if len(name) > 1:
                    figures[name] += 1
                    documents[name].add(row["document"])
                    units[name][row.get("unit") or ""] += 1
                    concepts[name] = row.get("concept") or concepts.get(name)
    frequent = sorted(figures, key=lambda name: (-len(documents[name]), -figures[name], name))[: args.most]
    known = sum(1 for name in frequent if concepts[name])
    for name in frequent:
        unit = units[name].most_common(1)[0][0]
        print(figures[name], len(documents[name]), unit or "-", concepts[name] or "-", name, sep="\t")
    print(f"# {known} of the {len(frequent)} most frequent names have a concept")


if __name__ == "__main__":
    main()
