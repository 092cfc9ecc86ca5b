import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../../base/system-clock.ts";
import { openCache } from "../../../../toolchain/cache/cache.ts";
import { ToolchainUnavailable } from "../../../../toolchain/errors.ts";
import { parseLock } from "../../../../toolchain/lock/read-lock.ts";
import { downloadRecipe } from "../../../../toolchain/recipes/download-recipe.ts";
import { tempFolder } from "../../../temp-folder.ts";

const BINARY = "#!/bin/sh\necho kind v0.27.0\n";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

async function site(status: number, body: string): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/kind`;
}

function obtain(url: string, digest: string, root = tempFolder("toolchain")): Promise<string> {
  const lock = parseLock(
    `{ schema: faultline/toolchain-lock@1, go: ">=1", components: { kind: { what: x, version: 0.27.0, expectedSeconds: 1,
       released: { binary: { name: kind, accepts: 0.27.x, download: { url: "${url}", sha256: ${digest} } } } } } }`,
    "lock.yaml",
  );
  const recipe = downloadRecipe(lock, "kind");
  if (!recipe) throw new Error("no recipe");
  const options = { needed: new Map(), signal: new AbortController().signal };
  return openCache({ root, clock: systemClock }).obtain(recipe, options);
}

test("upstream's binary is kept when it is the locked one", async () => {
  const output = await obtain(await site(200, BINARY), sha256(BINARY));
  expect(readFileSync(join(output, "bin/kind"), "utf8")).toBe(BINARY);
});

test("another binary than the locked one is refused with both digests, and not kept", async () => {
  const root = tempFolder("toolchain");
  const url = await site(200, "something else");
  const refused = obtain(url, sha256(BINARY), root);
  await expect(refused).rejects.toThrow(
    `sha256 is ${sha256("something else")}, the lock file says ${sha256(BINARY)}`,
  );
  await expect(obtain(url, sha256(BINARY), root)).rejects.toThrow(ToolchainUnavailable);
});

test("a site that answers no, or not at all, is named", async () => {
  const url = await site(403, "no");
  await expect(obtain(url, sha256(BINARY))).rejects.toThrow(`${url} answers 403`);
  await expect(obtain("http://127.0.0.1:1/kind", sha256(BINARY))).rejects.toThrow(
    "http://127.0.0.1:1/kind cannot be reached",
  );
});
