/**
 * The words of the command line, taken away from the libraries that are loaded afterwards: Fabric's read them as settings of
 * their own, and answer `--help` themselves. Import it first.
 */
export const WORDS: readonly string[] = process.argv.splice(2);
