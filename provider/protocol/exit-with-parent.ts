/** How often the parent is looked at, in milliseconds. */
const EVERY_MS = 1000;

/** Calls `leave` once the engine is gone without a word (kill -9): an orphaned plugin would wait for calls for ever. */
export function exitWithParent(leave: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) leave();
  }, EVERY_MS).unref();
}
