const pageSize = 200;

/** Everything that `read` gives, page by page: at most `limit` rows after `last`, or from the first where it is undefined. */
export const inPages = async function* <Row>(
  read: (last: Row | undefined, limit: number) => readonly Row[] | Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  for (let last: Row | undefined; ; ) {
    const page = await read(last, pageSize);
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    last = page.at(-1);
  }
};
