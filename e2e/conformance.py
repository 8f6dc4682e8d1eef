#!/usr/bin/env python3
"""Runs the Model Context Protocol's conformance suite and holds the result to what is expected.

    e2e/conformance.py product    ./seshat serve
    e2e/conformance.py fixture    the product's transport with everything that the suite asks for

    --write          takes what is found for what is expected
    -- COMMAND…      another command that starts the server; it prints its address as its first line

Needs npx (Node 20 or newer). Expected is conformance-expected.json beside this file: for each scenario the checks that
pass, fail, warn. A scenario may only get better: where it is worse the run fails, and where it is better it fails too and
asks for --write, so that what was won is not lost unnoticed.
"""
import json, os, pathlib, re, subprocess, sys, tempfile

SUITE = "@modelcontextprotocol/conformance@0.1.13"
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
EXPECTED = HERE / "conformance-expected.json"
WORDS = {"SUCCESS": "passed", "FAILURE": "failed", "WARNING": "warned"}


def command(name, folder):
    """The server's command line."""
    if name == "product":
        return [str(ROOT / "seshat"), "--store", os.path.join(folder, "store.db"), "serve", "--port", "0"]
    classes = [str(ROOT / "server/target/test-classes"), (HERE / "target/test.classpath").read_text().strip()]
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
    return [java, "-cp", os.pathsep.join(classes), "dev.seshat.server.mcp.ConformanceServer"]


def run_suite(url, folder):
    results = os.path.join(folder, "results")
    run = subprocess.run(
        ["npx", "-y", SUITE, "server", "--url", url, "--suite", "all", "-o", results],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=240,
    )
    scenarios = {}
    for file in sorted(pathlib.Path(results).glob("server-*/checks.json")):
        # server-SCENARIO-2026-01-31T08-15-30-250Z
        scenario = re.fullmatch(r"server-(.+)-\d{4}-\d\d-\d\dT[\d-]+Z", file.parent.name).group(1)
        counts = {}
        for check in json.loads(file.read_text()):
            word = WORDS.get(check["status"])
            if word:
                counts[word] = counts.get(word, 0) + 1
        scenarios[scenario] = counts
    if not scenarios:
        print(run.stdout)
        sys.exit("the suite left no results")
    return scenarios


def compare(expected, found):
    worse, better = [], []
    for scenario in sorted(expected.keys() | found.keys()):
        was, now = expected.get(scenario), found.get(scenario)
        if was == now:
            continue
        line = f"{scenario}: expected {was}, found {now}"
        if was is None:
            better.append(line)
        elif now is None or rank(now) < rank(was):
            worse.append(line)
        else:
            better.append(line)
    return worse, better


def rank(counts):
    return (-counts.get("failed", 0), -counts.get("warned", 0), counts.get("passed", 0))


def main():
    arguments = sys.argv[1:]
    end = arguments.index("--") if "--" in arguments else len(arguments)
    other = arguments[end + 1:]
    name, *options = arguments[:end] or [""]
    if name not in ("product", "fixture") or options not in ([], ["--write"]):
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(other or command(name, folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            base = server.stdout.readline().strip()
            if not base.startswith("http://"):
                sys.exit(f"the server did not start (it said '{base}')")
            found = run_suite(base + "mcp", folder)
        finally:
            server.stdin.close()
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
    everything = json.loads(EXPECTED.read_text()) if EXPECTED.exists() else {}
    for scenario, counts in sorted(found.items()):
        print(f"{name} {scenario}: " + ", ".join(f"{n} {word}" for word, n in sorted(counts.items())))
    worse, better = compare(everything.get(name, {}), found)
    if options:
        everything[name] = found
        lines = [
            f'  "{each}": {{\n' + ",\n".join(f'    "{s}": {json.dumps(c, sort_keys=True)}' for s, c in sorted(r.items())) + "\n  }"
            for each, r in sorted(everything.items())
        ]
        EXPECTED.write_text("{\n" + ",\n".join(lines) + "\n}\n")
        worse, better = [], []
    for line in worse:
        print("WORSE", line)
    for line in better:
        print("BETTER", line, f"- keep it: e2e/conformance.py {name} --write")
    passed = sum(1 for counts in found.values() if not counts.get("failed"))
    print(f"conformance of the {name}: {passed} of {len(found)} scenarios without a failed check, as expected"
          if not worse and not better else f"conformance of the {name}: {len(worse)} worse, {len(better)} better than expected")
    sys.exit(1 if worse or better else 0)


main()
