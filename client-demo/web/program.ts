import type { AppState, Dispatch, Message } from './state/app-state.ts';
import type { Effect } from './state/effect.ts';
import { update } from './state/update.ts';

/**
 * Holds the one state. Each message is folded into it, the new state is shown, then its effects run; a message that an effect sends
 * at once waits for its turn, so that updates never nest.
 */
export const createProgram = (ports: {
  readonly initial: AppState;
  readonly show: (state: AppState, dispatch: Dispatch) => void;
  readonly effects: (dispatch: Dispatch) => (effect: Effect) => void;
}): Dispatch => {
  const queue: Message[] = [];
  let state = ports.initial;
  let running = false;

  const step = (message: Message): void => {
    const [next, effects] = update(state, message);
    if (next !== state) {
      state = next;
      ports.show(state, dispatch);
    }
    for (const effect of effects) run(effect);
  };
  const dispatch: Dispatch = (message) => {
    queue.push(message);
    if (running) return;
    running = true;
    try {
      for (let next = queue.shift(); next; next = queue.shift()) step(next);
    } finally {
      running = false;
    }
  };
  const run = ports.effects(dispatch);
  return dispatch;
};
