/** A file's name, without its ending, of what one attempt at a cell (its id) left. */
export function attemptName(cell: string, attempt: number): string {
  return `${cell.replaceAll("/", "_")}-${attempt}`;
}
