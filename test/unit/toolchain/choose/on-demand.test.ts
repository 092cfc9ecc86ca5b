import { expect, test } from "vitest";
import { placesFrom } from "../../../../base/places.ts";
import { noteImported } from "../../../../toolchain/choose/imported.ts";
import { chooseOnDemand } from "../../../../toolchain/choose/on-demand.ts";
import { UnknownComponent } from "../../../../toolchain/errors.ts";
import type { ImageStore } from "../../../../toolchain/image-store.ts";
import { readLock } from "../../../../toolchain/lock/read-lock.ts";
import { sourceRecipes } from "../../../../toolchain/recipes/source-recipes.ts";
import { tempFolder } from "../../../temp-folder.ts";

const lock = await readLock();
const { onDemand } = sourceRecipes(lock, placesFrom({ HOME: "/home/u" }));
const FLANNEL = "docker.io/flannel/flannel:v0.26.7";

/** An engine with some images, whose registry has some. */
function fakeStore(has: readonly string[], registry: readonly string[] = []): ImageStore {
  const there = new Set(has);
  return {
    engine: { docker: "docker", dockerHost: "unix:///x", exec: () => Promise.reject(new Error("not used")) },
    idOf: async (name) => (there.has(name) ? `sha256:${name}` : undefined),
    pull: async (name) => {
      if (registry.includes(name)) there.add(name);
      return registry.includes(name);
    },
    load: () => Promise.reject(new Error("not used")),
  };
}

function choose(
  components: readonly string[],
  store: ImageStore,
  released: boolean,
  cacheRoot = tempFolder("toolchain"),
) {
  const { signal } = new AbortController();
  return chooseOnDemand(components, {
    ...{ lock, store, recipes: onDemand, released, mayPull: released, cacheRoot, signal },
  });
}

const made = (chosen: Awaited<ReturnType<typeof choose>>) => chosen.wanted.map(({ component }) => component);

test("only what is needed is made: nothing for no component, a chart beside vCluster's image", async () => {
  expect(made(await choose([], fakeStore([]), false))).toEqual([]);
  expect(made(await choose(["helm", "vcluster-0.20.0"], fakeStore([]), false))).toEqual([
    "vcluster-0.20.0",
    "vcluster-0.20.0-chart",
  ]);
});

test("a run of released images pulls the component's; upstream's chart is taken either way", async () => {
  const vcluster = "ghcr.io/loft-sh/vcluster-oss:0.20.0";
  const chosen = await choose(["vcluster-0.20.0"], fakeStore([], [vcluster]), true);
  expect(made(chosen)).toEqual(["vcluster-0.20.0-chart"]);
  expect(await chosen.ready(() => "/store/chart")).toEqual({
    images: { "vcluster-0.20.0": { name: vcluster, id: `sha256:${vcluster}` } },
    charts: { "vcluster-0.20.0": "/store/chart/chart" },
    identity: [
      {
        component: "vcluster-0.20.0",
        version: "0.20.0",
        origin: "release",
        identity: `sha256:${vcluster}`,
      },
    ],
  });
});

test("what no registry gives is made, and an image of that name is not taken for the released one", async () => {
  expect(made(await choose(["flannel"], fakeStore([], []), true))).toEqual(["flannel"]);
  expect(made(await choose(["flannel"], fakeStore([FLANNEL]), false))).toEqual(["flannel"]);
});

test("an imported image is used in a private engine", async () => {
  const cache = tempFolder("toolchain");
  await noteImported(cache, [FLANNEL]);
  expect(made(await choose(["flannel"], fakeStore([FLANNEL]), false, cache))).toEqual([]);
});

test("the policy engine is ours, as upstream's has other flags, and not wanted where kind's own network enforces", async () => {
  const name = "registry.k8s.io/networking/kube-network-policies:v1.1.1";
  const store = fakeStore([name, FLANNEL], [name]);
  expect(made(await choose(["network-policies"], store, false))).toEqual(["network-policies"]);
  expect(made(await choose(["network-policies"], store, true))).toEqual([]);
  expect(made(await choose(["network-policies", "flannel"], store, true))).toEqual(["network-policies"]);
});

test("a component that every run has, or none, is refused by name", async () => {
  await expect(choose(["kind"], fakeStore([]), false)).rejects.toThrow(UnknownComponent);
  await expect(choose(["falnnel"], fakeStore([]), false)).rejects.toThrow('no component "falnnel"');
});
