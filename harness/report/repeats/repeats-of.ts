import type { Repeats, Spread, Try } from "./repeats-schema.ts";
import { wilson } from "./wilson.ts";

/** What several attempts come to; undefined of one, which says nothing of the next. */
export function repeatsOf(tries: readonly Try[]): Repeats | undefined {
  if (tries.length < 2) return undefined;
  const good = tries.filter(({ verdict }) => verdict === "pass");
  const flakes = tries.length - good.length;
  return {
    attempts: tries.length,
    asExpected: good.length,
    flakeRate: { share: flakes / tries.length, ...wilson(flakes, tries.length) },
    timeToSymptomMs: spreadOf(good.map(({ timeToSymptomMs }) => timeToSymptomMs)),
    timeToRecoveryMs: spreadOf(good.map(({ timeToRecoveryMs }) => timeToRecoveryMs)),
  };
}

function spreadOf(times: readonly (number | null)[]): Spread {
  const sorted = times.filter((time) => time !== null).sort((a, b) => a - b);
  const [least] = sorted;
  const most = sorted.at(-1);
  if (least === undefined || most === undefined) return null;
  const half = (sorted.length - 1) / 2;
  const [low = least, high = most] = [sorted[Math.floor(half)], sorted[Math.ceil(half)]];
  return { median: Math.round((low + high) / 2), least, most };
}
