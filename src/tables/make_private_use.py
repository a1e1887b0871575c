"""Writes private_use.tsv: `python3 src/tables/make_private_use.py > src/tables/private_use.tsv`."""

# GB 18030-2005 gave these cells, which GBK has and Unicode 3.0 had not, their characters; Python's codec knows the others.
SINCE_2005 = {
    0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6,
    0xE82C: 0x9FB7, 0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F, 0xE843: 0x9FB9, 0xE854: 0x9FBA,
    0xE855: 0x241FE, 0xE864: 0x9FBB,
}
# Ticks, boxes and bullets of Word's symbol fonts: what Wingdings, Wingdings 2 or Symbol shows, where only one is in use.
SYMBOLS = {
    0xF046: "☞", 0xF050: "✓", 0xF052: "☑", 0xF053: "☒", 0xF06C: "●", 0xF06E: "■", 0xF06F: "□", 0xF071: "❑",
    0xF072: "❒", 0xF075: "◆", 0xF076: "❖", 0xF0A3: "□", 0xF0A7: "▪", 0xF0A8: "□", 0xF0AB: "★", 0xF0B7: "•",
    0xF0D8: "➢", 0xF0E0: "→", 0xF0E8: "➔", 0xF0F0: "⇨", 0xF0FB: "✗", 0xF0FC: "✓", 0xF0FD: "☒", 0xF0FE: "☑",
}

# What code page 936 put into private use and GB 18030 has elsewhere: two letters of pinyin, the euro, marks of columns.
# E4C6 is cell A140, which is Big5's blank: pages of all kinds have it between two characters or digits, where nothing stood.
rows = {0xE4C6: ("cell", ""), 0xE5E5: ("cell", "\u3000"), 0xE76C: ("cell", "€"), 0xE7C7: ("cell", "ḿ"), 0xE7C8: ("cell", "ǹ")}
for code, c in zip(range(0xE78D, 0xE797), "，。、：；！？〖〗…"):
    rows[code] = ("cell", c)
for code, c in zip(range(0xE7E7, 0xE7F4), "〾⿰⿱⿲⿳⿴⿵⿶⿷⿸⿹⿺⿻"):
    rows[code] = ("cell", c)
trails = [t for t in range(0x50, 0xA1) if t != 0x7F]
for code, trail in zip(range(0xE815, 0xE865), trails):
    c = bytes([0xFE, trail]).decode("gb18030")
    rows[code] = ("cell", chr(SINCE_2005.get(code, ord(c))))
rows |= {code: ("symbol", c) for code, c in SYMBOLS.items()}
print("# code point in private use (hex), `cell` of GBK or `symbol` of a font, character; GB 18030-2005 and Word's symbol fonts, by make_private_use.py")
for code, (kind, c) in sorted(rows.items()):
    print(f"{code:X}\t{kind}\t{c}".rstrip("\t"))
