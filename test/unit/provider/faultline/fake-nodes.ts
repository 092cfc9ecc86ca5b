import { join } from "node:path";
import type { ExecOptions, ExecResult } from "../../../../base/exec.ts";
import type { LedgerEntry, Thing } from "../../../../base/ledger/entry.ts";
import type { Context } from "../../../../provider/faultline/context.ts";

export type Reply = Partial<ExecResult> | string | undefined;
export type Script = (command: string, options: ExecOptions) => Reply;

/** A fake engine: answers commands from a script and keeps a journal of commands and ledger lines in the order they came. */
export function fakeNodes(scratch: string, script: Script): { context: Context; journal: string[] } {
  const journal: string[] = [];
  const entries = new Map<string, LedgerEntry>();
  const ledger = {
    record: async (thing: Thing) => {
      const id = String(entries.size);
      const owner = { pid: 1, startTicks: "1" };
      entries.set(id, { id, run: "r", owner, at: "", thing, state: "open" });
      journal.push(`ledger open ${thing.kind} ${"name" in thing ? thing.name : ""}`.trim());
      return id;
    },
    close: async (id: string) => {
      const entry = entries.get(id);
      if (!entry) return;
      entries.set(id, { ...entry, state: "closed" });
      journal.push(
        `ledger close ${entry.thing.kind} ${"name" in entry.thing ? entry.thing.name : ""}`.trim(),
      );
    },
    entries: async () => [...entries.values()],
  };
  const exec: Context["exec"] = async (file, args, options = {}) => {
    const command = [file, ...args].join(" ");
    journal.push(command);
    const reply = script(command, options);
    const given = typeof reply === "string" ? { stdout: reply } : reply;
    return { exitCode: 0, stdout: "", stderr: "", timedOut: false, durationMs: 0, ...given };
  };
  return {
    context: {
      exec,
      dockerHost: "unix:///fake.sock",
      ledger: async () => ledger,
      charts: "/charts",
      run: "r",
      scratch: { prefix: join(scratch, "call"), open: new Set() },
    },
    journal,
  };
}

/** What every call of a resource type carries. */
export const CALL = {
  urn: "urn:x",
  name: "x",
  type: "t",
  signal: new AbortController().signal,
  preview: false,
  timeoutSeconds: 0,
};
