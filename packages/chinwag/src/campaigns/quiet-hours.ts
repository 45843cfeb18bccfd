/** When nothing goes out, each day: `{ from: '21:00', to: '09:00', timeZone: 'Europe/Berlin' }`. */
export interface QuietHours {
  /** `HH:MM`. */
  from: string;
  /** `HH:MM`; earlier than `from` means the next day. */
  to: string;
  /** As in the IANA database. Default: the machine's. */
  timeZone?: string;
}
