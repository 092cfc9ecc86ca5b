import type { JournalEvent } from "./events.ts";
import type { Part } from "./part.ts";
import { eachLineOf } from "./part-lines.ts";

/**
 * Every event of a part of a journal one by one, for who keeps little of them. Resolves with what is left of a torn last line, else
 * null. What a line is held against is loaded while a thread begins to read: each takes a quarter of a second. @throws JournalFormatError.
 */
export async function seeOutline(
  path: string,
  see: (event: JournalEvent) => void,
  part: Part = "outline",
): Promise<string | null> {
  const parser = async () => (await import("./parse-line.ts")).parser(see);
  return (await eachLineOf(path, part, parser)) || null;
}
