import { chmod, copyFile, mkdir, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import type { RecipeRun } from "../recipe.ts";
import { packLayer } from "./layer.ts";

/** A layer with the program of a Go recipe at `path`, and links to it under `names` beside it. */
export async function programLayer(
  run: RecipeRun,
  step: string,
  path: string,
  names: readonly string[] = [],
): Promise<string> {
  const root = join(run.scratch, step);
  const target = join(root, path);
  await mkdir(join(target, ".."), { recursive: true });
  await copyFile(join(run.needed(step), "bin", step), target);
  await chmod(target, 0o755);
  for (const name of names) await symlink(basename(path), join(target, "..", name));
  // The base image's /tmp, which programs with a default directory there expect.
  await mkdir(join(root, "tmp"));
  await chmod(join(root, "tmp"), 0o1777);
  const tar = join(run.scratch, `${step}.tar`);
  await packLayer(run, root, tar);
  return tar;
}
