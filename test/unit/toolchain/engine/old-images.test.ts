import { expect, test } from "vitest";
import { replacedImages } from "../../../../toolchain/engine/undo/old-images.ts";

test("of each version the two loaded last stay", () => {
  const image = (name: string, day: number) => ({
    name: `faultline/node:${name}`,
    loaded: `2026-01-0${day}T00:00:00.000`,
  });
  const images = [
    image("v1.32.5-aa", 3),
    image("v1.32.5-bb", 1),
    image("v1.32.5-cc", 2),
    image("v1.34.1-dd", 1),
  ];
  expect(replacedImages(images)).toEqual(["faultline/node:v1.32.5-bb"]);
});
