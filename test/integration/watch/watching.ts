import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import type { Said } from "../../../harness/watch/said.ts";
import { exampleText } from "../../unit/scenario/scenario-folder.ts";

const MAIN = resolve(import.meta.dirname, "../../../harness/cli/main.ts");

/** Real processes on a slow machine: compilers, Pulumi's SDK, a probe every eight seconds. */
export const PATIENCE_MS = 600_000;

/** A scenario of somebody else's repository. The compiler follows paths, and no URLs. */
export const EXAMPLE = exampleText("mine").replaceAll("file://", "");

/** Its file, in a folder of its own. */
export async function scenarioIn(root: string, text = EXAMPLE): Promise<string> {
  const dir = join(root, "theirs");
  await mkdir(dir);
  const file = join(dir, "mine.ts");
  await writeFile(file, text);
  return file;
}

type Line = { readonly schema: string; readonly at: string } & Said;

/** A `faultline watch` that goes on, what it has said so far, and how to wait for what it is to say. */
export function watching(env: NodeJS.ProcessEnv, args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, "watch", ...args, "--plugin", "stand-in", "-o", "json"], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: Line[] = [];
  let rest = "";
  let stderr = "";
  let heard = () => {};
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts.map((part) => JSON.parse(part) as Line));
    heard();
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  const ended = once(child, "exit").then(([exit]) => exit as number | null);
  let from = 0;
  return {
    child,
    lines,
    stderr: () => stderr,
    ended,
    /** The next line of a type with these fields, after those that were waited for before. Rejects where it ends without. */
    next: async <T extends Said["type"]>(type: T, fields: Partial<Extract<Said, { type: T }>> = {}) => {
      const fits = (each: Line): each is Extract<Line, { type: T }> =>
        each.type === type &&
        Object.entries(fields).every(
          ([name, value]) => (each as unknown as Record<string, unknown>)[name] === value,
        );
      let isOver = false;
      void ended.then(() => {
        isOver = true;
        heard();
      });
      for (;;) {
        const at = lines.findIndex((each, index) => index >= from && fits(each));
        const found = lines[at];
        if (found && fits(found)) {
          from = at + 1;
          return found;
        }
        if (isOver)
          throw new Error(
            `no ${type} ${JSON.stringify(fields)} in ${JSON.stringify(lines.slice(from))}: ${stderr}`,
          );
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      }
    },
  };
}

/** Saves as editors do that never leave half a file: another file takes the name. */
export async function saveByRename(file: string, text: string): Promise<void> {
  const draft = join(`${file}~`);
  await writeFile(draft, text);
  await rename(draft, file);
}
