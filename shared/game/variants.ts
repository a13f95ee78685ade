import type { BoardSettings } from './settings.ts';

/** The named presets. A variant's name is also its ladder's; a custom board has no ladder and is never rated. */
export const variants = {
  xo: { width: 3, height: 3, inARow: 3, gravity: false, exact: false },
  'xo-6x4': { width: 6, height: 6, inARow: 4, gravity: false, exact: false },
  'connect-four': { width: 7, height: 6, inARow: 4, gravity: true, exact: false },
  gomoku: { width: 15, height: 15, inARow: 5, gravity: false, exact: false },
} as const satisfies Record<string, BoardSettings>;

export type VariantName = keyof typeof variants;

export const variantNames = Object.keys(variants) as readonly VariantName[];

/** The preset whose board these settings are, or null for a custom board. */
export const variantOf = (board: BoardSettings): VariantName | null =>
  variantNames.find((name) => {
    const preset = variants[name];
    return (
      preset.width === board.width &&
      preset.height === board.height &&
      preset.inARow === board.inARow &&
      preset.gravity === board.gravity &&
      preset.exact === board.exact
    );
  }) ?? null;
