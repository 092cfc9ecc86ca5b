import { Worker } from "node:worker_threads";
import { codeFile } from "../../base/code-file.ts";

/** Starts one of the threads here, named as its module is. It keeps nothing but the piece of a journal that it goes through. */
export function startThread(name: "copy-thread" | "part-thread", workerData: unknown): Worker {
  return new Worker(codeFile(`./${name}`, import.meta.url), {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
}
