import { expect, test } from "vitest";
import { recipeKey } from "../../../../toolchain/cache/key.ts";
import { ToolchainStepFailed, ToolchainUnavailable } from "../../../../toolchain/errors.ts";
import { readLock } from "../../../../toolchain/lock/read-lock.ts";
import type { Recipe, RecipeRun } from "../../../../toolchain/recipe.ts";
import { goComponents } from "../../../../toolchain/recipes/go-components.ts";
import { tempFolder } from "../../../temp-folder.ts";

/** What a recipe would run, with the environment it gives Go. */
async function commandOf(recipe: Recipe): Promise<{ line: string; env: Readonly<Record<string, string>> }> {
  const ran: { line: string; env: Readonly<Record<string, string>> }[] = [];
  await makeWith(recipe, async (file, args, options) => {
    ran.push({ line: [file, ...args].join(" "), env: options?.env ?? {} });
    return "";
  });
  return ran[0] ?? { line: "", env: {} };
}

function makeWith(recipe: Recipe, run: RecipeRun["run"]): Promise<void> {
  const { signal } = new AbortController();
  return recipe.make({ output: "/out", scratch: "/scratch", needed: () => "/needed", signal, run });
}

const modulesOf = (recipe: Recipe): Recipe => recipe.needs[0] ?? recipe;

const lock = await readLock();
const components = goComponents(lock, "/cache");

test("every Go program is static, free of machine paths, and go.sum decides, whatever the machine's Go is set to", async () => {
  for (const recipe of Object.values(components)) {
    const { line, env } = await commandOf(recipe);
    expect(line).toMatch(/^go build -trimpath -buildvcs=false /);
    expect(line).toContain(`-o /out/bin/${recipe.component} `);
    expect(env).toMatchObject({
      CGO_ENABLED: "0",
      GOFLAGS: "-mod=readonly",
      GOWORK: "off",
      GOCACHE: "/cache/go-build",
    });
  }
});

test("Kubernetes is told its version in both places that are read", async () => {
  const { line } = await commandOf(components.kubernetes);
  expect(line).toContain("-X k8s.io/component-base/version.gitVersion=v1.32.5");
  expect(line).toContain("-X k8s.io/client-go/pkg/version.gitVersion=v1.32.5");
  expect(line).toContain("-X k8s.io/component-base/version.gitMinor=32");
});

test("the modules are fetched beside other compiles, and the place of the cache is not part of the key", () => {
  expect(components.pulumi.needs.map(({ component, lane }) => [component, lane])).toEqual([
    ["pulumi-modules", "io"],
  ]);
  expect(recipeKey(goComponents(lock, tempFolder("toolchain")).kind)).toBe(recipeKey(components.kind));
});

test("go.sum is part of the key", () => {
  expect(Object.keys(components.kind.inputs)).toEqual(
    expect.arrayContaining(["go.mod", "go.sum", "flags", "go"]),
  );
});

test("without Go, or with one that is too old, the error says which Go to install", async () => {
  const modules = modulesOf(components.pulumi);
  const missing = makeWith(modules, () =>
    Promise.reject(new ToolchainStepFailed("exit code 127", "/logs/x.log")),
  );
  await expect(missing).rejects.toThrow(ToolchainUnavailable);
  await expect(missing).rejects.toThrow(`install Go ${lock.go} and put it on PATH`);
  await expect(makeWith(modules, async () => "go1.24.13")).rejects.toThrow(
    /the Go on PATH is go1\.24\.13, too old/,
  );
  await makeWith(modules, async () => "go1.26.8");
});

test("an abort while Go is asked stays an abort", async () => {
  const stopped = makeWith(modulesOf(components.kind), () => Promise.reject(new Error("stopped by SIGINT")));
  await expect(stopped).rejects.toThrow("stopped by SIGINT");
});
