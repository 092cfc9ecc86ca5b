import { rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { build } from "../../../../toolchain/build/build.ts";
import { openCache } from "../../../../toolchain/cache/cache.ts";
import type { ToolchainEvent } from "../../../../toolchain/progress/events.ts";
import type { Recipe } from "../../../../toolchain/recipe.ts";
import { tempFolder } from "../../../temp-folder.ts";
import { type VirtualClock, virtualClock } from "../../../virtual-clock.ts";
import { sampleRecipe } from "../sample-recipe.ts";

interface Bench {
  readonly clock: VirtualClock;
  readonly spans: string[];
  readonly events: ToolchainEvent[];
  /** A recipe that takes `seconds` of the virtual clock and notes when it ran. */
  readonly recipe: (name: string, seconds: number, changes?: Partial<Recipe>) => Recipe;
  readonly run: (wanted: readonly Recipe[]) => ReturnType<typeof build>;
  /** Seconds the clock shows. */
  readonly seconds: () => number;
}

function bench(root = tempFolder("toolchain")): Bench {
  const clock = virtualClock({ auto: false });
  const spans: string[] = [];
  const events: ToolchainEvent[] = [];
  const seconds = () => clock.now() / 1000;
  const cache = openCache({ root, clock });
  return {
    clock,
    spans,
    events,
    seconds,
    recipe: (name, takes, changes) =>
      sampleRecipe(name, {
        expectedSeconds: takes,
        make: async ({ output, signal }) => {
          const start = seconds();
          await clock.sleep(takes * 1000, signal);
          spans.push(`${name} ${start}-${seconds()}`);
          await writeFile(join(output, "file"), name);
        },
        ...changes,
      }),
    run: async (wanted) => {
      const building = build(wanted, {
        cache,
        clock,
        progress: (event) => events.push(event),
        signal: new AbortController().signal,
      });
      let over = false;
      const end = () => {
        over = true;
      };
      building.then(end, end);
      // Real files are written between two steps of the virtual time: give them theirs.
      while (!over) {
        await new Promise((resolve) => setTimeout(resolve, 15));
        await clock.advance(1000);
      }
      return building;
    },
  };
}

test("compilers run one after another, the one most waits for first; the rest overlaps with them", async () => {
  const { recipe, run, spans } = bench();
  const kubernetes = recipe("kubernetes", 8);
  const pulumi = recipe("pulumi", 9);
  const base = recipe("base", 4, { lane: "io" });
  const image = recipe("image", 3, { lane: "io", needs: [kubernetes, base] });
  const outputOf = await run([pulumi, image]);
  const order = spans.map((span) => span.split(" ")[0]);
  // kubernetes and the image behind it take 11, so pulumi waits although it was named first.
  expect(order).toEqual(["base", "kubernetes", "image", "pulumi"]);
  const span = (name: string) =>
    spans
      .find((each) => each.startsWith(`${name} `))
      ?.split(" ")[1]
      ?.split("-")
      .map(Number) ?? [];
  expect(span("base")[0]).toBeLessThan(span("kubernetes")[1] ?? 0);
  expect(span("pulumi")[0]).toBeGreaterThanOrEqual(span("kubernetes")[1] ?? Number.POSITIVE_INFINITY);
  expect(span("image")[0]).toBeLessThan(span("pulumi")[1] ?? 0);
  expect(outputOf(image)).toMatch(/image-1\.0\.0-[0-9a-f]{12}\/output$/);
});

test("what is cached is not made again, and its needs are not looked for", async () => {
  const root = tempFolder("toolchain");
  let compiled = 0;
  const compile: Recipe["make"] = async ({ output }) => {
    compiled += 1;
    await writeFile(join(output, "file"), "");
  };
  const image = () =>
    sampleRecipe("image", { lane: "io", needs: [sampleRecipe("binary", { make: compile })] });
  await bench(root).run([image()]);
  rmSync(openCache({ root, clock: virtualClock() }).slot(sampleRecipe("binary")), { recursive: true });

  const second = bench(root);
  await second.run([image()]);
  expect(compiled).toBe(1);
  expect(second.events.map(({ type }) => type)).toEqual(["planned", "finished"]);
  expect(second.events[0]).toMatchObject({ steps: [{ component: "image", cached: true }] });
});

test("a need that two share is made once", async () => {
  const { recipe, run, spans } = bench();
  const shared = () => recipe("shared", 1);
  await run([recipe("a", 1, { needs: [shared()] }), recipe("b", 1, { needs: [shared()] })]);
  expect(spans.filter((span) => span.startsWith("shared"))).toHaveLength(1);
});

test("the first failure stops the rest and is what is thrown; what was done is kept", async () => {
  const root = tempFolder("toolchain");
  const { recipe, run, events } = bench(root);
  const good = recipe("good", 1, { lane: "io" });
  const bad = recipe("bad", 3, {
    make: async ({ signal }) => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      signal.throwIfAborted();
      throw new Error("no space left");
    },
  });
  const slow = recipe("slow", 1000, { lane: "io" });
  const user = recipe("user", 1, { needs: [bad] });
  await expect(run([good, user, slow])).rejects.toThrow("no space left");
  expect(events.filter(({ type }) => type === "failed")).toMatchObject([{ component: "bad" }]);
  const cache = openCache({ root, clock: virtualClock() });
  expect(await cache.peek(good)).toBeDefined();
  expect(await cache.peek(slow)).toBeUndefined();
});
