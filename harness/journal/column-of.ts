import { createRequire } from "node:module";

/** JSON is YAML, and the YAML parser keeps positions: the column (from 1) of the value at `path` or of its nearest parent. */
export function columnOf(line: string, path: readonly (string | number)[]): number {
  const { isMap, isScalar } = yaml();
  const document = positions(line);
  for (let depth = path.length; document && depth > 0; depth--) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    if (isScalar(node) || isMap(node)) return (node.range?.[0] ?? 0) + 1;
  }
  return 1;
}

export function columnOfSyntaxError(line: string): number {
  return (positions(line)?.errors[0]?.pos[0] ?? 0) + 1;
}

/** Where a longer line is wrong is not worth the minutes that its positions take. */
const LONGEST_PARSED = 100_000;

function positions(line: string) {
  if (line.length > LONGEST_PARSED) return undefined;
  try {
    return yaml().parseDocument(line);
  } catch {
    // Nested deeper than the parser's stack.
    return undefined;
  }
}

/** The parser is loaded when a line is wrong: it takes a tenth of a second, and nearly no journal is. */
function yaml() {
  return createRequire(import.meta.url)("yaml") as typeof import("yaml");
}
