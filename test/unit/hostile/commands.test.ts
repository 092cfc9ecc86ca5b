import { test } from "vitest";
import { ARGUMENTS } from "../../fuzz/properties/commands.ts";

test.each(ARGUMENTS)("$name", async ({ check, tries }) => check({ numRuns: tries, seed: 1 }), 120_000);
