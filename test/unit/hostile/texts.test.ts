import { test } from "vitest";
import { TEXTS } from "../../fuzz/properties/texts.ts";

test.each(TEXTS)("$name", async ({ check, tries }) => check({ numRuns: tries, seed: 1 }));
