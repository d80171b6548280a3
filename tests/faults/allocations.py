"""Fail the allocations of `dragoman code`, one a run.

usage: allocations.py TOOL FAIL_ALLOC STEP

Each STEP-th allocation of each case is made to fail. The program must then either do its whole
work all the same, or say that memory is out and exit with 1; it must never crash, and must
free what it took.
"""

import os
import subprocess
import sys
import tempfile

STORIES = """\
{"id": "a", "date": "2015-11-16", "text": "Obama met Putin in Antalya on Sunday."}
{"id": "b", "text": "Police in India arrested 12 activists, officials said. Zorbia zorbled Ghana."}
"""
PAGE = """<html><head><title>Envoys meet</title><meta property="og:url" content="http://a.example/">
<script type="application/ld+json">{"datePublished": "2015-11-16"}</script></head><body><article>
<p>The foreign ministers of Turkey and Iran met in Ankara on Monday, and discussed the long war in
Syria with several envoys of the rebels who had come from Geneva, officials of both sides said.</p>
</article></body></html>"""
TABLE = 'id,date,text\n1,2015-11-16,"France condemned Iran."\n'
FEED = """<rss version="2.0"><channel><title>A</title><item><title>Envoys meet</title>
<pubDate>Mon, 16 Nov 2015 10:00:00 GMT</pubDate><description>&lt;p&gt;France condemned Iran.&lt;/p&gt;
</description></item></channel></rss>"""
# libxml2 itself may lose a string when it has no memory for the next one.
LIBXML2_LOSES = 1

ACTORS = "kind state\nzorbia: Zorbia\n  adj Zorbian\n"
FRAMES = "type AID\nverb zorble R -> cameo=070\n"


def run(tool, preload, arguments, fail_at):
    """The program's status, output and complaints; calls and live blocks, None when it crashed."""
    read, write = os.pipe()
    environment = dict(os.environ, LD_PRELOAD=preload, DG_FAIL_AT=str(fail_at),
                       DG_FAIL_REPORT=str(write))
    done = subprocess.run([tool, "code", *arguments], env=environment, pass_fds=[write],
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=20)
    os.close(write)
    with os.fdopen(read) as report:
        counts = report.read().split()
    return done, [int(c) for c in counts] or None


def what_is_wrong(done, counts, whole, live):
    complaint = done.stderr.decode(errors="replace")
    if done.returncode not in (0, 1) or counts is None:
        return f"status {done.returncode}: {complaint}"
    if counts[1] > live + LIBXML2_LOSES:
        return f"{counts[1] - live} blocks leak: {complaint}"
    if done.returncode == 0 and (done.stdout, done.stderr) != (whole.stdout, whole.stderr):
        return f"part of the work is lost in silence: {complaint}"
    if done.returncode == 1 and not ("out of memory" in complaint or
                                     "Cannot allocate memory" in complaint):
        return f"no clear message: {complaint!r}"
    return None


def check(tool, preload, name, arguments, step):
    whole, (calls, live) = run(tool, preload, arguments, 0)
    if whole.returncode != 0 or not whole.stdout:
        sys.exit(f"FAILED: {name} without failures: {whole.stderr.decode()}")
    wrong = 0
    for fail_at in range(1, calls + 1, step):
        done, counts = run(tool, preload, arguments, fail_at)
        what = what_is_wrong(done, counts, whole, live)
        if what:
            wrong += 1
            print(f"{name}, allocation {fail_at} of {calls}: {what}", file=sys.stderr)
    print(f"{name}: {len(range(1, calls + 1, step))} of {calls} allocations failed, {wrong} wrong")
    return wrong


def main():
    tool, preload, step = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with tempfile.TemporaryDirectory() as folder:
        def path(name, text):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
            return file.name

        stories, page = path("stories.jsonl", STORIES), path("page.html", PAGE)
        packed = path("packed", "")
        subprocess.run(f"gzip -c {stories} >{packed}", shell=True, check=True)
        own = ["--actors", path("actors.txt", ACTORS), "--frames", path("frames.txt", FRAMES)]
        cases = {
            "stories": [stories],
            "a page": ["--to", "plover", page],
            "a table": ["--to", "csv", path("table.csv", TABLE)],
            "a feed": ["--to", "icews", path("feed.xml", FEED)],
            "packed, own data": [*own, "--to", "table", packed],
        }
        wrong = sum(check(tool, preload, name, arguments, step)
                    for name, arguments in cases.items())
    sys.exit(1 if wrong else 0)


main()
