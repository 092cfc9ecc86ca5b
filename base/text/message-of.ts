/** What an error says, or a thrown something else as text. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
