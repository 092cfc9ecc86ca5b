import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Properties } from "../../protocol/values.ts";
import type { Context } from "../context.ts";
import { docker } from "../docker.ts";
import { readKept } from "./node-files.ts";

const DEFAULT_MODE = "0644";

export const NodeFiles = z.record(
  z.string().regex(/^(\/[\w@.-]+)+$/, "wants an absolute path"),
  z.strictObject({
    content: z.string(),
    mode: z
      .string()
      .regex(/^0?[0-7]{3}$/, 'wants an octal mode, e.g. "0600"')
      .exactOptional(),
  }),
);
type NodeFiles = z.infer<typeof NodeFiles>;

/** What the inputs, or outputs, say about files in the nodes. */
export function filesOf({ files }: Properties): NodeFiles {
  return NodeFiles.parse(files ?? {});
}

/** The content is the script's input: a kubelet that reads meanwhile gets the old file or the new one. */
const PUT = `set -eu
mkdir -p "$(dirname "$1")"
new=$(mktemp "$1.XXXXXX")
cat >"$new"
chmod "$2" "$new"
mv -f "$new" "$1"`;

/** Puts every file into every node; may be repeated. */
export async function putFiles(
  context: Context,
  nodes: readonly { readonly name: string }[],
  files: NodeFiles,
  signal: AbortSignal,
): Promise<void> {
  for (const { name } of nodes) {
    for (const [path, { content, mode = DEFAULT_MODE }] of Object.entries(files)) {
      const args = ["exec", "-i", name, "sh", "-c", PUT, "sh", path, mode];
      await docker(context, args, { input: content, signal });
    }
  }
}

/** Takes those files away that only `before` has. */
export async function removeFiles(
  context: Context,
  nodes: readonly { readonly name: string }[],
  before: readonly NodeFiles[],
  wanted: NodeFiles,
): Promise<void> {
  const gone = [...new Set(before.flatMap(Object.keys))].filter((path) => !(path in wanted));
  if (gone.length === 0) return;
  for (const { name } of nodes) await docker(context, ["exec", name, "rm", "-f", ...gone]);
}

/** The files of the first node that differs from what is wanted, or what is wanted. */
export async function readFiles(
  context: Context,
  nodes: readonly { readonly name: string }[],
  wanted: NodeFiles,
): Promise<NodeFiles> {
  for (const { name } of nodes) {
    const found: NodeFiles = {};
    for (const [path, file] of Object.entries(wanted)) {
      const content = await readKept(context, name, path);
      if (content !== undefined) found[path] = { ...file, content };
    }
    if (!isDeepStrictEqual(found, wanted)) return found;
  }
  return wanted;
}
