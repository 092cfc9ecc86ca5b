import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeImageArchive } from "../../../../toolchain/images/image-archive.ts";
import { tempFolder } from "../../../temp-folder.ts";

test("images share a layer's file, and ids are the digests of the configs", async () => {
  const dir = tempFolder("toolchain");
  writeFileSync(join(dir, "base.tar"), "base");
  writeFileSync(join(dir, "top.tar"), "top");
  const base = join(dir, "base.tar");
  const archive = join(dir, "archive");
  const [first, second] = await writeImageArchive(archive, [
    { name: "example.io/a:1", layers: [base], config: {} },
    {
      name: (id) => `example.io/b:1-${id}`,
      layers: [base, join(dir, "top.tar")],
      config: { Entrypoint: ["/b"] },
    },
  ]);
  expect(readdirSync(archive).filter((name) => name.endsWith(".tar"))).toHaveLength(2);
  const manifest = JSON.parse(readFileSync(join(archive, "manifest.json"), "utf8"));
  expect(manifest[0].RepoTags).toEqual(["example.io/a:1"]);
  const config = readFileSync(join(archive, manifest[1].Config), "utf8");
  const digest = createHash("sha256").update(config).digest("hex");
  expect(second).toEqual({ id: `sha256:${digest}`, name: `example.io/b:1-${digest.slice(0, 8)}` });
  expect(JSON.parse(config).rootfs.diff_ids[0]).toBe(
    `sha256:${createHash("sha256").update("base").digest("hex")}`,
  );
  expect(first?.id).not.toBe(second?.id);
});
