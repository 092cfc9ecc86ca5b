import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const STYLE = new URL("../../../../harness/report/html/style/", import.meta.url);
/** Least contrast of text, and of what is drawn, to what is behind it (WCAG 2.2, 1.4.3 and 1.4.11). */
const TEXT = 4.5;
const DRAWN = 3;

const palettes = [
  ...read("page.css").matchAll(/:root \{(.*?)\}/gs),
  ...read("print.css").matchAll(/:root \{(.*?)\}/gs),
].map(
  ([, rules = ""]) =>
    new Map([...rules.matchAll(/--([\w-]+): (#\w{6})/g)].map(([, name = "", hex = ""]) => [name, hex])),
);

function read(name: string): string {
  return readFileSync(new URL(name, STYLE), "utf8");
}

/** Relative luminance of "#rrggbb". */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

test.for([
  [0, "light"],
  [1, "dark"],
  [2, "print"],
] as const)("what is written and drawn can be told from its ground (%s)", ([index]) => {
  const palette = palettes[index];
  const low = (inks: readonly string[], grounds: readonly string[], least: number) =>
    inks.flatMap((ink) =>
      grounds.flatMap((ground) => {
        const found = contrast(palette?.get(ink) ?? "#777777", palette?.get(ground) ?? "#777777");
        return found < least ? [`${ink} on ${ground}: ${found.toFixed(2)}`] : [];
      }),
    );
  const inks = ["text", "quiet", "link", "pass", "fail", "flaky", "error", "not-run"];
  expect(low(inks, ["ground", "raised"], TEXT)).toEqual([]);
  expect(low(["quiet"], ["phase-a", "phase-b", "phase-bad", "phase-fix"], TEXT)).toEqual([]);
  expect(
    low(["text", "pass", "fail", "link"], ["phase-a", "phase-b", "phase-bad", "phase-fix"], DRAWN),
  ).toEqual([]);
});
