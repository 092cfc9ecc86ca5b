/** Runs work while its weights fit into the room, in the order it was asked for; what weighs more than the room has it alone. */
export type WeightedLimit = <T>(weight: number, work: () => Promise<T>) => Promise<T>;

/** Like p-limit, which knows no weights. */
export function weightedLimit(room: number): WeightedLimit {
  let free = room;
  const waiting: { readonly weight: number; readonly start: () => void }[] = [];
  const admit = () => {
    for (let next = waiting[0]; next && next.weight <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.weight;
      next.start();
    }
  };
  return async (weight, work) => {
    const taken = Math.min(weight, room);
    await new Promise<void>((start) => {
      waiting.push({ weight: taken, start });
      admit();
    });
    try {
      return await work();
    } finally {
      free += taken;
      admit();
    }
  };
}
