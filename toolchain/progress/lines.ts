import type { Clock } from "../../base/clock.ts";
import { duration } from "./duration.ts";
import type { ToolchainEvent, ToolchainProgress } from "./events.ts";
import { tracker } from "./tracker.ts";

/** One line a transition, for logs. Says nothing at all when everything is there. */
export function lineProgress(write: (text: string) => void, clock: Clock): ToolchainProgress {
  const { apply, steps, remaining } = tracker(clock);
  const say = (text: string) => write(`toolchain: ${text}\n`);
  return (event: ToolchainEvent) => {
    apply(event);
    const expected = () => {
      const step = steps().find(
        ({ step }) => "component" in event && step.component === event.component,
      )?.step;
      return step ? `${step.component} ${step.version}` : "";
    };
    if (event.type === "planned") {
      const missing = event.steps.filter((step) => !step.cached);
      if (missing.length === 0) return;
      say(
        `${missing.length} to make (${missing.map((step) => step.component).join(", ")}), about ${duration(remaining())}`,
      );
    }
    if (event.type === "started") say(`${expected()}: started, log ${event.log}`);
    if (event.type === "waiting") say(`${expected()}: waiting for process ${event.pid}, which is making it`);
    if (event.type === "done")
      say(`${expected()}: ready after ${duration(event.seconds)}, about ${duration(remaining())} left`);
    if (event.type === "failed") say(`${expected()}: failed`);
    if (event.type === "note") say(event.text);
  };
}
