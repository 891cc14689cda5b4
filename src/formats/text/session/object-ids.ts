import { remember } from './bounded.js';

/**
 * Ids of statistics objects that are about a user: one for each kind of object and user, so that readings of two users are
 * never compared. It is the same text each time: a new one would be compared, and looked up, character by character.
 */
export class ObjectIds {
  private readonly byUser = new Map<string, Map<string, string>>();

  /** @param kind what the ids of such objects begin with */
  of(kind: string, user: string): string {
    let ids = this.byUser.get(kind);
    if (ids === undefined) {
      ids = new Map();
      this.byUser.set(kind, ids);
    }
    const known = ids.get(user);
    if (known !== undefined) return known;
    const id = `${kind}-${user}`;
    remember(ids, user, id);
    return id;
  }
}
