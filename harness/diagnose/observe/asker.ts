import type { Clock } from "../../../base/clock.ts";
import { messageOf } from "../../../base/text/message-of.ts";
import { EnoughAsked, type ReadOnlyClient } from "./read-only.ts";

/** What came of one question. Without a status nobody answered, and `body` says how. */
export interface Told {
  readonly status: number | null;
  readonly body: string;
  /** ISO 8601. */
  readonly askedAt: string;
  readonly toldAt: string;
  /** Nobody was asked, so that it says nothing. */
  readonly unasked?: true;
}

interface Question {
  readonly timeoutMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks one API server. */
export interface Asker {
  /** As the judge calls it: of several servers its node's name. */
  readonly name: string;
  readonly client: ReadOnlyClient;
  /** ISO 8601. */
  now(): string;
  ask(path: string, question?: Question): Promise<Told>;
}

/** A healthy API server answers within milliseconds; one that dials in vain for somebody says so after 30 s. */
const TIMEOUT_MS = 8_000;

export function asker(
  name: string,
  client: ReadOnlyClient,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Asker {
  const now = () => new Date(clock.now()).toISOString();
  return {
    name,
    client,
    now,
    ask: async (path, { timeoutMs = TIMEOUT_MS, headers = {} } = {}) => {
      const askedAt = now();
      try {
        const { status, body } = await client.get(path, { signal, timeoutMs, headers });
        return { status, body, askedAt, toldAt: now() };
      } catch (error) {
        const unasked = error instanceof EnoughAsked && { unasked: true as const };
        return { status: null, body: messageOf(error), askedAt, toldAt: now(), ...unasked };
      }
    },
  };
}

/** The same asker for questions that are put at one time: what several of them want is asked once. */
export function askingOnce(one: Asker): Asker {
  const told = new Map<string, Promise<Told>>();
  return {
    ...one,
    ask: (path, question = {}) => {
      const key = JSON.stringify([path, question]);
      const answer = told.get(key) ?? one.ask(path, question);
      told.set(key, answer);
      return answer;
    },
  };
}

/** Who asks is not known, or may not. */
export function isRefused({ status }: Told): boolean {
  return status === 401 || status === 403;
}

/** A 2xx answer. */
export function isGood({ status }: Told): boolean {
  return status !== null && status >= 200 && status < 300;
}
