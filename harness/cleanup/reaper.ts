import { appendFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { systemExec } from "../../base/exec.ts";
import { compactLedger } from "../../base/ledger/compact.ts";
import { isAlive } from "../../base/ledger/owner.ts";
import { systemClock } from "../../base/system-clock.ts";
import { prune } from "./prune.ts";
import { GOODBYE, type ReaperOrder } from "./start-reaper.ts";

/**
 * The outside process that cleans up after a run that was killed. Its standard input is a pipe whose other end only the
 * run's process holds: the pipe ends with it, however it ends. A goodbye says that nothing is left to do.
 */
const order = JSON.parse(process.argv[2] ?? "") as ReaperOrder;
/** Milliseconds between looks at an owner whose pipe ended: it may take a moment to be gone. */
const POLL_MS = 100;
/** Tries a removal gets: the engine may be busy with what the owner last asked of it. */
const TRIES = 3;

process.title = `faultline-reaper ${order.run}`;
const said = await text(process.stdin).catch(() => "");
await ownerEnds();
if (!said.includes(GOODBYE)) await reap();
await compactLedger(order.ledgerDir);

/** The pipe ends a moment before the process does, or with a goodbye. */
async function ownerEnds(): Promise<void> {
  while (isAlive(order.owner)) await systemClock.sleep(POLL_MS);
}

async function reap(): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const report = await prune({
      ledgerDir: order.ledgerDir,
      owner: order.owner,
      exec: systemExec,
      clock: systemClock,
      engineRoot: order.engineRoot,
      onRemoved: ({ what }) => void log(`removed ${what}`),
    });
    for (const { what, message } of report.failed) await log(`could not remove ${what}: ${message}`);
    if (report.failed.length === 0) return;
    await systemClock.sleep(attempt * 1_000);
  }
}

async function log(line: string): Promise<void> {
  if (!order.log) return;
  await appendFile(order.log, `${new Date().toISOString()} ${line}\n`).catch(() => {});
}
