/** A word that a POSIX shell takes as it is, in single quotes. */
export const shellQuote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
