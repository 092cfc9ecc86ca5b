import { styleText } from "node:util";
import type { Verdict } from "../../plan/cell.ts";

type Style = Parameters<typeof styleText>[0];

export type Paint = (style: Style, text: string) => string;

/** Colours only when told to; the caller knows whether the output is a terminal and what NO_COLOR says. */
export function painter(color: boolean): Paint {
  return color ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;
}

export const VERDICT_STYLE: Readonly<Record<Verdict, Style>> = {
  pass: "green",
  fail: "red",
  flaky: "magenta",
  error: ["red", "bold"],
  "not run": "gray",
};

/** Distinct without colour too. */
export const VERDICT_MARK: Readonly<Record<Verdict, string>> = {
  pass: "✓",
  fail: "✗",
  flaky: "≈",
  error: "!",
  "not run": "·",
};
