import { variantNames, variants } from '../../../shared/game/variants.ts';
import type { OwnPlayer } from '../../../shared/protocol/accounts.ts';
import type { Dispatch } from '../state/app-state.ts';
import type { LobbyScreen } from '../state/lobby.ts';
import {
  type BoardChoice,
  type ClockChoice,
  canBeRated,
  clockChoiceNames,
  type NewGameForm as FormState,
} from '../state/new-game.ts';
import { Choice, NumberField, Select, Toggle } from './choices.tsx';
import { MiniBoard } from './mini-board.tsx';
import { FailureNotice } from './notices.tsx';
import { type Text, useText } from './text.ts';

interface NewGameProps {
  readonly screen: LobbyScreen;
  readonly player: OwnPlayer;
  readonly dispatch: Dispatch;
}

interface PartProps {
  readonly form: FormState;
  readonly change: (change: Partial<FormState>) => void;
}

const BoardTile = ({ name, form }: { readonly name: BoardChoice; readonly form: FormState }) => {
  const text = useText();
  const board = name === 'custom' ? form.custom : variants[name];
  return (
    <>
      <MiniBoard board={board} size={40} />
      <strong>{text.variants[name].name}</strong>
      <span class="note">
        {text.board.size(board.width, board.height)}
        <br />
        {name === 'custom' ? text.board.inARow(board.inARow) : text.variants[name].rule}
      </span>
    </>
  );
};

const CustomBoard = ({ form: { custom }, change }: PartProps) => {
  const { lobby } = useText();
  return (
    <div class="custom-board">
      <NumberField
        label={lobby.width}
        value={custom.width}
        min={3}
        max={19}
        onChange={(width) => change({ custom: { ...custom, width } })}
      />
      <NumberField
        label={lobby.height}
        value={custom.height}
        min={3}
        max={19}
        onChange={(height) => change({ custom: { ...custom, height } })}
      />
      <NumberField
        label={lobby.inARow}
        value={custom.inARow}
        min={3}
        max={Math.max(custom.width, custom.height)}
        onChange={(inARow) => change({ custom: { ...custom, inARow } })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={custom.gravity}
          onChange={(event) => change({ custom: { ...custom, gravity: event.currentTarget.checked } })}
        />
        {lobby.gravity}
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={custom.exact}
          onChange={(event) => change({ custom: { ...custom, exact: event.currentTarget.checked } })}
        />
        {lobby.exact}
      </label>
    </div>
  );
};

const Details = ({ form, change }: PartProps) => {
  const text = useText();
  const { lobby } = text;
  const clocks = clockChoiceNames.map((value) => ({ value, label: text.clock[value] }));
  const teams = ['1', '2', '3', '4'].map((value) => ({ value, label: text.board.team(Number(value)) }));
  const sides = (['random', 'x', 'o'] as const).map((value) => ({ value, label: lobby.sides[value] }));
  return (
    <div class="form-columns">
      <Choice
        legend={lobby.side}
        name="side"
        className="segments"
        hint={lobby.sideHint}
        value={form.side}
        options={sides}
        onChange={(side) => change({ side })}
      />
      <Select
        label={lobby.clock}
        value={form.clock}
        options={clocks}
        hint={lobby.clockHint}
        onChange={(clock: ClockChoice) => change({ clock })}
      />
      <Select
        label={lobby.team}
        value={String(form.teamSize)}
        options={teams}
        hint={lobby.teamHint}
        onChange={(size) => change({ teamSize: Number(size) })}
      />
    </div>
  );
};

/** Why a game cannot be rated, or what rating means. */
const ratedHint = (text: Text, form: FormState, player: OwnPlayer): string => {
  if (!canBeRated(form)) return text.lobby.ratedCustom;
  if (player.mayPlayRated) return text.lobby.ratedHint;
  return player.guest ? text.lobby.needsAccount : text.lobby.needsVerified;
};

const Switches = ({ form, change, player }: PartProps & { readonly player: OwnPlayer }) => {
  const text = useText();
  const open = canBeRated(form) && player.mayPlayRated;
  return (
    <div class="form-columns">
      <Toggle
        label={text.lobby.ratedLabel}
        hint={ratedHint(text, form, player)}
        checked={open && form.rated}
        disabled={!open}
        onChange={(rated) => change({ rated })}
      />
      <Toggle
        label={text.lobby.publicLabel}
        hint={text.lobby.publicHint}
        checked={form.open}
        onChange={(shown) => change({ open: shown })}
      />
    </div>
  );
};

export const NewGame = ({ screen, player, dispatch }: NewGameProps) => {
  const { lobby } = useText();
  const { form, failure, busy } = screen;
  const change = (to: Partial<FormState>): void => dispatch({ area: 'lobby', type: 'form', change: to });
  const choices = [...variantNames, 'custom' as const].map((value) => ({
    value,
    label: <BoardTile name={value} form={form} />,
  }));
  return (
    <form
      class="card new-game"
      aria-labelledby="new-game"
      onSubmit={(event) => {
        event.preventDefault();
        dispatch({ area: 'lobby', type: 'create' });
      }}
    >
      <h2 id="new-game">{lobby.createTitle}</h2>
      <Choice
        legend={lobby.boardLegend}
        name="board"
        className="tiles"
        value={form.choice}
        options={choices}
        onChange={(choice: BoardChoice) => change({ choice })}
      />
      {form.choice === 'custom' && <CustomBoard form={form} change={change} />}
      <Details form={form} change={change} />
      <Switches form={form} change={change} player={player} />
      {failure?.of === 'create' && <FailureNotice failure={failure.failure} />}
      <button type="submit" class="button primary" aria-disabled={busy !== null}>
        {lobby.create}
      </button>
    </form>
  );
};
