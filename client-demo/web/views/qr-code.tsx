import { useEffect, useState } from 'preact/hooks';
import type { QrDrawing } from '../qr.ts';
import { useText } from './text.ts';

/** The drawing of a text; its maker is loaded when the first is wanted. */
const useDrawing = (text: string, wanted: boolean): QrDrawing | null => {
  const [drawing, setDrawing] = useState<QrDrawing | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let isCurrent = true;
    import('../qr.ts').then(
      ({ drawQr }) => isCurrent && setDrawing(drawQr(text)),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [text, wanted]);
  return drawing;
};

/** For a phone at the same table: dark on light in any colour scheme, as readers expect it. */
export const QrCode = ({ link }: { readonly link: string }) => {
  const { game } = useText();
  const [isOpen, setIsOpen] = useState(false);
  const drawing = useDrawing(link, isOpen);
  return (
    <details class="qr" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{game.qr}</summary>
      {isOpen && drawing && (
        <svg viewBox={`0 0 ${drawing.size} ${drawing.size}`} role="img" aria-label={game.qr}>
          <path d={drawing.path} />
        </svg>
      )}
    </details>
  );
};
