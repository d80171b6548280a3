"""Read every table back with Python's csv and, where they are installed, pandas and R, and check
it against the lists of columns in tests/columns and against the JSON records.

usage: formats.py TOOL TESTS STORIES    (dragoman, the folder tests/, stories to code)
"""

import csv
import io
import json
import shutil
import subprocess
import sys

tool, tests, stories = sys.argv[1:]
OURS = ("csv", "tsv")
ALIEN = ("phoenix", "icews", "polecat", "gdelt")


def code(*options):
    run = subprocess.run([tool, "code", *options, stories], capture_output=True, check=True)
    return run.stdout.decode()


def check(holds, what):
    if not holds:
        sys.exit("FAILED: " + what)


def columns(name):
    with open(f"{tests}/columns/{name}.txt", encoding="utf-8") as f:
        return f.read().split("\n")[:-1]


records = [json.loads(line) for line in code("--to", "jsonl").splitlines()]
by_id = {r["id"]: r for r in records}
check(len(by_id) == len(records) > 5, "ids are not unique")


def pairs(record):
    """How many rows a record has in a table of pairs."""
    n_actor, n_recipient = len(record["actor"]), len(record["recipient"])
    if n_recipient == 0 and n_actor > 1:
        return n_actor * (n_actor - 1)
    return max(n_actor, 1) * max(n_recipient, 1)


plover = [json.loads(line) for line in code("--to", "plover").splitlines()]
check([p["id"] for p in plover] == [r["id"] for r in records], "plover's records")
for p, r in zip(plover, records):
    check(p["event"] == [r["type"]] and p["mode"] == r["mode"], "plover's event")
    check(p["text"] == r["text"] and p["event_scale"] == r["score"], "plover's text")
    status = {"actual": [], "negated": ["negation"]}.get(r["status"], [r["status"]])
    check(p["context"] == r["context"] + status, "plover's contexts and status")
    check(p["size"] == r["size"], "plover's size")
    if r["place"]:
        check(p["event_loc"]["name"] == r["place"]["name"], "plover's place")

tables = {}
for name in OURS + ALIEN:
    text = code("--to", name, "--header")
    quoting = csv.QUOTE_MINIMAL if name in OURS else csv.QUOTE_NONE
    delimiter = "," if name == "csv" else "\t"
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting))
    tables[name] = rows
    check(len({len(row) for row in rows}) == 1, f"{name}: rows of several lengths")
    check(len(code("--to", name, "--no-header").encode()) + len(text.split("\n")[0].encode()) + 1
          == len(text.encode()), f"{name}: --no-header")
    if name in ALIEN:
        check(rows[0] == columns(name), f"{name}: columns")
        # Readers that know quotes must see the same.
        quoted = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        check(rows == quoted, f"{name}: not the same to readers that know quotes")

check(tables["csv"] == tables["tsv"], "csv and tsv differ")
own = [dict(zip(tables["csv"][0], row)) for row in tables["csv"][1:]]
check(len(own) == sum(pairs(r) for r in records), "csv: pairs")
for row in own:
    r = by_id[row["id"]]
    check(row["text"] == r["text"], "csv: the sentence")
    check(row["type"] == r["type"] and row["status"] == r["status"], "csv: the event")
    if r["actor"]:
        texts = [a["text"] or "" for a in r["actor"]]
        check(row["actor_text"] in texts, "csv: the actor")
check({row["id"] for row in own} == set(by_id), "csv: events")

actual = [r for r in records if r["status"] == "actual"]
check(0 < len(actual) < len(records), "the stories must have events that did not happen, too")
for name in ALIEN:
    n = len(actual) if name == "polecat" else sum(pairs(r) for r in actual)
    check(len(tables[name]) == n + 1, f"{name}: rows")
    ids = [row[0] for row in tables[name][1:]]
    check(len(set(ids)) == len(ids), f"{name}: ids are not unique")

try:
    import pandas
except ImportError:
    print("pandas is not installed: not tried")
else:
    for name in OURS + ALIEN:
        frame = pandas.read_csv(io.StringIO(code("--to", name, "--header")), dtype=str,
                                sep="," if name == "csv" else "\t", keep_default_na=False)
        check([list(frame.columns), *frame.values.tolist()] == tables[name], f"pandas: {name}")

if shutil.which("Rscript"):
    for name in OURS + ALIEN:
        program = (f"t <- read.table(file('stdin'), sep='{',' if name == 'csv' else chr(92) + 't'}', "
                   "header=TRUE, quote='\"', comment.char='', colClasses='character', "
                   "check.names=FALSE); cat(nrow(t), ncol(t))")
        run = subprocess.run(["Rscript", "-e", program], capture_output=True, check=True,
                             input=code("--to", name, "--header").encode())
        want = f"{len(tables[name]) - 1} {len(tables[name][0])}"
        check(run.stdout.decode() == want, f"R: {name}: {run.stdout.decode()}, not {want}")
else:
    print("R is not installed: not tried")
