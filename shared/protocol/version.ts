/** Grows when a client of the older protocol could misread an answer; sent in every health answer and room state. */
export const protocolVersion = 1;
