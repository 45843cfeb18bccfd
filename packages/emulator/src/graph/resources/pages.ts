import type { Call, Routes } from '../call.js';

function readPage(call: Call): Record<string, unknown> {
  const { page } = call;
  const known: Record<string, unknown> = {
    id: page.id,
    name: page.name,
    username: page.username,
    category: page.category,
    link: `https://www.facebook.com/${page.username}`,
    picture: {
      data: { url: `${call.platform.origin}/_emulator/pictures/${page.id}.svg`, is_silhouette: false },
    },
    messaging_feature_status: { hop_v2: false, msgr_multi_app: true, ig_multi_app: false },
  };
  const fields = call.fields ?? ['name'];
  return Object.fromEntries(
    [...fields.filter((field) => field !== 'id' && field in known), 'id'].map((field) => [
      field,
      known[field],
    ]),
  );
}

export const pages: Routes = {
  'GET page': readPage,
};
