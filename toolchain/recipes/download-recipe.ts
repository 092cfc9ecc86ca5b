import { createWriteStream } from "node:fs";
import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileDigest } from "../cache/content.ts";
import { ToolchainUnavailable } from "../errors.ts";
import { lockedComponent } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";
import type { Recipe } from "../recipe.ts";

/**
 * Upstream's own binary as `<output>/bin/<name>`, refused unless its sha256 is the lock file's. Undefined where the lock
 * file names no download. @throws ToolchainUnavailable when the site does not answer or sends something else.
 */
export function downloadRecipe(lock: Lock, component: string): Recipe | undefined {
  const { version, released } = lockedComponent(lock, component);
  if (!released || !("binary" in released) || !released.binary.download) return undefined;
  const { name, download } = released.binary;
  return {
    component: `${component}-release`,
    version,
    needs: [],
    inputs: { ...download, name },
    expectedSeconds: 10,
    lane: "io",
    make: async ({ output, signal }) => {
      const file = join(output, "bin", name);
      await mkdir(join(output, "bin"));
      const response = await fetch(download.url, { signal }).catch((cause: unknown) => {
        throw new ToolchainUnavailable(
          `${download.url} cannot be reached; \`faultline toolchain build\` builds it`,
          { cause },
        );
      });
      if (!response.ok || !response.body) {
        throw new ToolchainUnavailable(`${download.url} answers ${response.status}`);
      }
      await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
      const got = await fileDigest(file);
      if (got !== download.sha256) {
        throw new ToolchainUnavailable(
          `${download.url}: sha256 is ${got}, the lock file says ${download.sha256}`,
        );
      }
      await chmod(file, 0o755);
    },
  };
}
