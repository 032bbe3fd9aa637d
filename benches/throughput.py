#!/usr/bin/env python3
"""Articles per second from files to brief, on one thread and on two, and the peak of memory.

usage: throughput.py [COPIES] [--dateline BINARY]        (needs `cargo build --release`; default 40 copies)

The bundled reports are written out COPIES times under other names. A made-up word at the end of every sentence, another
one in each copy, keeps them from being copies of each other, which dateline would notice and count as one. Off-topic
pages, feeds and HTML are in it, as in a real pile. Figures of different machines do not compare; the ratios do.
Standard library only.
"""
import argparse
import os
import re
import string
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
REPORTS = os.path.join(HERE, "..", "examples", "afghanistan-2021", "reports")
BINARY = os.path.join(HERE, "..", "target", "release", "dateline")


def word(number):
    """A made-up word of letters for a number."""
    letters = ""
    while number or not letters:
        number, rest = divmod(number, 26)
        letters = string.ascii_lowercase[rest] + letters
    return "zo" + letters


def write(folder, copies):
    """Writes the varied reports; gives the number of files and of letters."""
    letters = 0
    for name in sorted(os.listdir(REPORTS)):
        with open(os.path.join(REPORTS, name), encoding="utf-8") as report:
            text = report.read()
        for copy in range(copies):
            varied = re.sub(r"([a-z])\.(?=\s|$|<)", r"\1 %s." % word(copy), text)
            letters += len(varied)
            with open(os.path.join(folder, "%03d_%s" % (copy, name)), "w", encoding="utf-8") as out:
                out.write(varied)
    return len(os.listdir(folder)), letters


def run(*command):
    """Seconds and peak of memory in MiB of a command that must succeed."""
    began = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    memory, _ = finish(child)
    return time.monotonic() - began, memory


def finish(child):
    """Waits for a command that must succeed; gives its peak of memory in MiB and its seconds on processors."""
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit("%s: exit code %d" % (" ".join(child.args), child.returncode))
    return usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def arguments(count, usual):
    """The command line: how much of something, and the program to measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument(count, nargs="?", type=int, default=usual)
    parser.add_argument("--dateline", default=BINARY, metavar="BINARY")
    return parser.parse_args()


def main():
    args = arguments("copies", 40)
    with tempfile.TemporaryDirectory() as folder:
        reports = os.path.join(folder, "reports")
        os.mkdir(reports)
        files, letters = write(reports, args.copies)
        print("%d files, %.0f letters each" % (files, letters / files))
        first = None
        for threads in (1, 2):
            store = os.path.join(folder, "s%d.db" % threads)
            add, memory = run(args.dateline, "--store", store, "add", reports, "--threads", str(threads))
            brief, most = run(args.dateline, "--store", store, "brief")
            rate = files / (add + brief)
            first = first or rate
            print("%d thread%s: add %.1f s, brief %.1f s, %.0f files a second (%.2f times one thread), "
                  "peak memory %.0f MiB adding, %.0f MiB for the brief"
                  % (threads, "s" if threads > 1 else "", add, brief, rate, rate / first, memory, most))
        again, _ = run(args.dateline, "--store", store, "add", reports)
        print("adding the same again: %.2f s" % again)


if __name__ == "__main__":
    main()
