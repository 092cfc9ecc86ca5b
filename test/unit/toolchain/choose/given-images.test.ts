import { expect, test } from "vitest";
import { missingImages } from "../../../../toolchain/choose/released-images.ts";
import type { ImageStore } from "../../../../toolchain/image-store.ts";

/** An engine with some images, whose registry has some. */
function store(has: readonly string[], registry: readonly string[]) {
  const pulls: string[] = [];
  const fake: ImageStore = {
    engine: { docker: "docker", dockerHost: "unix:///x", exec: () => Promise.reject(new Error("not used")) },
    idOf: async (name) => (has.includes(name) ? `sha256:${name}` : undefined),
    pull: async (name) => {
      pulls.push(name);
      return registry.includes(name);
    },
    load: () => Promise.reject(new Error("not used")),
  };
  return { fake, pulls };
}

const { signal } = new AbortController();

test("an engine of the machine's pulls what it lacks, and what no registry has is missing", async () => {
  const { fake, pulls } = store(["here"], ["there"]);
  const options = { store: fake, engine: { kind: "host" }, env: {}, signal } as const;
  expect(await missingImages(["here", "there", "nowhere"], options)).toEqual(["nowhere"]);
  expect(pulls).toEqual(["there", "nowhere"]);
});

test.each([
  ["private", {}],
  ["host", { FAULTLINE_TOOLCHAIN: "source" }],
] as const)("of a %s engine with %j an import counts, and no registry is asked", async (kind, env) => {
  const { fake, pulls } = store(["imported"], ["there"]);
  const options = { store: fake, engine: { kind }, env, signal };
  expect(await missingImages(["imported", "there"], options)).toEqual(["there"]);
  expect(pulls).toEqual([]);
});
