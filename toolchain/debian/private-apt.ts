import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RecipeRun } from "../recipe.ts";
import { type DebianMirror, debianMirrorFrom } from "./apt-sources.ts";

/** apt with every list, cache and status file in a folder of its own: the system's sources and package state stay as they are. */
export interface PrivateApt {
  readonly mirror: DebianMirror;
  /** Downloads and unpacks `packages` (each `name` or `name=version`, no dependencies) below `into`, in that order. */
  unpack(packages: readonly string[], into: string): Promise<void>;
}

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/**
 * Opens apt on `suite` of the archive the machine itself uses.
 * @throws NoDebianMirror when the machine has no Debian archive configured.
 */
export async function openPrivateApt(
  run: Pick<RecipeRun, "run">,
  scratch: string,
  suite: string,
): Promise<PrivateApt> {
  const mirror = { uri: (await machineMirror()).uri, suite };
  const root = join(scratch, `apt-${suite}`);
  const debs = join(root, "debs");
  for (const folder of ["lists/partial", "cache/archives/partial", "debs", "etc"]) {
    await mkdir(join(root, folder), { recursive: true });
  }
  await writeFile(join(root, "status"), "");
  await writeFile(join(root, "sources.list"), `deb [signed-by=${KEYRING}] ${mirror.uri} ${suite} main\n`);
  const options = Object.entries({
    "Dir::Etc::sourcelist": join(root, "sources.list"),
    "Dir::Etc::sourceparts": join(root, "etc"),
    "Dir::Etc::preferencesparts": join(root, "etc"),
    "Dir::State::lists": join(root, "lists"),
    "Dir::State::status": join(root, "status"),
    "Dir::Cache": join(root, "cache"),
    "APT::Sandbox::User": "root",
    "Acquire::Languages": "none",
    "Acquire::Retries": "3",
    // Only the package lists are wanted; the machine's hooks are about its own lists.
    "APT::Update::Post-Invoke-Success": "",
  }).flatMap(([key, value]) => ["-o", `${key}=${value}`]);
  await run.run("apt-get", [...options, "-q", "update"]);
  return {
    mirror,
    unpack: async (packages, into) => {
      const folder = join(debs, String(Date.now()));
      await mkdir(folder, { recursive: true });
      await run.run("apt-get", [...options, "-q", "download", ...packages], { cwd: folder });
      await mkdir(into, { recursive: true });
      for (const deb of (await readdir(folder)).sort())
        await run.run("dpkg", ["-x", join(folder, deb), into]);
    },
  };
}

/** The Debian archive in this machine's apt configuration. */
async function machineMirror(): Promise<DebianMirror> {
  const names = ["/etc/apt/sources.list"];
  const parts = "/etc/apt/sources.list.d";
  for (const name of await readdir(parts).catch(() => [])) {
    if (name.endsWith(".list") || name.endsWith(".sources")) names.push(join(parts, name));
  }
  const texts = await Promise.all(
    names.map(async (name) => ({ name, text: await readFile(name, "utf8").catch(() => "") })),
  );
  return debianMirrorFrom(texts);
}
