import type { JournalEvent } from "../journal/events.ts";
import { attemptName } from "../plan/attempt-name.ts";
import { changeLines } from "./change-lines.ts";
import { cleanText } from "./clean-text.ts";

type Diff = Extract<JournalEvent, { type: "diff" }>;
type Evidence = Extract<JournalEvent, { type: "evidence" }>;

/** The file, in the run's folder, with what the cluster of a cell said that was not as expected. */
export function evidenceFile(cell: string, attempt: number): string {
  return `evidence/${attemptName(cell, attempt)}.txt`;
}

/** Every such file of a run, by its name: what Pulumi had changed, then each command as it was typed, and what came back. */
export function evidenceFiles(events: readonly JournalEvent[]): ReadonlyMap<string, string> {
  const kept = events.filter((event): event is Evidence => event.type === "evidence");
  const files = Map.groupBy(kept, ({ cell, attempt }) => evidenceFile(cell, attempt));
  const diffs = Map.groupBy(
    events.filter((event): event is Diff => event.type === "diff"),
    ({ cell, attempt }) => evidenceFile(cell, attempt),
  );
  return new Map(
    [...files].map(([name, said]) => [
      name,
      [...(diffs.get(name) ?? []).map(diffOf), ...said.map(sectionOf)].join("\n"),
    ]),
  );
}

function diffOf({ phase, by = "preview", changes }: Diff): string {
  const lines = changeLines(changes).map(cleanText);
  return `# ${phase}, by Pulumi's ${by}\n${lines.join("\n") || "no change"}\n`;
}

function sectionOf({ command, exit, text }: Evidence): string {
  return `$ ${command}\n${cleanText(text)}${exit === 0 ? "" : `\n[exit code ${exit}]`}\n`;
}
