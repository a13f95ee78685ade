import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Dispatch } from '../state/app-state.ts';
import type { GameScreen } from '../state/game.ts';
import { useText } from './text.ts';

interface ChatProps {
  readonly screen: GameScreen;
  readonly dispatch: Dispatch;
}

const sideClass = (screen: GameScreen, player: string): string => {
  const side = screen.view?.seats.find(({ id }) => id === player)?.side;
  return side ? `said-${side}` : '';
};

const Lines = ({ screen }: { readonly screen: GameScreen }) => {
  const { game } = useText();
  const list = useRef<HTMLDivElement>(null);
  const count = screen.chat.length;
  useLayoutEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [count]);
  return (
    <div class="chat-lines" ref={list} role="log" aria-label={game.chat}>
      <ol>
        {count === 0 && <li class="quiet">{game.chatEmpty}</li>}
        {screen.chat.map((line) => (
          <li key={line.id}>
            <strong class={sideClass(screen, line.player)}>{line.name}</strong> {line.text}
          </li>
        ))}
      </ol>
    </div>
  );
};

/** What was said at the table. The draft stays until the room has taken it. */
export const Chat = ({ screen, dispatch }: ChatProps) => {
  const { game } = useText();
  const common = { area: 'game', game: screen.id } as const;
  return (
    <section class="card chat" aria-label={game.chat}>
      <Lines screen={screen} />
      {screen.role === 'player' && (
        <form
          class="chat-form"
          onSubmit={(event) => {
            event.preventDefault();
            dispatch({ ...common, type: 'chat-sent' });
          }}
        >
          <input
            aria-label={game.say}
            placeholder={game.say}
            maxLength={300}
            autocomplete="off"
            value={screen.draft}
            onInput={(event) => dispatch({ ...common, type: 'drafted', text: event.currentTarget.value })}
          />
          <button type="submit" class="button small" aria-disabled={screen.asking.includes('chat')}>
            {game.send}
          </button>
        </form>
      )}
    </section>
  );
};
