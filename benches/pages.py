#!/usr/bin/env python3
"""Time, bytes and requests per second of the explorer's pages, for the bundled reports and for a pile of many.

usage: pages.py [DOCUMENTS] [--dateline BINARY]     (needs `cargo build --release`; default 400 documents)

The pile is made of the bundled reports, varied as in `throughput.py`. The first request of a page is timed by itself: it
may build what others find built. Requests per second are those of one connection at a time, so they are a floor. The
server's own time only; what a browser makes of a page is measured in `browser/`. Standard library only.
"""
import glob
import http.client
import os
import re
import subprocess
import tempfile
import time

from throughput import HERE, arguments, word

REPORTS = os.path.join(HERE, "..", "examples", "afghanistan-2021", "reports")
PAGES = ("/", "/map", "/timeline", "/developments", "/people", "/disputes", "/figures", "/forecasts", "/brief", "/reports",
         "/review", "/search?q=captured", "/changes", "/place/Kunduz", "/place/Kabul")
# For how long the same page is asked for again, in seconds.
AGAIN = 2.0


def write(folder, wanted):
    """Writes so many varied reports."""
    names = sorted(glob.glob(os.path.join(REPORTS, "*.txt")))
    for number in range(wanted):
        copy, at = divmod(number, len(names))
        with open(names[at], encoding="utf-8") as report:
            text = re.sub(r"([a-z])\.(?=\s|$)", r"\1 %s." % word(copy), report.read())
        with open(os.path.join(folder, "%04d.txt" % number), "w", encoding="utf-8") as out:
            out.write(text)


def ask(host, page):
    """Seconds and bytes of one answer."""
    began = time.monotonic()
    link = http.client.HTTPConnection(host, timeout=120)
    link.request("GET", page)
    answer = link.getresponse()
    body = answer.read()
    link.close()
    if answer.status != 200:
        raise SystemExit("%s answers %d" % (page, answer.status))
    return time.monotonic() - began, len(body)


def measure(host, page):
    """The first answer, the bytes, and how many answers a second come after it."""
    first, size = ask(host, page)
    began, many = time.monotonic(), 0
    while time.monotonic() - began < AGAIN:
        ask(host, page)
        many += 1
    return first, size, many / (time.monotonic() - began)


def serve(dateline, store, name):
    """Prints a line for each page of a store."""
    server = subprocess.Popen([dateline, "--store", store, "serve", "--port", "0"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
    try:
        host = server.stdout.readline().strip().split("//")[1].strip("/")
        print("\n%s: the picture and the first page after %.0f ms" % (name, 1000 * ask(host, "/")[0]))
        print("| page | first answer, ms | kB | answers a second |\n|---|---|---|---|")
        for page in PAGES:
            first, size, rate = measure(host, page)
            print("| `%s` | %.0f | %.0f | %.0f |" % (page, 1000 * first, size / 1000, rate), flush=True)
    finally:
        server.kill()
        server.wait()


def main():
    args = arguments("documents", 400)
    with tempfile.TemporaryDirectory() as folder:
        pile = os.path.join(folder, "pile")
        os.mkdir(pile)
        write(pile, args.documents)
        for name, inputs in (("the bundled reports", REPORTS), ("%d reports" % args.documents, pile)):
            store = os.path.join(folder, name.replace(" ", "-") + ".db")
            subprocess.run([args.dateline, "--store", store, "add", inputs], stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, check=False)
            serve(args.dateline, store, name)


if __name__ == "__main__":
    main()
