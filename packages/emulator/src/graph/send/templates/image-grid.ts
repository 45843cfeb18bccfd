import { badParameter } from '../../error.js';
import type { Param } from '../../param.js';
import { checkButtons, checkWebUrl, LONGEST_PAYLOAD } from '../buttons.js';
import type { TemplateCheck } from './template.js';

export const imageGrid: TemplateCheck = (payload) => {
  for (const given of payload.field('elements').items({ min: 1, max: 1 })) {
    const element = given.object();
    element.field('title').optionalText({ max: 45 });
    element.field('subtitle').optionalText({ max: 80 });
    const images = element.field('images').items({ min: 2, max: 6 });
    for (const image of images) checkImage(image.object());
    const heroes = images.filter((image) => image.field('is_hero_image').flag());
    if (heroes.length > 1) throw badParameter(`Only one of ${element.name}[images] may be the hero image`);
    checkButtons(element.field('buttons'), { types: ['web_url', 'postback'] });
  }
};

function checkImage(image: Param): void {
  image.field('url').required().url();
  if (!image.field('action').given) return;
  const action = image.field('action').object();
  if (action.field('type').oneOf(['web_url', 'postback']) === 'web_url') {
    checkWebUrl(action);
    return;
  }
  action.field('payload').text({ max: LONGEST_PAYLOAD });
  action.field('text').text();
}
