import { ApiStatusError } from "../../base/kube/errors.ts";
import type { Sample } from "../journal/events.ts";
import type { PodObject } from "./objects.ts";
import type { WatchDeps } from "./watch-apiservice.ts";

/** A crash loop prints its help page each time; more lines than this of one container are not kept. */
const MAX_LINES = 500;
const RETRY_MS = 1_000;
/** A quiet log may be a dead connection: asking again from the last line on costs little. */
const IDLE_MS = 20_000;
/** A kubelet that has just restarted does not know its pods for some seconds. */
const REFUSALS = 45;

export interface FollowedLogs {
  /** Marks the samples; absent for metrics-server's. */
  readonly of?: "vcluster";
  /** Lines worth a sample; all where not given. */
  readonly wanted?: (line: string) => boolean;
}

/**
 * Follows the logs of every container of the pods it is told of, one sample a line: also of a container that ended before
 * its start was noticed (a crash loop), and again after a lost connection. Returns what to call for each pod event.
 */
export function followLogs(
  deps: WatchDeps,
  onSample: (sample: Sample) => void,
  logs: FollowedLogs = {},
): (pod: PodObject) => void {
  const taken = new Set<string>();
  const running = new Set<string>();
  return (pod) => {
    for (const { name, containerID, state, lastState } of pod.status.containerStatuses) {
      const previous = lastState.terminated?.containerID;
      if (containerID && state.running) running.add(containerID);
      else if (containerID) running.delete(containerID);
      const started = state.running !== undefined || state.terminated !== undefined;
      for (const [id, isPrevious] of [
        [previous, true],
        [started ? containerID : undefined, false],
      ] as const) {
        if (!id || taken.has(id)) continue;
        taken.add(id);
        void followContainer(
          deps,
          { ...logs, pod: pod.metadata, container: name, isPrevious, isRunning: () => running.has(id) },
          onSample,
        );
      }
    }
  };
}

interface ContainerRef extends FollowedLogs {
  readonly pod: { readonly name: string; readonly namespace: string };
  readonly container: string;
  readonly isPrevious: boolean;
  readonly isRunning: () => boolean;
}

async function followContainer(
  deps: WatchDeps,
  ref: ContainerRef,
  onSample: (s: Sample) => void,
): Promise<void> {
  const { client, clock, signal } = deps;
  let last = "";
  let lines = 0;
  let refusals = 0;
  while (!signal.aborted) {
    // A log that is asked for again starts at a whole second: what was seen comes first.
    const seenUntil = last;
    try {
      for await (const line of client.lines(logPath(ref, seenUntil), { signal, timeoutMs: IDLE_MS })) {
        const { time, text } = stamped(line);
        if (time <= seenUntil || lines >= MAX_LINES) continue;
        last = time;
        if (ref.wanted && !ref.wanted(text)) continue;
        lines += 1;
        const seenAt = new Date(clock.now()).toISOString();
        const of = ref.of && { of: ref.of };
        onSample({ kind: "log", ...of, pod: ref.pod.name, seenAt, ...writtenAt(time), text });
      }
      // A kubelet that restarts ends the stream as if the container had ended.
      if (!ref.isRunning()) return;
    } catch (error) {
      // 400: the container waits to be started, or its log is gone; 404: the pod is gone, or its kubelet has just restarted.
      const refused = error instanceof ApiStatusError && (error.status === 404 || error.status === 400);
      if (refused && (!ref.isRunning() || ++refusals > REFUSALS)) return;
    }
    await clock.sleep(RETRY_MS, signal).catch(() => {});
  }
}

function logPath({ pod, container, isPrevious }: ContainerRef, since: string): string {
  const query = new URLSearchParams({
    container,
    timestamps: "true",
    ...(isPrevious ? { previous: "true" } : { follow: "true" }),
    ...(since !== "" && { sinceTime: since }),
  });
  return `/api/v1/namespaces/${pod.namespace}/pods/${pod.name}/log?${query}`;
}

/** The kubelet puts an RFC 3339 time with nanoseconds and a space before each line; such times of one container sort as text. */
function stamped(line: string): { time: string; text: string } {
  const space = line.indexOf(" ");
  return space < 0 ? { time: line, text: "" } : { time: line.slice(0, space), text: line.slice(space + 1) };
}

/** The stamp as the journal has times; nothing for a line without one, which a container runtime may give for its own trouble. */
function writtenAt(time: string): { readonly writtenAt?: string } {
  const at = Date.parse(time);
  return Number.isNaN(at) ? {} : { writtenAt: new Date(at).toISOString() };
}
