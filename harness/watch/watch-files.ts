import { type StatsListener, unwatchFile, watchFile } from "node:fs";

/** Files whose saves are noticed. */
export interface WatchedFiles {
  /** These (absolute paths) from now on, and no others. */
  follow(files: readonly string[]): void;
  /** Resolves at the next save, or at once where there was one since the last call. Rejects with the signal's reason when aborted. */
  saved(signal: AbortSignal): Promise<void>;
  /** Ends it. */
  close(): void;
}

const POLL_MS = 250;

/**
 * Looks at the files by their names, four times a second. An editor saves by renaming another file to the name, which a watch of the file
 * itself loses sight of; and inotify sees nothing of what changes on the other side of a network or of a container's mount.
 */
export function watchFiles(pollMs = POLL_MS): WatchedFiles {
  let followed: readonly string[] = [];
  let isSaved = false;
  let wake: (() => void) | undefined;
  const onStat: StatsListener = (now, before) => {
    // Between an editor's two steps there may be no file of that name; what comes then is the save.
    const isGone = now.mtimeMs === 0;
    const isSame = now.mtimeMs === before.mtimeMs && now.ino === before.ino && now.size === before.size;
    if (isGone || isSame) return;
    isSaved = true;
    wake?.();
  };
  const leave = (files: readonly string[]) => {
    for (const file of files) unwatchFile(file, onStat);
  };
  return {
    follow: (files) => {
      leave(followed.filter((file) => !files.includes(file)));
      for (const file of files) if (!followed.includes(file)) watchFile(file, { interval: pollMs }, onStat);
      followed = files;
    },
    saved: async (signal) => {
      signal.throwIfAborted();
      const woken = Promise.withResolvers<void>();
      const stop = () => woken.reject(signal.reason);
      signal.addEventListener("abort", stop, { once: true });
      wake = woken.resolve;
      if (isSaved) woken.resolve();
      try {
        await woken.promise;
      } finally {
        signal.removeEventListener("abort", stop);
      }
      isSaved = false;
    },
    close: () => leave(followed),
  };
}
