/**
 * A path as reports show it: without what says nothing, so that `./logs`, `logs/` and `logs//` lead to logs of the same
 * names. A shard is chosen by that name, and shards are joined when they have found the same ones. `..` stays: behind a
 * link to a folder it leads elsewhere than it seems to. A slash at the end stays, because a file has none.
 */
export function shownPath(path: string): string {
  const rest = path.replace(/^\/+/, '');
  // Two slashes at the beginning may name another machine.
  const root = path.slice(0, path.length - rest.length);
  const steps = rest.split('/');
  const last = steps.length - 1;
  const shown = steps.filter((step, at) => step !== '.' && (step !== '' || at === last)).join('/');
  if (root === '' && shown === '') return '.';
  // What begins with a hyphen would be an option, and one alone standard input.
  return root === '' && shown.startsWith('-') ? `./${shown}` : `${root}${shown}`;
}
