/** Thrown when the time given is over; whatever was found stays valid. */
export class OutOfTime extends Error {}
