import type { enSettings } from './en-settings.ts';

/** The German words of settings and of what the page itself says. */
export const deSettings: typeof enSettings = {
  settings: {
    title: 'Einstellungen',
    hint: 'Nur in diesem Browser gespeichert.',
    language: 'Sprache',
    sound: 'Töne',
    soundHint: 'Ein leises Tippen für Züge, zwei Töne, wenn du am Zug bist, drei am Ende.',
    soundOn: 'Töne sind an',
    soundOff: 'Töne sind aus',
    theme: 'Dunkel oder hell folgt deinem System, und weniger Bewegung auch.',
  },
};
