import { test } from "vitest";
import { JOURNALS } from "../../fuzz/properties/journals.ts";

test.each(JOURNALS)("$name", async ({ check, tries }) => check({ numRuns: tries, seed: 1 }));
