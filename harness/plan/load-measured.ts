import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { messageOf } from "../../base/text/message-of.ts";
import { InvalidScenarios } from "../scenario/errors.ts";
import { type Healings, healingsSchema } from "./healing.ts";
import { type MeasuredVerdicts, verdictsSchema } from "./measured-verdict.ts";

/** The files beside the scenarios that `npm run docs` writes from the recordings. */
export const HEALINGS_FILE = "healings.json";
export const DURATIONS_FILE = "durations.json";
export const VERDICTS_FILE = "verdicts.json";

const durationsSchema = z.record(z.string(), z.int().positive());
/** Whole seconds that a cell took, without making its cluster, by its id. */
export type Durations = z.infer<typeof durationsSchema>;

/** What runs have measured of a folder's scenarios; nothing where the file is not there. @throws InvalidScenarios. */
export const loadHealings = (dir: string): Promise<Healings> => load(dir, HEALINGS_FILE, healingsSchema);
export const loadDurations = (dir: string): Promise<Durations> => load(dir, DURATIONS_FILE, durationsSchema);
export const loadVerdicts = (dir: string): Promise<MeasuredVerdicts> =>
  load(dir, VERDICTS_FILE, verdictsSchema);

async function load<T>(dir: string, name: string, schema: z.ZodType<T>): Promise<T> {
  const file = join(dir, name);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "{}";
    throw error;
  });
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const message = `is not what \`npm run docs\` writes: ${messageOf(error)}`;
    throw new InvalidScenarios([{ file, line: 1, column: 1, message }], { cause: error });
  }
}
