import { platformText } from "../plan/cell-platform.ts";
import { OWN_VERSION } from "../version.ts";
import { textSeenLine, whyOf } from "./cell-words.ts";
import { cleanText } from "./clean-text.ts";
import { elapsedMs } from "./elapsed.ts";
import { headerLines } from "./header.ts";
import { jsonParts } from "./json-parts.ts";
import type { Matrix, MatrixCell } from "./matrix-schema.ts";

/** The version of the format at https://ctrf.io that this is written in. */
const SPEC_VERSION = "0.0.0";

/**
 * `ctrf.json`, the Common Test Report Format: a test a cell. `fail`, `flaky` and `error` are failed, and say which in `rawStatus`,
 * because readers take every other status for harmless; `not run` is skipped with its reason.
 */
export function ctrfFrom(matrix: Matrix): object {
  const whole = withoutTests(matrix);
  return { ...whole, results: { ...whole.results, tests: matrix.cells.map(test) } };
}

/** The same as a text, in parts. */
export function ctrfJson(matrix: Matrix): Iterable<string> {
  return jsonParts(withoutTests(matrix), "tests", matrix.cells.map(test));
}

function withoutTests(matrix: Matrix) {
  const { run, totals } = matrix;
  const start = Date.parse(run.startedAt);
  const stop = run.endedAt === null ? lastEnd(matrix.cells, start) : Date.parse(run.endedAt);
  const os = run.host && { osPlatform: "linux", osRelease: run.host.kernel, osVersion: run.host.os };
  return {
    reportFormat: "CTRF",
    specVersion: SPEC_VERSION,
    // A journal that was cut before its first line names no run.
    ...(run.id !== "" && { runId: run.id }),
    timestamp: new Date(stop).toISOString(),
    generatedBy: "faultline",
    results: {
      tool: { name: "faultline", version: OWN_VERSION },
      summary: {
        tests: matrix.cells.length,
        passed: totals.pass,
        failed: totals.fail + totals.flaky + totals.error,
        skipped: totals.notRun,
        pending: 0,
        other: 0,
        flaky: totals.flaky,
        suites: new Set(matrix.cells.map(({ scenario }) => scenario)).size,
        ...{ start, stop, duration: stop - start },
      },
      tests: [],
      environment: { ...os, extra: Object.fromEntries(headerLines(matrix)) },
    },
  };
}

function lastEnd(cells: readonly MatrixCell[], start: number): number {
  const ends = cells.flatMap(({ phases }) =>
    phases.flatMap(({ endedAt }) => (endedAt ? [Date.parse(endedAt)] : [])),
  );
  return ends.reduce((latest, end) => Math.max(latest, end), start);
}

const STATUS: Readonly<Record<MatrixCell["verdict"], "passed" | "failed" | "skipped">> = {
  pass: "passed",
  fail: "failed",
  flaky: "failed",
  error: "failed",
  "not run": "skipped",
};

function test(cell: MatrixCell): object {
  const { id, verdict, scenario, platform, mode, fidelity, fix, claim, expected, observed } = cell;
  const [first] = cell.phases;
  const status = STATUS[verdict];
  const seen = cell.textsSeen.map(textSeenLine);
  const started = first && {
    start: Date.parse(first.startedAt),
    stop: Date.parse(first.startedAt) + elapsedMs(cell),
  };
  return {
    testId: id,
    name: id,
    status,
    rawStatus: verdict,
    duration: elapsedMs(cell),
    ...started,
    suite: [scenario, platformText(platform)],
    ...(status !== "passed" && {
      message: cleanText(whyOf(cell)),
    }),
    ...(status === "failed" && seen.length > 0 && { trace: cleanText(seen.join("\n")) }),
    type: "integration",
    filePath: `scenarios/${scenario}.ts`,
    tags: [...(mode === undefined ? [] : [mode]), fidelity],
    labels: { fix, claim, expected, observed: observed ?? "nothing", ...cell.versions },
    retries: Math.max(0, cell.attempts - 1),
    ...(verdict === "flaky" && { flaky: true }),
    extra: { timeToSymptomMs: cell.timeToSymptomMs, timeToRecoveryMs: cell.timeToRecoveryMs },
  };
}
