import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { isAlive, ownerOf } from "../../base/ledger/owner.ts";
import type { Places } from "../../base/places.ts";
import { systemClock } from "../../base/system-clock.ts";
import { enginePid } from "./find-process.ts";

const POLL_MS = 100;
const STOPS_WITHIN_MS = 60_000;

/**
 * Stops the private engine and starts it again as it was, as `systemctl restart docker` does with a machine's own: its containers
 * stop with it. @throws Error where none runs or it does not stop.
 */
export async function restartEngine(places: Places): Promise<void> {
  const pid = enginePid(places);
  if (pid === undefined) throw new Error("no private engine runs");
  const engine = ownerOf(pid);
  const [program = "", ...args] = words(`/proc/${pid}/cmdline`);
  const env = Object.fromEntries(words(`/proc/${pid}/environ`).map(assignment));
  process.kill(pid, "SIGTERM");
  const deadline = performance.now() + STOPS_WITHIN_MS;
  while (isAlive(engine)) {
    if (performance.now() > deadline) throw new Error(`the engine did not stop within ${STOPS_WITHIN_MS} ms`);
    await systemClock.sleep(POLL_MS);
  }
  spawn(program, args, { detached: true, stdio: "ignore", cwd: "/", env }).unref();
}

function words(file: string): readonly string[] {
  return readFileSync(file, "utf8").split("\0").filter(Boolean);
}

function assignment(text: string): readonly [string, string] {
  const at = text.indexOf("=");
  return [text.slice(0, at), text.slice(at + 1)];
}
