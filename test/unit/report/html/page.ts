import { inflateSync } from "node:zlib";
import { XMLParser } from "fast-xml-parser";
import type { JournalEvent } from "../../../../harness/journal/events.ts";
import { htmlFrom } from "../../../../harness/report/html/page.ts";
import type { PageData } from "../../../../harness/report/html/page-data.ts";
import { matrixFrom } from "../../../../harness/report/matrix-from.ts";
import type { Matrix } from "../../../../harness/report/matrix-schema.ts";

/** An element of a page as a reader of HTML sees it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

export function pageOf(events: readonly JournalEvent[], since?: Matrix) {
  const matrix = matrixFrom(events);
  const text = htmlFrom({ matrix, events, since });
  return { matrix, text, page: elementsOf(text) };
}

type Parsed = Readonly<Record<string, unknown>>;

/** Reads a page back. Script and style are text, whatever is in them. */
function elementsOf(text: string): Element {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    htmlEntities: true,
    trimValues: false,
    parseTagValue: false,
    stopNodes: ["*.script", "*.style"],
    processEntities: { enabled: true, maxTotalExpansions: 1e7, maxExpandedLength: 1e8 },
  });
  const parsed = parser.parse(text.replace("<!doctype html>", "")) as Parsed[];
  return { name: "", attributes: {}, children: parsed.flatMap(elementOf) };
}

function elementOf(node: Parsed): readonly (Element | string)[] {
  const [name = "", value] = Object.entries(node).find(([key]) => key !== ":@") ?? [];
  if (name === "#text") return [String(value)];
  const attributes = (node[":@"] ?? {}) as Record<string, string>;
  return [{ name, attributes, children: (value as Parsed[]).flatMap(elementOf) }];
}

export function all(of: Element, fits: (element: Element) => boolean): readonly Element[] {
  return of.children.flatMap((child) =>
    typeof child === "string" ? [] : [...(fits(child) ? [child] : []), ...all(child, fits)],
  );
}

export const named = (name: string, className?: string) => (element: Element) =>
  element.name === name &&
  (className === undefined || (element.attributes.class ?? "").split(" ").includes(className));

export function textOf(element: Element): string {
  return element.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}

export function dataOf(page: Element): PageData {
  const [data] = all(page, (element) => element.attributes.id === "data");
  return JSON.parse(inflateSync(Buffer.from(data ? textOf(data) : "", "base64")).toString()) as PageData;
}
