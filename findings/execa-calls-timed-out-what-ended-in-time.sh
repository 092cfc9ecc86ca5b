#!/bin/sh
# With execa a command that exits 0 at once is reported as timed out, with exit code 0, when what it left behind keeps its stdout open.
#
# Version: npm execa 10.2.1 on Node, run on 2026-11-29, linux.
# Expected (guess written before): `timeout` measures the command that was started and bounds the wait: one that has exited in time has not
#   timed out, and one that has not is settled at about the timeout, when it is killed.
# Seen: `sleep 6 & echo hi` with a timeout of 1 s settles after 6 s, with failed and timedOut true and "Command timed out after 1000
#   milliseconds" beside exit code 0 and all of its output; cancelSignal does the same with isCanceled. What does not end in time and
#   has a child of its own is killed after 1 s and settles after 6, too. buffer: false is no help; stdout and stderr "ignore", or a child
#   that does not inherit them, make both settle at once and as expected. So a kubectl port-forward or a daemon that a script starts
#   makes a quick, good command a late timeout, and a retry of it waits as long again.
# Fails (exit 1) when any of that changes. Needs npm, a registry and Node 22 or newer; leaves nothing.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund execa@10.2.1
cat >main.mjs <<'JS'
import { execa } from "execa";
const tell = async (name, script, options) => {
  const start = performance.now();
  const { exitCode, signal, failed, timedOut, isCanceled } = await execa("sh", ["-c", script], { reject: false, ...options });
  const late = performance.now() - start > 5500;
  const state = Object.entries({ failed, timedOut, isCanceled }).filter(([, is]) => is).map(([key]) => key);
  console.log(`${name}: ${late ? "late" : "in time"}, ${exitCode === undefined ? signal : `exit code ${exitCode}`} ${state.join(" ")}`.trim());
};
const leaves = "sleep 6 & echo hi";
const timeout = 1000;
await tell("leaves a child, no timeout", leaves, {});
await tell("leaves a child", leaves, { timeout });
await tell("leaves a child, canceled", leaves, { cancelSignal: AbortSignal.timeout(timeout) });
await tell("leaves a child, no buffer", leaves, { timeout, buffer: false });
await tell("leaves a child, ignored", leaves, { timeout, stdout: "ignore", stderr: "ignore" });
await tell("leaves a child without its stdout", "sleep 6 >/dev/null 2>&1 & echo hi", { timeout });
await tell("waits for a child", "sleep 6; true", { timeout });
await tell("waits for a child, ignored", "sleep 6; true", { timeout, stdout: "ignore", stderr: "ignore" });
JS
cat >expected <<'ANSWERS'
leaves a child, no timeout: late, exit code 0
leaves a child: late, exit code 0 failed timedOut
leaves a child, canceled: late, exit code 0 failed isCanceled
leaves a child, no buffer: late, exit code 0 failed timedOut
leaves a child, ignored: in time, exit code 0
leaves a child without its stdout: in time, exit code 0
waits for a child: late, SIGTERM failed timedOut
waits for a child, ignored: in time, SIGTERM failed timedOut
ANSWERS
node main.mjs >seen
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
