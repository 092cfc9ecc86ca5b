import { test } from "vitest";
import { FILES } from "../../fuzz/properties/files.ts";

test.each(FILES)("$name", async ({ check, tries }) => check({ numRuns: tries, seed: 1 }));
