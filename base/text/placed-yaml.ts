import { isMap, isNode, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { z } from "zod";

/** A text of YAML, or of JSON, that knows where each of its values stands. */
export interface PlacedYaml {
  /** What it says; only where it has no errors. */
  value(): unknown;
  /** What keeps it from being YAML, each as `file:line:column: message`. */
  readonly errors: readonly string[];
  /** `file:line:column` of what is at a path, or of the deepest part of it that exists. */
  at(path: readonly PropertyKey[]): string;
}

/** `file` is only for the places. */
export function placedYaml(text: string, file: string): PlacedYaml {
  const lines = new LineCounter();
  // A pretty error quotes its line, which may be a key.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  return {
    value: () => document.toJS(),
    errors: document.errors.map(({ pos, message }) => `${at(pos[0])}: ${message}`),
    at: (path) => at(nodeAt(document.contents, path)?.range?.[0] ?? 0),
  };
}

/** What a schema says against it, each as `file:line:column: field: message`. */
export function complaintsOf(placed: PlacedYaml, error: z.ZodError): readonly string[] {
  return error.issues
    .flatMap(flatten)
    .map(({ path, message }) => `${placed.at(path)}: ${path.join(".") || "file"}: ${message}`);
}

interface Told {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** A union's issue says only "invalid input": tell what its closest alternative (fewest complaints, deepest) says. */
function flatten(issue: z.core.$ZodIssue): Told[] {
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const depth = (issues: readonly z.core.$ZodIssue[]) =>
      Math.max(...issues.map((each) => each.path.length));
    const [closest = []] = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length);
    return closest.flatMap(flatten).map(({ path, message }) => ({ path: [...issue.path, ...path], message }));
  }
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: "unknown field" }));
  }
  return [{ path: issue.path, message: issue.message }];
}

/** The node of a path, or of its deepest part that exists; for a map's field the key, as that is what a person looks for. */
function nodeAt(root: unknown, path: readonly PropertyKey[]): Node | undefined {
  let found: Node | undefined = isNode(root) ? root : undefined;
  let here: unknown = root;
  for (const step of path) {
    if (isSeq(here)) {
      here = here.items[Number(step)];
      if (!isNode(here)) break;
      found = here;
    } else {
      const pair = isMap(here) ? here.items.find(({ key }) => String(key) === String(step)) : undefined;
      if (!pair) break;
      if (isNode(pair.key)) found = pair.key;
      here = pair.value;
    }
  }
  return found;
}
