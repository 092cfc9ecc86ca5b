import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { placesFrom } from "../../../../base/places.ts";
import { recipeKey } from "../../../../toolchain/cache/key.ts";
import { readLock } from "../../../../toolchain/lock/read-lock.ts";
import { sourceRecipes } from "../../../../toolchain/recipes/source-recipes.ts";
import { tempFolder } from "../../../temp-folder.ts";

const lock = await readLock();
const recipes = sourceRecipes(lock, placesFrom({ HOME: "/home/u" }));
const { onDemand } = recipes;

test("what a manifest names is the same image whether it is upstream's or ours", () => {
  const named = Object.entries(onDemand).flatMap(([component, { releasedImage, image }]) =>
    releasedImage ? [[component, releasedImage, image?.inputs.name] as const] : [],
  );
  for (const [component, released, own] of named) expect(own, component).toBe(released);
  expect(named.map(([, released]) => released)).toEqual([
    "docker.io/flannel/flannel:v0.26.7",
    "docker.io/kindest/haproxy:v20230606-42a2262b",
    "docker.io/envoyproxy/envoy:v1.36.2",
    "registry.k8s.io/metrics-server/metrics-server:v0.8.0",
    "registry.k8s.io/metrics-server/metrics-server:v0.9.0",
    "ghcr.io/loft-sh/vcluster-oss:0.20.0",
    "ghcr.io/loft-sh/vcluster-oss:0.23.0",
    "ghcr.io/loft-sh/vcluster-oss:0.30.0",
    "ghcr.io/loft-sh/vcluster-oss:0.36.1",
    "ghcr.io/loft-sh/kubernetes:v1.32.5",
    "ghcr.io/k3d-io/k3d-tools:5.8.3",
  ]);
});

test("every component of the lock file that no run needs by itself says how its own form differs, or is the same program", () => {
  const images = Object.keys(onDemand).filter((component) => onDemand[component]?.image);
  const same = ["metrics-server-0.8.0", "metrics-server-0.9.0"];
  expect(images.filter((component) => !lock.components[component]?.standIn)).toEqual(same);
});

test("flannel alone is linked with C, and statically", () => {
  const program = onDemand.flannel?.image?.needs.find(({ component }) => component === "flannel-program");
  expect(program?.inputs.flags).toContain("-tags netgo,osusergo");
  expect(program?.inputs.flags).toContain("-linkmode external -extldflags -static");
  expect(recipes.kind.inputs.flags).not.toContain("external");
});

test("a new engine for policies is a new image of it and of nothing else", () => {
  const [image, vcluster] = [onDemand["network-policies"]?.image, onDemand["vcluster-0.20.0"]?.image];
  if (!image || !vcluster) throw new Error("no images");
  const edited = {
    ...image,
    needs: image.needs.map((need) =>
      need.component === "network-policies-program"
        ? { ...need, inputs: { ...need.inputs, "main.go": "" } }
        : need,
    ),
  };
  expect(recipeKey(edited)).not.toBe(recipeKey(image));
  const needs = vcluster.needs.map(({ component }) => component);
  expect(needs).toEqual(["busybox", "helm", "vcluster-0.20.0-program"]);
});

test("vCluster finds the three programs it copies as links to one", async () => {
  const [work, output] = [tempFolder("toolchain"), tempFolder("toolchain")];
  const needed = (component: string) => join(work, component);
  for (const component of ["busybox", "kubernetes"])
    mkdirSync(join(needed(component), "bin"), { recursive: true });
  writeFileSync(join(needed("kubernetes"), "bin/kubernetes"), "the programs");
  execFileSync("tar", ["-C", work, "-cf", join(needed("busybox"), "layer.tar"), "-T", "/dev/null"]);
  await onDemand["vcluster-kubernetes"]?.image?.make({
    ...{ output, scratch: tempFolder("toolchain"), needed, signal: new AbortController().signal },
    run: async (file, args) => execFileSync(file, args, { encoding: "utf8" }),
  });
  expect(JSON.parse(readFileSync(join(output, "image.json"), "utf8"))).toMatchObject({
    name: "ghcr.io/loft-sh/kubernetes:v1.32.5",
  });
  const layers = readdirSync(join(output, "archive")).filter((name) => name.endsWith(".tar"));
  const listed = layers.map((name) =>
    execFileSync("tar", ["-tvf", join(output, "archive", name)], { encoding: "utf8" }),
  );
  expect(listed.join("")).toMatch(/kubernetes\/kube-apiserver -> kubernetes\n/);
  expect(listed.join("")).toMatch(/-rwxr-xr-x .* \.\/kubernetes\/kubernetes\n/);
});
