import type { PlayerId } from '../../../shared/kernel/ids.ts';
import type { AccountStore } from '../../accounts/account-store.ts';
import { type AccountDoc, docOf } from './account-documents.ts';
import type { Documents } from './documents.ts';

export const placeOf = (owner: PlayerId, number: number): string => `${owner} ${number}`;

type Accounts = Pick<Documents<AccountDoc>, 'find' | 'findOne' | 'insert' | 'updateOne' | 'findOneAndDelete'>;

/**
 * An owner has so many places, and a bot takes one by a unique key of its own document, so that its insertion
 * alone decides. Two things are said of the owner around it:
 * - before, that bots may be had: should the owner be removed meanwhile and either process die, the sweep looks for them;
 * - after, whether the owner is still there: if not, nobody has seen the bot yet and it goes again.
 */
export const addBot =
  (accounts: Accounts): AccountStore['addBot'] =>
  async (bot, most) => {
    const owner = { _id: bot.owner, deletedAt: null };
    if (!(await accounts.updateOne(owner, { $max: { owns: bot.createdAt } }))) return 'too-many';
    const doc = docOf(bot);
    const others = await accounts.find({ owner: bot.owner, deletedAt: null }, { fields: ['place'] });
    const taken = new Set(others.map(({ place }) => place));
    const places = Array.from({ length: most }, (_, at) => placeOf(bot.owner, at));
    for (const place of places.filter((each) => !taken.has(each))) {
      if (await accounts.insert({ ...doc, place })) {
        if (await accounts.findOne(owner, { fields: ['_id'] })) return 'added';
        await accounts.findOneAndDelete({ _id: bot.id });
        return 'too-many';
      }
      if (await accounts.findOne({ usernameKey: doc.usernameKey }, { fields: ['_id'] })) return 'username-taken';
    }
    return 'too-many';
  };
