/** Names and addresses differ when these differ. */
export const keyOf = (nameOrEmail: string): string => nameOrEmail.toLowerCase();

const reserved = new Set([
  'admin',
  'administrator',
  'moderator',
  'operator',
  'octothorpe',
  'root',
  'support',
  'system',
  'deleted',
]);

/** User names that would pass for the house; they count as taken. */
export const isReserved = (username: string): boolean =>
  keyOf(username).startsWith('house-') || reserved.has(keyOf(username));

/** A guest's name when none is chosen: the same id has the same name. */
export const guestName = (id: string): string => {
  const sum = [...id].reduce((total, character) => (total * 31 + character.charCodeAt(0)) % 9000, 7);
  return `Guest ${1000 + sum}`;
};

const houseNames = ['House novice', 'House casual', 'House regular', 'House expert', 'House master'] as const;

/** @param level 1 to 5 */
export const houseBotName = (level: number): { readonly username: string; readonly displayName: string } => ({
  username: `house-${level}`,
  displayName: houseNames[level - 1] ?? `House bot ${level}`,
});
