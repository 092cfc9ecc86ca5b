import { type DockerAt, runDocker } from "../../../base/docker.ts";

/** Node images of a version that stay: the one in use, and the one before for a checkout that goes back. */
const KEPT_PER_VERSION = 2;

interface Image {
  readonly name: string;
  /** When it was loaded, RFC 3339. */
  readonly loaded: string;
}

/** Removes node images that later builds have replaced, a gigabyte each. For an engine nobody uses any more. */
export async function dropOldImages(engine: DockerAt): Promise<void> {
  const run = async (args: readonly string[]) =>
    (await runDocker(engine, args, { timeoutMs: 60_000 })).stdout;
  const names = (await run(["image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "faultline/node"])).split(
    "\n",
  );
  if (names.length <= KEPT_PER_VERSION) return;
  const format = '{{index .RepoTags 0}} {{.Metadata.LastTagTime.UTC.Format "2006-01-02T15:04:05.000"}}';
  const listed = await run(["image", "inspect", "--format", format, ...names]);
  const images = listed.split("\n").map((line) => {
    const [name = "", loaded = ""] = line.split(" ");
    return { name, loaded };
  });
  const old = replacedImages(images.filter(({ name }) => name));
  if (old.length > 0) await run(["image", "rm", ...old]);
}

/** All but the latest of each version; names end in `:v<version>-<short id>`. */
export function replacedImages(images: readonly Image[]): string[] {
  const byVersion = Map.groupBy(images, ({ name }) => name.slice(0, name.lastIndexOf("-")));
  return [...byVersion.values()].flatMap((group) =>
    group
      .toSorted((a, b) => b.loaded.localeCompare(a.loaded))
      .slice(KEPT_PER_VERSION)
      .map(({ name }) => name),
  );
}
