/** What is sent, and the code, subcode and words it is refused with. */
export type Refusal<Sent> = [
  what: string,
  sent: Sent,
  code: number,
  subcode: number | undefined,
  words: string | RegExp,
];
