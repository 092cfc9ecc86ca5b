import { readFile } from "node:fs/promises";

/** The text of a file of the kernel's; empty for what is gone, is not there, or is not ours to read. */
export function textOf(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
}
