import type { GameEvent } from '../../shared/game/events.ts';
import type { AccountStore, OneTimeTokens } from '../accounts/account-store.ts';
import type { EventStore } from '../eventing/event-store.ts';
import type { Leases } from '../eventing/leases.ts';
import type { Checkpoints } from '../eventing/projector.ts';
import type { ChatStore } from '../games/chat-store.ts';
import type { DueChecks } from '../games/due-checks.ts';
import type { GamesReadModel } from '../games/games-read-model.ts';
import type { StatisticsStore } from '../games/statistics.ts';
import type { OperatorStore } from '../operator/operator-store.ts';
import type { LifeStore } from '../outages/life-store.ts';
import type { RatingsStore } from '../ratings/ratings-store.ts';
import type { KeyStore } from '../tokens/key-store.ts';
import type { SessionStore } from '../tokens/session-store.ts';
import type { UsedTokens } from '../tokens/used-tokens.ts';
import type { Portable } from './portable.ts';

/** All stores of one installation, whichever database holds them. */
export interface Stores extends AsyncDisposable {
  readonly events: EventStore<GameEvent>;
  readonly checkpoints: Checkpoints;
  readonly leases: Leases;
  readonly accounts: AccountStore;
  readonly oneTimeTokens: OneTimeTokens;
  readonly sessions: SessionStore;
  readonly usedTokens: UsedTokens;
  readonly keys: KeyStore;
  readonly operators: OperatorStore;
  readonly games: GamesReadModel;
  readonly dueChecks: DueChecks;
  readonly statistics: StatisticsStore;
  readonly ratings: RatingsStore;
  readonly chat: ChatStore;
  readonly lives: LifeStore;
  /** All that is no read model, for export and import. */
  readonly portable: Portable;
  /** Rejects when the store cannot be written to, which is what players need. */
  check(): Promise<void>;
}
