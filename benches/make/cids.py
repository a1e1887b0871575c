"""Makes src/tables/cids.bin: by the number of a character in Adobe-GB1 and Adobe-CNS1 (CID) the character.

    python3 benches/make/cids.py CHECKOUT      # of Adobe's cmap-resources: its Adobe-GB1-6 and Adobe-CNS1-7 hold cid2code.txt

For each collection, little-endian: how many numbers (u16), their characters (u16, 0 for none, 0xFFFF for one beyond the basic
plane), how many are beyond it (u16), these in order (number u16, character u32). The same bytes each time.
"""
import os, struct, sys, unicodedata

OUT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../src/tables/cids.bin"))
# A collection's folder, and the columns that tell a character, the best first; of the others a number below 80 is ASCII.
COLLECTIONS = (("Adobe-GB1-6", ("UniGB-UTF32", "UniGB-UTF8", "GBK-EUC", "GBKp-EUC", "GB-EUC")),
               ("Adobe-CNS1-7", ("UniCNS-UTF32", "UniCNS-UTF8", "ETen-B5", "B5pc")))


def better(code):
    """Sorts a number's characters: no form for vertical text, none that stands for another, the smallest."""
    value, vertical = code
    return (vertical, bool(unicodedata.decomposition(chr(value))) and value > 0xFF, 0x2E80 <= value <= 0x2FDF, value)


def character(row, columns):
    for column in columns:
        codes = [c for c in row.get(column, "*").split(",") if c != "*"]
        if "UTF32" in column and codes:
            return min(((int(c.rstrip("v"), 16), c.endswith("v")) for c in codes), key=better)[0]
        ascii = [int(c, 16) for c in codes if len(c) == 2 and 0x20 <= int(c, 16) < 0x7F]
        if "UTF" not in column and ascii:
            return ascii[0]
    return 0


def collection(path, columns):
    lines = [l.rstrip("\n").split("\t") for l in open(path, encoding="utf-8") if not l.startswith("#") and l.strip()]
    head, rows = lines[0], lines[1:]
    found = {int(r[0]): character(dict(zip(head, r)), columns) for r in rows}
    count = max(found) + 1
    beyond = [(cid, c) for cid, c in sorted(found.items()) if c > 0xFFFF]
    small = b"".join(struct.pack("<H", min(found.get(cid, 0), 0xFFFF)) for cid in range(count))
    print(os.path.basename(os.path.dirname(path)), count, "numbers,", sum(1 for c in found.values() if c), "known,", len(beyond), "beyond", file=sys.stderr)
    return struct.pack("<H", count) + small + struct.pack("<H", len(beyond)) + b"".join(struct.pack("<HI", *b) for b in beyond)


if __name__ == "__main__":
    with open(OUT, "wb") as out:
        out.write(b"".join(collection(os.path.join(sys.argv[1], folder, "cid2code.txt"), columns) for folder, columns in COLLECTIONS))
