import { stripVTControlCharacters } from "node:util";

/** What needs no cleaning, as nearly all texts: printable ASCII, tabs and line feeds. */
const CLEAN = /^[\t\n -~]*$/;

/**
 * What a cluster or a tool said, safe for a terminal and for XML 1.0: without colours and other control characters but for
 * tabs and line breaks, of one kind: a lone carriage return would let a terminal write over what it has.
 */
export function cleanText(text: string): string {
  if (CLEAN.test(text)) return text;
  return stripVTControlCharacters(text)
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[^\P{Cc}\t\n]|[\ufffe\uffff]/gu, "");
}

/**
 * The same for the log of a CI's job as well: GitHub's runner obeys "::name …::" where a line begins, and "##[name" anywhere (actions/runner,
 * ActionCommand.cs), whoever has said it.
 */
export function inertText(text: string): string {
  return cleanText(text)
    .replaceAll(/^([^\S\n]*):(?=:[A-Za-z])/gm, "$1: ")
    .replaceAll("##[", "## [");
}

/** The same on one line. */
export function oneLine(text: string): string {
  return inertText(cleanText(text).trim().replaceAll(/\s+/g, " "));
}
