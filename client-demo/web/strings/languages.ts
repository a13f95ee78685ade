import type { Language } from '../state/settings.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** Every language whole: one that lacks a key of the English does not compile. */
export const texts: Readonly<Record<Language, typeof en>> = { en, de };
