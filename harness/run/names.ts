import { randomBytes } from "node:crypto";
import type { Clock } from "../../base/clock.ts";
import { indispensableImage } from "../../stacks/clusters/released-images.ts";
import type { Toolchain } from "../../toolchain/index.ts";
import { attemptName } from "../plan/attempt-name.ts";
import { type CellPlatform, kubernetesOf } from "../plan/cell-platform.ts";

/** Sorts by start time and is unique on one machine: "20261122-101530-4f2a". */
export function newRunId(clock: Clock): string {
  const [date = "", time = ""] = new Date(clock.now()).toISOString().split("T");
  return `${date.replaceAll("-", "")}-${time.slice(0, 8).replaceAll(":", "")}-${randomBytes(2).toString("hex")}`;
}

/** Name of the n-th stand of a run, short enough for a node's host name: "faultline-4f2a-3". */
export function standName(run: string, n: number): string {
  return `faultline-${run.slice(-4)}-${n}`;
}

/** The node image of a platform in the run's engine: the distribution's own, or what the toolchain has for kind. */
export function nodeImageOf(platform: CellPlatform, toolchain: Pick<Toolchain, "nodeImage">): string {
  return indispensableImage(platform) ?? toolchain.nodeImage(kubernetesOf(platform));
}

/** The file in the run's `logs/` with what a cell's worker printed itself. */
export function workerLogName(cell: string, attempt: number): string {
  return `${attemptName(cell, attempt)}.log`;
}
