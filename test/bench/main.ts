/**
 * `npm run bench`: one cell by the harness against the same steps in a hand-written script (cell.sh), alternating in one run, and the
 * time from real recovery to its detection. Writes results/bench.json. The matrix' own figures are those of results/latest. With
 * `--attribute <run>` it measures nothing, and says where the time of that run went.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FaultlineError } from "../../base/faultline-error.ts";
import { interruptSignal, processContext } from "../../harness/context.ts";
import { openEnvironment } from "../../harness/run/environment.ts";
import { lineProgress } from "../../toolchain/index.ts";
import { attributeRun } from "./attribute-run.ts";
import { harnessCell } from "./harness-cell.ts";
import { latestMatrix } from "./latest-matrix.ts";
import { scriptCell } from "./script-cell.ts";
import { max, median } from "./statistics.ts";

const REPEATS = Number(process.env.FAULTLINE_BENCH_REPEATS ?? 3);
const signal = interruptSignal(process.stderr);
const context = processContext(signal);
const { attribute } = parseArgs({ options: { attribute: { type: "string" } } }).values;
if (attribute !== undefined) {
  await attributeRun(context, attribute).catch((error: unknown) => {
    if (!(error instanceof FaultlineError)) throw error;
    process.stderr.write(`bench: ${error.message}\n`);
    process.exit(error.exit);
  });
  process.exit(0);
}
const environment = await openEnvironment({
  run: `bench-${process.pid}`,
  context,
  kubernetes: ["1.32.5"],
  kept: false,
  progress: lineProgress((text) => process.stderr.write(text), context.clock),
});
const script: number[] = [];
const harness: number[] = [];
const detection: number[] = [];
const steps: unknown[] = [];
try {
  for (let repeat = 1; repeat <= REPEATS && !signal.aborted; repeat++) {
    const byHand = await scriptCell(environment, repeat);
    const byHarness = await harnessCell(environment, context, repeat);
    script.push(byHand.ms);
    harness.push(byHarness.ms);
    detection.push(byHarness.detectionMs);
    steps.push({ script: byHand.steps, harness: byHarness.phases });
    process.stderr.write(
      `bench ${repeat}/${REPEATS}: script ${byHand.ms} ms, harness ${byHarness.ms} ms, detection ${byHarness.detectionMs} ms\n`,
    );
  }
} finally {
  await environment.release();
}
const [harnessMs, scriptMs] = [median(harness), median(script)];
const report = {
  overhead: {
    ratio: harnessMs / scriptMs - 1,
    harnessMs,
    scriptMs,
    repeats: script.length,
    script,
    harness,
    steps,
  },
  detectionMs: { median: median(detection), max: max(detection), all: detection },
  matrix: await latestMatrix(context.places.results),
};
await mkdir(context.places.results, { recursive: true });
await writeFile(join(context.places.results, "bench.json"), `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(
  `overhead ${(report.overhead.ratio * 100).toFixed(1)} % (harness ${harnessMs} ms, script ${scriptMs} ms), detection median ${report.detectionMs.median} ms, most ${report.detectionMs.max} ms\n`,
);
