import { workerData } from "node:worker_threads";
import { copyCells } from "./copy-cells.ts";

/** A thread that copies journals into an open file of its process, while that makes reports of them. */

/** `file` is a descriptor: threads share them. */
export interface Copied {
  readonly from: readonly string[];
  readonly file: number;
}

const { from, file } = workerData as Copied;
for (const path of from) copyCells(path, file);
