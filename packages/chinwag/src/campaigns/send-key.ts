/** How a campaign's send is known again in its echo. */
const MARK = 'campaign:';

export function campaignKey(campaign: string, psid: string): string {
  return `${MARK}${campaign}:${psid}`;
}

/** Of which campaign a send was; undefined when it was of none. */
export function campaignOf(key: string): string | undefined {
  return key.startsWith(MARK) ? key.slice(MARK.length, key.lastIndexOf(':')) : undefined;
}
