/** The data was written by a later release; opening it with this one could harm it. */
export class NewerSchema extends Error {
  override readonly name = 'NewerSchema';
}
