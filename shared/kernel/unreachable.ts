/** Ends a switch over a union: the compiler proves that it is never called. */
export const unreachable = (value: never): never => {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
};
