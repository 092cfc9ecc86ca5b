import { type DrillResult, isGood } from "./round.ts";

/** One row for a terminal, and below it what is wrong. */
export function rowText(row: DrillResult): string {
  const { drill, struckAfterMs, exit, removed, leaks, resumed, error } = row;
  const after = struckAfterMs === null ? "-" : `${(struckAfterMs / 1_000).toFixed(1)} s`;
  const matrix =
    resumed === null ? "not gone on with" : resumed.isEqual ? "matrix as unbroken" : "ANOTHER MATRIX";
  const cells = [
    isGood(row) ? "ok  " : "BAD ",
    drill.padEnd(36),
    after.padStart(8),
    `ended ${exit ?? "killed"}`.padEnd(12),
    `${removed.length} pruned`.padEnd(10),
    `${leaks.length} leaked`.padEnd(9),
    matrix,
  ];
  return [
    cells.join("  "),
    ...leaks.map((leak) => `  leaked ${leak}`),
    ...(error ? [`  ${error}`] : []),
  ].join("\n");
}

export function summary(table: readonly DrillResult[]): string {
  const leaks = table.reduce((sum, { leaks: some }) => sum + some.length, 0);
  const equal = table.filter(({ resumed }) => resumed?.isEqual).length;
  return `${table.length} drills: ${table.filter(isGood).length} good, ${leaks} leaks, ${equal} gone on with to the matrix of an unbroken run`;
}
