import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { checkFiles } from "../check/check-files.ts";
import { InvalidScenarios } from "../scenario/errors.ts";
import { scenarioFile } from "../scenario/load/load.ts";
import { draftOf } from "./draft.ts";
import type { Loaded, LoadOrder } from "./load-draft.ts";

/**
 * The process that loads and checks a scenario once, and ends: Node keeps every module it has loaded, so what a save has changed, in the
 * file or in what it imports, is only seen by a process that starts after it.
 */
const files = new Set<string>();
registerHooks({
  // A hook for `load` would make Node take every CommonJS module by its slow way, and Pulumi's SDK has hundreds.
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    // What npm installed is nobody's to edit here.
    if (found.url.startsWith("file:") && !found.url.includes("/node_modules/"))
      files.add(fileURLToPath(found.url));
    return found;
  },
});

process.on("message", async (order: LoadOrder) => {
  const loaded = await load(order).catch((error: unknown): Loaded => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return { crashed: stack ?? message };
  });
  process.send?.(loaded, undefined, {}, () => process.exit(0));
});
process.on("disconnect", () => process.exit(0));

async function load({ dir, id }: LoadOrder): Promise<Loaded> {
  files.add(scenarioFile(dir, id));
  try {
    const { checked, problems } = await checkFiles(dir, [id]);
    const [one] = checked;
    return one && problems.length === 0
      ? { draft: draftOf(one.scenario), files: [...files] }
      : { problems, files: [...files] };
  } catch (error) {
    if (error instanceof InvalidScenarios) return { problems: error.problems, files: [...files] };
    throw error;
  }
}
