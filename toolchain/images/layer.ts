import type { RecipeRun } from "../recipe.ts";

/**
 * Packs a folder as an image layer: uncompressed, owned by root unless `keepOwners`, the same bytes for the same files.
 * Uncompressed because it is read on the machine it was written on: gzip would cost more than the disk.
 */
export async function packLayer(
  { run }: Pick<RecipeRun, "run">,
  folder: string,
  tar: string,
  options: { readonly keepOwners?: boolean } = {},
): Promise<void> {
  const owners = options.keepOwners ? ["--numeric-owner"] : ["--owner=0", "--group=0", "--numeric-owner"];
  await run("tar", ["-C", folder, "--sort=name", "--mtime=@0", "--xattrs", ...owners, "-cf", tar, "."]);
}
