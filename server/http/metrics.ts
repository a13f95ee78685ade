import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Where the gauges are read from when somebody asks. */
export interface MetricSources {
  openRooms(): number;
  connections(): number;
  /** Milestones that each projection is behind the head of the log, by its name. */
  projectorLag(): Promise<Readonly<Record<string, number>>>;
  /** Whether the other nodes can be reached, and how many live; left out where there are none. */
  readonly nodes?: { isUp(): boolean; count(): Promise<number> } | undefined;
}

/** Plain functions for those who have something to count, and the text for Prometheus. */
export interface Metrics {
  moveStored(): void;
  /** A player's command was accepted; `type` is the room request's. */
  commandAccepted(type: string): void;
  /** Seconds from handing a commit to the store until it was durable. */
  appendTook(seconds: number): void;
  httpAnswered(status: number): void;
  readonly contentType: string;
  render(): Promise<string>;
}

const appendBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

const addGauges = (registers: Registry[], sources: MetricSources): void => {
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  gauge('octo_open_rooms', 'Colyseus rooms open in this process.', sources.openRooms);
  gauge('octo_connections', 'WebSocket clients connected to this process.', sources.connections);
  const { nodes } = sources;
  if (nodes) {
    gauge('octo_redis_up', 'Whether Redis, where the nodes meet, answers this process.', () => Number(nodes.isUp()));
    new Gauge({
      name: 'octo_nodes',
      help: 'Nodes that live, as this process sees them.',
      registers,
      async collect() {
        this.set(await nodes.count().catch(() => 0));
      },
    });
  }
  new Gauge({
    name: 'octo_projector_lag',
    help: 'Commits that a projection is behind the log.',
    labelNames: ['projection'],
    registers,
    async collect() {
      // While the store does not answer, the other metrics are wanted most.
      const lags = await sources.projectorLag().catch(() => ({}));
      this.reset();
      for (const [projection, lag] of Object.entries(lags)) this.set({ projection }, lag);
    },
  });
};

/** Counted in plain numbers, which are looked at when somebody asks: a label costs more than what is counted by it. */
const countPlaying = (registers: Registry[]): Pick<Metrics, 'moveStored' | 'commandAccepted'> => {
  let moves = 0;
  const commands = new Map<string, number>();
  new Counter({
    name: 'octo_moves_total',
    help: 'Moves made durable.',
    registers,
    collect() {
      this.reset();
      this.inc(moves);
    },
  });
  new Counter({
    name: 'octo_commands_total',
    help: 'Commands of players that were accepted.',
    labelNames: ['type'],
    registers,
    collect() {
      this.reset();
      for (const [type, count] of commands) this.inc({ type }, count);
    },
  });
  return {
    moveStored: () => {
      moves += 1;
    },
    commandAccepted: (type) => void commands.set(type, (commands.get(type) ?? 0) + 1),
  };
};

/** The metrics of one server in a registry of its own, with the process's own and the event loop's delay. */
export const createMetrics = (sources: MetricSources): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  addGauges(registers, sources);
  const appends = new Histogram({
    name: 'octo_append_seconds',
    help: 'Time until a commit was durable.',
    buckets: appendBuckets,
    registers,
  });
  const answers = new Counter({
    name: 'octo_http_answers_total',
    help: 'HTTP answers.',
    labelNames: ['status'],
    registers,
  });
  return {
    ...countPlaying(registers),
    appendTook: (seconds) => appends.observe(seconds),
    httpAnswered: (status) => answers.inc({ status: String(status) }),
    contentType: registry.contentType,
    render: () => registry.metrics(),
  };
};
