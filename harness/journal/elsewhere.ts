import type { Elsewhere } from "../plan/shards/part-schema.ts";
import type { JournalEvent } from "./events.ts";
import { seeOutline } from "./see-outline.ts";

type Planned = Extract<JournalEvent, { type: "run.planned" }>;

/**
 * What the other shards have of the plan that the run at `path` had a part of. Its journal is read for that again, because an outline
 * does without. @throws JournalFormatError.
 */
export async function elsewhereOf(
  path: string,
  planned: Pick<Planned, "elsewhere">,
): Promise<readonly Elsewhere[]> {
  if (planned.elsewhere) return planned.elsewhere;
  let found: readonly Elsewhere[] = [];
  await seeOutline(
    path,
    (event) => {
      if (event.type === "run.elsewhere") found = event.cells;
    },
    "elsewhere",
  );
  return found;
}
