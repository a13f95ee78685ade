import type { Sound } from '../state/sounds.ts';

interface Note {
  /** Hz. */
  readonly pitch: number;
  /** Seconds after the first. */
  readonly at: number;
}

const tunes: Readonly<Record<Sound, readonly Note[]>> = {
  move: [{ pitch: 330, at: 0 }],
  turn: [
    { pitch: 440, at: 0 },
    { pitch: 554, at: 0.09 },
  ],
  offer: [
    { pitch: 494, at: 0 },
    { pitch: 494, at: 0.14 },
  ],
  end: [
    { pitch: 523, at: 0 },
    { pitch: 415, at: 0.13 },
    { pitch: 349, at: 0.26 },
  ],
};
const loudness = 0.06;
const noteSeconds = 0.16;

const sing = (context: AudioContext, { pitch, at }: Note): void => {
  const start = context.currentTime + at;
  const voice = context.createOscillator();
  const volume = context.createGain();
  voice.type = 'triangle';
  voice.frequency.value = pitch;
  volume.gain.setValueAtTime(loudness, start);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + noteSeconds);
  voice.connect(volume).connect(context.destination);
  voice.start(start);
  voice.stop(start + noteSeconds);
};

/** Short tones made on the spot. The audio device is opened with the first of them. */
export const createSounds = (open: () => AudioContext): ((sound: Sound) => void) => {
  let context: AudioContext | null = null;
  return (sound) => {
    context ??= open();
    // A browser lets a page sound only once somebody has touched it.
    if (context.state === 'suspended') void context.resume().catch(() => undefined);
    for (const note of tunes[sound]) sing(context, note);
  };
};
