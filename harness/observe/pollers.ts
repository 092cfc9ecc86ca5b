import type { PhaseName } from "../plan/cell.ts";
import { observableName, TOP_NODES } from "./observable-name.ts";
import { isPatient, type ObservationPlan, type Polled, paceOf, patienceIn, polledIn } from "./plan.ts";
import { type Poller, poller } from "./poller.ts";
import { type CommandSample, type ProbeDeps, probe, type Vantage } from "./probe.ts";

export interface PollersOptions {
  readonly vantages: readonly Vantage[];
  readonly plan: ObservationPlan;
  readonly deps: Omit<ProbeDeps, "patienceSeconds">;
  readonly signal: AbortSignal;
  readonly onSample: (sample: CommandSample) => void;
}

/** The pollers of a stand: one for each observable and vantage point, started and paused as the cell's phases ask. */
export interface Pollers {
  enter(phase: PhaseName): void;
  /**
   * Looks now at what may show that the metrics API changed, from every vantage point or from the one given. With several vantage
   * points a hanging probe is given up only if the metrics API answers there, because hanging may be what the fault does; with one it is
   * not where the scenario is patient with it, because how it ends may be what is documented.
   */
  pollNow(vantage?: string): void;
  /** A pod or a node changed: what shows that is looked at now. `top` shows it when the metrics API does, and that polls now. */
  pollObjects(): void;
  /** Everything that is being polled is looked at now. */
  probeAll(): void;
  /** Whether a cheap request from `vantage` got metrics: if so `top pods` need not wait for `top nodes` to work. */
  metricsAnswered(vantage: string, answers: boolean): void;
  /** Resolves once `signal` has ended the last probe. */
  ended(): Promise<void>;
}

type Made = Poller & Pick<Polled, "observable" | "steady"> & { readonly from: string };

export function pollersOf({ vantages, plan, deps, signal, onSample }: PollersOptions): Pollers {
  const pollers = new Map<string, Made>();
  /** Vantage points from which the metrics API seems to work. */
  const works = new Map<string, boolean>();
  let phase: PhaseName = "stand";

  const pollerOf = ({ observable, steady }: Polled, vantage: Vantage): Poller => {
    const id = `${observableName(observable)} from ${vantage.name}`;
    const known = pollers.get(id);
    if (known) return known;
    const probes = async (until: AbortSignal) => {
      const patienceSeconds = patienceIn(phase, plan);
      const sample = await probe(observable, vantage, { ...deps, patienceSeconds }, until);
      if (sample) took(sample);
    };
    const made = { ...poller(probes, deps.clock, signal), from: vantage.name, observable, steady };
    pollers.set(id, made);
    return made;
  };
  const took = (sample: CommandSample) => {
    onSample(sample);
    if (sample.observable !== TOP_NODES) return;
    metricsAnswered(sample.vantage, sample.exit === 0);
  };
  const metricsAnswered = (vantage: string, answers: boolean) => {
    works.set(vantage, answers);
    arrange();
  };
  const arrange = () => {
    const idle = new Set<Poller>(pollers.values());
    for (const vantage of vantages) {
      for (const polled of polledIn(phase, plan)) {
        if (polled.fromOnePlace && vantage !== vantages.at(-1)) continue;
        const each = pollerOf(polled, vantage);
        const answers = works.get(vantage.name) ?? false;
        const waits = polled.afterTopNodes && !answers;
        if (!waits) each.setPace(paceOf(phase, polled, { vantages: vantages.length, answers }));
        if (!waits) idle.delete(each);
      }
    }
    for (const each of idle) each.setPace(null);
  };
  const poll = (wanted: (each: Made) => boolean, giveUp = true) => {
    for (const each of pollers.values()) if (wanted(each)) each.pollNow({ giveUp });
  };
  return {
    enter: (next) => {
      const impatient = patienceIn(next, plan) < patienceIn(phase, plan);
      phase = next;
      arrange();
      if (impatient) poll(() => true);
    },
    pollNow: (vantage) => {
      const giveUp = vantage === undefined ? !isPatient(phase, plan) : works.get(vantage) === true;
      poll(({ steady, from }) => !steady && (vantage === undefined || from === vantage), giveUp);
    },
    pollObjects: () => poll(({ steady, observable }) => !steady && observable.kind === "kubectl"),
    probeAll: () => poll(() => true),
    metricsAnswered,
    ended: async () => {
      await Promise.all([...pollers.values()].map((each) => each.ended));
    },
  };
}
