import type { ExitCode } from "../../../base/exit-codes.ts";
import { withLock } from "../../../base/lock.ts";
import { showProgress } from "../../../toolchain/index.ts";
import type { CliContext } from "../../context.ts";
import { platformText } from "../../plan/cell-platform.ts";
import { needsOf } from "../../plan/platform-needs.ts";
import { openEnvironment } from "../../run/environment.ts";
import { newRunId } from "../../run/names.ts";
import { UsageError } from "../../usage-error.ts";
import type { Draft, DraftOn } from "../../watch/draft.ts";
import { loadDraft } from "../../watch/load-draft.ts";
import { openPlace, type Place } from "../../watch/place.ts";
import type { Tell } from "../../watch/said.ts";
import { watchScenario } from "../../watch/session.ts";
import { openTeller } from "../../watch/show/open-teller.ts";
import { watchFiles } from "../../watch/watch-files.ts";
import type { Output } from "../output.ts";
import type { PluginChoice } from "../plugin-option.ts";
import { firstRunnable, platformChoices } from "./choose-scenario.ts";
import { scenarioFileOf } from "./scenario-file-of.ts";

export interface WatchAsked extends Output, PluginChoice {
  readonly fix?: string;
  readonly once: boolean;
}

/** `faultline watch`. @throws UsageError for a scenario or a fix that is not there, and where somebody watches the file already. */
export async function watchCommand(
  selector: string,
  asked: WatchAsked,
  context: CliContext,
): Promise<ExitCode> {
  const { fix, once, output } = asked;
  const { clock, env, signal } = context;
  const { dir, id, file } = await scenarioFileOf(selector, context.scenarios);
  return await alone(file, context, async () => {
    const files = watchFiles();
    const { tell, close } = openTeller(context, output);
    try {
      const load = () => loadDraft({ dir, id }, { env, signal });
      const open = (draft: Draft) => opened(draft, asked, tell, context);
      return await watchScenario({ file, load, files, open, fix, once, tell, clock, signal });
    } finally {
      files.close();
      close();
    }
  });
}

/** Two that move a stand for one file would each show what the other has just done away with. */
async function alone<T>(file: string, { clock, signal }: CliContext, work: () => Promise<T>): Promise<T> {
  const held = new AbortController();
  const onWait = (pid: number) =>
    held.abort(
      new UsageError(`${file} is watched already, by process ${pid}; end that one with Ctrl-C first`),
    );
  try {
    return await withLock(`watch ${file}`, work, {
      clock,
      signal: AbortSignal.any([signal, held.signal]),
      onWait,
    });
  } catch (error) {
    throw held.signal.aborted ? held.signal.reason : error;
  }
}

/** An environment of its own for each stand, as what a save needs of the toolchain may be other things. */
async function opened(
  draft: Draft,
  { fix, plugin }: Pick<WatchAsked, "fix" | "plugin">,
  tell: Tell,
  context: CliContext,
): Promise<{ readonly place: Place; readonly on: DraftOn }> {
  refuseUnknownFix(draft, fix);
  const choices = platformChoices([draft]);
  const possible = draft.on.filter((on) => choices.some(({ platform }) => platform === on.platform));
  tell({ type: "stand", state: "preparing" });
  const environment = await showProgress({ ...context, stream: context.stderr }, (progress) =>
    openEnvironment({
      run: newRunId(context.clock),
      context,
      ...needsOf(choices.map(({ platform }) => platform)),
      components: [...new Set(possible.flatMap(({ components }) => components))],
      kept: false,
      plugin,
      progress,
    }),
  );
  try {
    const { platform } = firstRunnable(choices, environment.toolchain.missingImages, context.stderr);
    const on = possible.find((each) => each.platform === platform);
    if (!on) throw new UsageError(`scenario ${draft.id} is not on ${platformText(platform)}`);
    tell({ type: "stand", state: "making", run: environment.run, platform: platformText(platform) });
    return { on, place: await openPlace({ context, environment, on, fix, tell }) };
  } catch (error) {
    await environment.release();
    throw error;
  }
}

function refuseUnknownFix({ id, on }: Draft, fix: string | undefined): void {
  const known = [...new Set(on.flatMap(({ fixes }) => fixes.map((each) => each.id)))];
  if (fix !== undefined && !known.includes(fix))
    throw new UsageError(`scenario ${id} has no fix "${fix}"; it has ${known.join(", ")}`);
}
