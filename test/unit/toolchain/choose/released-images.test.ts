import { expect, test } from "vitest";
import { placesFrom } from "../../../../base/places.ts";
import { noteImported, plainName } from "../../../../toolchain/choose/imported.ts";
import { releasedImageNames, releasedImages } from "../../../../toolchain/choose/released-images.ts";
import type { ImageStore } from "../../../../toolchain/image-store.ts";
import { readLock } from "../../../../toolchain/lock/read-lock.ts";
import { tempFolder } from "../../../temp-folder.ts";

const lock = await readLock();
const names = releasedImageNames(lock);

/** An engine with some images, whose registry has some. */
function fakeStore(
  has: readonly string[],
  registry: readonly string[],
): ImageStore & { readonly pulls: string[] } {
  const there = new Set(has);
  const pulls: string[] = [];
  return {
    pulls,
    engine: { docker: "docker", dockerHost: "unix:///x", exec: () => Promise.reject(new Error("not used")) },
    idOf: async (name) => (there.has(name) ? `sha256:${name}` : undefined),
    pull: async (name) => {
      pulls.push(name);
      if (registry.includes(name)) there.add(name);
      return registry.includes(name);
    },
    load: () => Promise.reject(new Error("not used")),
  };
}

function ask(
  store: ImageStore,
  kind: "host" | "private",
  env: NodeJS.ProcessEnv = {},
  cache = tempFolder("toolchain"),
) {
  const places = placesFrom({ FAULTLINE_CACHE_DIR: cache });
  return releasedImages({ lock, store, engine: { kind }, env, places, signal: new AbortController().signal });
}

test("a machine's own engine pulls what it lacks and no more", async () => {
  const store = fakeStore([names["node-image"]], Object.values(names));
  expect(await ask(store, "host")).toMatchObject({ "metrics-server": { name: names["metrics-server"] } });
  expect(store.pulls).toEqual([names["metrics-server"]]);
});

test("one image that cannot be had makes all of them ours", async () => {
  expect(await ask(fakeStore([], [names["node-image"]]), "host")).toBe("unreachable");
});

test("no registry is asked for a private engine, nor when the source form is wanted", async () => {
  const store = fakeStore([], Object.values(names));
  expect(await ask(store, "private")).toBe("not asked");
  expect(await ask(store, "host", { FAULTLINE_TOOLCHAIN: "source" })).toBe("not asked");
  expect(store.pulls).toEqual([]);
});

test("images that were imported into a private engine are used, unless they are gone", async () => {
  const cache = tempFolder("toolchain");
  await noteImported(cache, [names["node-image"]]);
  await noteImported(cache, [names["metrics-server"]]);
  expect(await ask(fakeStore(Object.values(names), []), "private", {}, cache)).toMatchObject({
    "node-image": { id: `sha256:${names["node-image"]}` },
  });
  expect(await ask(fakeStore([], []), "private", {}, cache)).toBe("unreachable");
});

test("what came as a file counts under the name Docker gives it, which has neither its hub nor a digest", async () => {
  const cache = tempFolder("toolchain");
  const told = ["kindest/node:v1.32.5", names["metrics-server"]];
  await noteImported(cache, told);
  const plain = "docker.io/kindest/node:v1.32.5";
  const had = await ask(fakeStore([plain, names["metrics-server"]], []), "private", {}, cache);
  expect(had).toMatchObject({ "node-image": { name: plain, id: `sha256:${plain}` } });
});

test.each([
  ["busybox", "docker.io/library/busybox"],
  ["k0sproject/k0s:v1.32.3-k0s.0", "docker.io/k0sproject/k0s:v1.32.3-k0s.0"],
  ["localhost:5000/a/b:1", "localhost:5000/a/b:1"],
  ["registry.k8s.io/pause:3.10@sha256:ab", "registry.k8s.io/pause:3.10"],
])("%s is %s", (told, plain) => {
  expect(plainName(told)).toBe(plain);
});
