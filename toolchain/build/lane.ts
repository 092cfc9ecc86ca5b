/** Lets at most `width` tasks run; of those waiting the most urgent goes first, equals in order of arrival. */
export interface Lane {
  run<T>(urgency: number, task: () => Promise<T>): Promise<T>;
}

export function lane(width: number): Lane {
  const waiting: { urgency: number; go: () => void }[] = [];
  let running = 0;
  const next = () => {
    if (running >= width || waiting.length === 0) return;
    const first = waiting.reduce((best, each) => (each.urgency > best.urgency ? each : best));
    waiting.splice(waiting.indexOf(first), 1);
    running += 1;
    first.go();
  };
  return {
    async run(urgency, task) {
      await new Promise<void>((go) => {
        waiting.push({ urgency, go });
        // Not at once: tasks offered in the same tick compete by urgency, not by who came first.
        queueMicrotask(next);
      });
      try {
        return await task();
      } finally {
        running -= 1;
        next();
      }
    },
  };
}
