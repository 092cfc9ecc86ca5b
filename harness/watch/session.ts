import type { Clock } from "../../base/clock.ts";
import type { ExitCode } from "../../base/exit-codes.ts";
import { messageOf } from "../../base/text/message-of.ts";
import { platformName } from "../plan/cell-platform.ts";
import { InvalidScenarios } from "../scenario/errors.ts";
import type { Draft, DraftOn } from "./draft.ts";
import type { Loaded } from "./load-draft.ts";
import type { Place } from "./place.ts";
import { type Round, startRound } from "./round.ts";
import type { Tell } from "./said.ts";
import type { WatchedFiles } from "./watch-files.ts";
import { whatToDo } from "./what-to-do.ts";

export interface WatchOptions {
  /** The scenario's file, absolute. */
  readonly file: string;
  readonly load: () => Promise<Exclude<Loaded, { readonly crashed: string }>>;
  readonly files: WatchedFiles;
  /** Makes room for a draft's stand: which of its platforms, and where. */
  readonly open: (draft: Draft) => Promise<{ readonly place: Place; readonly on: DraftOn }>;
  readonly fix?: string | undefined;
  readonly once: boolean;
  readonly tell: Tell;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Watches a scenario being written until it is interrupted, with `once` until its first round is over. What is made is removed, however
 * it ends. @throws InvalidScenarios with `once`; what the toolchain, the engine and Pulumi throw. Rejects with the signal's reason.
 */
export async function watchScenario(options: WatchOptions): Promise<ExitCode> {
  const { open, tell } = options;
  const drafts = draftsOf(options);
  let draft = await drafts.first();
  for (;;) {
    const { place, on } = await open(draft);
    try {
      const next = await onStand(place, on, draft, drafts, options);
      if ("exit" in next) return next.exit;
      draft = next.draft;
    } finally {
      await place.remove();
    }
    tell(loaded(draft, "begin", "on a new stand"));
  }
}

/** The drafts that saves make, without those that are wrong: they are told of. */
interface Drafts {
  readonly first: () => Promise<Draft>;
  /** The same promise until it has been taken: a save counts once. */
  readonly next: () => Promise<Draft>;
  readonly taken: () => void;
}

function draftsOf({ file, load, files, once, tell, signal }: WatchOptions): Drafts {
  const known = new Set([file]);
  files.follow([file]);
  const good = async (): Promise<Draft | undefined> => {
    const now = await load();
    // An import that fails hides those after it.
    for (const each of now.files) known.add(each);
    files.follow([...known]);
    if ("draft" in now) return now.draft;
    if (once) throw new InvalidScenarios(now.problems);
    tell({ type: "broken", problems: now.problems });
    return undefined;
  };
  const saved = async (): Promise<Draft> => {
    for (;;) {
      await files.saved(signal);
      const draft = await good();
      if (draft) return draft;
    }
  };
  let pending: Promise<Draft> | undefined;
  return {
    first: async () => {
      const draft = (await good()) ?? (await saved());
      tell(loaded(draft, "begin", "it is as `faultline check` wants it"));
      return draft;
    },
    next: () => {
      pending ??= saved();
      pending.catch(() => {});
      return pending;
    },
    taken: () => {
      pending = undefined;
    },
  };
}

type Next = { readonly exit: ExitCode } | { readonly draft: Draft };

/** Round after round on one stand, until it cannot serve what the file has become. */
async function onStand(
  place: Place,
  first: DraftOn,
  draft: Draft,
  drafts: Drafts,
  options: WatchOptions,
): Promise<Next> {
  let on = first;
  let latest = draft;
  let before: Parameters<typeof startRound>[0]["before"];
  for (;;) {
    const round = startRound({ ...options, place, on, before });
    try {
      const next = await nextOf(round, { on, draft: latest }, drafts, options);
      if ("exit" in next || next.does === "new stand") return next;
      before = { undo: round.reached().fault === "none" ? [] : (on.fault.undo ?? []) };
      on = next.on;
      latest = next.draft;
    } finally {
      await round.stop();
    }
  }
}

interface Now {
  readonly on: DraftOn;
  readonly draft: Draft;
}

type After =
  | { readonly exit: ExitCode }
  | ({ readonly does: "again" } & Now)
  | { readonly does: "new stand"; readonly draft: Draft };

/** What comes after a round: it ends by itself, or a save ends it. */
async function nextOf(
  round: Round,
  now: Now,
  drafts: Drafts,
  { once, tell, signal }: WatchOptions,
): Promise<After> {
  let { on, draft } = now;
  let hasFailed = false;
  for (;;) {
    const next = drafts.next();
    const end = hasFailed
      ? await next.then(() => null)
      : await Promise.race([round.ended, next.then(() => null)]);
    if (end?.state === "stopped") signal.throwIfAborted();
    if (end?.state === "decided") return { exit: end.exit };
    if (end?.state === "out of reach") {
      tell(loaded(draft, "new stand", `the healthy state cannot be reached in place: ${end.why}`));
      return { does: "new stand", draft };
    }
    if (end?.state === "failed") {
      if (once) throw end.error;
      tell({ type: "failed", message: messageOf(end.error) });
      hasFailed = true;
      continue;
    }
    draft = await next;
    drafts.taken();
    const changed = draft.on.find(({ platform }) => platformName(platform) === platformName(on.platform));
    const todo = whatToDo(on, changed, round.reached());
    const isRetried = hasFailed && changed !== undefined && todo.does !== "new stand";
    tell(isRetried ? loaded(draft, "again", "the round before failed") : loaded(draft, todo.does, todo.why));
    if (!changed || todo.does === "new stand") return { does: "new stand", draft };
    if (isRetried || todo.does === "again") return { does: "again", on: changed, draft };
    if (todo.does === "judge") round.judgeBy(changed);
    on = changed;
  }
}

function loaded(
  { id, title }: Draft,
  does: "begin" | "nothing" | "judge" | "again" | "new stand",
  why: string,
) {
  return { type: "loaded", scenario: id, title, does, why } as const;
}
