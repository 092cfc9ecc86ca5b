import type { JournalEvent } from "../journal/events.ts";

type Look = Extract<JournalEvent, { type: "diagnosis" }>;

/** How near a diagnosis came to the scenario whose fault was in the cluster. */
export type Named = "first" | "first, as one that cannot be told from it" | "among the first three" | "no";

/** One look at a faulty stand. */
interface FaultyLook extends Pick<Look, "cell" | "attempt" | "verdict" | "reason" | "ms" | "requests"> {
  /** `fault`: it began before what shows in the act alone, and looked for that. */
  readonly phase: Look["phase"];
  readonly named: Named;
  /** What it named, the most telling first. */
  readonly codes: readonly string[];
}

/** What `faultline diagnose` said of the stands of a run, against what was in them. */
export interface Diagnosed {
  readonly schema: "faultline/diagnosed@1";
  readonly faulty: readonly FaultyLook[];
  /** Looks at stands before their fault. */
  readonly healthy: number;
  /** Those of them at which something was found. */
  readonly falsely: readonly Pick<Look, "cell" | "attempt" | "verdict" | "reason">[];
  /** Milliseconds that 95 of 100 looks took at most, but for those in the act; and the most requests of one. */
  readonly p95Ms: number;
  readonly mostRequests: number;
}

/** Undefined where no stand of the run was diagnosed. */
export function diagnosedIn(events: readonly JournalEvent[]): Diagnosed | undefined {
  const looks = events.filter((event): event is Look => event.type === "diagnosis");
  if (looks.length === 0) return undefined;
  const healthy = looks.filter(({ phase }) => phase === "baseline");
  // A look in the act has to wait for it.
  const times = looks
    .filter(({ phase }) => phase !== "fault")
    .map(({ ms }) => ms)
    .toSorted((a, b) => a - b);
  return {
    schema: "faultline/diagnosed@1",
    faulty: looks
      .filter(({ phase }) => phase !== "baseline")
      .map((look) => ({ ...shared(look), ...whatOf(look) })),
    healthy: healthy.length,
    falsely: healthy.filter(({ verdict }) => verdict !== "healthy").map(shared),
    p95Ms: times[Math.ceil(times.length * 0.95) - 1] ?? 0,
    mostRequests: Math.max(...looks.map(({ requests }) => requests)),
  };
}

function whatOf(look: Look) {
  const { phase, findings, ms, requests } = look;
  return { phase, named: named(look), codes: findings.map(({ code }) => code), ms, requests };
}

function named({ cell, findings }: Look): Named {
  const [scenario = ""] = cell.split("/");
  const isNamed = ({ code, alike }: Look["findings"][number]) =>
    code === scenario || alike.includes(scenario);
  const [first] = findings;
  if (first?.code === scenario) return "first";
  if (first && isNamed(first)) return "first, as one that cannot be told from it";
  return findings.slice(0, 3).some(isNamed) ? "among the first three" : "no";
}

const shared = ({ cell, attempt, verdict, reason }: Look) => ({ cell, attempt, verdict, reason });
