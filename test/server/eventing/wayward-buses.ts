import type { Bus } from '../../../server/eventing/bus.ts';
import { createListeners } from '../../../server/eventing/listeners.ts';

type Step = () => void;

interface Said {
  readonly channel: string;
  readonly message: string;
  readonly unheard?: (() => void) | undefined;
}

const fail = (error: unknown): void => {
  throw error;
};

/** What may happen next, by what it belongs to. */
export type Possible = readonly (readonly [what: string, step: Step])[];

/** The first of a queue, if there is one. */
const first = (what: string, queue: Step[]): Possible => (queue.length > 0 ? [[what, () => queue.shift()!()]] : []);

/** The connection that hears: what is asked of it and what it brings keep their order; that it was lost is noticed later. */
const openHearing = () => {
  const listeners = createListeners<string, string>(fail);
  const doubt = createListeners<'doubt', undefined>(fail);
  const tellDoubt = (): void => doubt.tell('doubt', undefined);
  /** As the node wants it, as the server has it, and as the node knows of it. */
  const [wanted, heard, confirmed] = [[] as string[], new Set<string>(), new Set<string>()];
  const asked: Step[] = [];
  const inbox: Step[] = [];
  let unsure = new Set<Step>();
  let isLost = false;
  const ask = (channels: readonly string[], done: Step): void => {
    asked.push(() => {
      for (const channel of channels) heard.add(channel);
      inbox.push(() => {
        for (const channel of channels) if (wanted.includes(channel)) confirmed.add(channel);
        done();
      });
    });
  };
  const leave = (channel: string): void => {
    wanted.splice(wanted.indexOf(channel), 1);
    if (wanted.includes(channel)) return;
    confirmed.delete(channel);
    if (!isLost) asked.push(() => void heard.delete(channel));
  };
  const subscribe: Bus['subscribe'] = (channel, listener) => {
    const remove = listeners.add(channel, listener);
    const { promise, resolve } = Promise.withResolvers<void>();
    wanted.push(channel);
    if (isLost) resolve();
    else ask([channel], resolve);
    unsure.add(resolve);
    const end = (): void => {
      remove();
      leave(channel);
    };
    return { ready: promise, end };
  };
  const notice = (): void => {
    isLost = false;
    confirmed.clear();
    ask([...new Set(wanted)], tellDoubt);
  };
  return {
    ...{ subscribe, heard, confirmed, tellDoubt },
    onDoubt: (run: Step) => doubt.add('doubt', run),
    deliver: (channel: string, message: string) => void inbox.push(() => listeners.tell(channel, message)),
    lose: (): void => {
      isLost = true;
      heard.clear();
      asked.length = inbox.length = 0;
      for (const resolve of unsure) resolve();
      unsure = new Set();
    },
    steps: (): Possible => [
      ...first('asked', asked),
      ...first('inbox', inbox),
      ...(isLost ? ([['notice', notice]] as const) : []),
    ],
  };
};

/** The connection that speaks: what is said arrives in order, and is answered later. */
const openSpeaking = (publish: (said: Said) => Step) => {
  const saying: Step[] = [];
  const answers: Step[] = [];
  let hasLost = false;
  const say = (said: Said): void => void saying.push(() => answers.push(publish(said)));
  const mend = (): void => {
    hasLost = false;
    say({ channel: 'doubt', message: '' });
  };
  return {
    say,
    lose: (): void => {
      hasLost ||= saying.length + answers.length > 0;
      saying.length = answers.length = 0;
    },
    steps: (): Possible => [
      ...first('saying', saying),
      ...first('answers', answers),
      ...(hasLost ? ([['mend', mend]] as const) : []),
    ],
  };
};

/**
 * Buses of nodes that meet at one server, each with a connection that speaks and one that hears. Nothing moves but by a step, and
 * which comes next is for the test to choose: only what one connection carries keeps its order.
 */
export const waywardBuses = (count: number) => {
  const told: Said[] = [];
  const all = Array.from({ length: count }, openHearing);
  const nodes = all.map((hearing) => {
    const speaking = openSpeaking((said) => {
      told.push(said);
      const listening = all.filter(({ heard }) => heard.has(said.channel));
      for (const each of listening) if (each !== hearing) each.deliver(said.channel, said.message);
      return () => {
        if (listening.length === 1 && hearing.confirmed.has(said.channel)) said.unheard?.();
      };
    });
    hearing.subscribe('doubt', hearing.tellDoubt);
    const bus: Bus = {
      publish: (channel, message, unheard) => speaking.say({ channel, message, unheard }),
      ...{ subscribe: hearing.subscribe, onDoubt: hearing.onDoubt },
    };
    return {
      bus,
      loseHearing: hearing.lose,
      loseSpeaking: speaking.lose,
      steps: (): Possible => [...hearing.steps(), ...speaking.steps()],
    };
  });
  return {
    nodes,
    /** Everything that reached the server. */
    told,
  };
};
