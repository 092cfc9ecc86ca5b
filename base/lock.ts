import { createHash } from "node:crypto";
import { connect, createServer, type Server } from "node:net";
import { text } from "node:stream/consumers";
import type { Clock } from "./clock.ts";

export interface LockOptions {
  readonly clock: Clock;
  /** Ends the wait. */
  readonly signal?: AbortSignal;
  /** Called once, after a moment, with the pid of the process that holds the lock. */
  readonly onWait?: (pid: number) => void;
}

const POLL_MS = 100;

/**
 * Runs `work` while no other process does so for the same thing (a path, say) in this network namespace, to which the lock, an
 * abstract Unix socket, belongs. The kernel drops it with its holder, so kill -9 leaves no stale lock behind. Who asks there is told
 * the holder's pid.
 */
export async function withLock<T>(thing: string, work: () => Promise<T>, options: LockOptions): Promise<T> {
  const { clock, signal, onWait } = options;
  const path = `\0faultline-${createHash("sha256").update(thing).digest("hex").slice(0, 24)}`;
  signal?.throwIfAborted();
  let held = await tryListen(path);
  for (let round = 1; !held; round += 1) {
    // Not in the first round: two that came at once have only met.
    if (round === 2) await holderOf(path, signal).then(onWait, () => {});
    await clock.sleep(POLL_MS, signal);
    held = await tryListen(path);
  }
  try {
    return await work();
  } finally {
    await new Promise((done) => held.close(done));
  }
}

function tryListen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.on("error", () => {}).end(String(process.pid)));
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(undefined) : reject(error),
    );
    server.listen({ path }, () => resolve(server));
  });
}

/** Rejects when nobody holds it any more, and on abort: a stopped holder (Ctrl-Z) lets callers in and never answers them. */
async function holderOf(path: string, signal: AbortSignal | undefined): Promise<number> {
  return Number(await text(connect({ path, ...(signal && { signal }) })));
}
