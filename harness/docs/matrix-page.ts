import { platformText } from "../plan/cell-platform.ts";
import { totalsLine } from "../report/header.ts";
import { markdownTable } from "../report/markdown.ts";
import type { Matrix } from "../report/matrix-schema.ts";
import { UsageError } from "../usage-error.ts";
import { asTyped, list, page } from "./markdown.ts";
import type { Measured } from "./measured.ts";

/** The README's rows: each says something else that a run can show. Chosen by hand, `<scenario>/<platform>/<fix>`. */
const TELLING = [
  "kubelet-serving-cert-without-sans/kind-1.32.5/insecure-tls",
  "control-plane-off-the-pod-network/kind-1.32.5/service-route",
  "networkpolicy-service-port/kind-1.32.5/port-4443",
  "rke2-overlay-cut/kind-1.32.5/open-the-port",
  "rke2-overlay-cut/kind-1.32.5/three-replicas",
  "k3s-startup-noise/kind-1.32.5/probe-30-10",
  "vcluster-cordon/vcluster-0.20.0/sync-back-changes",
  "vcluster-cordon/vcluster-0.36.1/sync-back-changes",
];

/** docs/matrix.md: every row of a real run, what its columns mean, and what the run ran on. */
export function matrixPage(matrix: Matrix, measured: readonly Measured[]): string {
  const { run } = matrix;
  const minutes = (Date.parse(run.endedAt ?? run.startedAt) - Date.parse(run.startedAt)) / 60_000;
  return page(
    "<!-- Written by `npm run docs:readme` from the matrix.json of a real run. -->",
    "# The whole matrix",
    `Run ${run.id}, ${run.host?.os}, ${run.host?.cpus} CPUs, ${minutes.toFixed(1)} minutes. ${totalsLine(matrix)}.`,
    list([
      "**claim**: what the report or its retelling says the fix does.",
      "**expected**: what this project expects; the scenario's page in the [catalog](catalog.md) says why.",
      "**observed**: what a real cluster did. **pass** means that it did what was expected, be it `heals` or `no effect`.",
      "**to symptom**, **to recovery**: from the start of the change to the first sight of the documented signature, and to the first good answer of the recovery that lasted.",
      "**¹**: same mechanism. The report is of another platform; the fault has the same cause on the one named here. Without ¹ it is the reported platform.",
      "**not run**: the platform could not be had on the machine (an image that no registry gave, say). Nothing is claimed of it.",
    ]),
    "Numbers such as F21 are [failure modes](modes.md). Other words: [glossary](glossary.md).",
    markdownTable(matrix).join("\n"),
    ...notRun(matrix, measured),
    "## What stood in for what",
    run.standIns.length > 0
      ? "Where a released artefact could not be had, the run used something that does the same, and says so:"
      : "Nothing: everything was a released artefact.",
    list(run.standIns),
  );
}

/** Rows that the run has not, why, and since when nobody has run them: what was measured earlier is in the recordings. */
function notRun({ cells }: Matrix, measured: readonly Measured[]): readonly string[] {
  const missing = cells.filter(({ verdict }) => verdict === "not run");
  if (missing.length === 0) return [];
  const told = missing.map(({ id, scenario, platform, reason = "" }) => {
    const last = measured.filter(({ cell }) => cell.id === id).map(({ run }) => run);
    const since = last.length > 0 ? `last run in ${last.toSorted().at(-1)}` : "never run by us";
    return `of ${scenario} on ${platformText(platform)}: ${since}; ${asTyped(reason)}`;
  });
  const alike = [...Map.groupBy(told, (text) => text)];
  return ["## Not run", list(alike.map(([text, { length }]) => `${length} rows ${text}`))];
}

/**
 * The README's excerpt of the same run.
 * @throws UsageError when the run lacks one of its cells.
 */
export function tellingRows(matrix: Matrix): string {
  const cells = TELLING.map((id) => {
    const cell = matrix.cells.find((each) => each.id === id);
    if (!cell)
      throw new UsageError(
        `run ${matrix.run.id} has no cell ${id}, which the README shows: run '*' has every cell of docs/matrix.md`,
      );
    return cell;
  });
  return [
    `From run ${matrix.run.id}:`,
    "",
    ...markdownTable({ ...matrix, cells }),
    "",
    `¹ same mechanism: the same cause on another platform than the report's. All ${matrix.cells.length} rows: [docs/matrix.md](docs/matrix.md).`,
  ].join("\n");
}
