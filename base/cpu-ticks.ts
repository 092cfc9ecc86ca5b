/** Clock ticks a second in /proc (proc(5)); 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

export function millisecondsOf(ticks: number): number {
  return (ticks * 1_000) / TICKS_PER_SECOND;
}

/** What a process (`ownMs`) and those of its children that it has waited for (`childrenMs`) used, by its /proc/<pid>/stat; zero for no text. */
export function ticksMs(stat: string): { readonly ownMs: number; readonly childrenMs: number } {
  // Its name may have spaces and brackets in it: the fields are counted from behind it. utime is the fourteenth of all.
  const fields = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15);
  return { ownMs: millisecondsOf(user + system), childrenMs: millisecondsOf(childrenUser + childrenSystem) };
}
