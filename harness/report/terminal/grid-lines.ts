import type { WriteStream } from "node:tty";
import { verdictSchema } from "../../plan/cell.ts";
import { oneLine } from "../clean-text.ts";
import { duration, stopwatch } from "../duration.ts";
import { shortNames } from "../short-names.ts";
import { type Paint, VERDICT_MARK, VERDICT_STYLE } from "./paint.ts";
import type { CellProgress, RunProgress } from "./run-progress.ts";

const SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
const SPIN_MS = 100;

/**
 * The grid at one moment: a title and a line per cell (the running ones first to keep when there are more than fit). Never wider than `columns` - 1 nor higher than `rows` - 1, so that nothing wraps or scrolls. Pure.
 */
export function gridLines(
  progress: RunProgress,
  now: number,
  size: Pick<WriteStream, "columns" | "rows">,
  paint: Paint,
): string[] {
  const width = Math.max(20, size.columns - 1);
  const room = Math.max(1, size.rows - 2);
  const { shown, hidden } = fitting([...progress.cells.values()], room);
  const { platform, nameOf } = shortNames(progress.cells.keys());
  const widest = Math.max(0, ...shown.map(({ id }) => nameOf(id).length));
  const layout = { width, nameWidth: Math.min(widest, Math.max(12, width - 45)), nameOf, paint };
  return [
    paint("bold", cut(title(progress, now, platform), width)),
    ...shown.map((cell) => cellLine(cell, now, layout)),
    ...(hidden ? [paint("gray", cut(`  … ${hidden}`, width))] : []),
  ];
}

function title(progress: RunProgress, now: number, platform: string | undefined): string {
  const total = progress.cells.size;
  const counts = verdictSchema.options
    .map((verdict) => ({ verdict, count: progress.count(verdict) }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${verdict}`);
  return [
    `faultline ${oneLine(progress.run)}`,
    ...(platform === undefined ? [] : [oneLine(platform)]),
    `${progress.done}/${total} cells`,
    ...(counts.length > 0 ? [counts.join(", ")] : []),
    stopwatch(now - progress.startedAt),
  ].join("  ");
}

/** All cells if they fit; else the running ones, the newest results and the next to come, with the rest counted. */
function fitting(
  cells: readonly CellProgress[],
  room: number,
): { shown: readonly CellProgress[]; hidden: string } {
  if (cells.length <= room) return { shown: cells, hidden: "" };
  const importance = (cell: CellProgress) => {
    if (cell.state === "running") return Number.POSITIVE_INFINITY;
    if (cell.state === "waiting") return 1;
    return cell.verdict === "pass" || cell.verdict === "not run" ? cell.endedAt : cell.endedAt * 2;
  };
  const kept = new Set(cells.toSorted((a, b) => importance(b) - importance(a)).slice(0, room - 1));
  const out = cells.filter((cell) => !kept.has(cell));
  const done = out.filter(({ state }) => state === "done").length;
  const parts = [
    done > 0 ? `${done} more done` : "",
    out.length > done ? `${out.length - done} more waiting` : "",
  ];
  return { shown: cells.filter((cell) => kept.has(cell)), hidden: parts.filter(Boolean).join(", ") };
}

interface Layout {
  readonly width: number;
  readonly nameWidth: number;
  readonly nameOf: (id: string) => string;
  readonly paint: Paint;
}

function cellLine(cell: CellProgress, now: number, { width, nameWidth, nameOf, paint }: Layout): string {
  const id = cutMiddle(oneLine(nameOf(cell.id)), nameWidth).padEnd(nameWidth);
  const again = cell.attempt > 1 ? ` attempt ${cell.attempt}` : "";
  if (cell.state === "waiting") return paint("gray", cut(`  ${id}  waiting`, width));
  if (cell.state === "running") {
    const spin = SPINNER[Math.floor(now / SPIN_MS) % SPINNER.length];
    const phase = `${(cell.phase ?? "starting").padEnd(8)} ${stopwatch(now - cell.phaseSince)}`;
    const line = `${spin} ${id}  ${phase}${again}  ${cell.lastSaid}`;
    return paint("cyan", cut(line, width));
  }
  const verdict = cell.verdict ?? "error";
  const took = cell.endedAt > 0 ? duration(cell.endedAt - cell.startedAt) : "";
  const reason = verdict === "pass" ? "" : oneLine(cell.reason ?? "");
  const line = `${VERDICT_MARK[verdict]} ${id}  ${verdict.padEnd(8)} ${took}${again}  ${reason}`;
  return paint(VERDICT_STYLE[verdict], cut(line, width).trimEnd());
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

/** Scenario and fix both tell a cell from its neighbours, so neither end goes. */
function cutMiddle(text: string, width: number): string {
  if (text.length <= width) return text;
  const end = Math.floor((width - 1) / 2);
  return `${text.slice(0, width - 1 - end)}…${text.slice(text.length - end)}`;
}
