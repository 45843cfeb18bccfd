import { refuse } from '../../error.js';
import { findReusable } from '../attachment-id.js';
import { checkButtons } from '../buttons.js';
import type { TemplateCheck } from './template.js';

/** The kinds of Facebook addresses that show a video or a photo. */
const SUPPORTED = [
  /^\/[^/]+\/videos\/\d+\/?$/,
  /^\/[^/]+\/photos\/(?:[^/]+\/)?\d+\/?$/,
  /^\/photo\.php$/,
  /^\/photo\/?$/,
];

export const media: TemplateCheck = (payload, call) => {
  for (const given of payload.field('elements').items({ min: 1, max: 1 })) {
    const element = given.object();
    const mediaType = element.field('media_type').required().value;
    if (mediaType !== 'image' && mediaType !== 'video') throw refuse('mediaType');
    const id = element.field('attachment_id');
    const url = element.field('url');
    if (id.given === url.given) throw refuse(id.given ? 'mediaIdMissing' : 'mediaSource');
    if (id.given) findReusable(call, id, mediaType);
    else checkFacebookUrl(url.url());
    checkButtons(element.field('buttons'));
  }
};

function checkFacebookUrl(text: string): void {
  const { hostname, pathname } = new URL(text);
  if (!/(^|\.)facebook\.com$/.test(hostname)) throw refuse('mediaForeignUrl');
  if (!SUPPORTED.some((pattern) => pattern.test(pathname))) throw refuse('mediaFacebookUrl');
}
