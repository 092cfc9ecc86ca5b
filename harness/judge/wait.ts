import type { Clock } from "../../base/clock.ts";
import type { SampleLog } from "../observe/sample-log.ts";
import type { Progress } from "./progress.ts";
import { type View, viewOf } from "./view.ts";

export interface WaitDeps {
  readonly observer: { readonly log: SampleLog; readonly vantages: readonly string[]; probeAll(): void };
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Deadlines are judged at least this often when nothing new is seen. */
const LOOK_MS = 250;

/**
 * Waits until the judgement is certain, judging anew on every sample. The same judgement on a journal gives the same answer.
 * Rejects with the signal's reason when aborted.
 */
export async function waitFor<T>(
  judge: (view: View) => Progress<T>,
  { observer, clock, signal }: WaitDeps,
): Promise<Extract<Progress<T>, { state: "done" | "failed" }>> {
  let asked = 0;
  for (;;) {
    signal.throwIfAborted();
    const changed = observer.log.changed();
    const progress = judge(viewOf(observer, clock.now()));
    if (progress.state === "done" || progress.state === "failed") return progress;
    const settlesAt = progress.state === "holding" ? (progress.settlesAt ?? 0) : 0;
    const wait = settlesAt > clock.now() ? Math.min(LOOK_MS, settlesAt - clock.now()) : LOOK_MS;
    if (settlesAt > asked && settlesAt <= clock.now()) {
      // The pollers' own pace would give the probe that settles it up to a pace later.
      asked = settlesAt;
      observer.probeAll();
    }
    await nextLook(changed, wait, clock, signal);
  }
}

async function nextLook(
  changed: Promise<void>,
  ms: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const woken = new AbortController();
  const sleep = clock.sleep(ms, AbortSignal.any([signal, woken.signal])).catch(() => {});
  await Promise.race([changed, sleep]);
  woken.abort();
}
