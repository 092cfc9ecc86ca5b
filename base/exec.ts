import { execa } from "execa";

/** What a finished process left. A failed start (no such file) has exit code 127 and says so in `stderr`. */
export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  readonly durationMs: number;
}

export interface ExecOptions {
  /** Replaces nothing: merged over the parent's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** A stop, by time or signal, kills what the program has started as well; it has no terminal to ask at. */
  readonly ownGroup?: boolean;
}

/** Runs one program to its end and never throws for its exit code. The one way faultline starts short-lived processes. */
export type Exec = (file: string, args: readonly string[], options?: ExecOptions) => Promise<ExecResult>;

/** Exit code of a program that was killed: by its timeout, an abort, or anybody's signal. */
export const KILLED = 128;

export const systemExec: Exec = async (file, args, options = {}) => {
  const running = execa(file, [...args], {
    reject: false,
    stripFinalNewline: true,
    ...(options.input === undefined ? { stdin: "ignore" as const } : { input: options.input }),
    ...(options.env && { env: options.env }),
    ...(options.cwd && { cwd: options.cwd }),
    ...(options.timeoutMs && { timeout: options.timeoutMs }),
    ...(options.signal && { cancelSignal: options.signal }),
    ...(options.ownGroup && { detached: true }),
  });
  if (options.ownGroup) void killGroupOf(running, options);
  const result = await running;
  return {
    exitCode: result.exitCode ?? (result.code === "ENOENT" ? 127 : KILLED),
    stdout: result.stdout ?? "",
    stderr:
      result.exitCode === undefined ? result.stderr || result.shortMessage || "" : (result.stderr ?? ""),
    timedOut: result.timedOut,
    durationMs: Math.round(result.durationMs),
  };
};

/** What a stopped program has started holds its outputs open, and nothing ends before those do. */
async function killGroupOf(running: Running, { timeoutMs, signal }: ExecOptions): Promise<void> {
  const { pid } = running;
  if (pid === undefined) return;
  const kill = () => {
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // All of it has ended meanwhile.
    }
  };
  // After execa's own limit, which has it told as timed out.
  const limit = timeoutMs && setTimeout(kill, timeoutMs + 100);
  signal?.addEventListener("abort", kill, { once: true });
  await running;
  clearTimeout(limit);
  signal?.removeEventListener("abort", kill);
}

type Running = Promise<unknown> & { readonly pid?: number };
