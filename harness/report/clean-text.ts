import { stripVTControlCharacters } from "node:util";

/**
 * What a cluster or a tool said, safe for a terminal and for XML 1.0: without colours and other control characters but for
 * tabs and line breaks.
 */
export function cleanText(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, "");
}

/** The same on one line. */
export function oneLine(text: string): string {
  return cleanText(text).trim().replaceAll(/\s+/g, " ");
}
