import { oneLine } from "../../report/clean-text.ts";
import { stopwatch } from "../../report/duration.ts";
import type { Paint } from "../../report/terminal/paint.ts";
import type { Row } from "../said.ts";
import { problemText, rowText, saidText } from "./said-text.ts";
import type { WatchState } from "./watch-state.ts";

/** A watch at one moment, never wider than `columns` - 1 nor higher than `rows` - 1, so that nothing wraps or scrolls. Pure. */
export function stateLines(
  state: WatchState,
  now: number,
  size: { readonly columns: number; readonly rows: number },
  paint: Paint,
): readonly string[] {
  const { loaded, reach, symptom, recovery, whole, outcome, broken, failed } = state;
  const lines: readonly (readonly [Parameters<Paint>[0], string])[] = [
    ["bold", title(state, now)],
    ...(loaded ? [["gray", `  ${oneLine(loaded.title)}`] as const] : []),
    ...symptom.flatMap(rowLines),
    ...(whole
      ? [
          [
            whole.state === "late" || whole.state === "failed" ? "yellow" : "green",
            `  ${saidText(whole)}`,
          ] as const,
        ]
      : []),
    ...(recovery.length > 0 ? [["bold", "recovery"] as const] : []),
    ...recovery.flatMap(rowLines),
    ...(outcome
      ? [[outcome.outcome === outcome.expected ? "green" : "yellow", `  ${saidText(outcome)}`] as const]
      : []),
    ...(failed ? [["red", `  ${saidText(failed)}`] as const] : []),
    ...(broken ? [["red", "  the file is not right:"] as const] : []),
    ...(broken?.problems ?? []).map((problem) => ["red", `  ${problemText(problem)}`] as const),
    ...(reach ? [["gray", `  export KUBECONFIG=${reach.kubeconfig}`] as const] : []),
    ...(reach ? [["gray", `  export PATH=${reach.bin}:$PATH`] as const] : []),
    ...(isOver(state) ? [] : [["gray", "  a save is noticed; Ctrl-C removes everything"] as const]),
  ];
  const width = Math.max(20, size.columns - 1);
  return lines.slice(0, Math.max(1, size.rows - 1)).map(([style, line]) => paint(style, cut(line, width)));
}

function title({ loaded, stand, phase, phaseSince }: WatchState, now: number): string {
  const of = phase && `${phase.phase} ${phase.outcome} ${stopwatch(now - phaseSince)}`;
  const doing = stand?.state === "up" || stand?.state === "making" ? of : stand?.state;
  return ["faultline watch", loaded?.scenario, doing].filter((each) => each !== undefined).join("  ");
}

/** Nothing is looked at any more. */
function isOver({ stand }: WatchState): boolean {
  return stand?.state === "removing" || stand?.state === "removed" || stand?.state === "left";
}

function rowLines(row: Row): readonly (readonly [Parameters<Paint>[0], string])[] {
  const isSeen = row.state === "seen";
  return [
    [isSeen ? "green" : "cyan", `${isSeen ? "✓" : "·"} ${row.state.padEnd(7)}  ${oneLine(row.name)}`],
    ["gray", `             ${rowText(row)}`],
  ];
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}
