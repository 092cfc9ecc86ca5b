import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RecipeRun, StepRunOptions } from "../recipe.ts";

/** Files of a module that a program of ours embeds, by their name beside its main.go. */
export interface EmbeddedFiles {
  readonly module: string;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Flags for `go list` and `go build` that lay the files beside main.go for this call alone: Go embeds nothing from outside of the
 * program's own module, and megabytes of somebody else's do not belong into ours.
 */
export async function overlayFlags(
  { run, scratch }: Pick<RecipeRun, "run" | "scratch">,
  { module, files }: EmbeddedFiles,
  at: StepRunOptions & { readonly cwd: string },
): Promise<readonly string[]> {
  const { Dir } = JSON.parse(await run("go", ["mod", "download", "-json", module], at)) as { Dir: string };
  const laid = Object.entries(files).map(([name, file]) => [join(at.cwd, name), join(Dir, file)]);
  const overlay = join(scratch, "overlay.json");
  await writeFile(overlay, JSON.stringify({ Replace: Object.fromEntries(laid) }));
  return ["-overlay", overlay];
}
