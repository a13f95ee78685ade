import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en } from '../strings/en.ts';

/** What a language has to say. */
export type Text = typeof en;

const TextContext = createContext<Text>(en);
export const TextProvider = TextContext.Provider;
export const useText = (): Text => useContext(TextContext);
