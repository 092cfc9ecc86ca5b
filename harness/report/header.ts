import { cellCount } from "./cell-words.ts";
import { duration } from "./duration.ts";
import { leftOutLines } from "./left-out-text.ts";
import type { Matrix, MatrixCell } from "./matrix-schema.ts";

/** What a reader must know before the first row: the run, the machine, what was built here and what stood in for what. */
export function headerLines({ run }: Matrix): readonly (readonly [label: string, text: string])[] {
  const { host, toolchain, standIns } = run;
  const origins = Map.groupBy(toolchain, ({ origin }) => origin);
  const named = (origin: "release" | "source" | "host") =>
    (origins.get(origin) ?? []).map(({ component, version }) => `${component} ${version}`).join(", ");
  const rows: (readonly [string, string])[] = [
    [
      "run",
      `${run.id}, started ${run.startedAt}${run.endedAt ? `, ended ${run.endedAt}` : ""}, ${OUTCOME[run.outcome]}${run.copiedFrom ? `; with cells of ${run.copiedFrom.join(", ")}` : ""}`,
    ],
    [
      "host",
      host
        ? `${host.os}, Linux ${host.kernel}, ${host.cpus} CPUs, ${host.memoryMb} MB, cgroup ${host.cgroup}`
        : "",
    ],
    ["engine", host?.engine ?? ""],
    ["released", named("release")],
    ["built here", named("source")],
    ["host's own", named("host")],
    ["planned", plannedText(run)],
    ...leftOutOf(run).map((text) => ["left out", text] as const),
    ["stand-ins", standIns.length > 0 ? standIns.join(", ") : "none"],
  ];
  return rows.filter(([, text]) => text !== "");
}

/** What the plan was worth: without the toolchain, which is built once. */
function plannedText({ estimate, tookSeconds, outcome }: Matrix["run"]): string {
  if (!estimate || tookSeconds === undefined || outcome !== "complete") return "";
  return `${minutes(estimate.seconds)} for its cells, took ${minutes(tookSeconds)}`;
}

const minutes = (seconds: number) => `${(seconds / 60).toFixed(1)} min`;

function leftOutOf({ leftOut = [], options: { profile, budget } }: Matrix["run"]): readonly string[] {
  return leftOutLines(leftOut, String(profile), typeof budget === "number" ? budget : undefined);
}

const OUTCOME: Readonly<Record<Matrix["run"]["outcome"], string>> = {
  complete: "complete",
  interrupted: "interrupted",
  failed: "failed",
  cut: "no end in its journal: killed, or still going",
};

/** "36 cells: 33 pass, 1 fail, 2 not run". */
export function totalsLine({ cells, totals }: Matrix): string {
  const { notRun, ...others } = totals;
  const parts = [...Object.entries(others), ["not run", notRun] as const].filter(([, count]) => count > 0);
  const sum = cellCount(cells.length);
  return parts.length > 0 ? `${sum}: ${parts.map(([name, count]) => `${count} ${name}`).join(", ")}` : sum;
}

/** The columns of a table that say what was claimed, expected and seen of a cell's fix. */
export const outcomeColumns = (cell: MatrixCell, verdict: string = cell.verdict): readonly string[] => [
  cell.claim,
  cell.expected,
  cell.observed ?? "–",
  verdict,
  duration(cell.timeToSymptomMs),
  duration(cell.timeToRecoveryMs),
];
