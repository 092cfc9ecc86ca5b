import { deflateSync } from "node:zlib";
import { cleanText } from "../clean-text.ts";

/** Characters from which a text is a piece of its own: a page of ten thousand cells as one is in memory that is new, which takes longer than the rest. */
const LONG = 2 ** 15;

/** HTML that is escaped already. */
export class Markup {
  /** One after another. */
  readonly pieces: readonly string[];
  constructor(...pieces: readonly string[]) {
    this.pieces = pieces;
  }
}

export type Part = Markup | string | number | null | undefined | false | readonly Part[];

/** A template whose values are text, however hostile: only what another template made is taken as HTML. Nothing of null, undefined and false. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const pieces = [strings[0] ?? ""];
  for (let index = 0; index < parts.length; index++) {
    add(pieces, parts[index]);
    append(pieces, strings[index + 1] ?? "");
  }
  return new Markup(...pieces);
}

function add(pieces: string[], part: Part): void {
  if (part === null || part === undefined || part === false) return;
  if (part instanceof Markup) for (const piece of part.pieces) append(pieces, piece);
  else if (typeof part === "object") for (const each of part) add(pieces, each);
  else append(pieces, escaped(String(part)));
}

function append(pieces: string[], text: string): void {
  const last = pieces.length - 1;
  const longer = pieces[last] + text;
  pieces[last] = longer;
  if (longer.length >= LONG) pieces.push("");
}

function escaped(text: string): string {
  // Ten thousand cells are half a million such texts, and nearly all of them are as they are to be.
  return PLAIN.test(text) ? text : visible(text).replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
}

/** Printable ASCII that means nothing to HTML. */
const PLAIN = /^[\t\n !#-%(-;=?-~]*$/;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Without control characters, and without those that turn the direction of what follows, because they make text read as another. */
export function visible(text: string): string {
  return cleanText(text).replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

/** The text, or its first `limit` characters and how many more the journal has: ten megabytes of output make no page. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit)}… (${text.length - limit} more characters in the journal)`;
}

/**
 * Data for the page's script, deflated and in base64: a browser takes longer to read the text of a large page than to unpack it. As
 * zlib and not gzip has it, which names the system it was made on.
 */
export function dataElement(id: string, data: unknown): Markup {
  const packed = deflateSync(JSON.stringify(data), { level: 9 }).toString("base64");
  return html`<script type="text/plain" id="${id}">${packed}</script>`;
}
