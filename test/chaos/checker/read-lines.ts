import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** The lines of an NDJSON file one by one, each as `parse` understands it. */
export async function* readLines<Line>(path: string, parse: (line: unknown) => Line): AsyncGenerator<Line> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) if (line !== '') yield parse(JSON.parse(line));
}
