/** The same as bodies of the HTTP API. */
const mostLevels = 32;

/** Bytes after the first of what has a fixed size. */
const fixed: Readonly<Record<number, number>> = {
  ...{ 202: 4, 203: 8, 204: 1, 205: 2, 206: 4, 207: 8, 208: 1, 209: 2, 210: 4, 211: 8 },
};
/** Bytes of the length that follows these: bin, str, array and map of 8, 16 and 32 bits. */
const lengths: Readonly<Record<number, number>> = {
  ...{ 196: 1, 197: 2, 198: 4, 217: 1, 218: 2, 219: 4, 220: 2, 221: 4, 222: 2, 223: 4 },
};
const isExtension = (first: number): boolean => (first >= 0xc7 && first <= 0xc9) || (first >= 0xd4 && first <= 0xd8);

/** Where what is nested in a value begins, how many values that is, and where a value that nests none ends. */
interface Head {
  readonly next: number;
  readonly values: number;
}

const readHead = (frame: Uint8Array, at: number): Head => {
  const first = frame[at]!;
  if (first >= 0x80 && first <= 0x8f) return { next: at + 1, values: 2 * (first & 0x0f) };
  if (first >= 0x90 && first <= 0x9f) return { next: at + 1, values: first & 0x0f };
  if (first >= 0xa0 && first <= 0xbf) return { next: at + 1 + (first & 0x1f), values: 0 };
  const bytes = lengths[first];
  if (bytes === undefined) return { next: at + 1 + (fixed[first] ?? 0), values: 0 };
  let length = 0;
  for (let byte = 1; byte <= bytes; byte += 1) length = length * 256 + (frame[at + byte] ?? 0);
  const next = at + 1 + bytes;
  if (first < 0xdc) return { next: next + length, values: 0 };
  return { next, values: first < 0xde ? length : 2 * length };
};

/** Where an extension's type stands, and how long what follows it is. */
const extensionAt = (frame: Uint8Array, at: number): { readonly type: number; readonly length: number } => {
  const first = frame[at]!;
  return first >= 0xd4 ? { type: at + 1, length: 2 ** (first - 0xd4) } : { type: at + 2, length: frame[at + 1] ?? 0 };
};

/** How many fields the objects have that are written by their one byte. */
type Shapes = (number | undefined)[];

/**
 * The extensions that the SDK writes: `undefined` (type 0), a date (type 255), and an object as the names of its fields
 * and then their values (type 'r'), to whose names later objects refer by its one byte. Undefined for any other,
 * among them the long ones (ext 16 and 32).
 */
const readExtension = (frame: Uint8Array, at: number, shapes: Shapes): Head | undefined => {
  if (frame[at] === 0xc8 || frame[at] === 0xc9) return undefined;
  const { type, length } = extensionAt(frame, at);
  const next = type + 1 + length;
  if (frame[type] === 0 || frame[type] === 0xff) return { next, values: 0 };
  if (frame[type] !== 0x72 || length !== 1 || frame[next] === undefined) return undefined;
  const names = readHead(frame, next);
  shapes[frame[type + 1]!] = names.values;
  return { next: names.next, values: 2 * names.values };
};

const readValue = (frame: Uint8Array, at: number, shapes: Shapes): Head | undefined => {
  const first = frame[at]!;
  if (isExtension(first)) return readExtension(frame, at, shapes);
  const fields = shapes[first];
  return fields === undefined ? readHead(frame, at) : { next: at + 1, values: fields };
};

/**
 * Whether a body (MessagePack, from `from` to the end) is plain: nested 32 levels at most, and without extensions but
 * the SDK's own. Its decoder would follow any other as deep as the stack goes, at a thousand times the cost of a move.
 * Whether the body is whole, the decoder finds.
 */
export const hasPlainBody = (frame: Uint8Array, from: number): boolean => {
  const open = [1];
  const shapes: Shapes = [];
  for (let at = from; at < frame.length && open.length > 0; ) {
    const left = open.at(-1)!;
    if (left === 0) {
      open.pop();
      continue;
    }
    open[open.length - 1] = left - 1;
    const head = readValue(frame, at, shapes);
    if (head === undefined) return false;
    if (head.values > 0) open.push(head.values);
    if (open.length > mostLevels + 1) return false;
    at = head.next;
  }
  return true;
};
