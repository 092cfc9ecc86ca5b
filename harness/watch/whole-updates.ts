import type { Stand, StandUp } from "../stand/stand.ts";

/** What is heard of a stand's updates. */
interface WholeUpdatesOptions {
  /** An interrupt of the command. */
  readonly signal: AbortSignal;
  readonly onUp: (up: StandUp) => void;
}

/**
 * A stand whose operations go on to their end, whatever becomes of the round that began them: a save must not leave a half-made cluster.
 * Only an interrupt of the command ends them. An update waits for the preview that an ended round has left under way.
 */
export function wholeUpdates(stand: Stand, { signal, onUp }: WholeUpdatesOptions): Stand {
  let previewed: Promise<unknown> = Promise.resolve();
  return {
    ...stand,
    preview: (spec) => {
      const preview = stand.preview(spec, { signal });
      previewed = preview.catch(() => {});
      return preview;
    },
    up: async (spec) => {
      await previewed;
      const up = await stand.up(spec, { signal });
      onUp(up);
      return up;
    },
    destroy: async () => {
      await previewed;
      await stand.destroy();
    },
  };
}
