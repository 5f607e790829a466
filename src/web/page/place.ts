/** Where something on the page stands, and what can be done from there. */
export interface Place {
  /** The entry's number. */
  readonly seq: number;
  /** The group's time zone, as IANA names it. */
  readonly timeZone: string;
  say(text: string): void;
  /** Ends when the server has it, or has refused it. */
  press(token: string, on: number, typed?: string): Promise<void>;
}
