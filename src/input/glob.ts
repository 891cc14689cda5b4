import glob from 'fast-glob';

/** True for a text with the signs of a glob pattern. */
export function isPattern(text: string): boolean {
  return glob.isDynamicPattern(text);
}

/** The pattern that finds exactly this path. */
export function asPattern(path: string): string {
  return glob.convertPathToPattern(path);
}

/**
 * The paths that a pattern finds, files and folders, without those that a wildcard would have to begin with a dot for.
 * @param cwd folder that relative patterns start from, and that the paths are relative to
 * @param without a folder that is not searched
 */
export function matchingPaths(pattern: string, cwd: string, without: string | undefined): Promise<string[]> {
  return glob(pattern, {
    cwd,
    dot: false,
    followSymbolicLinks: false,
    onlyFiles: false,
    suppressErrors: true,
    ignore: without === undefined ? [] : [`**/${without}/**`],
  });
}
