import { chmod, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStand } from "../../../harness/stand/open-stand.ts";
import { tempFolder } from "../../temp-folder.ts";

async function openWith(script: string | null) {
  const folder = tempFolder("stand");
  const pulumi = join(folder, "some-cli");
  if (script !== null) {
    await writeFile(pulumi, `#!/bin/sh\n${script}\n`);
    await chmod(pulumi, 0o755);
  }
  const stand = await openStand({
    name: "faultline-unit",
    workDir: join(folder, "work"),
    pulumiHome: join(folder, "home"),
    pulumi,
    env: process.env,
  });
  return { stand, folder };
}

describe("opening a stand", () => {
  it("names the program it could not start", async () => {
    await expect(openWith(null)).rejects.toMatchObject({
      code: "STAND_NOT_OPENED",
      exit: 3,
      message: expect.stringMatching(/faultline-unit cannot be opened with .*some-cli: .*ENOENT/s),
    });
  });

  it("says what the CLI answered when it refuses to make the stack", async () => {
    const refusing = openWith(
      'case "$1" in version) echo v3.259.0;; *) echo "error: disk is full" >&2; exit 255;; esac',
    );
    await expect(refusing).rejects.toMatchObject({
      code: "STAND_NOT_OPENED",
      message: expect.stringContaining("disk is full"),
      cause: expect.any(Error),
    });
  });

  it("refuses a CLI older than the SDK can drive", async () => {
    await expect(openWith("echo v2.0.0")).rejects.toThrow(
      /Minimum version requirement failed|older|minimum/i,
    );
  });

  it("starts nothing for a run that was interrupted before", async () => {
    const { stand, folder } = await openWith(
      'case "$1" in version) echo v3.259.0;; stack) exit 0;; *) touch ../ran; exit 1;; esac',
    );
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(stand.destroy({ signal })).rejects.toMatchObject({ code: "STAND_INTERRUPTED", exit: 130 });
    expect(await readdir(folder)).not.toContain("ran");
  });

  it("says why a destroy failed", async () => {
    const { stand } = await openWith(
      'case "$1" in version) echo v3.259.0;; stack) exit 0;; *) echo "error: no plugin" >&2; exit 1;; esac',
    );
    await expect(stand.destroy()).rejects.toMatchObject({
      code: "STAND_DESTROY_FAILED",
      message: expect.stringContaining("no plugin"),
    });
  });
});
