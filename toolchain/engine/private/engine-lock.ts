import { createHash } from "node:crypto";
import { createServer, type Server } from "node:net";
import type { Clock } from "../../../base/clock.ts";

/**
 * Runs `work` while no other process does so for the same engine root. The lock is an abstract Unix socket: the kernel drops
 * it with its holder, so kill -9 leaves no stale lock behind.
 */
export async function withEngineLock<T>(
  root: string,
  clock: Clock,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const name = `\0faultline-engine-${createHash("sha256").update(root).digest("hex").slice(0, 16)}`;
  let holder = await tryListen(name);
  while (!holder) {
    await clock.sleep(100, signal);
    holder = await tryListen(name);
  }
  const held = holder;
  try {
    return await work();
  } finally {
    await new Promise((done) => held.close(done));
  }
}

function tryListen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(undefined) : reject(error),
    );
    server.listen({ path }, () => resolve(server));
  });
}
