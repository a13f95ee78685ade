export type Language = 'en' | 'de';
export const languages: readonly Language[] = ['en', 'de'];

/** What a person has set for this browser. */
export interface Settings {
  readonly language: Language;
  readonly sound: boolean;
}

/** Nothing sounds before somebody has asked for it. */
export const defaultSettings: Settings = { language: 'en', sound: false };

const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value);

const kept = (text: string | null): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
};

/** The first of the browser's languages (such as `de-AT`) that there are words in. */
const preferredLanguage = (preferred: readonly string[]): Language =>
  preferred.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? defaultSettings.language;

/** Settings as they were kept; whatever is missing or makes no sense is as by default. */
export const parseSettings = (text: string | null, preferred: readonly string[]): Settings => {
  const { language, sound } = kept(text);
  return { language: isLanguage(language) ? language : preferredLanguage(preferred), sound: sound === true };
};
