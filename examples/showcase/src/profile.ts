import { MessengerClient } from 'chinwag/messenger';
import config from '../chinwag.config.js';

/** Gives the Page what people see before their first word: Get Started, greeting, ice breakers and menu. */
export async function setProfile(): Promise<void> {
  const { MESSENGER_ACCESS_TOKEN: accessToken, MESSENGER_APP_SECRET: appSecret } = process.env;
  const { profile } = config.channels?.messenger ?? {};
  if (!profile) return;
  const client = new MessengerClient({ accessToken, appSecret, origin: process.env.MESSENGER_ORIGIN });
  try {
    await client.setMessengerProfile(profile);
  } catch (error) {
    // Ten times in ten minutes, and the platform has had enough. It still has the last one.
    console.warn('The profile stays as it was:', error);
  } finally {
    await client.close();
  }
}
