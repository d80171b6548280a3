"""Talk with a running dragoman: line by line, and stopped by signals.

usage: threads.py TOOL STORIES    (dragoman, and a long file of JSON Lines)

Nothing here waits for a time to pass: a signal is sent when an answer came, or while the program
is held up because nobody reads what it writes.
"""

import os
import re
import signal
import subprocess
import sys

tool, many = sys.argv[1:]
PIPES = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}


def check(holds, what):
    if not holds:
        sys.exit("FAILED: " + what)


def code(*arguments, **kind):
    return subprocess.Popen([tool, "code", *arguments], **PIPES, **kind)


def say(program, number):
    line = '{"id": "s%d", "text": "France condemned Iran."}\n' % number
    program.stdin.write(line.encode())
    program.stdin.flush()


def hear(program, number):
    check(program.stdout.readline().startswith(b'{"id":"s%d:0:0"' % number), "answer %d" % number)


def resumption(program, errors):
    """Where to go on, as the program that was stopped says."""
    check(program.returncode == 130, "status %d" % program.returncode)
    found = re.search(rb"dragoman: interrupted after (\d+) records?; to go on: --skip (\d+)", errors)
    check(found and found[1] == found[2], "no resume message: " + errors.decode())
    return int(found[1])


def test_line_buffered(workers):
    """A record's answer comes before the next one is asked."""
    program = code("--line-buffered", "-j", workers)
    for number in range(5):
        say(program, number)
        hear(program, number)
    program.communicate()
    check(program.returncode == 0, "--line-buffered")


def test_stopped_while_waiting(workers, number):
    """A signal ends it even while it waits for standard input."""
    program = code("--line-buffered", "-j", workers)
    say(program, 0)
    hear(program, 0)
    program.send_signal(number)
    errors = program.stderr.read()
    program.wait()
    check(resumption(program, errors) == 1, "one record was written")


def test_stopped_at_work(workers, number):
    """Whole lines were written, and the rest, gone on with, makes the same bytes."""
    program = code("-j", workers, many)
    begin = os.read(program.stdout.fileno(), 1)
    program.send_signal(number)
    output, errors = program.communicate()
    output = begin + output
    records = resumption(program, errors)
    check(output.endswith(b"\n"), "a line that is not whole")
    rest = code("-j", workers, "--skip", str(records), many).communicate()[0]
    check(0 < len(output) < len(whole), "it was not stopped midway")
    check(output + rest == whole, "%d records and the rest are other bytes" % records)


def test_ignored():
    """Who started it with SIGINT ignored, as nohup and a shell's & do, wants no stop."""
    program = code("--line-buffered", preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    for number in range(2):
        say(program, number)
        hear(program, number)
        program.send_signal(signal.SIGINT)
    program.communicate()
    check(program.returncode == 0, "it was stopped though SIGINT was ignored")


whole = code(many).communicate()[0]
for n in "1", "3":
    test_line_buffered(n)
    test_stopped_while_waiting(n, signal.SIGINT)
    test_stopped_at_work(n, signal.SIGTERM)
test_stopped_at_work("2", signal.SIGINT)
test_ignored()
