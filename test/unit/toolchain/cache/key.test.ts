import { expect, test } from "vitest";
import { recipeKey, slotName } from "../../../../toolchain/cache/key.ts";
import { sampleRecipe } from "../sample-recipe.ts";

test("the key follows inputs, version and needs, and nothing else", () => {
  const base = recipeKey(sampleRecipe("a", { inputs: { x: "1", y: "2" } }));
  const same = sampleRecipe("a", { inputs: { y: "2", x: "1" }, expectedSeconds: 99, lane: "io" });
  expect(recipeKey(same)).toBe(base);
  expect(recipeKey(sampleRecipe("a", { inputs: { x: "1", y: "3" } }))).not.toBe(base);
  expect(recipeKey(sampleRecipe("a", { inputs: { x: "1", y: "2" }, version: "2.0.0" }))).not.toBe(base);
});

test("a changed need changes its users", () => {
  const over = (source: string) =>
    recipeKey(sampleRecipe("image", { needs: [sampleRecipe("binary", { inputs: { source } })] }));
  expect(over("a")).toBe(over("a"));
  expect(over("a")).not.toBe(over("b"));
});

test("a slot can be read by people", () => {
  expect(slotName(sampleRecipe("kind", { version: "0.27.0" }))).toMatch(/^kind-0\.27\.0-[0-9a-f]{12}$/);
});
