#!/usr/bin/env python3
"""Drives the page that needs no program in a headless Chromium, as a person would, without network.

  tests/page/drive.py PAGE.html GONGWEN [FOLDER]     FOLDER: pictures go there

Checks that the review of a pair is what the binary GONGWEN writes, byte for byte, in JSON, CSV, HTML and XLSX; that filters work and a
quotation leads to its place; that a correction is counted and kept; that what cannot be read is told; that no request leaves the file.
Speaks the browser's own protocol over a pipe: nothing but Python's library is needed.
"""
import base64, json, os, pathlib, shutil, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FLAGS = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync --remote-debugging-pipe --hide-scrollbars".split()


class Browser:
    """A Chromium with one page open."""

    def __init__(self, binary):
        to, back = os.pipe(), os.pipe()
        self.profile = tempfile.mkdtemp()
        command = f'exec "$0" "$@" 3<&{to[0]} 4>&{back[1]}'
        flags = FLAGS + [f"--user-data-dir={self.profile}", "about:blank"]
        self.process = subprocess.Popen(["bash", "-c", command, binary, *flags], pass_fds=(to[0], back[1]), stderr=subprocess.DEVNULL)
        os.close(to[0]), os.close(back[1])
        self.to, self.back = os.fdopen(to[1], "wb"), os.fdopen(back[0], "rb")
        self.last, self.buffer, self.session, self.events = 0, b"", None, []
        target = next(t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Network", "DOM", "Log"]:
            self.call(domain + ".enable")
        self.call("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0)

    def call(self, method, **params):
        self.last += 1
        message = {"id": self.last, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.to.write(json.dumps(message).encode() + b"\0")
        self.to.flush()
        while True:
            answer = self.next()
            if answer.get("id") == self.last:
                assert "error" not in answer, f"{method}: {answer.get('error')}"
                return answer["result"]
            self.events.append(answer)

    def next(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.back.fileno(), 1 << 20)
            assert piece, "the browser went away"
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def js(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, f"{expression}: {answer['exceptionDetails']}"
        return answer["result"].get("value")

    def until(self, expression, seconds=180):
        begun = time.time()
        while not self.js(expression):
            assert time.time() - begun < seconds, f"never: {expression}; {self.js('document.body.innerText.slice(0, 600)')}"
            time.sleep(0.05)
        return time.time() - begun

    def give(self, field, *files):
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=field)["nodeId"]
        self.call("DOM.setFileInputFiles", nodeId=node, files=[str(file) for file in files])

    def size(self, width, height=900):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

    def picture(self, file, whole=False):
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=whole)
        file.write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        self.call("Browser.close")
        self.process.wait(20)
        shutil.rmtree(self.profile, ignore_errors=True)


def idle(browser):
    browser.until("!document.body.classList.contains('busy')")


def saved(browser, folder, format):
    for old in folder.iterdir():
        old.unlink()
    browser.js(f"document.querySelector('[data-save={format}]').click()")
    begun = time.time()
    while not (files := [f for f in folder.iterdir() if f.suffix == "." + format]):
        assert time.time() - begun < 60, f"{format}: nothing was saved; {browser.js('document.getElementById(`trouble`).innerText')}"
        time.sleep(0.05)
    idle(browser)
    return files[0].read_bytes()


def main():
    page, binary = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    pictures = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    chromium = next((found for name in ["chromium", "chromium-browser", "google-chrome"] if (found := shutil.which(name))), None)
    assert chromium, "no Chromium here"
    pair = ROOT / "fixtures/pairs/yunxi"
    browser, folder = Browser(chromium), pathlib.Path(tempfile.mkdtemp())
    told = {}
    try:
        browser.size(1280)
        browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
        begun = time.time()
        browser.call("Page.navigate", url=page.as_uri())
        browser.until("document.body && document.body.hasAttribute('data-ready')")
        told["ready_s"] = round(time.time() - begun, 2)
        if pictures:
            browser.picture(pictures / "start.png")

        # The pair, as the binary reviews it from a folder of the same names.
        browser.give("#file-plan", pair / "plan.txt")
        browser.give("#file-report", pair / "report.txt")
        browser.until("!document.getElementById('go').disabled")
        begun = time.time()
        browser.js("document.getElementById('go').click()")
        browser.until("document.querySelectorAll('#review article').length > 0")
        told["first_review_s"] = round(time.time() - begun, 2)
        idle(browser)
        if pictures:
            browser.picture(pictures / "review.png")
            browser.size(400)
            browser.js("scrollTo(0, 0)")
            browser.picture(pictures / "narrow.png", whole=False)
            browser.js("document.querySelector('#review article').scrollIntoView()")
            browser.picture(pictures / "narrow_task.png")
            browser.size(1280)
        for format in ["json", "csv", "html", "xlsx"]:
            native = subprocess.run(
                [binary, "check", "report.txt", "--plan", "plan.txt", "--format", format, "--exit-zero"], cwd=pair, capture_output=True, check=True
            ).stdout
            ours = saved(browser, folder, format)
            # The page keeps files under folders of its own, and JSON names them whole.
            ours = ours.replace(b'"/plan1/', b'"').replace(b'"/report1/', b'"') if format == "json" else ours
            assert ours == native, f"{format}: {len(ours)} bytes, {len(native)} from the binary"

        # Filters.
        seen = "[...document.querySelectorAll('#review article')].filter(a => a.offsetHeight > 0).length"
        all_of_them = browser.js(seen)
        browser.js("(b => { b.checked = false; b.onchange() })(document.querySelector('[data-verdict=done]'))")
        assert browser.js(seen) < all_of_them, "a filter does nothing"
        told["filter_ms"] = browser.js("(t => { for (let i = 0; i < 10; i++) document.getElementById('search').oninput(); return Math.round((performance.now() - t)) / 10 })(performance.now())")
        browser.js("(b => { b.checked = true; b.onchange() })(document.querySelector('[data-verdict=done]'))")

        # A quotation leads to its place.
        href = browser.js("(a => { a.click(); return a.getAttribute('href').slice(1) })(document.querySelector('#review a.in-report'))")
        browser.until("location.hash.length > 1")
        box = browser.js(f"(r => [r.top, r.bottom, innerHeight])(document.getElementById('{href}').getBoundingClientRect())")
        assert 0 <= box[0] < box[2], f"the quotation is not in sight: {box}"

        # A correction is counted, told, and kept in the ledger.
        count = "Number(document.querySelector('#review .counts b.target_missed').textContent)"
        missed = browser.js(count)
        browser.js("""(a => { const note = a.querySelector('.correct input'), verdict = a.querySelector('.correct select');
            note.value = '12月补完'; verdict.value = 'done'; verdict.onchange(); })(document.querySelector('#review article[data-v=target_missed]'))""")
        browser.until(f"{count} === {missed - 1}")
        idle(browser)
        book = saved(browser, folder, "xlsx")
        (folder / "ledger.xlsx").write_bytes(book)
        told_back = json.loads(subprocess.run(
            [binary, "check", pair / "report.txt", "--plan", pair / "plan.txt", "--format", "json", "--exit-zero", "--decisions", folder / "ledger.xlsx"],
            capture_output=True, check=True).stdout)
        notes = [f["tracking"]["decision"]["comment"] for f in told_back["findings"] if "decision" in f["tracking"]]
        assert notes == ["12月补完"], notes
        if pictures:
            browser.js("document.querySelector('#review article[data-d]').scrollIntoView()")
            browser.picture(pictures / "corrected.png")

        # The ledger that was saved brings the decision back; what cannot be read is told.
        ledger = pathlib.Path(tempfile.mkdtemp()) / "台账.xlsx"
        ledger.write_bytes(book)
        browser.give("#file-ledger", ledger)
        browser.until("document.querySelectorAll('#names-ledger li').length === 1")
        browser.js("document.getElementById('go').click()")
        browser.until("document.querySelectorAll('#review article[data-d=done]').length === 1")
        idle(browser)
        scan = ledger.with_name("扫描件.pdf")
        scan.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
        browser.js("document.querySelector('#names-report button').click()")
        browser.give("#file-report", scan)
        browser.js("document.getElementById('go').click()")
        browser.until("!document.getElementById('trouble').hidden")
        told["refusal"] = browser.js("document.getElementById('trouble').innerText")
        assert "扫描件.pdf" in told["refusal"] and "/report" not in told["refusal"] and "gongwen" not in told["refusal"], told["refusal"]
        idle(browser)
        if pictures:
            browser.js("scrollTo(0, 0)")
            browser.picture(pictures / "refused.png")

        asked = [e["params"]["request"]["url"] for e in browser.events if e.get("method") == "Network.requestWillBeSent"]
        away = [url for url in asked if not url.startswith(("file:", "blob:", "data:"))]
        assert not away and sum(url.startswith("file:") for url in asked) == 1, asked
        errors = [e["params"] for e in browser.events if e.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded")]
        assert not errors, errors
        told["page_MB"] = round(page.stat().st_size / 1e6, 2)
    finally:
        browser.close()
        shutil.rmtree(folder, ignore_errors=True)
    print("page:", json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
