import type { Dispatch } from '../state/app-state.ts';
import type { GameScreen } from '../state/game.ts';
import { linkTo } from '../state/routes.ts';
import { Select } from './choices.tsx';
import { QrCode } from './qr-code.tsx';
import { useText } from './text.ts';

interface InviteProps {
  readonly screen: GameScreen;
  readonly dispatch: Dispatch;
}

const InviteLink = ({ screen, dispatch }: InviteProps) => {
  const { game } = useText();
  return (
    <div class="invite">
      <label for="invite-link">{game.invite}</label>
      <div class="invite-row">
        <input
          id="invite-link"
          readOnly
          value={linkTo(location.origin, { name: 'game', id: screen.id })}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button
          type="button"
          class="button small"
          onClick={() => dispatch({ area: 'game', game: screen.id, type: 'copy-link' })}
        >
          {screen.copied ? game.copied : game.copy}
        </button>
      </div>
    </div>
  );
};

const CallBot = ({ screen, dispatch }: InviteProps) => {
  const { game, lobby } = useText();
  const common = { area: 'game', game: screen.id } as const;
  return (
    <div class="call-bot">
      <Select
        label={game.bot}
        value={String(screen.botLevel)}
        options={lobby.levels.map((label, at) => ({ value: String(at + 1), label }))}
        onChange={(level) => dispatch({ ...common, type: 'bot-level', level: Number(level) })}
      />
      <button
        type="button"
        class="button small"
        aria-disabled={screen.seatingBot}
        onClick={() => dispatch({ ...common, type: 'seat-bot' })}
      >
        {game.seatBot}
      </button>
    </div>
  );
};

/** While a game waits: how others get in, and the way out. */
export const Invite = (props: InviteProps) => {
  const { screen, dispatch } = props;
  const { game } = useText();
  const missing = screen.view ? 2 * screen.view.teamSize - screen.view.seats.length : 1;
  const isOwner = screen.summary?.createdBy === screen.me;
  return (
    <>
      <h2>{missing > 1 ? game.waitingTeam(missing) : game.waiting}</h2>
      <InviteLink {...props} />
      <QrCode link={linkTo(location.origin, { name: 'game', id: screen.id })} />
      <CallBot {...props} />
      <button
        type="button"
        class="button small quiet-button"
        onClick={() => dispatch({ area: 'game', game: screen.id, type: 'ask', request: 'abort' })}
      >
        {isOwner ? game.cancel : game.leave}
      </button>
    </>
  );
};
