import type { Page } from 'playwright-core';

/** What one move cost the page that heard of it. */
export interface PageUpdate {
  /** From the message's arrival to the end of the changes of the document, ms. */
  readonly scriptMs: number;
  /** The styles and the layout that those changes asked for, ms. */
  readonly layoutMs: number;
  /** Cells that were changed, in themselves or in what is in them. */
  readonly cells: number;
}

/** Must come before the page is opened: every message of a WebSocket is timed until what it changed is laid out. */
export const watchUpdates = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const watch: object[] = [];
    Object.assign(window, { watch });
    const observer = new MutationObserver(() => undefined);
    const timed = (handle: () => void): void => {
      const board = document.querySelector('[role=grid]');
      if (!board) {
        handle();
        return;
      }
      observer.observe(board, { subtree: true, childList: true, attributes: true });
      const began = performance.now();
      handle();
      const script = performance.now() - began;
      document.body.getBoundingClientRect();
      const layout = performance.now() - began - script;
      const changed = new Set(
        observer.takeRecords().map(({ target }) => (target as Element).closest('[role=gridcell]')),
      );
      if (changed.size > 0) watch.push({ scriptMs: script, layoutMs: layout, cells: changed.size });
    };
    const { set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage')!;
    Object.defineProperty(WebSocket.prototype, 'onmessage', {
      set(this: WebSocket, handler: (event: MessageEvent) => void) {
        set!.call(this, (event: MessageEvent) => timed(() => handler.call(this, event)));
      },
    });
  });

/** What every message changed that changed the board, in order. */
export const updatesOf = (page: Page): Promise<readonly PageUpdate[]> =>
  page.evaluate(() => (window as unknown as { watch: PageUpdate[] }).watch);
