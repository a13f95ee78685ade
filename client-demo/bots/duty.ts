/**
 * Does what is due, one thing after another and never two at once. The function it returns is called whenever something may have
 * become due; it never rejects.
 */
export const createDuty = <Task>(
  due: () => Task | null,
  perform: (task: Task) => Promise<void>,
  onFailure: (error: unknown) => void,
): (() => Promise<void>) => {
  let isBusy = false;
  return async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      for (let task = due(); task !== null; task = due()) await perform(task);
    } catch (error) {
      onFailure(error);
    } finally {
      isBusy = false;
    }
  };
};
