import { z } from 'zod';
import { type Portable, type PortableKind, portableRecords } from './portable.ts';

/** The file is not an export that this release can read, or the installation is not empty. Nobody's data is in the message. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
}

const format = 1;
const kinds = Object.keys(portableRecords) as PortableKind[];
const heading = z.strictObject({ kind: z.literal('octothorpe'), format: z.literal(format) });
const ending = z.strictObject({ kind: z.literal('end'), records: z.int() });

/** A whole installation as lines of JSON: a heading, its records, and how many there were. It holds every secret there is. */
export const exportLines = async function* (portable: Portable): AsyncGenerator<string> {
  yield JSON.stringify({ kind: 'octothorpe', format });
  let records = 0;
  for (const kind of kinds)
    for await (const record of portable[kind].dump()) {
      yield JSON.stringify({ kind, ...portableRecords[kind].parse(record) });
      records++;
    }
  yield JSON.stringify({ kind: 'end', records });
};

const parseLine = (text: string, line: number): { readonly kind: string } & Record<string, unknown> => {
  try {
    return z.looseObject({ kind: z.string() }).parse(JSON.parse(text));
  } catch {
    throw new ImportRefused(`line ${line} is not a record`);
  }
};

const isKind = (kind: string): kind is PortableKind => kind in portableRecords;

/** Versions of a stream follow each other without gaps; the log is read by that. */
const createStreamCheck = () => {
  const versions = new Map<string, number>();
  return ({ stream, version, events }: z.infer<typeof portableRecords.commit>, line: number): void => {
    const before = versions.get(stream) ?? 0;
    if (version !== before + events.length)
      throw new ImportRefused(`line ${line} does not follow its game's last commit`);
    versions.set(stream, version);
  };
};

const pageSize = 200;

/** Gathers records of one kind and loads a page of them at a time. */
const createLoader = (portable: Portable) => {
  const follows = createStreamCheck();
  let [waiting, waitingKind]: [unknown[], PortableKind] = [[], 'signingKey'];
  const load = async (): Promise<void> => {
    await portable[waitingKind].load(waiting as never);
    waiting = [];
  };
  return {
    add: async (kind: PortableKind, content: unknown, line: number): Promise<void> => {
      const { data, error } = portableRecords[kind].safeParse(content);
      if (error) throw new ImportRefused(`line ${line}: ${error.issues[0]?.path.join('.')} is not as it has to be`);
      if (kind === 'commit') follows(data as Parameters<typeof follows>[0], line);
      if (kind !== waitingKind || waiting.length === pageSize) await load();
      waitingKind = kind;
      waiting.push(data);
    },
    load,
  };
};

const refuseUnlessEmpty = async (portable: Portable): Promise<void> => {
  for (const kind of kinds)
    for await (const _ of portable[kind].dump())
      throw new ImportRefused('there is an installation in this store already');
};

/**
 * Reads an export into an empty installation and gives the number of records. Read models have to be rebuilt then. What
 * fails half-way leaves a part: the store has to be emptied before the next attempt.
 * @throws ImportRefused
 */
export const importLines = async (portable: Portable, lines: AsyncIterable<string>): Promise<number> => {
  await refuseUnlessEmpty(portable);
  const loader = createLoader(portable);
  let [line, records, ended] = [0, 0, false];
  for await (const text of lines) {
    const { kind, ...content } = parseLine(text, ++line);
    if (line === 1 && !heading.safeParse({ kind, ...content }).success)
      throw new ImportRefused('this is no export, or one of a newer release');
    if (ended) throw new ImportRefused(`line ${line} comes after the end`);
    if (line === 1) continue;
    if (isKind(kind)) {
      await loader.add(kind, content, line);
      records++;
    } else if (ending.safeParse({ kind, ...content }).data?.records === records) ended = true;
    else throw new ImportRefused(`line ${line} is of an unknown kind, or records are missing before it`);
  }
  if (!ended) throw new ImportRefused('the file is not complete: its last line is missing');
  await loader.load();
  return records;
};
