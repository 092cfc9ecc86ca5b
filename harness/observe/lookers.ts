import type { PhaseName } from "../plan/cell.ts";
import { type CommandSample, type LookSeams, look, type Vantage } from "./look.ts";
import { observableName, TOP_NODES } from "./observable-name.ts";
import { type ObservationPlan, type Polled, paceOf, polledIn } from "./plan.ts";
import { type Poller, poller } from "./poller.ts";

export interface LookersOptions {
  readonly vantages: readonly Vantage[];
  readonly plan: ObservationPlan;
  readonly seams: LookSeams;
  readonly signal: AbortSignal;
  readonly onSample: (sample: CommandSample) => void;
}

/** The pollers of a stand: one for each observable and vantage point, started and paused as the cell's phases ask. */
export interface Lookers {
  enter(phase: PhaseName): void;
  /** Something changed: everything that is being polled is looked at now. */
  poke(): void;
  /** Whether a cheap request from `vantage` got metrics: if so `top pods` need not wait for `top nodes` to work. */
  hint(vantage: string, answers: boolean): void;
  /** Resolves once `signal` has ended the last look. */
  ended(): Promise<void>;
}

export function lookers({ vantages, plan, seams, signal, onSample }: LookersOptions): Lookers {
  const pollers = new Map<string, Poller>();
  /** Vantage points from which the metrics API seems to work. */
  const works = new Map<string, boolean>();
  let phase: PhaseName = "stand";

  const pollerOf = ({ observable }: Polled, vantage: Vantage): Poller => {
    const id = `${observableName(observable)} from ${vantage.name}`;
    const made =
      pollers.get(id) ??
      poller(
        async (until) => {
          const sample = await look(observable, vantage, seams, until);
          if (sample) took(sample);
        },
        seams.clock,
        signal,
      );
    pollers.set(id, made);
    return made;
  };
  const took = (sample: CommandSample) => {
    onSample(sample);
    if (sample.observable !== TOP_NODES) return;
    hint(sample.vantage, sample.exit === 0);
  };
  const hint = (vantage: string, answers: boolean) => {
    works.set(vantage, answers);
    arrange();
  };
  const arrange = () => {
    const idle = new Set(pollers.values());
    for (const vantage of vantages) {
      for (const polled of polledIn(phase, plan)) {
        const each = pollerOf(polled, vantage);
        const waits = polled.afterTopNodes && !works.get(vantage.name);
        if (!waits) each.setPace(paceOf(phase));
        if (!waits) idle.delete(each);
      }
    }
    for (const each of idle) each.setPace(null);
  };
  return {
    enter: (next) => {
      phase = next;
      arrange();
    },
    poke: () => {
      for (const each of pollers.values()) each.poke();
    },
    hint,
    ended: async () => {
      await Promise.all([...pollers.values()].map((each) => each.ended));
    },
  };
}
