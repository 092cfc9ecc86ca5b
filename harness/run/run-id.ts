import type { Clock } from "../../base/clock.ts";

/** Sorts by start time and is unique on one machine: "20261122-101530-4f2a". `random` gives bytes. */
export function newRunId(clock: Clock, random: (size: number) => Buffer): string {
  const [date = "", time = ""] = new Date(clock.now()).toISOString().split("T");
  return `${date.replaceAll("-", "")}-${time.slice(0, 8).replaceAll(":", "")}-${random(2).toString("hex")}`;
}

/** Name of the n-th stand of a run, short enough for a node's host name: "faultline-4f2a-3". */
export function standName(run: string, n: number): string {
  return `faultline-${run.slice(-4)}-${n}`;
}
