"""Checks that F.json is a trace of RANKS ranks in the trace event format.

usage: check_trace.py F.json RANKS
"""

import collections
import json
import sys


def main():
    trace = json.load(open(sys.argv[1], encoding="utf-8"))
    ranks = int(sys.argv[2])
    rows, spans = collections.defaultdict(set), collections.defaultdict(list)
    for event in trace["traceEvents"]:
        if event["ph"] == "M" and event["name"] == "thread_name":
            rows[event["pid"]].add(event["args"]["name"])
        if event["ph"] == "X":
            assert event["name"] and event["dur"] >= 0, event
            assert {"op", "action", "bytes", "location"} <= set(event["args"]), event
            spans[event["pid"], event["tid"]].append((event["ts"], event["ts"] + event["dur"]))
    assert set(rows) == set(range(ranks)), rows
    assert all(names == {"compute", "communication"} for names in rows.values()), rows
    # A stream does one thing at a time; 1 us is what clocks may disagree by.
    for row, times in spans.items():
        times.sort()
        for (_, end), (begin, _) in zip(times, times[1:]):
            assert begin >= end - 1, (row, end, begin)
    assert len(spans) == 2 * ranks, sorted(spans)


main()
