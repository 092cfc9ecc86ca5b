/** Runs work while its weights fit into the room; what weighs more than the room has it alone. */
export type Limit = <T>(work: () => Promise<T>, how?: Demand) => Promise<T>;

export interface Demand {
  /** What it takes of the room; 1 by default. */
  readonly weight?: number;
  /** Of those that wait the most urgent goes first, equals in the order they came; 0 by default. */
  readonly urgency?: number;
}

/** Like p-limit, which knows neither weights nor urgency. */
export function limit(room: number): Limit {
  let free = room;
  const waiting: { readonly weight: number; readonly urgency: number; readonly start: () => void }[] = [];
  const admit = () => {
    for (;;) {
      const next = waiting.toSorted((a, b) => b.urgency - a.urgency)[0];
      if (!next || next.weight > free) return;
      waiting.splice(waiting.indexOf(next), 1);
      free -= next.weight;
      next.start();
    }
  };
  return async (work, { weight = 1, urgency = 0 } = {}) => {
    const taken = Math.min(weight, room);
    await new Promise<void>((start) => {
      waiting.push({ weight: taken, urgency, start });
      // Not at once: what is asked for in the same tick competes by urgency, not by who came first.
      queueMicrotask(admit);
    });
    try {
      return await work();
    } finally {
      free += taken;
      admit();
    }
  };
}
