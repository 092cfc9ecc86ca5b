import { jsonText } from "./json-text.ts";

/** Items of a part, some fifty kilobytes: memory for larger ones comes from the kernel each time, which takes as long as the text itself. */
const AT_ONCE = 12;

/**
 * A value in parts, as `jsonText` has it and with a newline after it: in `value` the list called `name` is empty, and in its place come
 * `items`, which are objects. Of ten thousand cells that text alone is 100 MB of memory.
 */
export function* jsonParts(value: object, name: string, items: readonly object[]): Generator<string> {
  const none = `"${name}": []`;
  const [head = "", tail = ""] = jsonText(value).split(none);
  if (items.length === 0) {
    yield `${head}${none}${tail}\n`;
    return;
  }
  const newLine = head.slice(head.lastIndexOf("\n"));
  const depth = (newLine.length - 1) / 2;
  yield `${head}"${name}": [`;
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const text = jsonText(inLists(items.slice(from, from + AT_ONCE), depth));
    const own = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
    yield `${from > 0 ? "," : ""}${newLine}  ${own}`;
  }
  yield `${newLine}]${tail}\n`;
}

/** As deep as it stands in the whole, which its indentation tells. */
function inLists(items: readonly object[], depth: number): readonly unknown[] {
  return depth === 0 ? items : [inLists(items, depth - 1)];
}
