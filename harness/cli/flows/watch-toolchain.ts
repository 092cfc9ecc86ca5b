import { lineProgress, liveProgress, type ToolchainProgress } from "../../../toolchain/index.ts";
import type { CliContext } from "../../context.ts";

/** The toolchain's progress on this terminal or in this log; `stop` leaves the last picture and draws no more. */
export function watchToolchain(context: CliContext): {
  readonly progress: ToolchainProgress;
  stop: () => void;
} {
  const write = (text: string) => void context.stdout.write(text);
  if (!context.isTTY) return { progress: lineProgress(write, context.clock), stop: () => {} };
  const end = new AbortController();
  const { progress, run } = liveProgress(write, context.clock);
  run(end.signal).catch(() => {});
  return { progress, stop: () => end.abort() };
}
