import { isMainThread } from "node:worker_threads";

/** Loaded before a command: says on stderr what it needed, because on a busy machine the clock tells little. */
process.on("exit", () => {
  // A thread ends before its process, and has seen less.
  if (!isMainThread) return;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write(
    `peak ${maxRSS} KiB, processor ${Math.round((userCPUTime + systemCPUTime) / 1_000)} ms\n`,
  );
});
