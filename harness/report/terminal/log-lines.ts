import type { JournalEvent } from "../../journal/events.ts";
import { inertText, oneLine } from "../clean-text.ts";
import { duration, stopwatch } from "../duration.ts";
import { evidenceFile } from "../evidence-file.ts";
import { type Display, RunProgress } from "./run-progress.ts";

/** One line per transition, for a log: time since the start, how many cells are done, the cell, what happened. */
export function logLines(out: NodeJS.WritableStream): Display {
  const progress = new RunProgress();
  return {
    see(event) {
      const before = "cell" in event ? { ...progress.cells.get(event.cell) } : {};
      progress.see(event);
      const text = lineOf(event, before.phaseSince ?? 0, progress);
      if (text !== undefined)
        out.write(
          `${stopwatch(Date.parse(event.at) - progress.startedAt)}  ${inertText(text).replaceAll("\n", " ")}\n`,
        );
    },
    close() {},
  };
}

function lineOf(event: JournalEvent, phaseSince: number, progress: RunProgress): string | undefined {
  const at = Date.parse(event.at);
  switch (event.type) {
    case "run.started":
      return `run ${event.run} on ${event.host.os}, ${event.host.cpus} CPUs, ${event.host.memoryMb} MB, ${event.host.engine}`;
    case "run.toolchain":
      return `toolchain ready${event.standIns.length > 0 ? `; stand-ins: ${event.standIns.join(", ")}` : ""}`;
    case "run.planned":
      return `${event.cells.length} cells to run${event.notRun.length > 0 ? `, ${event.notRun.length} not run` : ""}${event.leftOut ? `, ${event.leftOut.length} left out` : ""}`;
    case "run.ended":
      return `run ${event.outcome}${event.message ? `: ${event.message}` : ""}`;
    case "cell.started":
      return `${event.cell}  started${event.attempt > 1 ? `, attempt ${event.attempt}` : ""}`;
    case "phase.ended": {
      const said = event.message ? `: ${oneLine(event.message)}` : "";
      return `${event.cell}  ${event.phase} ${event.outcome} after ${duration(at - phaseSince)}${said}`;
    }
    case "cell.ended": {
      const reason = event.verdict === "pass" || !event.reason ? "" : `: ${oneLine(event.reason)}`;
      const count = `${progress.done}/${progress.cells.size}`;
      const kept = progress.cells.get(event.cell)?.hasEvidence;
      const more = kept ? ` (${evidenceFile(event.cell, event.attempt)})` : "";
      return `${event.cell}  ${event.verdict.toUpperCase()} (${event.observed ?? "nothing observed"})${reason}${more}  [${count}]`;
    }
    default:
      return undefined;
  }
}
