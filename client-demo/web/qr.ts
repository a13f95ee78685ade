import { encode } from 'uqr';

/** A QR code as a drawing in a square of `size`, one unit a module, with the quiet zone that readers need. */
export interface QrDrawing {
  readonly size: number;
  readonly path: string;
}

const quietZone = 4;

export const drawQr = (text: string): QrDrawing => {
  const { data, size } = encode(text, { ecc: 'M', border: quietZone });
  const dark = data.flatMap((row, y) => row.flatMap((module, x) => (module ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: dark.join('') };
};
