import { checkButtons } from '../buttons.js';
import type { TemplateCheck } from './template.js';

export const button: TemplateCheck = (payload) => {
  payload.field('text').text({ max: 640 });
  checkButtons(payload.field('buttons'), { required: true });
};
