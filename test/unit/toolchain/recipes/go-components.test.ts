import { expect, test } from "vitest";
import { recipeKey } from "../../../../toolchain/cache/key.ts";
import { readLock } from "../../../../toolchain/lock/read-lock.ts";
import type { Recipe } from "../../../../toolchain/recipe.ts";
import { goComponents } from "../../../../toolchain/recipes/go-components.ts";
import { tempDir } from "../temp-dir.ts";

/** What a recipe would run, with the environment it gives Go. */
async function commandOf(recipe: Recipe): Promise<{ line: string; env: Readonly<Record<string, string>> }> {
  const ran: { line: string; env: Readonly<Record<string, string>> }[] = [];
  await recipe.make({
    output: "/out",
    scratch: "/scratch",
    needed: () => "/needed",
    signal: new AbortController().signal,
    run: async (file, args, options) => {
      ran.push({ line: [file, ...args].join(" "), env: options?.env ?? {} });
      return "";
    },
  });
  return ran[0] ?? { line: "", env: {} };
}

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
  expect(recipeKey(goComponents(lock, tempDir()).kind)).toBe(recipeKey(components.kind));
});

test("go.sum is part of the key", () => {
  expect(Object.keys(components.kind.inputs)).toEqual(
    expect.arrayContaining(["go.mod", "go.sum", "flags", "go"]),
  );
});
