import { deflateSync } from "node:zlib";
import { cleanText } from "../clean-text.ts";

/** HTML that is escaped already. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Part = Markup | string | number | null | undefined | false | readonly Part[];

/** A template whose values are text, however hostile: only what another template made is taken as HTML. Nothing of null, undefined and false. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = strings[0] ?? "";
  for (const [index, part] of parts.entries()) text += textOf(part) + (strings[index + 1] ?? "");
  return new Markup(text);
}

function textOf(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(textOf).join("");
  const text = String(part);
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
