import { refuse } from '../../error.js';
import type { Param } from '../../param.js';
import { checkButtons, checkDefaultAction } from '../buttons.js';
import type { TemplateCheck } from './template.js';

export const generic: TemplateCheck = (payload) => {
  const ratio = payload.field('image_aspect_ratio');
  if (ratio.given) ratio.oneOf(['horizontal', 'square']);
  for (const element of payload.field('elements').items({ min: 1, max: 10 })) checkElement(element.object());
};

/** A card: a title and at least one more thing. */
function checkElement(element: Param): void {
  element.field('title').shownUpTo(80).text();
  element.field('subtitle').shownUpTo(80).optionalText();
  const image = element.field('image_url');
  if (image.given && image.value !== '') image.url();
  const filled = ['subtitle', 'image_url', 'default_action', 'buttons'].some((key) => {
    const { given, value } = element.field(key);
    return given && value !== '' && !(Array.isArray(value) && value.length === 0);
  });
  if (!filled) throw refuse('incompleteElement');
  checkDefaultAction(element.field('default_action'));
  checkButtons(element.field('buttons'));
}
