import { createWriteStream, existsSync } from "node:fs";
import { finished } from "node:stream/promises";
import { execa } from "execa";
import { ToolchainStepFailed } from "../errors.ts";
import type { RecipeRun, StepRunOptions } from "../recipe.ts";

export interface StepRun {
  readonly run: RecipeRun["run"];
  /** Ends the log. */
  close(): Promise<void>;
}

const SETPRIV = "/usr/bin/setpriv";
const LAST_WORDS = 12;

/**
 * Runs a step's programs with every line they print in `log`. A program dies with faultline, even by kill -9 (the kernel's
 * parent-death signal, by util-linux's setpriv), and with its whole process group when `signal` is aborted.
 */
export function openStepRun(log: string, component: string, signal: AbortSignal): StepRun {
  const stream = createWriteStream(log, { flags: "a" });
  const run = async (file: string, args: readonly string[], options: StepRunOptions = {}) => {
    signal.throwIfAborted();
    stream.write(`$ ${[file, ...args].join(" ")}\n`);
    const [program, ...rest] = existsSync(SETPRIV)
      ? [SETPRIV, "--pdeathsig", "TERM", "--", file, ...args]
      : [file, ...args];
    const child = execa(program, rest, {
      reject: false,
      detached: true,
      all: true,
      buffer: { all: false, stderr: false, stdout: true },
      maxBuffer: 512 * 1024 * 1024,
      ...(options.input === undefined ? { stdin: "ignore" as const } : { input: options.input }),
      ...(options.cwd && { cwd: options.cwd }),
      ...(options.env && { env: options.env }),
    });
    const words: string[] = [];
    child.all.on("data", (chunk: Buffer) => {
      stream.write(chunk);
      words.push(...chunk.toString().split("\n").filter(Boolean));
      words.splice(0, words.length - LAST_WORDS);
    });
    const stop = () => stopGroup(child.pid);
    signal.addEventListener("abort", stop, { once: true });
    const result = await child;
    signal.removeEventListener("abort", stop);
    signal.throwIfAborted();
    if (result.exitCode === 0) return result.stdout;
    const how =
      result.exitCode === undefined
        ? (result.shortMessage ?? "did not start")
        : `exit code ${result.exitCode}`;
    const heard = words.length > 0 ? `\n  ${words.join("\n  ")}` : "";
    throw new ToolchainStepFailed(
      `${component}: ${file} ${args[0] ?? ""}: ${how}; the whole log is ${log}${heard}`,
      log,
    );
  };
  return {
    run,
    close: async () => {
      stream.end();
      await finished(stream);
    },
  };
}

/** A step is its own process group: a compiler's children go with it. */
function stopGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGTERM");
  } catch {
    // Gone already.
  }
}
