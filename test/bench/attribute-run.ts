import { dirname, join } from "node:path";
import { writeWhole } from "../../base/write-whole.ts";
import type { CliContext } from "../../harness/context.ts";
import { readOutline } from "../../harness/journal/read-journal.ts";
import { findJournal } from "../../harness/report/find-journal.ts";
import { UsageError } from "../../harness/usage-error.ts";
import { attributionOf } from "./attribution.ts";
import { attributionLines } from "./attribution-lines.ts";

/**
 * `npm run bench -- --attribute <run>`: prints where a run's time went, and writes attribution.json beside its journal.
 * @throws UsageError for a run from before its journal said so.
 */
export async function attributeRun(
  { places, stdout }: Pick<CliContext, "places" | "stdout">,
  run: string,
): Promise<void> {
  const journal = await findJournal(places.results, run);
  const { events } = await readOutline(journal);
  if (!events.some((event) => event.type === "machine" && event.cpu))
    throw new UsageError(
      `the journal of run ${run} does not say what its parts cost: it is from before version 6`,
    );
  const found = attributionOf(events);
  await writeWhole(join(dirname(journal), "attribution.json"), `${JSON.stringify(found, null, 2)}\n`);
  stdout.write(`${attributionLines(found).join("\n")}\n`);
}
