import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../../base/text/message-of.ts";
import { InvalidScenarios } from "../scenario/errors.ts";
import { type Healings, healingsSchema } from "./healing.ts";

/** The file beside the scenarios that `npm run docs` writes from the recordings. */
export const HEALINGS_FILE = "healings.json";

/** What runs have measured of a folder's scenarios; nothing where the file is not there. @throws InvalidScenarios. */
export async function loadHealings(dir: string): Promise<Healings> {
  const file = join(dir, HEALINGS_FILE);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "{}";
    throw error;
  });
  try {
    return healingsSchema.parse(JSON.parse(text));
  } catch (error) {
    const message = `is not what \`npm run docs\` writes: ${messageOf(error)}`;
    throw new InvalidScenarios([{ file, line: 1, column: 1, message }], { cause: error });
  }
}
