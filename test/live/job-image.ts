import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { ownerInName, ownerOf } from "../../base/ledger/owner.ts";
import type { Places } from "../../base/places.ts";
import { systemClock } from "../../base/system-clock.ts";
import { build } from "../../toolchain/build/build.ts";
import { openCache } from "../../toolchain/cache/cache.ts";
import { writeImageArchive } from "../../toolchain/images/image-archive.ts";
import { readLock } from "../../toolchain/lock/read-lock.ts";
import { sourceRecipes } from "../../toolchain/recipes/source-recipes.ts";

const ROOT = resolve(import.meta.dirname, "../..");
/** Where `plan -o job` has the cache in its pods. */
const CACHE = "var/cache/faultline";

/**
 * The image of docs/ci.md without a builder and a registry, as the folder form of `docker save`: Debian (a node's root file
 * system), this clone with the packages that it runs with, and of the cache what a cell on kind takes.
 */
export async function jobImage(places: Places, name: string) {
  // As the cache names what is in the making: another run sweeps it, should this process be killed.
  const folder = join(places.cache, "work", `${ownerInName(ownerOf(process.pid))}-job-image`);
  const discard = () => rmSync(folder, { recursive: true, force: true });
  try {
    const { base, slots } = await builtSlots(places);
    mkdirSync(folder, { recursive: true });
    const [clone, cache] = [join(folder, "clone.tar"), join(folder, "cache.tar")];
    pack(clone, ROOT, "opt/faultline", cloneFiles());
    execFileSync("ln", ["-s", "/opt/faultline/ci/faultline", join(folder, "faultline")]);
    execFileSync("tar", ["-C", folder, "--transform", "s,^,usr/local/bin/,S", "-rf", clone, "faultline"]);
    pack(cache, places.cache, CACHE, slots);
    const archive = join(folder, "archive");
    await writeImageArchive(archive, [{ name, layers: [base, clone, cache], config: {} }]);
    return { archive, discard };
  } catch (error) {
    discard();
    throw error;
  }
}

/** The base layer, and the folders below the cache that a run asks for. */
async function builtSlots(places: Places) {
  const { kind, kubectl, pulumi, engine, nodeImage } = sourceRecipes(await readLock(), places);
  const wanted = [kind, kubectl, pulumi, engine, nodeImage];
  const cache = openCache({ root: places.cache, clock: systemClock });
  const { signal } = new AbortController();
  const debian = nodeImage.needs.find(({ component }) => component === "node-base");
  if (!debian) throw new Error("the node image has no base of its own any more");
  const outputOf = await build([...wanted, debian], {
    cache,
    clock: systemClock,
    progress: () => {},
    signal,
  });
  return {
    base: join(outputOf(debian), "layer.tar"),
    slots: wanted.map((recipe) => relative(places.cache, cache.slot(recipe))),
  };
}

/** Of the packages those alone that it runs with, and Node. */
function cloneFiles(): readonly string[] {
  const tracked = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const args = ["ls", "--omit=dev", "--all", "--parseable"];
  const listed = execFileSync("npm", args, {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const modules = listed.split("\n").flatMap((path) => {
    const [top] = /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(relative(ROOT, path)) ?? [];
    return top ?? [];
  });
  const node = ["node_modules/node", "node_modules/.bin/node", "node_modules/.faultline-lock"];
  return [...tracked.split("\n").filter(Boolean), ...new Set(modules), ...node];
}

function pack(tar: string, from: string, to: string, files: readonly string[]): void {
  // Links keep what they point to.
  const args = ["-C", from, "--owner=0", "--group=0", "--transform", `s,^,${to}/,S`, "-cf", tar, "-T", "-"];
  execFileSync("tar", args, { input: files.join("\n"), stdio: ["pipe", "ignore", "inherit"] });
}
