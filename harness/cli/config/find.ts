import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

export const CONFIG_FILE = "faultline.config.ts";

/** The configuration of the project that a folder (absolute) belongs to: in it, or in the nearest one above. */
export function findConfig(folder: string): string | undefined {
  const file = join(folder, CONFIG_FILE);
  if (existsSync(file)) return file;
  const above = dirname(folder);
  return above === folder ? undefined : findConfig(above);
}
