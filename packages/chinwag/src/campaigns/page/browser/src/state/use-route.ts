import { useEffect, useState } from 'preact/hooks';

/** Which campaign the address names: `#/black-friday`. */
function chosen(): string | undefined {
  const name = location.hash.replace(/^#\/?/, '');
  if (!name) return undefined;
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined;
  }
}

export const addressOf = (campaign: string) => `#/${encodeURIComponent(campaign)}`;

export function useRoute(): string | undefined {
  const [campaign, setCampaign] = useState(chosen);
  useEffect(() => {
    const follow = () => setCampaign(chosen());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return campaign;
}
